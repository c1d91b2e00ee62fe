/// The JSON Schema of the records, which `tcpexplain schema` prints. docs/records.schema.json is the same text; a test compares the two.
public enum RecordSchema {
    public static var text: String { first + "\n" + second + "\n" }

    private static let first = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:tcpexplain:records:1",
          "title": "tcpexplain/1",
          "description": "A line of tcpexplain --format ndjson. Every record is one of these; which one, its type says.",
          "type": "object",
          "required": ["type"],
          "oneOf": [
            {"$ref": "#/$defs/run"},
            {"$ref": "#/$defs/packet"},
            {"$ref": "#/$defs/http"},
            {"$ref": "#/$defs/connection"},
            {"$ref": "#/$defs/diff"},
            {"$ref": "#/$defs/difference"},
            {"$ref": "#/$defs/diff_summary"},
            {"$ref": "#/$defs/path"},
            {"$ref": "#/$defs/path_event"},
            {"$ref": "#/$defs/path_summary"},
            {"$ref": "#/$defs/failure"},
            {"$ref": "#/$defs/warning"},
            {"$ref": "#/$defs/summary"}
          ],
          "$defs": {
            "role": {"enum": ["client", "server"]},
            "time": {
              "description": "RFC 3339, in UTC, with nine digits.",
              "type": "string",
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{9}Z$"
            },
            "number": {
              "type": "integer",
              "minimum": 0,
              "maximum": 4294967295,
              "description": "A sequence or acknowledgment number, as on the wire."
            },
            "severity": {"enum": ["error", "warning", "note"]},
            "step": {"enum": ["handshake-1", "handshake-2", "handshake-3", "wave-1", "wave-2", "wave-3", "wave-4"]},
            "note": {
              "enum": [
                "retransmission", "fast-retransmission", "spurious-retransmission", "out-of-order",
                "previous-segment-not-captured", "acked-unseen-segment", "duplicate-ack", "keep-alive", "keep-alive-ack",
                "zero-window", "zero-window-probe", "zero-window-probe-ack", "window-full", "window-update", "port-reuse",
                "simultaneous-open", "fast-open", "data-after-fin", "reset-not-acceptable", "reset-challenged",
                "overlap-conflict", "bad-checksum", "truncated", "urgent", "duplicate-frame"
              ]
            },
            "state": {
              "enum": [
                "LISTEN", "SYN_SENT", "SYN_RCVD", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING",
                "LAST_ACK", "TIME_WAIT", "CLOSED"
              ]
            },
            "rule": {"type": "string", "pattern": "^(ack|seq) = [xyuw]\\+1(\\+[0-9]+)?$"},
            "field": {
              "description": "Name and value; an HTTP/2 field whose entry was not captured is [\"?\", null].",
              "type": "array",
              "prefixItems": [{"type": "string"}, {"type": ["string", "null"]}],
              "minItems": 2,
              "maxItems": 2
            },
            "known": {
              "description": "A part of a start line; null where the capture lacks what HTTP/2 has in its place.",
              "type": ["string", "null"]
            },
            "fields": {"type": "array", "items": {"$ref": "#/$defs/field"}},
            "diff": {
              "description": "What tcpexplain diff --format ndjson writes first: the two captures, and whether they are of two runs or of the two ends of a path.",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "schema", "version", "of", "a", "b"],
              "properties": {
                "type": {"const": "diff"},
                "schema": {"const": "tcpexplain/1"},
                "version": {"type": "string"},
                "of": {"enum": ["runs", "ends"]},
                "a": {"type": "string"},
                "b": {"type": "string"}
              }
            },
            "place": {
              "description": "Where it is in one of two captures, and what that one has; null where it has no such connection or exchange.",
              "type": ["object", "null"],
              "additionalProperties": false,
              "required": ["connection", "frame", "value"],
              "properties": {
                "connection": {"type": "integer", "minimum": 1},
                "exchange": {"type": "integer", "minimum": 1},
                "frame": {"type": "integer", "minimum": 0},
                "value": {"type": ["string", "number", "boolean", "null"]}
              }
            },
            "difference": {
              "description": "Something that differs between two runs. Times are in seconds.",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "kind", "a", "b", "message"],
              "properties": {
                "type": {"const": "difference"},
                "kind": {
                  "enum": [
                    "connection", "exchange", "handshake", "close", "failed_checks", "finding", "status", "request_bytes",
                    "response_bytes", "request_complete", "response_complete", "connect", "wait", "response"
                  ]
                },
                "request": {"type": "string"},
                "finding": {"type": "string"},
                "severity": {"$ref": "#/$defs/severity"},
                "a": {"$ref": "#/$defs/place"},
                "b": {"$ref": "#/$defs/place"},
                "message": {"type": "string"}
              }
            },
            "diff_summary": {
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "pairs", "same", "only_a", "only_b", "differences", "left_out"],
              "properties": {
                "type": {"const": "diff_summary"},
                "pairs": {"description": "Connections that both have.", "type": "integer", "minimum": 0},
                "same": {"type": "integer", "minimum": 0},
                "only_a": {"type": "integer", "minimum": 0},
                "only_b": {"type": "integer", "minimum": 0},
                "differences": {"type": "integer", "minimum": 0},
                "left_out": {"description": "Not compared, since so many are held at most.", "type": "integer", "minimum": 0}
              }
            },
            "path": {
              "description": "A connection that both ends of a path have. What is added to the sequence numbers of each end between a and b is in shifts (modulo 2^32).",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "a", "b", "to_server", "to_client", "shifts"],
              "properties": {
                "type": {"const": "path"},
                "a": {"$ref": "#/$defs/path_end"},
                "b": {"$ref": "#/$defs/path_end"},
                "to_server": {"$ref": "#/$defs/path_totals"},
                "to_client": {"$ref": "#/$defs/path_totals"},
                "shifts": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {"client": {"$ref": "#/$defs/number"}, "server": {"$ref": "#/$defs/number"}}
                }
              }
            },
            "path_end": {
              "type": "object",
              "additionalProperties": false,
              "required": ["connection", "client", "server"],
              "properties": {
                "connection": {"type": "integer", "minimum": 1},
                "client": {"type": "string"},
                "server": {"type": "string"}
              }
            },
            "path_totals": {
              "description": "What crossed a path in one direction; slowest is how many seconds longer than the fastest a packet took.",
              "type": "object",
              "additionalProperties": false,
              "required": ["sent", "arrived", "lost"],
              "properties": {
                "sent": {"type": "integer", "minimum": 0},
                "arrived": {"type": "integer", "minimum": 0},
                "lost": {"type": "integer", "minimum": 0},
                "hops": {"type": "integer"},
                "slowest": {"type": "number"}
              }
            },
            "path_frame": {
              "description": "A packet at one end of a path; no frame where that end does not have it.",
              "type": "object",
              "additionalProperties": false,
              "required": ["connection", "frame"],
              "properties": {
                "connection": {"type": "integer", "minimum": 1},
                "frame": {"type": ["integer", "null"], "minimum": 1}
              }
            },
            "path_event": {
              "description": "What happened to a packet between the two ends of a path.",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "kind", "from", "a", "b", "length", "message"],
              "properties": {
                "type": {"const": "path_event"},
                "kind": {
                  "enum": [
                    "lost", "seen_once", "injected", "duplicated", "resegmented", "overtaken", "delayed", "mss", "option_removed",
                    "option_added", "window_scale", "window", "ttl", "ecn", "dscp", "flags", "payload", "checksum"
                  ]
                },
                "from": {"$ref": "#/$defs/role"},
                "a": {"$ref": "#/$defs/path_frame"},
                "b": {"$ref": "#/$defs/path_frame"},
                "length": {"type": "integer", "minimum": 0},
                "delay": {"type": "number"},
                "message": {"type": "string"}
              }
            },
            "path_summary": {
              "description": "The clock of b is so many seconds ahead, and a packet takes so many, if both ways take the same time.",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "client_end", "connections", "only_a", "only_b", "events", "left_out"],
              "properties": {
                "type": {"const": "path_summary"},
                "client_end": {"enum": ["a", "b", null]},
                "connections": {"type": "integer", "minimum": 0},
                "only_a": {"type": "integer", "minimum": 0},
                "only_b": {"type": "integer", "minimum": 0},
                "events": {"type": "integer", "minimum": 0},
                "left_out": {"type": "integer", "minimum": 0},
                "clock_ahead": {"type": "number"},
                "one_way": {"type": "number"}
              }
            },
            "run": {
              "description": "The first record.",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "schema", "version", "files"],
              "properties": {
                "type": {"const": "run"},
                "schema": {"const": "tcpexplain/1"},
                "version": {"type": "string"},
                "files": {"type": "array", "items": {"type": "string"}}
              }
            },
            "packet": {
              "description": "A TCP segment, in capture order.",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "frame", "connection", "from", "flags", "seq", "length", "steps", "checks", "states", "notes", "stages"],
              "properties": {
                "type": {"const": "packet"},
                "frame": {"type": "integer", "minimum": 1},
                "connection": {"type": "integer", "minimum": 1},
                "from": {"$ref": "#/$defs/role"},
                "flags": {"type": "array", "items": {"enum": ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"]}},
                "seq": {"$ref": "#/$defs/number"},
                "length": {"type": "integer", "minimum": 0},
                "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}},
                "checks": {"type": "array", "items": {"$ref": "#/$defs/check"}},
                "states": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {"client": {"$ref": "#/$defs/state"}, "server": {"$ref": "#/$defs/state"}}
                },
                "notes": {"type": "array", "items": {"$ref": "#/$defs/note"}},
                "stages": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 7}},
                "file": {"type": "integer", "minimum": 0},
                "file_frame": {"type": "integer", "minimum": 1},
                "time": {"$ref": "#/$defs/time"},
                "addresses": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {"client": {"type": "string"}, "server": {"type": "string"}}
                },
                "ack": {"$ref": "#/$defs/number"},
                "window": {"type": "integer", "minimum": 0, "maximum": 65535},
                "window_bytes": {"type": "integer", "minimum": 0},
                "acked": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["bytes", "syn", "fin"],
                  "properties": {"bytes": {"type": "integer", "minimum": 0}, "syn": {"type": "boolean"}, "fin": {"type": "boolean"}}
                },
                "interface": {"type": "string"},
                "interface_index": {"type": "integer", "minimum": 0},
                "process": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {"name": {"type": "string"}, "pid": {"type": "integer"}}
                }
              }
            },
            "check": {
              "type": "object",
              "additionalProperties": false,
              "required": ["rule", "expected", "actual", "ok"],
              "properties": {
                "rule": {"$ref": "#/$defs/rule"},
                "expected": {"$ref": "#/$defs/number"},
                "actual": {"$ref": "#/$defs/number"},
                "ok": {"type": "boolean"},
                "damaged": {"const": true}
              }
            },
            "connection": {
              "description": "A connection, when it is over.",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "type", "connection", "client", "server", "roles", "first_frame", "last_frame", "handshake", "close",
                "closed_by", "numbers", "steps", "checks", "unmet", "ended_by", "packets", "bytes", "missing", "options", "rtt",
                "figures", "notes", "severity", "findings", "exchanges"
              ],
              "properties": {
                "type": {"const": "connection"},
                "connection": {"type": "integer", "minimum": 1},
                "client": {"$ref": "#/$defs/endpoint"},
                "server": {"$ref": "#/$defs/endpoint"},
                "roles": {"enum": ["observed", "inferred"]},
                "first_frame": {"type": "integer", "minimum": 1},
                "last_frame": {"type": "integer", "minimum": 1},
                "handshake": {"enum": ["complete", "simultaneous", "split", "refused", "aborted", "unanswered", "partial", "not-captured"]},
                "close": {"enum": ["four-step", "three-step", "simultaneous", "reset", "incomplete", "none"]},
                "closed_by": {"enum": ["client", "server", null]},
                "numbers": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "x": {"$ref": "#/$defs/number"},
                    "y": {"$ref": "#/$defs/number"},
                    "u": {"$ref": "#/$defs/number"},
                    "v": {"$ref": "#/$defs/number"},
                    "w": {"$ref": "#/$defs/number"}
                  }
                },
                "steps": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "handshake-1": {"type": "integer", "minimum": 1},
                    "handshake-2": {"type": "integer", "minimum": 1},
                    "handshake-3": {"type": "integer", "minimum": 1},
                    "wave-1": {"type": "integer", "minimum": 1},
                    "wave-2": {"type": "integer", "minimum": 1},
                    "wave-3": {"type": "integer", "minimum": 1},
                    "wave-4": {"type": "integer", "minimum": 1}
                  }
                },
                "checks": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["passed", "failed"],
                  "properties": {"passed": {"type": "integer", "minimum": 0}, "failed": {"type": "integer", "minimum": 0}}
                },
                "unmet": {"type": "array", "items": {"$ref": "#/$defs/unmet"}},
                "ended_by": {"enum": ["close", "reset", "reuse", "idle", "limit", "end"]},
                "packets": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {"client": {"type": "integer", "minimum": 0}, "server": {"type": "integer", "minimum": 0}}
                },
                "bytes": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {"client": {"type": "integer", "minimum": 0}, "server": {"type": "integer", "minimum": 0}}
                },
                "missing": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {"client": {"type": "integer", "minimum": 0}, "server": {"type": "integer", "minimum": 0}}
                },
                "options": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {"client": {"$ref": "#/$defs/options"}, "server": {"$ref": "#/$defs/options"}}
                },
                "rtt": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {
                    "client": {"$ref": "#/$defs/round_trips"},
                    "server": {"$ref": "#/$defs/round_trips"},
                    "connect": {"type": "number"},
                    "handshake": {"type": "number"}
                  }
                },
                "figures": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {
                    "client": {"$ref": "#/$defs/figures"},
                    "server": {"$ref": "#/$defs/figures"},
                    "duration": {"type": "number"},
                    "largest_gap": {
                      "type": "object",
                      "additionalProperties": false,
                      "required": ["duration", "frame"],
                      "properties": {"duration": {"type": "number"}, "frame": {"type": "integer", "minimum": 1}}
                    },
                    "idle_before_close": {"type": "number"}
                  }
                },
                "notes": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "retransmission": {"type": "integer", "minimum": 1},
                    "fast-retransmission": {"type": "integer", "minimum": 1},
                    "spurious-retransmission": {"type": "integer", "minimum": 1},
                    "out-of-order": {"type": "integer", "minimum": 1},
                    "previous-segment-not-captured": {"type": "integer", "minimum": 1},
                    "acked-unseen-segment": {"type": "integer", "minimum": 1},
                    "duplicate-ack": {"type": "integer", "minimum": 1},
                    "keep-alive": {"type": "integer", "minimum": 1},
                    "keep-alive-ack": {"type": "integer", "minimum": 1},
                    "zero-window": {"type": "integer", "minimum": 1},
                    "zero-window-probe": {"type": "integer", "minimum": 1},
                    "zero-window-probe-ack": {"type": "integer", "minimum": 1},
                    "window-full": {"type": "integer", "minimum": 1},
                    "window-update": {"type": "integer", "minimum": 1},
                    "port-reuse": {"type": "integer", "minimum": 1},
                    "simultaneous-open": {"type": "integer", "minimum": 1},
                    "fast-open": {"type": "integer", "minimum": 1},
                    "data-after-fin": {"type": "integer", "minimum": 1},
                    "reset-not-acceptable": {"type": "integer", "minimum": 1},
                    "reset-challenged": {"type": "integer", "minimum": 1},
                    "overlap-conflict": {"type": "integer", "minimum": 1},
                    "bad-checksum": {"type": "integer", "minimum": 1},
                    "truncated": {"type": "integer", "minimum": 1},
                    "urgent": {"type": "integer", "minimum": 1},
                    "duplicate-frame": {"type": "integer", "minimum": 1}
                  }
                },
                "severity": {"enum": ["error", "warning", "note", null]},
                "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
                "exchanges": {"type": "integer", "minimum": 0},
                "start": {"$ref": "#/$defs/time"},
                "end": {"$ref": "#/$defs/time"},
                "timeline": {"$ref": "#/$defs/timeline"},
                "http2": {"$ref": "#/$defs/http2"},
                "proxied": {"$ref": "#/$defs/proxied"},
                "protocol": {"type": "string"},
                "server_name": {"type": "string"},
                "alpn": {"type": "array", "items": {"type": "string"}},
                "upgrade": {"$ref": "#/$defs/upgrade"},
                "tls": {"$ref": "#/$defs/tls"},
                "tunnel": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "protocol": {"type": "string"},
                    "server_name": {"type": "string"},
                    "alpn": {"type": "array", "items": {"type": "string"}}
                  }
                },
                "inside": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["in"],
                  "properties": {
                    "in": {"const": "tls"},
                    "http2": {"$ref": "#/$defs/http2"},
                    "proxied": {"$ref": "#/$defs/proxied"},
                    "protocol": {"type": "string"},
                    "server_name": {"type": "string"},
                    "alpn": {"type": "array", "items": {"type": "string"}},
                    "upgrade": {"$ref": "#/$defs/upgrade"},
                    "tls": {"$ref": "#/$defs/tls"},
                    "tunnel": {
                      "type": "object",
                      "additionalProperties": false,
                      "properties": {
                        "protocol": {"type": "string"},
                        "server_name": {"type": "string"},
                        "alpn": {"type": "array", "items": {"type": "string"}}
                      }
                    },
                    "inside": {"type": "object"}
                  }
                }
              }
            },
            "http2": {
              "type": "object",
              "additionalProperties": false,
              "required": ["streams", "client", "server"],
              "properties": {
                "streams": {"type": "integer", "minimum": 0},
                "client": {"$ref": "#/$defs/http2_end"},
                "server": {"$ref": "#/$defs/http2_end"}
              }
            },
            "http2_end": {
              "type": "object",
              "additionalProperties": false,
              "required": ["settings", "frames"],
              "properties": {
                "settings": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
                "frames": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
              }
            },
            "timeline": {
              "type": "object",
              "additionalProperties": false,
              "required": ["tls"],
              "properties": {
                "tls": {"type": "number", "minimum": 0},
                "connect": {"type": "number", "minimum": 0},
                "request": {"type": "number", "minimum": 0},
                "response": {"type": "number", "minimum": 0}
              }
            },
            "proxied": {
              "type": "object",
              "additionalProperties": false,
              "required": ["version", "frame"],
              "properties": {
                "version": {"enum": [1, 2]},
                "frame": {"type": "integer", "minimum": 1},
                "source": {"type": "string"},
                "destination": {"type": "string"},
                "local": {"type": "boolean"}
              }
            },
            "upgrade": {
              "type": "object",
              "additionalProperties": false,
              "required": ["protocol"],
              "properties": {
                "protocol": {"type": "string"},
                "extensions": {"type": "string"},
                "client": {"$ref": "#/$defs/websocket"},
                "server": {"$ref": "#/$defs/websocket"}
              }
            },
            "tls": {
              "type": "object",
              "additionalProperties": false,
              "required": ["alerts"],
              "properties": {
                "alerts": {"type": "array", "items": {"$ref": "#/$defs/alert"}},
                "version": {"type": "string"},
                "cipher": {"type": "string"},
                "group": {"type": "string"},
                "alpn": {"type": "string"},
                "sni": {"type": "string"},
                "ech": {"type": "boolean"},
                "resumed": {"type": "boolean"},
                "hello_retry_request": {"type": "boolean"},
                "early_data": {"type": "string"},
                "ja4": {"type": "string"},
                "ja4s": {"type": "string"},
                "handshake": {"type": "number"},
                "renegotiations": {"type": "integer", "minimum": 1},
                "key_updates": {"type": "integer", "minimum": 1},
                "server_certificates": {"type": "array", "items": {"$ref": "#/$defs/certificate"}},
                "client_certificates": {"type": "array", "items": {"$ref": "#/$defs/certificate"}},
                "decrypted": {"enum": ["all", "part", "none"]},
                "not_decrypted": {"type": "string"},
                "close_notify": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {"client": {"type": "integer", "minimum": 1}, "server": {"type": "integer", "minimum": 1}}
                }
              }
            },
            "certificate": {
              "type": "object",
              "additionalProperties": false,
              "required": ["subject", "issuer", "names"],
              "properties": {
                "subject": {"type": "string"},
                "issuer": {"type": "string"},
                "names": {"type": "array", "items": {"type": "string"}},
                "not_before": {"type": "string"},
                "not_after": {"type": "string"}
              }
            },
            "endpoint": {
              "type": "object",
              "additionalProperties": false,
              "required": ["address", "port"],
              "properties": {"address": {"type": "string"}, "port": {"type": "integer", "minimum": 0, "maximum": 65535}}
            },
            "unmet": {
              "type": "object",
              "additionalProperties": false,
              "required": ["rule", "expected", "last", "frame", "proven"],
              "properties": {
                "rule": {"$ref": "#/$defs/rule"},
        """#
}

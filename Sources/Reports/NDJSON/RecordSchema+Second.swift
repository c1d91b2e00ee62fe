extension RecordSchema {
    /// The second half of the schema.
    static let second = #"""
                "expected": {"$ref": "#/$defs/number"},
                "last": {"$ref": "#/$defs/number"},
                "frame": {"type": "integer", "minimum": 1},
                "proven": {"type": "boolean"}
              }
            },
            "options": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "mss": {"type": "integer", "minimum": 0, "maximum": 65535},
                "window_scale": {"type": "integer", "minimum": 0, "maximum": 255},
                "sack_permitted": {"type": "boolean"},
                "timestamps": {"type": "boolean"},
                "fast_open": {"type": "boolean"},
                "multipath": {"type": "boolean"}
              }
            },
            "round_trips": {
              "type": "object",
              "additionalProperties": false,
              "properties": {"by_ack": {"$ref": "#/$defs/samples"}, "by_timestamp": {"$ref": "#/$defs/samples"}}
            },
            "samples": {
              "type": "object",
              "additionalProperties": false,
              "required": ["min", "median", "max", "samples"],
              "properties": {
                "min": {"type": "number"},
                "median": {"type": "number"},
                "max": {"type": "number"},
                "samples": {"type": "integer", "minimum": 1}
              }
            },
            "figures": {
              "type": "object",
              "additionalProperties": false,
              "required": ["payload_bytes", "distinct_bytes", "retransmitted_bytes", "in_flight"],
              "properties": {
                "payload_bytes": {"type": "integer", "minimum": 0},
                "distinct_bytes": {"type": "integer", "minimum": 0},
                "retransmitted_bytes": {"type": "integer", "minimum": 0},
                "in_flight": {"type": "integer", "minimum": 0},
                "throughput": {"type": "integer", "minimum": 0},
                "goodput": {"type": "integer", "minimum": 0},
                "window_shift": {"type": "integer", "minimum": 0}
              }
            },
            "websocket": {
              "type": "object",
              "additionalProperties": false,
              "required": ["payload_bytes"],
              "properties": {
                "payload_bytes": {"type": "integer", "minimum": 0},
                "continuation": {"type": "integer", "minimum": 1},
                "text": {"type": "integer", "minimum": 1},
                "binary": {"type": "integer", "minimum": 1},
                "close": {"type": "integer", "minimum": 1},
                "ping": {"type": "integer", "minimum": 1},
                "pong": {"type": "integer", "minimum": 1},
                "close_code": {"type": "integer", "minimum": 0},
                "close_reason": {"type": "string"},
                "broken": {"type": "boolean"}
              }
            },
            "alert": {
              "type": "object",
              "additionalProperties": false,
              "required": ["from", "level", "number", "frame"],
              "properties": {
                "from": {"$ref": "#/$defs/role"},
                "level": {"type": "string"},
                "number": {"type": "integer", "minimum": 0},
                "frame": {"type": "integer", "minimum": 1},
                "name": {"type": "string"}
              }
            },
            "finding": {
              "description": "What was found, with the frames that prove it and the evidence as further keys (docs/findings.md).",
              "type": "object",
              "additionalProperties": false,
              "required": ["name", "severity", "frames"],
              "properties": {
                "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9.-]*$"},
                "severity": {"$ref": "#/$defs/severity"},
                "frames": {"type": "array", "items": {"type": "integer", "minimum": 1}},
                "waited": {"type": "number"},
                "over": {"type": "number"},
                "duration": {"type": "number"},
                "idle": {"type": "number"},
                "connect": {"type": "number"},
                "exchange": {"type": "integer", "minimum": 0},
                "bytes": {"type": "integer", "minimum": 0},
                "times": {"type": "integer", "minimum": 0},
                "tries": {"type": "integer", "minimum": 0},
                "refusals": {"type": "integer", "minimum": 0},
                "syn_acks": {"type": "integer", "minimum": 0},
                "number": {"type": "integer", "minimum": 0},
                "count": {"type": "integer", "minimum": 0},
                "closed_with": {"type": "integer", "minimum": 0},
                "ttl": {"type": "integer", "minimum": 0},
                "usual_ttl": {"type": "integer", "minimum": 0},
                "alive_after": {"type": "integer", "minimum": 0},
                "seq": {"type": "integer", "minimum": 0},
                "expected": {"type": "integer", "minimum": 0},
                "actual": {"type": "integer", "minimum": 0},
                "last": {"type": "integer", "minimum": 0},
                "last_heard": {"type": "integer", "minimum": 0},
                "segments": {"type": "integer", "minimum": 0},
                "of": {"type": "integer", "minimum": 0},
                "damaged": {"type": "integer", "minimum": 0},
                "fast_close": {"type": "integer", "minimum": 0},
                "answered_from": {"type": "string"},
                "answered_in": {"type": "integer", "minimum": 0},
                "by_duplicate_acks": {"type": "integer", "minimum": 0},
                "by_sack": {"type": "integer", "minimum": 0},
                "by_timeout": {"type": "integer", "minimum": 0},
                "size": {"type": "integer", "minimum": 0},
                "passed": {"type": "integer", "minimum": 0},
                "mtu": {"type": "integer", "minimum": 0},
                "beyond": {"type": "integer", "minimum": 0},
                "more": {"type": "integer", "minimum": 0},
                "close_announced_in": {"type": "integer", "minimum": 0},
                "status": {"type": "integer", "minimum": 0},
                "icmp_type": {"type": "integer", "minimum": 0},
                "icmp_code": {"type": "integer", "minimum": 0},
                "stream": {"type": "integer", "minimum": 0},
                "last_stream": {"type": "integer", "minimum": 0},
                "unprocessed": {"type": "integer", "minimum": 0},
                "limit": {"type": "integer", "minimum": 0},
                "requests": {"type": "integer", "minimum": 0},
                "icmp_type": {"type": "integer", "minimum": 0},
                "icmp_code": {"type": "integer", "minimum": 0},
                "by_reset": {"type": "boolean"},
                "crossed": {"type": "boolean"},
                "cuts_content": {"type": "boolean"},
                "expired": {"type": "boolean"},
                "accepted_later": {"type": "boolean"},
                "timestamps_missing": {"type": "boolean"},
                "opened": {"type": "boolean"},
                "proven": {"type": "boolean"},
                "fin": {"type": "boolean"},
                "to_the_end": {"type": "boolean"},
                "decided": {"type": "boolean"},
                "handshake_finished": {"type": "boolean"},
                "announced": {"type": "boolean"},
                "unanswered": {"type": "boolean"},
                "loop": {"type": "boolean"},
                "response_complete": {"type": "boolean"},
                "cuts_content": {"type": "boolean"},
                "expired": {"type": "boolean"},
                "section": {"type": "string"},
                "answer": {"type": "string"},
                "alert": {"type": "string"},
                "level": {"type": "string"},
                "violation": {"type": "string"},
                "line": {"type": "string"},
                "text": {"type": "string"},
                "farewell": {"type": "string"},
                "cipher": {"type": "string"},
                "version": {"type": "string"},
                "subject": {"type": "string"},
                "error": {"type": "string"},
                "rule": {"type": "string"},
                "client": {"type": "string"},
                "server": {"type": "string"},
                "code": {"type": "string"},
                "debug": {"type": "string"},
                "window": {"type": "string"},
                "version": {"type": "string"},
                "cipher": {"type": "string"},
                "subject": {"type": "string"},
                "by": {"$ref": "#/$defs/role"},
                "ended_by": {"$ref": "#/$defs/role"},
                "from": {"type": "string"},
                "in": {"enum": ["request", "response"]},
                "waiting_for": {"enum": ["syn-ack", "step-3", "response", "request", "fin-ack", "ack"]},
                "probes": {"type": ["integer", "boolean"]},
                "after": {"type": ["number", "string"]},
                "statuses": {
                  "type": "object",
                  "additionalProperties": false,
                  "patternProperties": {"^[0-9]{1,3}$": {"type": "integer", "minimum": 1}}
                }
              }
            },
            "http": {
              "description": "An exchange, when it is over.",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "connection", "exchange", "interim", "timing"],
              "properties": {
                "type": {"const": "http"},
                "connection": {"type": "integer", "minimum": 1},
                "exchange": {"type": "integer", "minimum": 1},
                "time": {"$ref": "#/$defs/time"},
                "addresses": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {"client": {"type": "string"}, "server": {"type": "string"}}
                },
                "interim": {"type": "array", "items": {"$ref": "#/$defs/interim"}},
                "timing": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "request": {"type": "number"},
                    "wait": {"type": "number"},
                    "response": {"type": "number"},
                    "first_byte": {"type": "number"},
                    "think": {"type": "number"},
                    "idle": {"type": "number"}
                  }
                },
                "request": {"$ref": "#/$defs/request"},
                "request_part": {"$ref": "#/$defs/request"},
                "response": {"$ref": "#/$defs/response"},
                "response_part": {"$ref": "#/$defs/response"},
                "connection_after": {"enum": ["keep-alive", "close", "upgrade", "tunnel"]},
                "unsolicited": {"const": true},
                "stream": {"type": "integer", "minimum": 0},
                "secure": {"type": "boolean"},
                "reset": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["by", "code", "frame"],
                  "properties": {"by": {"$ref": "#/$defs/role"}, "code": {"type": "string"}, "frame": {"type": "integer", "minimum": 1}}
                },
                "pushed_by": {"type": "integer", "minimum": 1},
                "unprocessed": {"const": true},
                "upgraded": {"const": true},
                "grpc": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["messages"],
                  "properties": {
                    "messages": {
                      "type": "object",
                      "additionalProperties": false,
                      "required": ["client", "server"],
                      "properties": {"client": {"type": "integer", "minimum": 0}, "server": {"type": "integer", "minimum": 0}}
                    },
                    "service": {"type": "string"},
                    "method": {"type": "string"},
                    "status": {"type": "integer"},
                    "status_name": {"type": "string"},
                    "message": {"type": "string"}
                  }
                },
                "websocket": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["client", "server"],
                  "properties": {"client": {"$ref": "#/$defs/websocket"}, "server": {"$ref": "#/$defs/websocket"}}
                }
              }
            },
            "request": {
              "type": "object",
              "additionalProperties": false,
              "required": ["method", "target", "version", "headers", "first_frame", "last_frame", "content_bytes", "complete"],
              "properties": {
                "method": {"$ref": "#/$defs/known"},
                "target": {"$ref": "#/$defs/known"},
                "version": {"type": "string"},
                "headers": {"$ref": "#/$defs/fields"},
                "first_frame": {"type": "integer", "minimum": 1},
                "last_frame": {"type": "integer", "minimum": 1},
                "content_bytes": {"type": "integer", "minimum": 0},
                "complete": {"type": "boolean"},
                "pseudo": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "scheme": {"type": "string"},
                    "authority": {"type": "string"},
                    "path": {"type": "string"},
                    "protocol": {"type": "string"}
                  }
                },
                "trailers": {"$ref": "#/$defs/fields"},
                "decoded_bytes": {"type": "integer", "minimum": 0},
                "decoding": {"enum": ["cut-short", "broken", "stopped"]},
                "missing_bytes": {"type": "integer", "minimum": 1},
                "violations": {"type": "array", "items": {"type": "string"}},
                "extracted": {"type": "string"},
                "fields_complete": {"type": "boolean"}
              }
            },
            "response": {
              "type": "object",
              "additionalProperties": false,
              "required": ["status", "version", "headers", "first_frame", "last_frame", "content_bytes", "complete"],
              "properties": {
                "status": {"type": ["integer", "null"]},
                "version": {"type": "string"},
                "headers": {"$ref": "#/$defs/fields"},
                "first_frame": {"type": "integer", "minimum": 1},
                "last_frame": {"type": "integer", "minimum": 1},
                "content_bytes": {"type": "integer", "minimum": 0},
                "complete": {"type": "boolean"},
                "reason": {"type": "string"},
                "trailers": {"$ref": "#/$defs/fields"},
                "decoded_bytes": {"type": "integer", "minimum": 0},
                "decoding": {"enum": ["cut-short", "broken", "stopped"]},
                "missing_bytes": {"type": "integer", "minimum": 1},
                "violations": {"type": "array", "items": {"type": "string"}},
                "extracted": {"type": "string"},
                "fields_complete": {"type": "boolean"}
              }
            },
            "interim": {
              "type": "object",
              "additionalProperties": false,
              "required": ["status", "reason", "headers", "first_frame", "last_frame"],
              "properties": {
                "status": {"type": ["integer", "null"], "minimum": 100, "maximum": 199},
                "reason": {"type": "string"},
                "headers": {"$ref": "#/$defs/fields"},
                "first_frame": {"type": "integer", "minimum": 1},
                "last_frame": {"type": "integer", "minimum": 1}
              }
            },
            "failure": {
              "description": "What --check, --fail-on or --expect fails by; before the summary. frame is counted in the file, frames in the run.",
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "source", "rule", "frames", "message"],
              "properties": {
                "type": {"const": "failure"},
                "source": {"enum": ["check", "finding", "expectation"]},
                "rule": {"type": "string"},
                "frames": {"type": "array", "items": {"type": "integer", "minimum": 1}},
                "message": {"type": "string"},
                "expectation": {"type": "string"},
                "file": {"type": "string"},
                "connection": {"type": "integer", "minimum": 1},
                "frame": {"type": "integer", "minimum": 1},
                "expected": {"type": "string"},
                "actual": {"type": "string"}
              }
            },
            "warning": {
              "type": "object",
              "additionalProperties": false,
              "required": ["type", "message"],
              "properties": {"type": {"const": "warning"}, "message": {"type": "string"}}
            },
            "summary": {
              "description": "The last record.",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "type", "schema", "files", "packets", "tcp_packets", "other_packets", "malformed_packets", "filtered_packets",
                "connections", "exchanges", "checks", "bytes", "findings", "severities", "triage"
              ],
              "properties": {
                "type": {"const": "summary"},
                "schema": {"const": "tcpexplain/1"},
                "files": {"type": "array", "items": {"type": "string"}},
                "packets": {"type": "integer", "minimum": 0},
                "tcp_packets": {"type": "integer", "minimum": 0},
                "other_packets": {"type": "integer", "minimum": 0},
                "malformed_packets": {"type": "integer", "minimum": 0},
                "filtered_packets": {"type": "integer", "minimum": 0},
                "connections": {"type": "integer", "minimum": 0},
                "exchanges": {"type": "integer", "minimum": 0},
                "checks": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["passed", "failed"],
                  "properties": {"passed": {"type": "integer", "minimum": 0}, "failed": {"type": "integer", "minimum": 0}}
                },
                "bytes": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["captured", "wire"],
                  "properties": {"captured": {"type": "integer", "minimum": 0}, "wire": {"type": "integer", "minimum": 0}}
                },
                "findings": {
                  "type": "object",
                  "propertyNames": {"pattern": "^[a-z0-9][a-z0-9.-]*$"},
                  "additionalProperties": {"type": "integer", "minimum": 1}
                },
                "severities": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["error", "warning", "note", "none"],
                  "properties": {
                    "error": {"type": "integer", "minimum": 0},
                    "warning": {"type": "integer", "minimum": 0},
                    "note": {"type": "integer", "minimum": 0},
                    "none": {"type": "integer", "minimum": 0}
                  }
                },
                "triage": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["name", "count"],
                    "properties": {"name": {"type": "string"}, "count": {"type": "integer", "minimum": 1}}
                  }
                },
                "selected": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["connections", "exchanges"],
                  "properties": {"connections": {"type": "integer", "minimum": 0}, "exchanges": {"type": "integer", "minimum": 0}}
                },
                "stopped_after_frame": {"type": "integer", "minimum": 0},
                "kernel_dropped": {"type": "integer", "minimum": 0},
                "interface_dropped": {"type": "integer", "minimum": 0},
                "first": {"$ref": "#/$defs/time"},
                "last": {"$ref": "#/$defs/time"}
              }
            }
          }
        }
        """#
}

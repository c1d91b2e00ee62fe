"""The floors, tcpexplain and its peers as rows of a table: how each is called, and how to tell what it found in a capture.

What was found goes by the names of the generator's facts: packets, connections, exchanges, contents, content_bytes, stream_bytes.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

FLOORS = ["readloop", "readplain"]


@dataclass
class Row:
    """A tool over a capture. `found` reads what the tool printed and returns the facts in it, by the generator's names."""

    name: str
    title: str
    command: list
    found: Callable
    asked: Optional[list] = None  # the command that is asked what it found, if its output is not told by `command`
    once: bool = False  # too slow for rounds
    folder: Optional[Path] = None  # where it writes, emptied before each run


def found_by_floor(output):
    return {"packets": int(output.read().split()[0])}


def found_by_summary(output):
    line = b"{}"
    for line in output:  # millions of connections come first
        pass
    last = json.loads(line)
    return {name: last[name] for name in ("packets", "connections", "exchanges")}


def found_by_records(output):
    """All records of NDJSON: packets and connections are counted, contents added up, nothing is taken from the summary."""
    facts = dict.fromkeys(["packets", "connections", "exchanges", "content_bytes"], 0)
    for line in output:
        if line.startswith(b'{"type":"packet"'):
            facts["packets"] += 1
        elif line.startswith(b'{"type":"connection"'):
            facts["connections"] += 1
        elif line.startswith(b'{"type":"http"'):
            record = json.loads(line)
            messages = [record.get("request") or {}, record.get("response") or {}]
            facts["exchanges"] += all(message.get("complete") for message in messages)
            facts["content_bytes"] += sum(message.get("content_bytes", 0) for message in messages)
    return facts


def found_by_size(output):
    return {"bytes": sum(len(piece) for piece in iter(lambda: output.read(1 << 20), b""))}


def found_by_tcpdump(output):
    return {"packets": sum(1 for _ in output)}


def found_by_httpry(output):
    return {"messages": sum(not line.startswith(b"#") for line in output)}


def found_by_tcptrace(output):
    """Brief lists a line for each connection; long output says how many there are."""
    text = output.read()
    packets, connections = re.search(rb"(\d+) TCP packets traced", text), re.search(rb"(\d+) TCP connections? traced", text)
    count = int(connections[1]) if connections else len(re.findall(rb"(?m)^ *\d+: ", text))
    return {"packets": int(packets[1]), "connections": count}


def found_by_ndpi(output):
    """Its flows are no connections: it counts one that it finished with anew."""
    return {"packets": int(re.search(rb"TCP Packets:\s+(\d+)", output.read())[1])}


def found_by_tcpflow(folder):
    streams = [path for path in folder.iterdir() if path.name != "report.xml" and "HTTPBODY" not in path.name]
    return {"streams": len(streams), "stream_bytes": sum(path.stat().st_size for path in streams)}


def found_by_tcpflow_http(folder):
    bodies = [path for path in folder.iterdir() if "HTTPBODY" in path.name]
    return {"contents": len(bodies), "content_bytes": sum(path.stat().st_size for path in bodies)}


def found_by_conversations(output):
    return {"connections": sum(b"<->" in line for line in output)}


def found_by_fields(output):
    """Lines of method and status; a frame that completes two messages names both, separated by commas."""
    fields = [line.rstrip(b"\n").split(b"\t") for line in output]
    return {"messages": sum(len(value.split(b",")) for line in fields for value in line if value)}


def judged(found, facts):
    """("all ...", True), or what is missing or too much."""
    there = facts | {"messages": 2 * facts["exchanges"], "streams": 2 * facts["connections"]}
    wrong = [f"{count:,} of {there[name]:,} {name.replace('_', ' ')}" for name, count in found.items() if count != there[name]]
    return ("; ".join(wrong), False) if wrong else ("all " + ", ".join(found).replace("_", " "), True)


def floors(work, path):
    return [
        Row("readloop", "libpcap read loop", [work / "readloop", path], found_by_floor),
        Row("readplain", "`read` into one buffer", [work / "readplain", path], found_by_floor),
    ]


def summary(program, path):
    command = [program, "--summary", path]
    return Row("summary", "**tcpexplain --summary**", command, found_by_summary, asked=command + ["--format", "ndjson"])


def web_rows(program, work, path, folder):
    """Everything that is measured over HTTP; `folder` is where tools write that write files."""
    fields = ["-e", "http.request.method", "-e", "http.response.code"]
    # Without this preference, tshark loses messages at every segment that comes late.
    ordered = ["-o", "tcp.reassemble_out_of_order:TRUE"]
    return floors(work, path) + [
        summary(program, path),
        Row("ndjson", "**tcpexplain --format ndjson**", [program, "--format", "ndjson", path], found_by_records),
        Row("text", "**tcpexplain** (the explanation as text)", [program, path], found_by_records,
            asked=[program, "--format", "ndjson", path]),
        Row("problems", "**tcpexplain --only-problems**", [program, "--only-problems", path], found_by_summary,
            asked=[program, "--summary", "--format", "ndjson", path]),
        Row("tcpdump-w", "tcpdump -w", ["tcpdump", "-r", path, "-w", "/dev/null"], found_by_size,
            asked=["tcpdump", "-r", path, "-w", "-"]),
        Row("tcpdump-n", "tcpdump -n", ["tcpdump", "-n", "-r", path], found_by_tcpdump),
        Row("httpry", "httpry (no reassembly)", ["httpry", "-r", path], found_by_httpry),
        Row("tcptrace-n", "tcptrace -n", ["tcptrace", "-n", path], found_by_tcptrace),
        Row("tcptrace-l", "tcptrace -n -l", ["tcptrace", "-n", "-l", path], found_by_tcptrace),
        Row("ndpi", "ndpiReader", ["ndpiReader", "-i", path], found_by_ndpi),
        Row("tcpflow", "tcpflow", ["tcpflow", "-r", path, "-o", folder], found_by_tcpflow, once=True, folder=folder),
        Row("tcpflow-http", "tcpflow -e http", ["tcpflow", "-e", "http", "-r", path, "-o", folder], found_by_tcpflow_http,
            once=True, folder=folder),
        Row("tshark-conv", "tshark -z conv,tcp", ["tshark", "-n", "-r", path, "-q", "-z", "conv,tcp"], found_by_conversations,
            once=True),
        Row("tshark-http", "tshark, HTTP fields", ["tshark", "-n", *ordered, "-r", path, "-Y", "http", "-T", "fields", *fields],
            found_by_fields, once=True),
    ]

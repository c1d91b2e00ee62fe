"""Captures of TLS and HTTP/2, which no generator in C makes: real programs in network namespaces (root), as scripts/make-fixtures has them."""

import contextlib
import json
import os
import shutil
import struct
import sys
import tempfile
from pathlib import Path

from captures import PEERS, WORK, Capture, tell

sys.path.insert(0, str(PEERS.parents[1] / "scripts"))

NEEDED = ["nginx", "curl", "h2load", "tcpdump", "openssl"]
SMALL = 8000  # bytes of each of many responses


def missing():
    """Why these captures cannot be made; empty if they can."""
    programs = [name for name in NEEDED if not shutil.which(name)]
    if programs:
        return f"{', '.join(programs)} missing"
    return "" if os.geteuid() == 0 else "not root"


@contextlib.contextmanager
def captured(name, http2=False, tls=False):
    """A lab with an nginx; what crosses its wire meanwhile becomes the capture of this name."""
    from fixtures.capture import Capture as Tcpdump
    from fixtures.lab import Lab
    from fixtures.scenarios.http_tunnels import _with_tls

    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder), Path(folder))
        with lab.stack:
            net = lab.direct()
            listen = ("443 ssl" if tls else "80") + (" http2" if http2 else "")
            server = "keepalive_requests 1000000; http2_max_concurrent_streams 128;" + (_with_tls(lab) if tls else "")
            nginx = lab.nginx(net.server, server=server, listen=listen)
            capture = Tcpdump(net.client, WORK / f"{name}.pcap", filter="tcp")
            capture.options += ["-B", "400000"]
            capture.start()
            yield net, nginx
            capture.stop()


def make(name, size, play):
    """The capture of that name, made if it is not there; its facts lie beside it."""
    path, facts = WORK / f"{name}.pcap", WORK / f"{name}.json"
    if path.exists() and facts.exists() and json.loads(facts.read_text())["size"] == size:
        return Capture(path, json.loads(facts.read_text()))
    tell(f"making {path.name}")
    known = play(path) | {"size": size, "bytes": path.stat().st_size, "packets": sum(1 for _ in frames(path.read_bytes()))}
    os.sync()
    facts.write_text(json.dumps(known))
    return Capture(path, known)


def frames(data):
    """Where each frame of a plain pcap file lies."""
    at = 24
    while at + 16 <= len(data):
        (length,) = struct.unpack_from("<I", data, at + 8)
        yield at + 16, length
        at += 16 + length


def https(size):
    """One file of so many bytes by HTTPS (TLS 1.3, AES-128-GCM), and the secrets."""
    from fixtures.network import SERVER

    def play(path):
        log = path.with_suffix(".keys")
        log.unlink(missing_ok=True)
        with captured(path.stem, tls=True) as (net, nginx):
            nginx.serve("large", os.urandom(1 << 20) * (size >> 20))
            to = ("-sS", "-k", "--http1.1", "--tls13-ciphers", "TLS_AES_128_GCM_SHA256", "-o", "/dev/null")
            net.client.run("env", f"SSLKEYLOGFILE={log}", "curl", *to, f"https://{SERVER}/large")
        # In one piece, as the other one is: a file that grew by and by lies in the system's cache in smaller pieces, and takes longer to read.
        written = path.read_bytes()
        path.unlink()
        path.write_bytes(written)
        return {"connections": 1, "exchanges": 1, "content_bytes": size}

    return make("https", size, play)


def unknown(https_capture):
    """The same capture, in which no first byte of a stream begins a record of TLS: a protocol that nobody knows."""

    def play(path):
        data = bytearray(https_capture.path.read_bytes())
        seen = set()
        for at, _ in frames(data):
            start = at + 14 + (data[at + 14] & 15) * 4
            payload = start + (data[start + 12] >> 4) * 4
            end = at + 14 + int.from_bytes(data[at + 16 : at + 18], "big")
            if data[at + 12 : at + 14] != b"\x08\x00" or data[at + 23] != 6 or payload == end or bytes(data[start : start + 4]) in seen:
                continue
            seen.add(bytes(data[start : start + 4]))
            # RFC 1624: the checksum goes down by what the word at an even place goes up by.
            before = int.from_bytes(data[payload : payload + 2], "big")
            data[payload] ^= 0x80
            after = int.from_bytes(data[payload : payload + 2], "big")
            total = (~int.from_bytes(data[start + 16 : start + 18], "big") & 0xFFFF) + (~before & 0xFFFF) + after
            total = (total & 0xFFFF) + (total >> 16)
            total = (total & 0xFFFF) + (total >> 16)
            data[start + 16 : start + 18] = (~total & 0xFFFF).to_bytes(2, "big")
        path.write_bytes(data)
        return {"connections": 1, "exchanges": 0}

    return make("unknown", https_capture.facts["size"], play)


def many(name, size, *options):
    """Many small responses by h2load, over four connections."""
    from fixtures.network import SERVER

    def play(path):
        count = size // SMALL
        with captured(path.stem, http2=name == "http2") as (net, nginx):
            nginx.serve("small", (b"0123456789" * SMALL)[:SMALL])
            said = net.client.run("h2load", "-n", str(count), "-c", "4", *options, f"http://{SERVER}/small")
            if f"{count} succeeded".encode() not in said:
                sys.exit(f"benchmark: h2load: {said.decode()}")
        return {"connections": 4, "exchanges": count, "content_bytes": count * SMALL}

    return make(name, size, play)

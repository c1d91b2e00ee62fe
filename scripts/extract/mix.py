"""The mix that is served, by nginx and by a server of ours, and fetched and uploaded by curl while tcpdump captures."""

from __future__ import annotations

import contextlib
import http.server
import random
import subprocess
import threading
import zlib
from pathlib import Path

from fixtures import network
from fixtures.capture import Capture
from fixtures.expect import expect
from fixtures.servers import Nginx

TYPES = {"html": "text/html", "css": "text/css", "json": "application/json", "txt": "text/plain", "js": "text/javascript"}
TYPES |= {"bin": "application/octet-stream", "png": "image/png", "woff2": "font/woff2", "none": ""}
WAYS = ["length", "chunked", "until-close", "gzip", "deflate", "br", "zstd", "gzip, br", "zstd, gzip"]
NGINX_TYPES = "gzip on; gzip_comp_level 1; gzip_types text/css application/json text/plain;"  # those become chunked


def mixture(seed: int, size: int) -> dict[str, bytes]:
    """Contents by path, all together of this size: text and noise, most small, some large, a few empty or of one byte."""
    rng = random.Random(seed)
    words = [bytes(rng.choices(b"etaoinshrdlu", k=rng.randint(1, 11))) for _ in range(3000)]
    text = b"\n".join(b" ".join(rng.choices(words, k=12)) for _ in range(30_000))
    sizes = [0, 0, 1, 1, 1447, 1448, 1449, 65535, 65536, 65537, 9_000_000, 17_000_000]
    while sum(sizes) < size:
        sizes.append(int(10 ** rng.uniform(1, 6.5)))
    sizes[-1] -= sum(sizes) - size
    rng.shuffle(sizes)
    contents = {}
    for number, length in enumerate(sizes):
        kind = rng.choice(list(TYPES))
        if TYPES[kind].startswith("text/") or kind == "json":
            at = rng.randrange(len(text))
            content = (b"%d " % number + text[at:] + text * (length // len(text) + 1))[:length]
        else:
            content = rng.randbytes(length)
        contents[f"/{rng.choice(['a', 'b/c'])}/{number}/{rng.choice(['index', 'x', 'file-name'])}.{kind}"] = content
    return contents


def coded(content: bytes, ways: list[str]) -> bytes:
    """Content in codings, the first applied first."""
    for way in ways:
        if way == "gzip" or way == "deflate":
            coder = zlib.compressobj(1, zlib.DEFLATED, 31 if way == "gzip" else 15)
            content = coder.compress(content) + coder.flush()
        else:
            command = ["brotli", "-c", "-q", "3"] if way == "br" else ["zstd", "-c", "-q", "-3", "--no-progress"]
            content = subprocess.run(command, input=content, capture_output=True, check=True, timeout=60).stdout
    return content


class Handler(http.server.BaseHTTPRequestHandler):
    """Sends files as they were prepared: a head and a body, framed and coded. Keeps what is uploaded."""

    protocol_version = "HTTP/1.1"
    prepared: dict[str, tuple[list, bytes]] = {}
    uploaded: dict[str, bytes] = {}

    def do_GET(self):
        fields, body = self.prepared[self.path]
        self.send_response(200)
        for name, value in fields:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self):
        content = b""
        if self.headers.get("Transfer-Encoding") == "chunked":
            while length := int(self.rfile.readline().split(b";")[0], 16):
                content += self.rfile.read(length)
                self.rfile.readline()
            self.rfile.readline()
        else:
            content = self.rfile.read(int(self.headers["Content-Length"]))
        self.uploaded[self.path] = content
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def prepared(contents: dict[str, bytes], seed: int) -> dict[str, tuple[list, bytes]]:
    """What our server sends, by path. The others, a third, are nginx's."""
    rng = random.Random(seed)
    ours = [path for number, path in enumerate(contents) if number % 3]
    return {path: _prepared(path, contents[path], WAYS[number % len(WAYS)], rng) for number, path in enumerate(ours)}


def _prepared(path: str, content: bytes, way: str, rng: random.Random) -> tuple[list, bytes]:
    """How our server sends a file: its header fields, and its body as it goes over the wire."""
    fields = [("Content-Type", TYPES[path.rpartition(".")[2]])] if TYPES[path.rpartition(".")[2]] else []
    if way not in WAYS[:3]:
        fields.append(("Content-Encoding", way))
        content = coded(content, way.split(", "))
        way = rng.choice(WAYS[:3])
    if way == "length":
        return [*fields, ("Content-Length", str(len(content)))], content
    if way == "until-close":
        return [*fields, ("Connection", "close")], content
    body, at = [], 0
    while at < len(content):
        piece = content[at : at + int(10 ** rng.uniform(0, 5))]
        extension = b";a=b" if rng.random() < 0.1 else b""
        body += [b"%x%s\r\n" % (len(piece), extension), piece, b"\r\n"]
        at += len(piece)
    return [*fields, ("Transfer-Encoding", "chunked")], b"".join([*body, b"0\r\n\r\n"])


def exchange(
    directory: Path, contents: dict[str, bytes], prepared: dict, offloads: bool
) -> tuple[Path, dict[tuple[str, str], bytes]]:
    """Serves, fetches and uploads everything while capturing. Returns the capture, and what was sent by message and URL."""
    Handler.prepared, Handler.uploaded = prepared, {}
    with contextlib.ExitStack() as stack:
        pair = network.direct(stack, offloads=offloads)
        nginx = Nginx(stack, directory / "nginx", pair.server, http=NGINX_TYPES)
        for path in contents.keys() - prepared.keys():
            nginx.serve(path[1:], contents[path])
        ours = http.server.ThreadingHTTPServer(("", 0), Handler, bind_and_activate=False)
        ours.socket.close()
        ours.socket = pair.server.listen(8080, backlog=64)
        ours.daemon_threads = True
        stack.callback(ours.server_close)
        threading.Thread(target=ours.serve_forever, daemon=True).start()
        stack.callback(ours.shutdown)
        capture = Capture(pair.client, directory / "capture.pcap", settle=0.5)
        capture.options += ["-B", "131072"]  # KiB
        capture.start()
        expected, uploads, turns = {}, [], {"80": [], "8080": []}
        for number, path in enumerate(contents):
            port = "8080" if path in prepared else "80"
            url = f"http://{network.SERVER}{'' if port == '80' else ':8080'}{path}"
            is_upload = port == "8080" and number % 12 == 1
            expected["request" if is_upload else "response", url] = contents[path]
            uploads.append(path) if is_upload else turns[port].append(url)
        for urls in turns.values():
            for options, some in [([], urls[::2]), (["--parallel", "--parallel-max", "8"], urls[1::2])]:
                lines = "".join(f'url = "{url}"\noutput = "/dev/null"\n' for url in some)
                pair.client.run("curl", "-sSf", "-H", "Accept-Encoding: gzip", *options, "-K", "-", stdin=lines.encode())
        for number, path in enumerate(uploads):
            (directory / "upload").write_bytes(contents[path])
            # From standard input curl sends chunks, since it knows no length.
            file = "-" if number % 2 else str(directory / "upload")
            url = f"http://{network.SERVER}:8080{path}"
            pair.client.run("curl", "-sSf", "-o", "/dev/null", "-T", file, url, stdin=contents[path])
        capture.stop()
        expect(uploads and all(Handler.uploaded.get(path) == contents[path] for path in uploads), "uploads come as they were sent")
    return capture.path, expected

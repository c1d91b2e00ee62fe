"""Sequence diagrams of --mermaid, drawn by the real mermaid in the browser: each message and note is there, as it was written.

The renderer is the one that a notebook from PyPI brings along; its modules come from a server on the loopback, since browsers load none from disk.
"""

import functools
import html
import http.server
import json
import pathlib
import re
import sys
import threading

PACKAGE = "marimo==0.25.2"
FIXTURES = ["four-step-close", "request-crossed-close", "lossy-path", "tls-keys", "http-hostile-names", "http-odd-bytes", "icmp-unreachable",
            "reset-injected", "http2-curl"]  # fmt: skip

# What a diagram shows: the texts of its messages, and the lines of its notes.
DRAWN = """(async () => {
  const { svg } = await window.mermaid.render('diagram', %s);
  const drawn = new DOMParser().parseFromString(svg, 'text/html');
  const texts = (kind) => [...drawn.querySelectorAll(kind)].map((t) => t.textContent);
  return { messages: texts('.messageText'), notes: texts('.noteText'), actors: texts('text.actor-box'), error: svg.includes('Syntax error') };
})()"""


def all_checks(tab, pages):
    yield "sequence diagrams", lambda: diagrams(tab, pages)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def assets():
    """Where the renderer's modules lie, the one that has it, and its name in there."""
    for folder in map(pathlib.Path, sys.path):
        for module in sorted(folder.glob("marimo/_static/assets/mermaid-*.js")):
            text = module.read_text()
            if "sequenceDiagram-" in text and (name := re.search(r"([\w$]+)\.initialize\(\{\.\.\.", text)):
                return module, f"{text}\nexport{{{name[1]} as mermaid}};"
    raise ValueError("the package has no renderer where it was")


def serve(pages):
    module, text = assets()
    folder = pages.directory / "diagrams"
    folder.mkdir()
    (folder / "assets").mkdir()
    for file in module.parent.glob("*.js"):
        (folder / "assets" / file.name).symlink_to(file)
    (folder / "assets" / "renderer.js").write_text(text)
    (folder / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><body><script type=module>import { mermaid } from './assets/renderer.js';"
        "mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' }); window.mermaid = mermaid;</script>"
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def plain(text):
    """What a text of a diagram says: its character references are mermaid's own, `#35;` for a number sign."""
    return " ".join(html.unescape(re.sub(r"#(\d+);", r"&#\1;", text)).split())


def diagrams(tab, pages):
    server = serve(pages)
    address = f"http://127.0.0.1:{server.server_port}/"
    found = []
    try:
        tab.send("Page.navigate", url=address)
        tab.wait("window.mermaid !== undefined")
        for fixture in FIXTURES:
            for language in ("en", "zh"):
                file = pages.directory / "diagram.mmd"
                pages.run("--summary", "--lang", language, "--mermaid", file, *pages.arguments(fixture))
                found += [f"{fixture}, {language}: {text}" for text in differences(tab, file.read_text())]
                file.unlink()
    finally:
        server.shutdown()
        # What the renderer was asked from.
        tab.requests = [url for url in tab.requests if not url.startswith(address)]
    return found


def differences(tab, text):
    drawn = tab.evaluate(DRAWN % json.dumps(text))
    messages, notes, actors = [], [], []
    for line in text.splitlines():
        if arrow := re.match(r"\s+[CS]-+(?:>>|x)[CS]: (.*)", line):
            messages.append(plain(arrow[1]))
        elif note := re.match(r"\s+Note [^:]*: (.*)", line):
            notes += [plain(part) for part in note[1].split("<br/>")]
        elif actor := re.match(r"\s+participant [CS] as (.*)", line):
            actors.append(plain(actor[1]))
    found = ["a syntax error"] if drawn["error"] else []
    for name, wanted in (("messages", messages), ("notes", notes)):
        came = [plain(t) for t in drawn[name]]
        if came != wanted or not wanted:
            odd = next((pair for pair in zip(wanted, came) if pair[0] != pair[1]), None)
            found.append(f"{len(came)} of {len(wanted)} {name}; the first that differs: {odd}")
    if not set(actors) <= {plain(t) for t in drawn["actors"]}:
        found.append(f"participants {drawn['actors']}, not {actors}")
    return found

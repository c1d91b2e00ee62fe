"""The jobs of docs/ci.md: each of their steps is run in an empty folder, as a forge would run it.

Left out is what needs a forge or a network: actions (`uses:`), and steps that install packages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from fixtures.hosts import Host

from .stage import Stage, expect, test

PAGE = Path(__file__).resolve().parents[2] / "docs/ci.md"

# What a project has: a server and a client that are its integration test.
INTEGRATION = """#!%s
import http.server, os, socket, threading

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(500 if os.path.exists("broken") else 200)
        self.send_header("Content-Length", "2")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"ok")
    def log_message(self, *_): pass

server = http.server.HTTPServer(("127.0.0.1", 8080), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
with socket.create_connection(("127.0.0.1", 8080)) as client:
    client.sendall(b"GET /page HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
    while client.recv(4096): pass  # so that the server always closes first
""" % sys.executable


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(), re.M | re.S)


def steps(job: str) -> list[str]:
    """The commands of a job: what stands behind `run:`, and the items of `script:` and `before_script:`."""
    found, lines, listed = [], job.splitlines(), False
    for number, line in enumerate(lines):
        stripped = line.strip()
        if re.fullmatch(r"(before_|after_)?script:", stripped):
            listed = True
        elif listed and stripped.startswith("- "):
            found.append(stripped[2:])
        elif match := re.fullmatch(r"(?:- )?run: (.*)", stripped):
            listed = False
            if match[1] != "|":
                found.append(match[1])
                continue
            margin = len(line) - len(line.lstrip()) + (2 if stripped.startswith("- ") else 0)
            body = []
            for later in lines[number + 1 :]:
                if later.strip() and len(later) - len(later.lstrip()) <= margin:
                    break
                body.append(later.strip())
            found.append("\n".join(body))
        elif not stripped.startswith("#"):
            listed = False
    return found


def project(stage: Stage, host: Host) -> Path:
    """A folder with a test, and with a capture of it and what is expected, as the job finds them."""
    folder = Path(stage.path("project"))
    for name in ("test", "captures"):
        (folder / name).mkdir(parents=True)
    (folder / "Makefile").write_text(".PHONY: integration\nintegration:\n\t./integration\n")
    (folder / "integration").write_text(INTEGRATION)
    (folder / "integration").chmod(0o755)
    (folder / "bin").mkdir()
    (folder / "bin/tcpexplain").symlink_to(stage.binary)
    done = step(folder, host, "tcpexplain -i lo --duration 20 -w captures/last.pcap --summary port 8080 -- ./integration")
    expect(done.returncode == 0, f"the capture is made: {done.stdout[-300:]} {done.stderr[-300:]}")
    done = step(folder, host, "tcpexplain --record-expect captures/last.pcap > captures/last.expect.yaml")
    expect(done.returncode == 0, f"and recorded: {done.stderr[-300:]}")
    for copy in ("test/page.expect.yaml", "e.yaml"):
        shutil.copy(folder / "captures/last.expect.yaml", folder / copy)
    return folder


def step(folder: Path, host: Host, command: str) -> subprocess.CompletedProcess:
    """Runs a step in the folder, in bash with -e. These tests are root, and need no sudo."""
    environment = {
        "PATH": f"{folder}/bin:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "HOME": str(folder),
        "GITHUB_STEP_SUMMARY": str(folder / "step-summary.md"),
    }
    with host.entered():
        return subprocess.run(
            ["setpriv", "--pdeathsig", "KILL", "bash", "-e", "-o", "pipefail", "-c", command.replace("sudo ", "")],
            cwd=folder, env=environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip


def played(folder: Path, host: Host, job: str) -> list[subprocess.CompletedProcess]:
    commands = [command for command in steps(job) if "apt-get" not in command]
    expect(commands, f"steps: {job}")
    return [step(folder, host, command) for command in commands]


@test("docs/ci.md: the job for GitHub")
def github(stage: Stage) -> None:
    host = Host("runner")
    stage.stack.callback(host.close)
    folder = project(stage, host)
    job = next(block for block in blocks("yaml") if "runs-on:" in block)
    for done in played(folder, host, job):
        expect(done.returncode == 0, f"it passes: {done.args[-1]}: {done.stdout[-400:]} {done.stderr[-400:]}")
    for name in ("traffic.xml", "traffic.sarif"):
        expect((folder / name).stat().st_size > 0, name)
    expect((folder / "step-summary.md").read_text().startswith("### "), "a summary in Markdown")
    (folder / "broken").touch()
    done = played(folder, host, job)[0]
    expect(done.returncode == 1 and "::error " in done.stdout, f"a broken server: {done.returncode} {done.stdout[-600:]} {done.stderr}")
    expect("expected 200, actual 500" in (folder / "traffic.xml").read_text(), "and the report says why")


@test("docs/ci.md: the job for GitLab")
def gitlab(stage: Stage) -> None:
    host = Host("runner")
    stage.stack.callback(host.close)
    folder = project(stage, host)
    job = next(block for block in blocks("yaml") if "reports:" in block)
    for done in played(folder, host, job):
        expect(done.returncode == 0, f"it passes: {done.args[-1]}: {done.stdout[-400:]} {done.stderr[-400:]}")
    expect((folder / "traffic.xml").stat().st_size > 0, "traffic.xml")
    (folder / "broken").touch()
    step(folder, host, "tcpexplain -i lo --duration 20 -w captures/last.pcap --summary port 8080 -- ./integration")
    status = [done.returncode for done in played(folder, host, job)]
    expect(status[0] == 1, f"the next capture differs: {status}")


@test("docs/ci.md: the job for a shell")
def shell(stage: Stage) -> None:
    host = Host("runner")
    stage.stack.callback(host.close)
    folder = project(stage, host)
    (script,) = [block for block in blocks("sh") if block.startswith("#!")]
    (folder / "job").write_text(script)
    done = step(folder, host, "sh ./job")
    expect(done.returncode == 0, f"it passes: {done.stdout[-400:]} {done.stderr[-400:]}")
    table = (folder / "traffic.csv").read_text().splitlines()
    expect([line.split(",")[0] for line in table].count("http") == 1, f"a table with the exchange: {table}")
    (folder / "broken").touch()
    done = step(folder, host, "sh ./job")
    expect(done.returncode == 1, f"a broken server: {done.returncode} {done.stdout[-400:]} {done.stderr[-400:]}")

"""Sets up a run: installs the peers, compiles the generator and the floors, makes captures."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PEERS = Path(__file__).resolve().parent
WORK = PEERS.parents[1] / ".build/benchmarks"

PACKAGES = ["gcc", "libpcap-dev", "tcpdump", "tcptrace", "tcpflow", "tshark", "httpry", "libndpi-bin"]
PROGRAMS = {
    "generate": ["generate.c", "packets.c", "transfer.c", "web.c"],
    "readloop": ["readloop.c", "-lpcap"],
    "readplain": ["readplain.c"],
    "measure": ["measure.c"],
}


@dataclass
class Capture:
    path: Path
    facts: dict  # what the generator wrote into it


def tell(text):
    print(text, file=sys.stderr, flush=True)


def install(packages):
    """Peers that no package has anywhere are left out of the tables later; a missing compiler ends everything."""
    status = ["dpkg-query", "-W", "-f", "${Status}"]
    if not shutil.which("dpkg-query"):
        return
    missing = [p for p in packages if b"ok installed" not in subprocess.run(status + [p], capture_output=True).stdout]
    if missing:
        tell(f"installing {' '.join(missing)}")
        root = [] if os.geteuid() == 0 else ["sudo"]
        apt = root + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
        subprocess.run(apt + ["update"], check=True, stdout=sys.stderr)
        for package in missing:  # one by one: a package that a release lacks keeps no other away
            subprocess.run(apt + ["install", "--no-install-recommends", package], stdout=sys.stderr)


def compile_programs():
    WORK.mkdir(parents=True, exist_ok=True)
    newest = max(path.stat().st_mtime for path in PEERS.iterdir() if path.suffix in (".c", ".h"))
    for program, sources in PROGRAMS.items():
        binary = WORK / program
        if not binary.exists() or binary.stat().st_mtime < newest:
            files = [str(PEERS / s) if s.endswith(".c") else s for s in sources]
            options = ["-std=c11", "-D_DEFAULT_SOURCE", "-O2", "-Wall", "-Wextra"]
            subprocess.run(["gcc", *options, "-o", str(binary), *files], check=True)


def make_capture(name, *arguments):
    """The capture of that name, made if it is not there or older than its generator; its facts lie beside it."""
    path, facts = WORK / f"{name}.pcap", WORK / f"{name}.json"
    generator = WORK / "generate"
    if path.exists() and facts.exists() and facts.stat().st_mtime > generator.stat().st_mtime:
        known = json.loads(facts.read_text())
        if known["arguments"] == list(arguments):
            return Capture(path, known)
    tell(f"making {path.name}")
    mode, *options = arguments
    made = subprocess.run([str(generator), mode, str(path), *options], stderr=subprocess.PIPE, check=True)
    known = json.loads(made.stderr) | {"arguments": list(arguments)}
    os.sync()  # writing it out must not fall into the measurements
    facts.write_text(json.dumps(known))
    return Capture(path, known)


def place_for(size):
    """A folder for tools that write as much as they read: in memory if there is room, or else a disk is measured too."""
    memory = Path("/dev/shm")
    free = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    roomy = memory.is_dir() and min(free, shutil.disk_usage(memory).free) > 4 * size
    return (memory if roomy else WORK) / f"tcpexplain-streams-{os.getpid()}"

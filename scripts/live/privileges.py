"""Opened as root, looked at as nobody; and what is said where it cannot be opened."""

from __future__ import annotations

import os
import pwd
import re
import time
import shutil
import stat
import subprocess
from pathlib import Path

from fixtures.clients import curl
from fixtures.hosts import Host
from fixtures.network import SERVER

from .program import Program, run
from .stage import Stage, expect, test

OTHER = "daemon"
# Of linux/capability.h.
CAP_DAC_READ_SEARCH, CAP_KILL, CAP_SETGID, CAP_SETUID, CAP_SETPCAP = 2, 5, 6, 7, 8


def as_user(name: str) -> tuple[str, ...]:
    entry = pwd.getpwnam(name)
    return ("setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups")


def expect_unprivileged(program: Program, user: str | None = "nobody") -> None:
    """Of every thread: the user, no groups, none of the capabilities, no way back to them, and a list of system calls."""
    for path in Path(f"/proc/{program.pid}/task").glob("*/status"):
        status = dict(line.split(":\t", 1) for line in path.read_text().splitlines() if ":\t" in line)
        if user:
            entry = pwd.getpwnam(user)
            for key, number in (("Uid", entry.pw_uid), ("Gid", entry.pw_gid)):
                expect(status[key].split() == [str(number)] * 4, f"{key} of {user}, not {status[key]}")
        expect(not status["Groups"].split(), f"no groups, not {status['Groups']}")
        # Who never had a capability cannot empty the bounding set.
        bounding = ("CapBnd",) if user == "nobody" and not program.prefix else ()
        for key in ("CapEff", "CapPrm", "CapInh", "CapAmb", *bounding):
            expect(int(status[key], 16) == 0, f"{key} 0, not {status[key]}")
        for key, value in (("NoNewPrivs", "1"), ("Seccomp", "2")):
            expect(status[key] == value, f"{key} {value}, not {status[key]}")
    for child in Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split():
        maker = dict(line.split(":\t", 1) for line in Path(f"/proc/{child}/status").read_text().splitlines() if ":\t" in line)
        for key, value in (("Groups", ""), ("NoNewPrivs", "1"), ("Seccomp", "2"), ("CapEff", "0" * 16), ("CapPrm", "0" * 16)):
            expect(maker[key].strip() == value, f"of the process that makes files, {key} '{value}', not {maker[key]}")
    limits = Path(f"/proc/{program.pid}/limits").read_text()
    expect(re.search(r"Max core file size +0 +0", limits), f"no core dumps: {limits}")


def expect_helper(process: str, allowed: set[int], seccomp: str) -> None:
    """Of a process that sees no byte of a capture: no groups, no other capability, and no way to more."""
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines() if ":\t" in line)
    expect(not status["Groups"].split(), f"no groups, not {status['Groups']}")
    for key in ("CapEff", "CapPrm", "CapInh", "CapAmb", "CapBnd"):
        more = int(status[key], 16) & ~sum(1 << number for number in allowed)
        expect(more == 0, f"{key}: nothing beyond {sorted(allowed)}, not {status[key]}")
    expect((status["NoNewPrivs"], status["Seccomp"]) == ("1", seccomp), f"NoNewPrivs 1, Seccomp {seccomp}: {status}")


@test("the processes that only start or end others keep the capabilities that this takes, and no groups")
def helpers(stage: Stage) -> None:
    net = stage.net()
    folder = writable(stage, OTHER)
    server = net.server.start(str(stage.binary), "mcp", folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    server.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
    server.stdin.flush()
    expect(b'"id":1' in server.stdout.readline(), "it answers")
    expect_helper(str(server.pid), {CAP_DAC_READ_SEARCH, CAP_SETGID, CAP_SETUID, CAP_SETPCAP}, "0")
    server.stdin.close()
    expect(server.wait(5) == 0, f"it ends: {server.returncode}")
    # The supervisor is the process that is its command's parent.
    log = stage.path("parent")
    program = stage.program(net.server, "-i", "eth0", "--", "sh", "-c", f"echo $PPID > {log}; exec sleep 30")
    for _ in range(50):
        if os.path.exists(log) and Path(log).read_text().strip():
            break
        time.sleep(0.1)
    supervisor = Path(log).read_text().strip()
    expect_helper(supervisor, {CAP_KILL}, "2")
    program.end()
    for _ in range(30):
        if not os.path.exists(f"/proc/{supervisor}"):
            return
        time.sleep(0.1)
    expect(False, "the supervisor ends with its command")


def expect_owner(path: str, user: str) -> None:
    owner = pwd.getpwuid(os.stat(path).st_uid).pw_name
    expect(owner == user, f"{path} is to belong to {user}, and belongs to {owner}")


def writable(stage: Stage, user: str) -> str:
    """A folder that a user may write."""
    folder = stage.path(f"of-{user}")
    os.mkdir(folder, 0o755)
    shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    return folder


def dropped(stage: Stage, user: str, owner: str, *arguments: str, environment: dict[str, str] | None = None) -> None:
    net = stage.net()
    home = writable(stage, owner)
    folder, archive, saved = f"{home}/content", f"{home}/x.har", f"{home}/x.pcap"
    outputs = ("-w", saved, "--extract", folder, "--har", archive)
    program = stage.program(
        net.server, "-i", "eth0", "--format", "ndjson", *outputs, *arguments, environment=environment
    )
    expect_unprivileged(program, user)
    curl(net.client, f"http://{SERVER}/")
    program.settle()
    expect_unprivileged(program, user)
    program.expect_end()
    expect(not program.complaints, f"nothing on standard error: {program.complaints}")
    names = sorted(os.listdir(folder))
    expect(len(names) >= 2, f"content and an index, not {names}")
    expect(not [name for name in os.listdir(home) + names if "partial" in name], f"all of it is whole: {names}")
    for path in (saved, folder, archive, *(f"{folder}/{name}" for name in names)):
        expect_owner(path, owner)
        expect(os.path.getsize(path) > 0, f"{path} is not empty")
    expect(os.stat(saved).st_mode & 0o137 == 0, "what was captured is for its owner and group alone")
    (exchange,) = program.records("http")
    content = Path(folder, exchange["response"]["extracted"]).read_bytes()
    expect(b"Served by nginx" in content, f"the page in the folder, not {content[:50]!r}")


@test("privileges are dropped to nobody, and the outputs are root's")
def to_nobody(stage: Stage) -> None:
    dropped(stage, "nobody", "root")


@test("privileges are dropped to the user of --user, who gets the outputs")
def to_named(stage: Stage) -> None:
    dropped(stage, OTHER, OTHER, "--user", OTHER)


@test("privileges are dropped to nobody, and the one who called sudo gets the outputs")
def to_caller(stage: Stage) -> None:
    dropped(stage, "nobody", OTHER, environment={"SUDO_USER": OTHER})


@test("reading as root: privileges are dropped before the first byte")
def reading(stage: Stage) -> None:
    host = stage.net().server
    capture = Path(__file__).resolve().parents[2] / "Fixtures/short-connection/capture.pcap"
    read, write = os.pipe()
    home = writable(stage, "root")
    try:
        # The pipe has no end, so the program waits for more.
        program = stage.program(
            host, "-", "--format", "ndjson", "--har", f"{home}/x.har", stdin=read, listens=False
        )
        os.write(write, capture.read_bytes())
        program.wait_for('"type":"packet"')
        expect_unprivileged(program)
    finally:
        os.close(read)
        os.close(write)
    expect(program.wait() == 0, f"exit status 0: {program.said}")
    expect(os.path.getsize(f"{home}/x.har") > 0, "the archive is there")


@test("a device that is written to stays root's")
def devices_stay(stage: Stage) -> None:
    """`-w /dev/null` is a way to measure; the device must not be handed to anybody for it."""
    net = stage.net()
    path = stage.path("null")
    os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    for option in ("-w", "--har"):
        program = stage.program(net.server, "-i", "eth0", option, path)
        program.end()
        expect_owner(path, "root")


def reachable(stage: Stage, host: Host) -> Path:
    """The program, or a copy of it, where nobody may run it."""
    try:
        host.run(*as_user("nobody"), "test", "-x", str(stage.binary))
        return stage.binary
    except Exception:
        copy = stage.directory / stage.binary.name
        shutil.copy(stage.binary, copy)
        copy.chmod(0o755)
        return copy


@test("as nobody, with the capabilities of setcap alone")
def by_capabilities(stage: Stage) -> None:
    net = stage.net()
    binary = reachable(stage, net.server)
    grants = ("--inh-caps=+net_raw,+net_admin", "--ambient-caps=+net_raw,+net_admin")
    stage.binary = binary
    program = stage.program(net.server, "-i", "eth0", "--format", "ndjson", prefix=(*as_user("nobody"), *grants))
    expect_unprivileged(program, "nobody")
    curl(net.client, f"http://{SERVER}/")
    program.settle()
    program.expect_end()
    expect(len(program.records("http")) == 1, "it captures")


def refused(
    binary: Path, host: Host, *arguments: str, prefix: tuple[str, ...] = (), environment: dict[str, str] | None = None
) -> str:
    """What is said by a run that cannot begin: one line."""
    status, told, said = run(binary, host, *arguments, prefix=prefix, environment=environment)
    expect(status == 2, f"{arguments}: exit status 2, not {status}: {said.strip()}")
    expect(told == "", f"{arguments}: nothing on standard output: {told[:100]}")
    expect(said.count("\n") == 1 and said.endswith("\n"), f"{arguments}: one line on standard error: {said}")
    return said


@test("what the caller of sudo may not write is refused, and nothing is emptied for a run that cannot begin")
def folders_stay(stage: Stage) -> None:
    net = stage.net()
    caller = {"SUDO_USER": OTHER}
    folder, home = stage.path("mine"), writable(stage, OTHER)
    os.mkdir(folder, 0o700)
    saved = f"{home}/old.pcap"
    Path(saved).write_bytes(b"an earlier capture")
    shutil.chown(saved, OTHER)
    said = refused(stage.binary, net.server, "-i", "eth0", "-w", saved, "--extract", folder, environment=caller)
    expect("--extract" in said and folder in said, f"what cannot be done, and where: {said}")
    expect_owner(folder, "root")
    expect(stat.S_IMODE(os.stat(folder).st_mode) == 0o700, "its mode stays")
    refused(stage.binary, net.server, "-i", "eth0", "-w", saved, "--har", stage.path("nowhere/x.har"), environment=caller)
    refused(stage.binary, net.server, "-i", "eth0", "-w", "-")
    # A file of root's in the caller's folder, and a link to one.
    foreign, link = f"{home}/secret", f"{home}/link"
    Path(foreign).write_bytes(b"of root")
    os.chmod(foreign, 0o600)
    os.symlink(foreign, link)
    for path, line in (
        (foreign, f"tcpexplain: {foreign}: belongs to another user; name a new file, or one of your own\n"),
        (link, f"tcpexplain: {link}: is a symbolic link, which no output is written through; name the file itself\n"),
    ):
        for option in ("-w", "--har"):
            said = refused(stage.binary, net.server, "-i", "eth0", option, path, environment=caller)
            expect(said == line, f"{line}{said}")
    expect_owner(foreign, "root")
    expect(Path(foreign).read_bytes() == b"of root", "it is as it was")
    expect(Path(saved).read_bytes() == b"an earlier capture", "the capture is still there")
    expect(sorted(os.listdir(home)) == ["link", "old.pcap", "secret"], f"nothing is left: {os.listdir(home)}")


@test("test --update writes as the one who called sudo, and shows and replaces nothing of root's")
def updates(stage: Stage) -> None:
    host, home = stage.net().server, writable(stage, OTHER)
    root = Path(__file__).resolve().parents[2]
    secret = stage.path("secret")
    Path(secret).write_text("a line of a secret\n")
    os.chmod(secret, 0o600)
    for name in ("a", "b", "c"):
        shutil.copy(root / "Fixtures/short-connection/capture.pcap", f"{home}/{name}.pcap")
    os.symlink(secret, f"{home}/b.expect.yaml")
    shutil.copy(secret, f"{home}/c.expect.yaml")
    os.chmod(f"{home}/c.expect.yaml", 0o600)
    status, told, said = run(stage.binary, host, "test", "--update", home, environment={"SUDO_USER": OTHER})
    expect(status == 2, f"exit status 2, not {status}: {told}{said}")
    expect("secret\n" not in told, f"nothing of the files is shown: {told}")
    expect("b.expect.yaml: is a symbolic link" in told and "c.expect.yaml: belongs to another user" in told, told)
    made = f"{home}/a.expect.yaml"
    owner = os.stat(made)
    expect((owner.st_uid, owner.st_gid) == (pwd.getpwnam(OTHER).pw_uid, pwd.getpwnam(OTHER).pw_gid), f"{made} is the caller's: {owner}")
    for path in (secret, f"{home}/c.expect.yaml"):
        expect_owner(path, "root")
        expect(Path(path).read_text() == "a line of a secret\n", f"{path} is as it was")
    # A folder that the caller may not write.
    os.chmod(home, 0o755)
    shutil.chown(home, "root")
    os.remove(made)
    status, told, said = run(stage.binary, host, "test", "--update", home, environment={"SUDO_USER": OTHER})
    expect(status == 2 and "a.expect.yaml: Permission denied" in told and not os.path.exists(made), f"nothing is made: {told}{said}")


@test("no permission: the capability, setcap, and the pipe")
def no_permission(stage: Stage) -> None:
    host = stage.net().server
    binary = reachable(stage, host)
    said = refused(binary, host, "-i", "eth0", "port 80", prefix=as_user("nobody"))
    line = (
        f"tcpexplain: eth0: no permission to capture: it takes CAP_NET_RAW. Run as root, or once: sudo setcap "
        f"cap_net_raw,cap_net_admin=eip {binary.resolve()}; or through a pipe: sudo tcpdump -i eth0 -U -w - 'port 80' | tcpexplain -\n"
    )
    expect(said == line, f"the capability, setcap and the pipe: {said}")
    said = refused(binary, host, "--user", "nobody", "/dev/null", prefix=as_user("nobody"))
    expect(said == "tcpexplain: --user nobody: only root can become another user\n", said)


@test("no such interface, bad filters, no such user, no such folder")
def unusable(stage: Stage) -> None:
    host = stage.net().server
    said = refused(stage.binary, host, "-i", "eth9")
    expect(said == "tcpexplain: eth9: no such interface; tcpexplain -D lists them\n", said)
    for filter, words in (("tcp prot 80", "syntax error"), ("port 99999", "illegal port number 99999 > 65535")):
        said = refused(stage.binary, host, "-i", "eth0", *filter.split())
        expect(filter in said and words in said, f"'{filter}' and '{words}' are in: {said.strip()}")
    said = refused(stage.binary, host, "-i", "eth0", "--user", "nobody-at-all")
    line = "tcpexplain: --user nobody-at-all: there is no such user; privileges could not be dropped\n"
    expect(said == line, f"the user: {said.strip()}")
    for option in ("-w", "--har"):
        said = refused(stage.binary, host, "-i", "eth0", option, stage.path("nowhere/x"))
        expect("nowhere/x" in said, f"{option}: the path: {said.strip()}")
    host.ip("link", "set", "eth0", "down")
    said = refused(stage.binary, host, "-i", "eth0")
    expect("eth0" in said and "up" in said, f"an interface that is down: {said.strip()}")


@test("-D: interfaces with state and addresses")
def interfaces(stage: Stage) -> None:
    host = stage.net().server
    status, told, said = run(stage.binary, host, "-D")
    expect(status == 0 and not said, f"exit status 0, not {status}: {said.strip()}")
    for name, address in (("lo", "127.0.0.1"), ("eth0", SERVER)):
        line = next((line for line in told.splitlines() if re.search(rf"\b{name}\b", line)), "")
        expect(address in line and "up" in line.lower(), f"{name} with {address}, and that it is up: {line}")
    expect(re.search(r"\bany\b", told), f"any: {told}")


@test("what tcpdump and tshark both take: -s 0, and -i with a number of -D")
def habits(stage: Stage) -> None:
    host = stage.net().server
    program = stage.program(host, "-i", "eth0", "-s", "0")
    expect(program.said == "tcpexplain: listening on eth0 (EN10MB, snap length 262144)\n", program.said)
    program.expect_end()
    # The list is sorted by what runs, which the kernel tells of a new interface only after a while.
    for _ in range(50):
        told = run(stage.binary, host, "-D")[1]
        if re.search(r"eth0\b.*running", told):
            break
        time.sleep(0.1)
    number = re.search(r"(?m)^(\d+)\W+eth0\b", told)
    expect(number, f"a number for eth0: {told}")
    program = stage.program(host, "-i", number[1])
    expect("eth0" in program.said, f"-i {number[1]} is eth0: {program.said.strip()}; {told}")
    program.expect_end()


@test("-p and --buffer-size reach the kernel")
def device_settings(stage: Stage) -> None:
    host = stage.net().server
    for options, promiscuity, size in (((), 1, 32), (("-p", "--buffer-size", "4"), 0, 4)):
        program = stage.program(host, "-i", "eth0", *options)
        came = re.search(rb"promiscuity (\d+)", host.run("ip", "-d", "link", "show", "eth0"))
        expect(came and int(came[1]) == promiscuity, f"{options}: promiscuity {promiscuity}, not {came and came[1]}")
        rings = [line.split()[0].split("-") for line in open(f"/proc/{program.pid}/maps") if "socket:" in line]
        mapped = sum(int(end, 16) - int(start, 16) for start, end in rings) / (1 << 20)
        expect(abs(mapped - size) < 1, f"{options}: a buffer of {size} MiB, not {mapped:g} MiB")
        program.expect_end()


def allowed_calls(*sources: str) -> set[str]:
    """What the lists of these files in Sources/CPlatform let through, some of it under conditions that strace does not see."""
    folder = Path(__file__).resolve().parents[2] / "Sources/CPlatform"
    return {call for name in sources for call in re.findall(r"SCMP_SYS\((\w+)\)", (folder / name).read_text())}


@test("reading, no call is made outside the list of system calls")
def calls(stage: Stage) -> None:
    strace = shutil.which("strace")
    expect(strace, "strace is needed")
    root = Path(__file__).resolve().parents[2]
    host, home = stage.net().server, writable(stage, "root")
    # The process that parses is the first one; another one makes the files.
    parser, files = allowed_calls("Confinement.c"), allowed_calls("Confinement.c", "OutputFiles.c")
    for name in ("short-connection/capture.pcap", "gzip-capture/capture.pcap.gz", "http-codings/capture.pcap"):
        log = stage.path("calls")
        outputs = ("--format", "ndjson", "--har", f"{home}/x.har", "--extract", f"{home}/content")
        status, told, said = run(
            stage.binary, host, *outputs, str(root / "Fixtures" / name), prefix=(strace, "-f", "-qq", "-o", log)
        )
        expect(status == 0 and told, f"it runs: {said}")
        confined: dict[str, set[str]] = {}
        seen: set[str] = set()
        first = ""
        for line in Path(log).read_text().splitlines():
            process, _, call = line.partition(" ")
            first = first or process
            if first not in confined:
                seen.add(process)
            found = re.match(r"(?:<\.\.\. )?(\w+)[( ]", call.strip())
            if not found:
                continue
            if found[1] in ("seccomp", "prctl") and "FILTER" in call and "{len=" in call:
                confined[process] = set()
            elif first in confined and process not in seen:
                confined[first].add(found[1])  # a thread of the parser's: it decompresses
            elif process in confined:
                confined[process].add(found[1])
        expect(len(confined) >= 2 and first in confined, "both processes are confined")
        for process, made in confined.items():
            allowed = parser if process == first else files
            expect(made and made <= allowed, f"calls outside the list: {sorted(made - allowed)}")
        shutil.rmtree(f"{home}/content")


"""What the tests share: the real program, captures of the benchmark's generator, and one session of Spark."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from tcpexplain_spark import session

ROOT = Path(__file__).resolve().parents[2]
# Small tables: what costs time is the compilers of the JVM and of Spark.
QUICK = [
    "spark.sql.shuffle.partitions=2", "spark.default.parallelism=2", "spark.sql.codegen.wholeStage=false",
    "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"]


@pytest.fixture(scope="session")
def program() -> str:
    found = shutil.which(os.environ.get("TCPEXPLAIN", str(ROOT / ".build/debug/tcpexplain")))
    assert found, "there is no program: swift build makes it, or TCPEXPLAIN names another"
    return found


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    made = session.make("local[2]", QUICK)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def generate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generator of the benchmark's captures."""
    peers = ROOT / "Benchmarks/peers"
    binary = tmp_path_factory.mktemp("generator") / "generate"
    sources = [str(peers / name) for name in ("generate.c", "packets.c", "transfer.c", "web.c")]
    subprocess.run(["gcc", "-std=c11", "-D_DEFAULT_SOURCE", "-O2", "-o", str(binary), *sources], check=True)
    return binary


@pytest.fixture(scope="session")
def web(generate: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HTTP with loss and reordering."""
    path = tmp_path_factory.mktemp("web") / "web.pcap"
    subprocess.run([generate, "web", path, f"bytes={6 << 20}", "at-once=40"], check=True, capture_output=True)
    return path


@pytest.fixture(scope="session")
def tiny(generate: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Connections that are refused, scanned, half closed or never answered; two minutes of them."""
    path = tmp_path_factory.mktemp("tiny") / "tiny.pcap"
    subprocess.run([generate, "tiny", path, "packets=3000", "rate=5"], check=True, capture_output=True)
    return path


@pytest.fixture(scope="session")
def cut_web(web: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """In their order; their names are not."""
    return cut(web, tmp_path_factory.mktemp("cut-web"), 40)


def cut(capture: Path, folder: Path, count: int) -> list[Path]:
    """Cuts a capture into files of as many packets, in the middle of connections, whose names are in another order than their times."""
    data = capture.read_bytes()
    packets, at = [], 24
    while at < len(data):
        end = at + 16 + struct.unpack_from("<I", data, at + 8)[0]
        packets.append(data[at:end])
        at = end
    # 7 and any count that is no multiple of it have no common factor: each name is taken once.
    names = [f"{i * 7 % count:02d}.pcap" for i in range(count)]
    for i, name in enumerate(names):
        piece = packets[len(packets) * i // count : len(packets) * (i + 1) // count]
        (folder / name).write_bytes(data[:24] + b"".join(piece))
    return [folder / name for name in names]

"""Paths as executors see them: local ones are opened, all others go through Hadoop's shell, which every Spark installation brings."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pyspark

FILES_OF_A_SHELL = 200  # paths in one command line


def local_path(place: str) -> Path | None:
    """The path of a local file; None if a file system of Hadoop has it."""
    if place.startswith("file:"):
        return Path("/" + place.removeprefix("file:").lstrip("/"))
    return Path(place) if "://" not in place and not place.startswith(("hdfs:", "viewfs:")) else None


@dataclass(frozen=True)
class Shell:
    """`hadoop fs`, run from the JARs of Spark.

    hadoop: the settings of Hadoop that the driver was given as spark.hadoop.*, which may hold credentials: so they go into a file that
    nobody else can read, and not into a command line.
    """

    hadoop: tuple[tuple[str, str], ...] = ()

    @contextmanager
    def command(self, *words: str) -> Iterator[list[str]]:
        java = Path(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else Path("java")
        with tempfile.TemporaryDirectory(prefix="tcpexplain-hadoop-") as folder:
            settings = Path(folder, "core-site.xml")
            settings.touch(mode=0o600)
            entries = (f"<property><name>{escape(k)}</name><value>{escape(v)}</value></property>" for k, v in self.hadoop)
            settings.write_text(f"<configuration>{''.join(entries)}</configuration>")
            path = os.pathsep.join(filter(None, [os.environ.get("HADOOP_CONF_DIR"), str(spark_home() / "jars" / "*")]))
            yield [str(java), "-Xmx256m", "-cp", path, "org.apache.hadoop.fs.FsShell", "-conf", str(settings), *words]

    def fetch(self, places: list[str], folder: Path) -> list[Path]:
        """Local copies of files, in their order; those that are local already are named as they are."""
        found: list[Path] = []
        for i, place in enumerate(places):
            path = local_path(place)
            if path is None:
                path = folder / f"{i:06d}.pcapng"
                self.run("-get", place, str(path))
            found.append(path)
        return found

    def run(self, *words: str) -> None:
        with self.command(*words) as command:
            done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode != 0:
            raise OSError(f"{' '.join(words)}: {last_lines(done.stderr)}")


def spark_home() -> Path:
    if "SPARK_HOME" in os.environ:
        return Path(os.environ["SPARK_HOME"])
    return Path(pyspark.__file__).parent


def last_lines(text: bytes, limit: int = 4000) -> str:
    """The end of what a program said on standard error."""
    return text[-limit:].decode("utf-8", "replace").strip()


@contextmanager
def folder_for(shell: Shell, place: str) -> Iterator[tuple[Path, str]]:
    """A new local folder to write into, and the place where its files will be when the block is left.

    Each attempt of a task gets a folder of its own. Nobody looks into it but through the result of an attempt that succeeded, so an
    attempt that was killed, or that runs twice, leaves nothing but garbage, which is removed with the run.
    """
    final = f"{place}-{uuid.uuid4().hex}"
    direct = local_path(final)
    if direct is not None:
        direct.mkdir(parents=True)
        try:
            yield direct, final
        except BaseException:
            shutil.rmtree(direct, ignore_errors=True)
            raise
        return
    with tempfile.TemporaryDirectory(prefix="tcpexplain-") as scratch:
        yield Path(scratch), final
        shell.run("-mkdir", "-p", final)
        files = sorted(str(path) for path in Path(scratch).iterdir())
        for i in range(0, len(files), FILES_OF_A_SHELL):
            shell.run("-put", *files[i : i + FILES_OF_A_SHELL], final)


@contextmanager
def pieces(shell: Shell, places: list[str], size: int = 1 << 20) -> Iterator[Iterator[bytes]]:
    """The bytes of files, one behind the other. What cannot be read raises OSError."""
    remote = any(local_path(place) is None for place in places)
    yield _remote_pieces(shell, places, size) if remote else _local_pieces(places, size)


def _local_pieces(places: list[str], size: int) -> Iterator[bytes]:
    for place in places:
        path = local_path(place)
        if path is None:
            raise OSError(f"{place}: not a local file")
        with path.open("rb", buffering=0) as file:
            while piece := file.read(size):
                yield piece


def _remote_pieces(shell: Shell, places: list[str], size: int) -> Iterator[bytes]:
    for i in range(0, len(places), FILES_OF_A_SHELL):
        with shell.command("-cat", *places[i : i + FILES_OF_A_SHELL]) as command, tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said)
            try:
                while process.stdout and (piece := process.stdout.read(size)):
                    yield piece
                if process.wait() != 0:
                    said.seek(0)
                    raise OSError(last_lines(said.read()))
            finally:
                process.kill()
                process.wait()

"""What is wrong with a capture, a machine or a reader of the report stays where it is."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from comparing import assert_same, one_run
from conftest import QUICK
from pyspark.sql import SparkSession
from test_truth import options

from tcpexplain_spark.archive import Archive, Refused
from tcpexplain_spark.report.making import make_report
from tcpexplain_spark.report.reading import read

HOSTILE = "=cmd <img src=x onerror=alert(1)>\u202e.pcap"

# Kills its executor when it is called as this says for the first time, then goes on as the program.
KILLER = """#!/bin/sh
case " $* " in *" {word} "*)
  if mkdir {flag} 2>/dev/null; then
    process=$$
    while [ "$process" -gt 1 ]; do
      process=$(awk '{{print $4}}' "/proc/$process/stat")
      if tr '\\0' ' ' < "/proc/$process/cmdline" | grep -q CoarseGrainedExecutorBackend; then kill -9 "$process"; break; fi
    done
  fi
esac
exec {program} "$@"
"""


def test_damage_is_a_row(spark: SparkSession, program: str, cut_web: list[Path], tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    whole = cut_web[0].read_bytes()
    (folder / "whole.pcap").write_bytes(whole)
    (folder / "cut.pcap").write_bytes(cut_web[1].read_bytes()[:-100])
    (folder / "empty.pcap").write_bytes(b"")
    (folder / "damaged.pcap").write_bytes(cut_web[2].read_bytes()[:50_000] + bytes([0xFF]) * 50_000)
    (folder / HOSTILE).write_bytes(b"no capture\n")
    outcome = Archive(spark, options(program, folder, out)).take_in()
    assert outcome.new == 5 and outcome.failed == 3
    found = {Path(row.path).name: row for row in read(spark, str(out))["captures"].collect()}
    statuses = {name: row.status for name, row in found.items()}
    assert statuses.pop("damaged.pcap") in ("cut", "damaged")
    assert statuses == {"whole.pcap": "ok", "cut.pcap": "cut", "empty.pcap": "empty", HOSTILE: "unreadable"}
    assert all(row.error and row.stderr for row in found.values() if row.status not in ("ok", "empty"))
    readable = [folder / name for name in ("whole.pcap", "cut.pcap", "damaged.pcap")]
    assert_same(spark, out, one_run(program, readable))

    page = Path(make_report(spark, str(out), str(tmp_path / "report"), "<b>Title</b>", 20)).read_text()
    assert "<img" not in page and "&lt;img src=x" in page and "\u202e" not in page and "<b>Title" not in page
    assert "Content-Security-Policy" in page and "<script" not in page
    assert ",'=cmd" not in page
    table = (tmp_path / "report/captures_not_read.csv").read_text()
    assert HOSTILE.split()[0] in table and "\u202e" not in table


def test_the_archive_is_whole_or_not_there(spark: SparkSession, program: str, cut_web: list[Path], tmp_path: Path) -> None:
    """A run that ends early leaves nothing that counts, and the next begins anew."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    shutil.copy(cut_web[0], folder)

    class Interrupted(Archive):
        def _carry(self, run: str, analyses: object) -> list[object]:  # type: ignore[override]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Interrupted(spark, options(program, folder, out)).take_in()
    assert (out / "connections/run=1").exists()  # moved to its place, and still it does not count:
    with pytest.raises(Refused):
        read(spark, str(out))
    Archive(spark, options(program, folder, out)).take_in()
    assert_same(spark, out, one_run(program, [folder / cut_web[0].name]))
    (folder / cut_web[0].name).write_bytes(cut_web[1].read_bytes())
    assert Archive(spark, options(program, folder, out)).take_in().changed == (str(folder / cut_web[0].name),)


@pytest.mark.parametrize(
    ("word", "parts", "largest"),
    [("--borders", "2", "200K"), ("split", "2", "200K"), ("--no-packets --keep-order", "1", "1G")], ids=["explain", "split", "analyze"])
def test_a_killed_executor_changes_nothing(  # noqa: PLR0913
    spark: SparkSession, program: str, web: Path, cut_web: list[Path], tmp_path: Path, word: str, parts: str, largest: str,
) -> None:
    """Two executors as processes of their own; one is killed in one of the stages. Parts that are too large are split again, too."""
    killer, flag = tmp_path / "killer", tmp_path / "flag"
    killer.write_text(KILLER.format(word=word, flag=flag, program=program))
    killer.chmod(killer.stat().st_mode | stat.S_IXUSR)
    command = [
        sys.executable, "-m", "tcpexplain_spark", "--captures", str(cut_web[0].parent), "--out", str(tmp_path / "out"), "--final",
        "--master", "local-cluster[2,1,1024]", "--parts", parts, "--max-part-size", largest, "--program", str(killer),
        "--conf", "spark.executor.memory=600m", *(part for setting in QUICK for part in ("--conf", setting))]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYSPARK_PYTHON": sys.executable}, check=False)
    assert done.returncode == 0, done.stderr
    assert flag.exists(), "no executor was killed"
    made = [row.part for row in read(spark, str(tmp_path / "out"))["parts"].collect()]
    assert sum("." in part for part in made) > 3 if largest == "200K" else "0000" in made
    assert sum(part.startswith("s") for part in made) == 2
    assert_same(spark, tmp_path / "out", one_run(program, [web]))

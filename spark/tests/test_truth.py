"""An archive has what one run over everything has."""

from __future__ import annotations

from pathlib import Path

from comparing import assert_same, one_run
from conftest import cut
from pyspark.sql import SparkSession

from tcpexplain_spark.archive import Archive, Options
from tcpexplain_spark.report.reading import read


def options(program: str, captures: Path, out: Path, **more: object) -> Options:
    return Options(captures=(str(captures),), out=str(out), program=program, **({"parts": 3} | more))  # type: ignore[arg-type]


def test_forty_files_in_any_order(spark: SparkSession, program: str, web: Path, cut_web: list[Path], tmp_path: Path) -> None:
    outcome = Archive(spark, options(program, cut_web[0].parent, tmp_path / "out")).take_in()
    assert (outcome.new, outcome.failed) == (40, 0)
    assert_same(spark, tmp_path / "out", one_run(program, [web]))
    # Again over the same: nothing is new, and the tables are the same.
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.parquet")}
    again = Archive(spark, options(program, cut_web[0].parent, tmp_path / "out")).take_in()
    assert (again.run, again.new, again.known) == (1, 0, 40)
    assert before == {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.parquet")}


def test_what_nobody_answers(spark: SparkSession, program: str, tiny: Path, tmp_path: Path) -> None:
    """Silence is told from the end of the capture, in parts that have nothing else to go by."""
    (tmp_path / "in").mkdir()
    cut(tiny, tmp_path / "in", 5)
    Archive(spark, options(program, tmp_path / "in", tmp_path / "out", parts=16)).take_in()
    found = one_run(program, [tiny])
    assert any(f["name"] == "unanswered-syn" for r in found if r["type"] == "connection" for f in r["findings"])
    assert_same(spark, tmp_path / "out", found)


def test_files_that_come_later(spark: SparkSession, program: str, web: Path, cut_web: list[Path], tmp_path: Path) -> None:
    """Connections go on over the end of a run, and what was taken in is not needed any more."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for i, group in enumerate((cut_web[:23], cut_web[23:31], cut_web[31:])):
        for path in folder.iterdir():
            path.unlink()
        for path in group:
            (folder / path.name).write_bytes(path.read_bytes())
        outcome = Archive(spark, options(program, folder, out, parts=(3, 2, 4)[i])).take_in()
        assert (outcome.run, outcome.new) == (i + 1, len(group))
    assert_same(spark, out, one_run(program, [web]))
    assert read(spark, str(out))["captures"].count() == 40


def test_parts_that_are_too_large(spark: SparkSession, program: str, web: Path, cut_web: list[Path], tmp_path: Path) -> None:
    small = options(program, cut_web[0].parent, tmp_path / "out", parts=2, most_of_a_part=2 << 20, final=True)
    Archive(spark, small).take_in()
    parts = [row.part for row in read(spark, str(tmp_path / "out"))["parts"].collect()]
    assert len(parts) > 3 and all("." in part for part in parts)
    assert_same(spark, tmp_path / "out", one_run(program, [web]))


def test_packets_tell_where_they_are_from(spark: SparkSession, program: str, cut_web: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in cut_web[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    Archive(spark, options(program, folder, tmp_path / "out", packets=True)).take_in()
    packets = read(spark, str(tmp_path / "out"))["packets"].select("capture", "file_frame").collect()
    for path in cut_web[:3]:
        frames = sorted(row.file_frame for row in packets if row.capture == str(folder / path.name))
        assert frames == list(range(1, len(frames) + 1)) and len(frames) > 100

"""An archive has what one run over everything has."""

from __future__ import annotations

from pathlib import Path

from comparing import assert_same, one_run
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


def test_files_that_come_later(spark: SparkSession, program: str, web: Path, cut_web: list[Path], tmp_path: Path) -> None:
    """Connections go on over the end of a run, and what was taken in is not needed any more."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for i, group in enumerate((cut_web[:23], cut_web[23:])):
        for path in folder.iterdir():
            path.unlink()
        for path in group:
            (folder / path.name).write_bytes(path.read_bytes())
        outcome = Archive(spark, options(program, folder, out, parts=3 - i)).take_in()
        assert (outcome.run, outcome.new) == (i + 1, len(group))
    assert_same(spark, out, one_run(program, [web]))
    assert read(spark, str(out))["captures"].count() == 40


def test_little_that_crosses(spark: SparkSession, program: str, web: Path, cut_web: list[Path], tmp_path: Path) -> None:
    """One part, which the task that splits the captures explains too; or does not, if it is too large after all."""
    found = one_run(program, [web])
    for name, more in (("one", {}), ("again", {"most_of_a_part": 200_000})):
        Archive(spark, options(program, cut_web[0].parent, tmp_path / name, parts=0, final=True, **more)).take_in()
        assert_same(spark, tmp_path / name, found)
        parts = {row.part for row in read(spark, str(tmp_path / name))["parts"].collect() if not row.part.startswith("s")}
        assert parts == {"0000"} if name == "one" else len(parts) > 1

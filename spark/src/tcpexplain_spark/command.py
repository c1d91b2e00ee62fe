"""The command line."""

from __future__ import annotations

import argparse
import os
import sys

from tcpexplain_spark import __version__, session
from tcpexplain_spark.archive import Archive, Refused
from tcpexplain_spark.options import Options, say
from tcpexplain_spark.report.making import make_report
from tcpexplain_spark.splitting import MOST_PARTS

DONE, NOTHING, IN_PART = 0, 2, 3
_UNITS = {"K": 10, "M": 20, "G": 30, "T": 40}


def size(text: str) -> int:
    """A size in bytes; K, M, G and T are 1024 and its powers."""
    shift = _UNITS.get(text[-1:].upper(), 0)
    number = text[:-1] if shift else text
    if not number.isdecimal() or int(number) == 0:
        raise argparse.ArgumentTypeError(f"{text}: a size is a number of bytes, or of K, M, G or T")
    return int(number) << shift


def _spark_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--master", help="master of Spark; else that of spark-submit, else local[*]")
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark (repeatable)")


def _takes_in() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tcpexplain-spark", description="Explains an archive of captures with tcpexplain, on Spark: tables of Parquet.",
        epilog="tcpexplain-spark report --tables PATH --out PATH makes a report of them. Exit status: 0 done; 2 nothing was done; "
        "3 done in part: a capture could not be read whole (table captures says which, and why), or has changed since it was taken in.")
    parser.add_argument("--captures", action="append", required=True, metavar="PATH",
                        help="a file, a folder or a pattern, on any file system of Hadoop (repeatable)")
    parser.add_argument("--out", required=True, metavar="PATH", help="the archive; what it has of these captures is not read again")
    _spark_options(parser)
    parser.add_argument("--program", default=os.environ.get("TCPEXPLAIN", "tcpexplain"), metavar="FILE",
                        help="the program tcpexplain (default: TCPEXPLAIN, or tcpexplain in PATH); brought to the executors")
    parser.add_argument("--packets", action="store_true", help="also a table of packets, which is as large as the captures")
    parser.add_argument("--final", action="store_true",
                        help="no later captures will come: connections that are open at the end are not kept to be gone on with")
    parser.add_argument("--parts", type=int, default=0, metavar="N", help="into how many parts what crosses a border is split (by size)")
    parser.add_argument("--stretch-size", type=size, default=4 << 30, metavar="SIZE",
                        help="how much one process explains at most, captures one behind the other (4G)")
    parser.add_argument("--part-size", type=size, default=128 << 20, metavar="SIZE", help="about how large a part is to be (128M)")
    parser.add_argument("--max-part-size", type=size, default=1 << 30, metavar="SIZE", help="larger parts are split again (1G)")
    parser.add_argument("--max-memory", metavar="SIZE", help="--max-memory of each tcpexplain; a part that needs more is split again")
    parser.add_argument("--report", metavar="PATH", help="then make a report, as tcpexplain-spark report does")
    parser.add_argument("--break-lock", action="store_true", help="the archive says that it is being written, and is not")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _reports() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tcpexplain-spark report", description="Answers the questions that need a whole archive: Parquet, CSV and one HTML page.")
    parser.add_argument("--tables", required=True, metavar="PATH", help="the archive: what tcpexplain-spark --out wrote")
    parser.add_argument("--out", required=True, metavar="PATH", help="a new folder for the report, or one that a report is in")
    parser.add_argument("--title", default="Network archive", help="heading of the page")
    parser.add_argument("--top", type=int, default=20, metavar="N", help="rows of each table on the page (20)")
    _spark_options(parser)
    return parser


def take_in(arguments: list[str]) -> int:
    parser = _takes_in()
    given = parser.parse_args(arguments)
    if not 0 <= given.parts <= MOST_PARTS:
        parser.error(f"--parts is between 1 and {MOST_PARTS}")
    spark = session.make(given.master, given.conf)
    try:
        options = Options(
            captures=tuple(given.captures), out=given.out, program=session.ship(spark, given.program), parts=given.parts,
            stretch_size=given.stretch_size, part_size=given.part_size,
            most_of_a_part=given.max_part_size, max_memory=given.max_memory, packets=given.packets,
            final=given.final, break_lock=given.break_lock)
        outcome = Archive(spark, options).take_in()
        page = make_report(spark, given.out, given.report, "Network archive", 20) if given.report else None
    except Refused as why:
        say(str(why))
        return NOTHING
    finally:
        spark.stop()
    say(f"run {outcome.run}: {outcome.new} captures taken in, {outcome.known} known already")
    if page:
        say(f"the page is {page}")
    if outcome.failed:
        say(f"{outcome.failed} captures could not be read whole: table captures says which, and why")
    if outcome.broken_parts:
        say(f"{outcome.broken_parts} parts could not be analyzed, however small: table parts says why")
    return IN_PART if outcome.failed or outcome.changed or outcome.broken_parts else DONE


def report(arguments: list[str]) -> int:
    given = _reports().parse_args(arguments)
    spark = session.make(given.master, given.conf)
    try:
        page = make_report(spark, given.tables, given.out, given.title, given.top)
    except Refused as why:
        say(str(why))
        return NOTHING
    finally:
        spark.stop()
    say(f"the page is {page}")
    return DONE


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    return report(words[1:]) if words[:1] == ["report"] else take_in(words)

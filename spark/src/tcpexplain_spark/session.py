"""The session of Spark."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from importlib import resources
from pathlib import Path

from pyspark.conf import SparkConf
from pyspark.sql import SparkSession

import tcpexplain_spark

# A run is over before it pays that the JVM, which only hands out tasks, is compiled well: that takes the cores from the tasks. What is
# called a great many times, as by a report on a large archive, is compiled well all the same.
_LATER = " ".join(
    f"-XX:Tier4{name}={number}" for name, number in {
        "InvocationThreshold": 50_000, "MinInvocationThreshold": 6_000, "CompileThreshold": 150_000, "BackEdgeThreshold": 400_000}.items())


def make(master: str | None, settings: list[str]) -> SparkSession:
    """A session with the master and settings given, or those of spark-submit; else all cores of this machine."""
    # Workers run what the driver runs: the package is installed there.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf()
    if master:
        conf.setMaster(master)
    elif not conf.contains("spark.master"):
        conf.setMaster("local[*]")
    conf.setIfMissing("spark.app.name", "tcpexplain-spark")
    conf.setIfMissing("spark.ui.showConsoleProgress", "false")
    if conf.get("spark.master", "")[:5] == "local":
        conf.setIfMissing("spark.ui.enabled", "false")
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1")
        conf.setIfMissing("spark.driver.host", "127.0.0.1")
        conf.setIfMissing("spark.sql.shuffle.partitions", "16")
        conf.setIfMissing("spark.driver.memory", "2g")
        log = resources.files(tcpexplain_spark).joinpath("log4j2.properties")
        conf.setIfMissing("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={log} {_LATER}")
        if not conf.get("spark.master", "").startswith("local-cluster"):
            conf.setIfMissing("spark.python.daemon.module", "tcpexplain_spark.daemon")
    # Days are days in UTC, wherever the driver stands.
    conf.set("spark.sql.session.timeZone", "UTC")
    for setting in settings:
        key, _, value = setting.partition("=")
        conf.set(key, value)
    spark = SparkSession.builder.config(conf=conf).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def ship(spark: SparkSession, program: str) -> str:
    """Brings the package and, if it is a file here, the program to the executors; returns how they name the program."""
    found = shutil.which(program)
    context = spark.sparkContext
    if str(context.master).startswith("local") and not str(context.master).startswith("local-cluster"):
        return str(Path(found).resolve()) if found else program
    folder = Path(tempfile.mkdtemp(prefix="tcpexplain-package-"))
    package = Path(tcpexplain_spark.__file__).parent
    archive = shutil.make_archive(str(folder / "tcpexplain_spark"), "zip", package.parent, package.name)
    context.addPyFile(archive)
    if found and os.access(found, os.X_OK):
        context.addFile(str(Path(found).resolve()))
        return Path(found).resolve().name
    return program

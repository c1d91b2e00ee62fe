"""The processes of Python in which tasks run."""

from __future__ import annotations

import zipimport
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def prepared(do: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """What a task does, in a worker that does not read the directories of pyspark's ZIP files again for each task.

    pyspark has the importer forget what it knows of files at the beginning of each task, and up to Python 3.12 the importer of ZIP files
    reads their directories anew at once: some 70 ms of CPU a task. No ZIP file changes while a worker is there: the package is brought to
    the executors before the first task.
    """

    def prepare_and_do(given: Given) -> Made:
        zipimport.zipimporter.invalidate_caches = _nothing  # type: ignore[method-assign, assignment]
        return do(given)

    return prepare_and_do


def _nothing(_: zipimport.zipimporter) -> None:
    pass

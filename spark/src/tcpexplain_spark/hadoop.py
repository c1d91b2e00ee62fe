"""The file system of a path, as the driver uses it: through the JVM, so whatever Hadoop can reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyspark.sql import SparkSession

from tcpexplain_spark.jobs import Capture
from tcpexplain_spark.places import local_path


@dataclass
class Files:
    spark: SparkSession

    @property
    def _jvm(self) -> Any:
        return self.spark.sparkContext._jvm  # pyspark has no other way to Hadoop's file systems

    @property
    def _settings(self) -> Any:
        return self.spark.sparkContext._jsc.hadoopConfiguration()

    def _path(self, place: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(place)

    def _system(self, place: str) -> Any:
        return self._path(place).getFileSystem(self._settings)

    def qualified(self, place: str) -> str:
        """With its file system, and absolute; a local path without."""
        path = self._system(place).makeQualified(self._path(place))
        text = str(path.toString())
        return str(path.toUri().getPath()) if text.startswith("file:") else text

    def captures(self, pattern: str) -> list[Capture]:
        """All files that match, or lie in folders that match, however deep; names that begin with a dot or _ are left out.

        Raises FileNotFoundError if nothing is there.
        """
        system = self._system(pattern)
        found = system.globStatus(self._path(pattern))
        if not found:
            raise FileNotFoundError(pattern)
        waiting, files = list(found), []
        while waiting:
            status = waiting.pop()
            if status.isDirectory():
                waiting += [s for s in system.listStatus(status.getPath()) if not s.getPath().getName().startswith((".", "_"))]
            else:
                place = self.qualified(str(status.getPath().toString()))
                files.append(Capture(place, int(status.getLen()), int(status.getModificationTime())))
        return sorted(files, key=lambda f: f.place)

    def exists(self, place: str) -> bool:
        return bool(self._system(place).exists(self._path(place)))

    def names(self, place: str) -> list[str]:
        if not self.exists(place):
            return []
        return sorted(str(s.getPath().getName()) for s in self._system(place).listStatus(self._path(place)))

    def make_folder(self, place: str) -> None:
        if not self._system(place).mkdirs(self._path(place)):
            raise OSError(f"{place}: cannot be made")

    def remove(self, place: str) -> None:
        self._system(place).delete(self._path(place), True)

    def move(self, place: str, to: str) -> None:
        """Renames a file or a folder to a name that is not there yet."""
        if not self._system(place).rename(self._path(place), self._path(to)):
            raise OSError(f"{place}: cannot be renamed to {to}")

    def read(self, place: str) -> str:
        stream = self._system(place).open(self._path(place))
        try:
            return str(self._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def head(self, place: str, size: int) -> bytes:
        """The first bytes; fewer if there are no more of them."""
        path = local_path(place)
        if path is not None:
            with path.open("rb", buffering=0) as file:
                return file.read(size)
        stream = self._system(place).open(self._path(place))
        try:
            return bytes(stream.readNBytes(size))
        finally:
            stream.close()

    def write(self, place: str, text: str) -> None:
        """Writes a file beside its name, and puts it in the place of what is there, at once where the file system can."""
        beside = f"{place}.new"
        stream = self._system(place).create(self._path(beside), True)
        try:
            stream.write(bytearray(text.encode()))
        finally:
            stream.close()
        rename = self._jvm.org.apache.hadoop.fs.Options.Rename
        options = self.spark.sparkContext._gateway.new_array(rename, 1)  # type: ignore[union-attr]
        options[0] = rename.OVERWRITE
        context = self._jvm.org.apache.hadoop.fs.FileContext.getFileContext(self._path(place).toUri(), self._settings)
        context.rename(self._path(beside), self._path(place), options)

    def write_bytes(self, place: str, data: bytes) -> None:
        stream = self._system(place).create(self._path(place), False)
        try:
            stream.write(bytearray(data))
        finally:
            stream.close()

    def create_new(self, place: str, text: str) -> bool:
        """Writes a file that must not be there yet; False if it is."""
        system, path = self._system(place), self._path(place)
        if system.exists(path):
            return False
        try:
            stream = system.create(path, False)
        except Exception as error:
            if "AlreadyExists" in str(error):
                return False
            raise
        stream.write(bytearray(text.encode()))
        stream.close()
        return True

"""A Spark session that can run the models: on this machine, or on a cluster."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyspark.sql import SparkSession

from include.settings import PROJECT_ROOT, Settings
from include.text_functions.spark_functions import SEEDS_ARCHIVE, register

DOCUMENTS_A_BATCH = 256
"""Rows that go to Python at once: documents are fat, and both sides hold a whole batch of them."""

OLDEST_JAVA = 17
"""Spark 4 runs on this one and later ones."""

SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions"
TASKS_A_CORE = 3
"""Rows are shuffled into so many parts a core: enough to even them out, few enough for small loads."""

CONFIGURATION = {
    "spark.app.name": "pressmark",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(DOCUMENTS_A_BATCH),
    # A load is read by all cores: its file is cut where a row group begins.
    "spark.sql.files.maxPartitionBytes": "8m",
    # Without a cluster, the driver is the executor, too. What one needs is more than Spark gives it unasked.
    "spark.driver.memory": "4g",
    "spark.executor.memory": "2g",
    "spark.sql.parquet.compression.codec": "zstd",
    # A join that sorts takes a page of memory at least, and models join many times in one task.
    "spark.buffer.pageSize": "2m",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""What every session is like, unless a build is told otherwise."""


LOOPBACK = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}


class SparkMissingError(RuntimeError):
    """This machine cannot start a session; the message says what to install."""


@contextmanager
def spark_session(settings: Settings, master: str, configuration: dict[str, str]) -> Iterator[SparkSession]:
    """Open a session with the text functions, and close it and its Java process at the end.

    `master` is `local[*]`, `spark://host:port`, or whatever else Spark takes for one.

    Raises:
        SparkMissingError: there is no Java that Spark runs on.
    """
    check_java()
    # Executors run the same Python as this process, unless somebody has said which one they have.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    # Where everything is one process, nobody else has to reach it.
    reached_at = LOOPBACK if master.startswith("local") else {}
    for name, value in (CONFIGURATION | reached_at | configuration).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        session.sparkContext.setLogLevel("WARN")
        if SHUFFLE_PARTITIONS not in configuration:
            part_count = TASKS_A_CORE * session.sparkContext.defaultParallelism
            session.conf.set(SHUFFLE_PARTITIONS, str(part_count))
        _send_along(session, settings)
        register(session, settings.max_document_seconds)
        yield session
    finally:
        session.stop()


def check_java() -> int:
    """Look at the Java that Spark would start, and say which version it is.

    Raises:
        SparkMissingError: there is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    try:
        answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    except OSError:
        raise SparkMissingError(f"There is no Java {java}: {_INSTALL_JAVA}") from None
    version = re.search(r'version "(?:1\.)?(\d+)', answer.stderr)
    if version is None or int(version[1]) < OLDEST_JAVA:
        found = version[1] if version else "of an unknown version"
        raise SparkMissingError(f"{java} is Java {found}: {_INSTALL_JAVA}")
    return int(version[1])


_INSTALL_JAVA = (
    f"install Java {OLDEST_JAVA} or later (Debian, Ubuntu: apt-get install openjdk-17-jre-headless), or set "
    "JAVA_HOME to where it is."
)


def _send_along(session: SparkSession, settings: Settings) -> None:
    """Give the executors our own code and the reference tables; what those import must be installed there."""
    folder = settings.home / "spark"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    code = folder / "pressmark_code.zip"
    _zip(code, PROJECT_ROOT, sorted((PROJECT_ROOT / "include").rglob("*.py")))
    seeds = folder / f"{SEEDS_ARCHIVE}.zip"
    _zip(seeds, settings.seeds_dir, sorted(settings.seeds_dir.glob("*.csv")))
    session.sparkContext.addPyFile(str(code))
    session.sparkContext.addArchive(f"{seeds.as_uri()}#{SEEDS_ARCHIVE}")


def _zip(path: Path, root: Path, members: list[Path]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.write(member, member.relative_to(root))

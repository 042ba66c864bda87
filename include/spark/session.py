"""A Spark session that can run the models: on this machine, on a cluster, or of a Spark Connect server."""

import os
import re
import shutil
import socket
import subprocess
import sys
import uuid
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pyspark
from pyspark.sql import SparkSession

from include.places import Place, is_remote, write_text
from include.settings import PROJECT_ROOT, Settings
from include.text_functions.spark_functions import SEEDS_ARCHIVE, register

DOCUMENTS_A_BATCH = 256
"""Rows that go to Python at once: documents are fat, and both sides hold a whole batch of them."""

OLDEST_JAVA = 17
"""Spark 4 runs on this one and later ones."""

SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions"
TASKS_A_CORE = 3
"""Rows are shuffled into so many parts a core: enough to even them out, few enough for small loads."""
MOST_CORES = 10_000
"""A cluster has fewer."""

SERVER_PORT = 15002
"""Where a server of Spark Connect listens, unless its address says otherwise."""
SERVER_SECONDS = 10
"""So long it may take to be reached."""

OF_SESSIONS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(DOCUMENTS_A_BATCH),
    # A load is read by all cores: its file is cut where a row group begins.
    "spark.sql.files.maxPartitionBytes": "8m",
    "spark.sql.parquet.compression.codec": "zstd",
}
"""What every session is like, unless a build is told otherwise."""

OF_DRIVERS = {
    "spark.app.name": "pressmark",
    "spark.log.level": "WARN",
    # Without a cluster, the driver is the executor, too. What one needs is more than Spark gives it unasked.
    "spark.driver.memory": "4g",
    "spark.executor.memory": "2g",
    # A join that sorts takes a page of memory at least, and models join many times in one task.
    "spark.buffer.pageSize": "2m",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""What a driver of our own is started with besides; a server has been started already, and keeps its own."""

S3A = "spark.hadoop.fs.s3a"
"""Settings of Hadoop's client of S3 begin so."""

LOOPBACK = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}


class SparkMissingError(RuntimeError):
    """This machine cannot start a session, or reach a server that has one; the message says what to do."""


@contextmanager
def spark_session(settings: Settings, master: str, configuration: dict[str, str]) -> Iterator[SparkSession]:
    """Open a session with the text functions, and close it at the end, and its Java process if it has one.

    `master` is `local[*]`, `spark://host:port`, or whatever else Spark takes for one; `sc://host:port` is a
    server of Spark Connect, which runs already.

    Raises:
        SparkMissingError: there is no Java that Spark runs on, or no server at the address.
    """
    folder = settings.spark_dir
    opened = _connected(master, settings.lake) if is_server(master) else _started(master, folder)
    of_lake = _store_configuration() if is_remote(settings.lake) else {}
    with opened as builder:
        session = builder.config(map=OF_SESSIONS | of_lake | configuration).getOrCreate()
        try:
            if SHUFFLE_PARTITIONS not in configuration:
                session.conf.set(SHUFFLE_PARTITIONS, str(TASKS_A_CORE * _core_count(session)))
            _send_along(session, settings, folder)
            register(session, settings.max_document_seconds)
            yield session
        finally:
            session.stop()


def _store_configuration() -> dict[str, str]:
    """How Hadoop's client of S3 finds the store that AWS's own variables name, and writes to it.

    It reads the keys by itself.

    https://hadoop.apache.org/docs/current/hadoop-aws/tools/hadoop-aws/index.html
    """
    # A store copies what is renamed. Tasks bring their files under the last name themselves: whoever is
    # killed meanwhile leaves what no state names, and a repeated task writes files of the same names.
    configuration = {"spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2"}
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if endpoint:
        # Stores of other makers have no name of their own for each bucket.
        configuration |= {f"{S3A}.endpoint": endpoint, f"{S3A}.path.style.access": "true"}
    if region := os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"):
        configuration[f"{S3A}.endpoint.region"] = region
    return configuration


def is_server(master: str) -> bool:
    """Whether this is the address of a server of Spark Connect, which has a Java of its own."""
    return master.startswith("sc://")


def check_server(address: str) -> str:
    """Look whether somebody listens at the address of a server of Spark Connect, and give host and port.

    Spark itself would go on asking for minutes.

    Raises:
        SparkMissingError: nobody does.
    """
    url = urlsplit(address)
    try:
        host, port = url.hostname or "", url.port or SERVER_PORT
        socket.create_connection((host, port), SERVER_SECONDS).close()
    except (OSError, ValueError) as error:
        raise SparkMissingError(f"No server of Spark Connect answers at {url.netloc}: {error}") from None
    return f"{host}:{port}"


@contextmanager
def _started(master: str, folder: Path) -> Iterator[SparkSession.Builder]:
    """For a session with a driver of its own."""
    check_java()
    # Executors run the same Python as this process, unless somebody has said which one they have.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # Where everything is one process, nobody else has to reach it.
    reached_at = LOOPBACK if master.startswith("local") else {}
    # No schema that models know lies in Spark's own folder, which would be made where this process works.
    unused = {"spark.sql.warehouse.dir": str(folder / "warehouse")}
    yield SparkSession.builder.master(master).config(map=OF_DRIVERS | reached_at | unused)


@contextmanager
def _connected(address: str, lake: Place) -> Iterator[SparkSession.Builder]:
    """For a session of a server, which goes on with what a client that is killed has asked for.

    So the lake has a note of the session that is at work on it, and the next one ends it. What only those who
    start a server can set, Spark warns of and leaves as it is.
    """
    check_server(address)
    note = lake / "session"
    if note.exists():
        SparkSession.builder.remote(_named(address, note.read_text("utf-8"))).create().stop()
    session_id = str(uuid.uuid4())
    write_text(note, session_id)
    # dbt asks for a session without saying where, each time for one that knows Hive, and each time is warned.
    os.environ["SPARK_REMOTE"] = address
    warnings.filterwarnings("ignore", "Failed to set spark.sql.catalogImplementation")
    try:
        yield SparkSession.builder.remote(_named(address, session_id))
    finally:
        note.unlink()
        for name in ("SPARK_REMOTE", "SPARK_CONNECT_MODE_ENABLED"):
            os.environ.pop(name, None)


def _named(address: str, session_id: str) -> str:
    """The address of one session of a server.

    https://github.com/apache/spark/blob/master/sql/connect/docs/client-connection-string.md
    """
    return f"{address.rstrip('/')}{';' if '/;' in address else '/;'}session_id={session_id}"


def _core_count(session: SparkSession) -> int:
    """In so many parts Spark divides what nobody has told it how to divide: one a core."""
    return len(set(session.sql(f"select spark_partition_id() from range({MOST_CORES})").collect()))


def hadoop_version() -> str:
    """The Hadoop that Spark brings, whose further libraries are to be of the same version."""
    (jar,) = (Path(pyspark.__file__).parent / "jars").glob("hadoop-client-api-*.jar")
    return jar.stem.rpartition("-")[2]


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


def _send_along(session: SparkSession, settings: Settings, folder: Path) -> None:
    """Give the executors our own code and the reference tables; what those import must be installed there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    code = folder / "pressmark_code.zip"
    _zip(code, PROJECT_ROOT, sorted((PROJECT_ROOT / "include").rglob("*.py")))
    seeds = folder / f"{SEEDS_ARCHIVE}.zip"
    _zip(seeds, settings.seeds_dir, sorted(settings.seeds_dir.glob("*.csv")))
    session.addArtifacts(str(code), pyfile=True)
    session.addArtifacts(f"{seeds.as_uri()}#{SEEDS_ARCHIVE}", archive=True)


def _zip(path: Path, root: Path, members: list[Path]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.write(member, member.relative_to(root))

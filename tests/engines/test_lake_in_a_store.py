"""A lake that is a prefix of an object store: what Spark writes there, DuckDB reads, and the other way round.

`make compare-engines LAKE=s3://bucket/prefix` builds everything there. Here that would be minutes: a request
to the store of these tests takes milliseconds of a core.
"""

import importlib.util
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from include.lake.ledger import write_ledger
from include.lake.state import LakeState, TableState, table_dir, unused_dirs, write_state
from include.lake.views import rows
from include.landing.land import land_inbox
from include.places import PlaceError, names_in
from include.settings import Settings
from include.warehouse import writer
from tests.conftest import copied
from tests.engines.cluster import can_hide, running_cluster
from tests.engines.sessions import in_a_process, registered
from tests.engines.spark_builds import SMALL, on_spark
from tests.lacking import give_up
from tests.object_store import running_store

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LAKE = "s3://news/lake"

CLIENT_JARS = ("hadoop-aws-3.3.1.jar", "aws-java-sdk-bundle-1.11.901.jar")
OLDER_CLIENT = {
    "aws.credentials.provider": "com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
    "threads.keepalivetime": "60",
    "connection.establish.timeout": "5000",
    "connection.timeout": "200000",
    "multipart.purge.age": "86400",
}
"""The client that the registry has is older than Spark's Hadoop, whose defaults it cannot read."""

NOTED = "core.noted"
COLUMNS = "document_id string, char_count bigint, layout string"


@pytest.fixture(scope="module")
def client(spark_is_there: None) -> dict[str, str]:
    """Settings by which Spark finds Hadoop's client of S3."""
    package = importlib.util.find_spec("sagemaker_pyspark")
    if package is None or package.origin is None:
        give_up("to build on Spark in an object store, make setup-spark-tests")
    folder = Path(package.origin).parent / "jars"
    jars = ",".join(str(folder / name) for name in CLIENT_JARS)
    options = {f"spark.hadoop.fs.s3a.{name}": value for name, value in OLDER_CLIENT.items()}
    return {"spark.jars": jars, **options}


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    with running_store("news") as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def home(
    parsed_home: Settings, client: dict[str, str], store: str, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """A home that has landed the samples, and is built on a Spark that knows the store."""
    home = copied(parsed_home, tmp_path_factory.mktemp("store") / "home")
    shutil.copytree(home.sample_articles_dir, home.inbox, dirs_exist_ok=True)
    assert land_inbox(home).landed_count
    return on_spark(home, "local[1]", SMALL | client, LAKE)


@pytest.fixture(scope="module")
def far_master(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster whose worker shares nothing with the home but the store."""
    if not can_hide(home.home):
        give_up("to hide a home from a worker, be root, or allow mount namespaces (unshare --mount)")
    with running_cluster(tmp_path_factory.mktemp("far") / "services", 1, hidden=home.home) as cluster:
        yield cluster.master


@pytest.mark.timeout(600)
def test_each_engine_reads_what_the_other_one_writes_on_another_machine(
    home: Settings, far_master: str
) -> None:
    write_ledger(home)
    far = replace(home, spark=replace(home.spark, master=far_master))
    written, left = in_a_process(write_two_generations_and_drop_one, far)
    assert written == {NOTED: TableState(COLUMNS, (1, 2))}
    assert left == {NOTED: TableState(COLUMNS, (2,))}
    assert names_in(home.lake / "parts" / "parts" / "half") == []
    write_state(home.lake, LakeState(2, written))
    with writer(home) as connection:
        noted = connection.execute(f"{rows(home.lake, NOTED, written[NOTED])} order by all").fetchall()
        kept = connection.execute(rows(home.lake, NOTED, left[NOTED])).fetchall()
        landed = connection.execute(
            "select document_id, char_count from raw.document order by all"
        ).fetchall()
    assert [(document_id, char_count) for document_id, char_count, _ in noted] == landed
    assert {"mexc_news", "plain", "record"} <= {layout for *_, layout in noted}
    assert 0 < len(kept) < len(landed)
    assert unused_dirs(home.lake) == []


def test_a_store_without_the_bucket_is_said_before_anything_is_built(home: Settings) -> None:
    from include.spark.build import build

    with pytest.raises(PlaceError, match="s3://olds/lake cannot be reached: The specified bucket does not"):
        build(on_spark(home, "local[1]", SMALL, "s3://olds/lake"), is_rebuild=False)


def test_a_spark_without_the_client_says_what_it_lacks(home: Settings, spark: "SparkSession") -> None:
    from include.spark.session import SparkMissingError

    with (
        pytest.raises(SparkMissingError, match=r"spark\.jars\.packages=org\.apache\.hadoop:hadoop-aws:3\.\d"),
        registered(spark, home, LakeState()),
    ):
        pass


def write_two_generations_and_drop_one(
    settings: Settings,
) -> tuple[dict[str, TableState], dict[str, TableState]]:
    """What the table is made of after a build, and after one that goes on from its state."""
    from include.spark.catalog import escaped, tables_of
    from include.spark.session import spark_session

    lake = settings.lake
    with spark_session(settings, settings.spark.master, dict(settings.spark.configuration)) as session:
        with registered(session, settings, LakeState()):
            session.sql("create table parts.half using parquet as select * from raw.document")
            session.sql(
                f"create table {NOTED} ({COLUMNS}, _build_no bigint) using parquet"
                f" partitioned by (_build_no) location '{escaped(table_dir(lake, NOTED))}'"
            )
            for build_no in (1, 2):
                session.sql(
                    f"insert into {NOTED} partition (_build_no = {build_no}) select document_id, char_count,"
                    " read_document(raw_text, format, title, page_marks).layout"
                    f" from parts.half where crc32(document_id) % 2 + 1 = {build_no}"
                )
            session.sql("drop table parts.half")
            written = tables_of(session, lake)
        with registered(session, settings, LakeState(2, written)):
            session.sql(f"alter table {NOTED} drop partition (_build_no = 1)")
            return written, tables_of(session, lake)

"""A session of Spark for the tests of this folder, on a machine that has it."""

import importlib.util
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.conftest import make_settings
from tests.engines.spark_builds import SMALL
from tests.lacking import give_up

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark_is_there() -> None:
    """What is missing is a failure in CI, which installs it, and a skip elsewhere: not all use Spark."""
    missing = [
        what
        for what, is_there in {
            "pyspark and sqlglot (make setup-spark)": (
                importlib.util.find_spec("pyspark") and importlib.util.find_spec("sqlglot")
            ),
            "Java 17 (Debian, Ubuntu: apt-get install openjdk-17-jre-headless)": shutil.which("java"),
        }.items()
        if not is_there
    ]
    if missing:
        give_up(f"to build on Spark, install {', '.join(missing)}")


@pytest.fixture(scope="session")
def spark(spark_is_there: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator["SparkSession"]:
    from include.spark.session import spark_session

    settings = make_settings(tmp_path_factory.mktemp("spark") / "home")
    with spark_session(settings, "local[1]", SMALL) as session:
        yield session

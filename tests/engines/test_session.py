"""What Spark runs on is looked for, and asked for by name, before Spark fails in words of its own."""

import socket
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("spark_is_there")


def java(folder: Path, version: str) -> str:
    """A home of Java that says it is of this version."""
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2024-01-01' >&2\n")
    program.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize("version", ["17.0.15", "21", "26.0.1"])
def test_a_java_that_spark_runs_on_is_taken(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from include.spark.session import check_java

    monkeypatch.setenv("JAVA_HOME", java(tmp_path, version))
    check_java()


@pytest.mark.parametrize(("version", "named"), [("11.0.2", "11"), ("1.8.0_402", "8"), ("odd", "unknown")])
def test_an_old_java_is_refused_with_what_to_install(
    version: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from include.spark.session import SparkMissingError, check_java

    monkeypatch.setenv("JAVA_HOME", java(tmp_path, version))
    with pytest.raises(SparkMissingError, match=rf"{named}.*openjdk-17-jre-headless"):
        check_java()


def test_a_missing_java_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from include.spark.session import SparkMissingError, check_java

    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(SparkMissingError, match=r"There is no Java .*JAVA_HOME"):
        check_java()


def test_a_server_that_does_not_answer_is_named() -> None:
    from include.spark.session import SparkMissingError, check_server

    with socket.create_server(("127.0.0.1", 0)) as listening:
        endpoint = "127.0.0.1:{1}".format(*listening.getsockname())
        assert check_server(f"sc://{endpoint}/;token=secret") == endpoint
    with pytest.raises(SparkMissingError, match=f"answers at {endpoint}: "):
        check_server(f"sc://{endpoint}/;token=secret")

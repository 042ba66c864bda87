"""A DAG bag over the real DAG files, with a home that the tests may write."""

from collections.abc import Iterator
from typing import Any

import pytest

from include.operations.airflow_environment import airflow_environment
from include.settings import Settings


@pytest.fixture(scope="package")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("home")
    return Settings(home=home, inbox=str(home / "inbox"))


@pytest.fixture(scope="package")
def dag_bag(settings: Settings) -> Iterator[Any]:
    """Airflow reads its configuration when it is first imported, which is here."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in airflow_environment(settings).items():
            patch.setenv(name, value)
        from airflow.dag_processing.dagbag import DagBag

        yield DagBag(settings.dags_dir)

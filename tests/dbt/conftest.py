"""The dbt project as dbt itself understands it."""

import json
from typing import Any

import pytest

from include.settings import Settings
from include.transform import run_dbt

Node = dict[str, Any]


@pytest.fixture(scope="session")
def tested(normalised_samples: Settings) -> Settings:
    """The samples, after every data test and every unit test of dbt."""
    run_dbt(normalised_samples, "test")
    return normalised_samples


@pytest.fixture(scope="session")
def manifest(tested: Settings) -> dict[str, Any]:
    return json.loads((tested.dbt_dir / "target" / "manifest.json").read_text())


@pytest.fixture(scope="session")
def models(manifest: dict[str, Any]) -> dict[str, Node]:
    """The models alone, by their unique id."""
    return {name: node for name, node in manifest["nodes"].items() if node["resource_type"] == "model"}

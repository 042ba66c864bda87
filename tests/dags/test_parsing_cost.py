"""A DAG file is parsed again and again, so parsing it must import nothing that takes seconds."""

import subprocess
import sys
from pathlib import Path

import pytest

from include.operations.airflow_environment import airflow_environment
from include.settings import PROJECT_ROOT, Settings

DAG_FILES = sorted((PROJECT_ROOT / "dags").glob("*.py"))
HEAVY = [
    "dbt",
    "great_expectations",
    "pandas",
    "duckdb",
    "pyarrow",
    "lingua",
    "trafilatura",
    "ahocorasick_rs",
]

IMPORTED_BY_PARSING = """
import runpy, sys
import airflow.sdk
before = set(sys.modules)
runpy.run_path(sys.argv[1])
print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))
"""


def test_there_are_dag_files() -> None:
    assert DAG_FILES


@pytest.mark.parametrize("dag_file", DAG_FILES, ids=lambda path: path.stem)
def test_parsing_imports_nothing_heavy(dag_file: Path, settings: Settings) -> None:
    completed = subprocess.run(
        [sys.executable, "-c", IMPORTED_BY_PARSING, str(dag_file)],
        env=airflow_environment(settings),
        capture_output=True,
        text=True,
        check=True,
    )
    imported = completed.stdout.splitlines()[-1].split()
    assert "include" in imported
    assert not set(HEAVY) & set(imported), "import it inside the task that needs it"

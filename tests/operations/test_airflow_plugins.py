"""Airflow imports plugins in every process, also in the one of each task."""

import subprocess
import sys

from include.operations.airflow_environment import airflow_environment
from include.settings import Settings

LOADED_BY_A_TASK = """
import sys
from airflow.sdk.plugins_manager import _get_plugins, integrate_macros_plugins

integrate_macros_plugins()
plugins, errors = _get_plugins()
assert not errors, errors
print(*[plugin.name for plugin in plugins])
print(*sys.modules)
"""


def test_a_task_loads_the_plugin_without_what_serves_its_pages(settings: Settings) -> None:
    completed = subprocess.run(
        [sys.executable, "-c", LOADED_BY_A_TASK],
        env=airflow_environment(settings),
        capture_output=True,
        text=True,
        check=True,
    )
    *_, plugins, modules = completed.stdout.splitlines()
    assert "pressmark_reports" in plugins.split()
    assert "pressmark_reports" in modules.split()
    assert not {"include.operations.airflow_plugins.reports_app", "fastapi", "starlette"} & set(
        modules.split()
    )

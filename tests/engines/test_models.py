"""What differs between engines stands in one folder of macros, and in how text functions are registered."""

import re

from include.settings import PROJECT_ROOT

DBT_PROJECT = PROJECT_ROOT / "dbt_project"
ENGINE = re.compile(r"\b(duckdb|spark)\b|\btarget\.(type|name)\b|\badapter\.(type|dispatch)\b", re.IGNORECASE)


def test_no_model_knows_which_engine_builds_it() -> None:
    models = sorted((DBT_PROJECT / "models").rglob("*.sql"))
    assert models
    assert [path.name for path in models if ENGINE.search(path.read_text())] == []


def test_macros_outside_the_folder_of_engines_know_none() -> None:
    macros = sorted((DBT_PROJECT / "macros").glob("*.sql"))
    assert macros
    assert [path.name for path in macros if ENGINE.search(path.read_text())] == []

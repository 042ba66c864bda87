"""Nothing is installed under a licence that asks for more than Pressmark's own."""

import re

import pytest

from tests.security.licences import DOCUMENT, EXCEPTIONS, Licence, installed, is_allowed, locked


def test_every_runtime_dependency_is_allowed() -> None:
    assert [licence for licence in installed() if not is_allowed(licence)] == []


def test_the_document_lists_what_is_installed() -> None:
    listed = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE))
    mend = "write it anew: .venv/bin/python -m tests.security.licences"
    assert {name for name in listed if name not in locked()} == set(), mend
    found = dict(installed())
    assert {name: found[name] for name in found if listed.get(name) != found[name]} == {}, mend


def test_what_runs_is_told_from_what_only_tests_need() -> None:
    names = locked()
    assert {"apache-airflow-core", "dbt-duckdb", "duckdb", "great-expectations", "s3fs"} <= names
    assert names.isdisjoint({"pytest", "moto", "mypy", "selenium", "pressmark"})


def test_no_exception_is_left_over() -> None:
    found = dict(installed())
    assert {name for name in EXCEPTIONS if name not in found} == set()
    assert {name for name in EXCEPTIONS if is_allowed(Licence("another", found[name]))} == set()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MPL-2.0 AND (AGPL-3.0-only OR SSPL-1.0)", False),
        ("GPL-2.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("BUSL-1.1", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_the_policy(expression: str, expected: bool) -> None:
    assert is_allowed(Licence("somebodys-package", expression)) == expected

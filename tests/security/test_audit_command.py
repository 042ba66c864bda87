"""`make audit` names holes, and never takes silence for safety."""

import json
from pathlib import Path

import pytest

from include.operations.commands import audit

UV_DOUBLE = """#!/bin/sh
for word; do last=$word; done
case "$1" in
export) echo 'tide==1.0' > "$last" ;;
tool) {told} ;;
esac
"""


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Has pip-audit answer so; None is no answer at all."""

    def answer(dependencies: object, exit_code: int = 0) -> None:
        (tmp_path / "told.json").write_text(json.dumps({"dependencies": dependencies, "fixes": []}))
        told = f'cp "{tmp_path}/told.json" "$last"; ' if dependencies is not None else "echo no network >&2; "
        (tmp_path / "uv").write_text(UV_DOUBLE.format(told=f"{told}exit {exit_code}"))
        (tmp_path / "uv").chmod(0o755)
        monkeypatch.setattr(audit.sys, "executable", str(tmp_path / "python"))

    return answer


def test_no_hole_is_a_success(answers, capsys) -> None:
    answers([{"name": "tide", "version": "1.0", "vulns": []}])
    assert audit.main() == 0
    assert capsys.readouterr().out == "1 of 1 locked packages audited, 0 holes known\n"


def test_a_hole_is_named_with_the_version_that_mends_it(answers, capsys) -> None:
    hole = {"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": [], "description": "x"}
    answers([{"name": "tide", "version": "1.0", "vulns": [hole]}], exit_code=1)
    assert audit.main() == 1
    assert "tide 1.0: PYSEC-2026-1, mended in 1.1\n" in capsys.readouterr().out


def test_an_index_that_knows_nothing_is_no_success(answers, capsys) -> None:
    answers([{"name": "tide", "skip_reason": "Dependency not found on PyPI"}])
    assert audit.main() == 2
    assert "tells nothing of them" in capsys.readouterr().err


@pytest.mark.parametrize("exit_code", [0, 1, 2])
def test_no_answer_is_no_success(answers, capsys, exit_code: int) -> None:
    answers(None, exit_code)
    assert audit.main() == 2
    assert "run it again" in capsys.readouterr().err


def test_without_uv_it_says_what_to_do(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(audit.sys, "executable", str(tmp_path / "python"))
    assert audit.main() == 2
    assert "make setup" in capsys.readouterr().err

"""`make release` lets in what is named, and nothing that a slip of the pen might mean."""

import os
import subprocess

import pytest

from include.corrections.release import Release
from include.operations.commands import release
from include.operations.errors import EXIT_UNUSABLE
from include.settings import PROJECT_ROOT, Settings


@pytest.fixture
def released(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, object]]:
    """What the command asked to be released: the documents, None for all, and the loads."""
    asked: list[tuple[object, object]] = []

    def note(settings: Settings, document_ids: object, *, load_ids: object) -> Release:
        asked.append((document_ids, load_ids))
        return Release(None, 0, 0)

    monkeypatch.setattr(release, "release", note)
    return asked


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["--all", "1"], (None, [])),
        (["--all", "1", "--loads", "a"], (None, ["a"])),
        (["--documents", "a", "b", "--loads"], (["a", "b"], [])),
    ],
)
def test_what_is_named_is_released(
    released: list[tuple[object, object]], arguments: list[str], asked: tuple[object, object]
) -> None:
    assert release.main(arguments) == 0
    assert released == [asked]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--all", "0"], "ALL=0 means nothing"),
        (["--all", "no", "--loads", "a"], "ALL=no means nothing"),
        (["--all", "1", "--documents", "a"], "either that or DOCUMENTS"),
        (["--documents", "--loads"], "name refused loads"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    released: list[tuple[object, object]],
    arguments: list[str],
    complaint: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        release.main(arguments)
    assert ended.value.code == EXIT_UNUSABLE
    assert complaint in capsys.readouterr().err
    assert released == []


def test_make_passes_on_what_all_is_set_to() -> None:
    # The tests themselves are started by make, which would tell its child what it was asked for.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    planned = subprocess.run(
        ["make", "--dry-run", "release", "ALL=no"],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert '-m include.operations.commands.release --all "no"' in planned.stdout

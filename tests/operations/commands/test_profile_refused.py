"""`make profile` of what is no inbox says so."""

from pathlib import Path

import pytest

from include.operations.commands import profile


@pytest.mark.parametrize(
    ("inbox", "message"), [("ftp://host/x", "PRESSMARK_INBOX is 'ftp://host/x'"), ("missing", "is no folder")]
)
def test_an_unusable_inbox_ends_with_code_2_and_its_name(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    inbox: str,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRESSMARK_INBOX", inbox)
    assert profile.main() == 2
    assert message in capsys.readouterr().err

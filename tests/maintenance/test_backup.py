"""A backup is whole or not there; a restored home is what was backed up."""

import json
import shlex
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO
from unittest import mock

import pytest

from include.maintenance import backup, manifest
from include.maintenance.backup import (
    FEEDS_NAME,
    SETTINGS_NAME,
    WAREHOUSE_NAME,
    back_up,
    backups,
    remove_outdated,
)
from include.maintenance.manifest import MANIFEST_NAME, BackupError
from include.maintenance.restore import restore
from include.publication.check import check_publication
from include.settings import AlertSettings, RetentionSettings, Settings
from include.tables.publication import KEPT_PUBLICATION_COUNT
from include.warehouse import FORMAT_NO, WarehouseBusyError, writer
from tests.maintenance.tables import contents
from tests.object_store import running_store

SCHEMAS = ("raw", "core", "marts", "staging", "quality")
PUBLISHED_BY_LOADS = ("raw", "core", "marts")


TRY_TO_WRITE = "import duckdb, sys; duckdb.connect(sys.argv[1])"
HOLD = f"{TRY_TO_WRITE}; print('held', flush=True); sys.stdin.read()".replace(
    "duckdb.connect", "held = duckdb.connect"
)


@contextmanager
def written_elsewhere(path: Path) -> Iterator[None]:
    """Another process holds the file."""
    command = [sys.executable, "-c", HOLD, path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        assert process.stdout.readline()
        yield
        process.stdin.close()


def folder_of(settings: Settings, name: str) -> Path:
    return settings.home / "backups" / name


def make_backups(settings: Settings, moments: list[datetime]) -> list[str]:
    """Backups of these moments, as small as they can be."""
    made = back_up(settings)
    folder = folder_of(settings, made.name)
    text = json.loads((folder / MANIFEST_NAME).read_text())
    for moment in moments:
        copy = folder.with_name(moment.strftime(manifest.NAME_FORMAT))
        copy.mkdir()
        (copy / MANIFEST_NAME).write_text(json.dumps(text | {"created_at": moment.isoformat()}))
    shutil.rmtree(folder)
    return [moment.strftime(manifest.NAME_FORMAT) for moment in moments]


def test_a_destroyed_warehouse_comes_back_as_it_was_and_is_published(samples: Settings) -> None:
    before = contents(samples.warehouse_path, *SCHEMAS)
    made = back_up(samples)
    samples.warehouse_path.write_bytes(b"destroyed" * 10_000)
    samples.published_path.unlink()
    restored = restore(samples, "latest")
    assert restored.manifest == made
    after = contents(samples.warehouse_path, *SCHEMAS)
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= {"quality.publication"}, "the publication of what was restored is the next one"
    assert restored.is_published
    assert (check_publication(samples) or 0) > 20
    assert restored.replaced_path is not None
    assert restored.replaced_path.read_bytes().startswith(b"destroyed"), "nothing is ever thrown away"


def test_what_came_after_the_backup_is_not_in_the_restored_home(samples: Settings) -> None:
    documents = "select count(*) from raw.document"
    back_up(samples)
    with writer(samples) as connection:
        ((count,),) = connection.execute(documents).fetchall()
        connection.execute("delete from raw.document where format = 'html'")
    restore(samples, "latest")
    with writer(samples) as connection:
        assert connection.execute(documents).fetchall() == [(count,)]


def test_a_backup_holds_what_polls_know_and_no_secret(samples: Settings) -> None:
    state = samples.feeds_dir / "a-feed" / "state.json"
    state.parent.mkdir(parents=True)
    state.write_text("{}")
    secret = "https://hooks.example/very-secret"
    made = back_up(replace(samples, alerts=AlertSettings(webhook_url=secret)))
    folder = folder_of(samples, made.name)
    assert set(made.files) == {WAREHOUSE_NAME, FEEDS_NAME, SETTINGS_NAME}
    settings_text = (folder / SETTINGS_NAME).read_text()
    told = subprocess.run(
        ["sh", "-c", f'. {shlex.quote(str(folder / SETTINGS_NAME))}; printf %s "$PRESSMARK_HOME"'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == str(samples.home), "a shell reads it back, whatever the path holds"
    assert secret not in settings_text
    with tarfile.open(folder / FEEDS_NAME) as archive:
        assert "feeds/a-feed/state.json" in archive.getnames()
    state.unlink()
    restore(samples, made.name)
    assert state.read_text() == "{}"


def test_a_backup_waits_until_nobody_writes(samples: Settings) -> None:
    with written_elsewhere(samples.warehouse_path), pytest.raises(WarehouseBusyError):
        back_up(replace(samples, lock_timeout_seconds=1))
    assert backups(samples) == []


def test_the_warehouse_stays_locked_while_it_is_copied(
    samples: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any close of a file's descriptor lets go of the process's lock on it: the copy must not be the one."""
    answers = []

    def copy_and_ask(source: IO[bytes], target: IO[bytes]) -> None:
        copy_bytes(source, target)
        command = [sys.executable, "-c", TRY_TO_WRITE, samples.warehouse_path]
        answers.append(subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True).stderr)

    copy_bytes = shutil.copyfileobj
    monkeypatch.setattr(backup.shutil, "copyfileobj", copy_and_ask)
    back_up(samples)
    assert len(answers) == 1
    assert "Conflicting lock is held" in answers[0]


def test_a_home_without_a_warehouse_has_nothing_to_keep(settings: Settings) -> None:
    with pytest.raises(BackupError, match="no warehouse"):
        back_up(settings)


@pytest.mark.parametrize("file_name", [WAREHOUSE_NAME, FEEDS_NAME, SETTINGS_NAME])
def test_a_damaged_backup_is_refused_and_the_home_stays(samples: Settings, file_name: str) -> None:
    made = back_up(samples)
    with (folder_of(samples, made.name) / file_name).open("ab") as stream:
        stream.write(b"x")
    before = contents(samples.warehouse_path, *SCHEMAS)
    with pytest.raises(BackupError, match=f"{made.name} is damaged: {file_name}"):
        restore(samples, "latest")
    assert contents(samples.warehouse_path, *SCHEMAS) == before


def test_a_backup_of_a_later_version_is_refused(samples: Settings) -> None:
    made = back_up(samples)
    path = folder_of(samples, made.name) / MANIFEST_NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format_no": FORMAT_NO + 1}))
    with pytest.raises(BackupError, match="newer than this one"):
        restore(samples, "latest")


def test_a_manifest_cannot_name_a_file_outside_its_backup(samples: Settings) -> None:
    made = back_up(samples)
    path = folder_of(samples, made.name) / MANIFEST_NAME
    fields = json.loads(path.read_text())
    fields["files"]["../../escaped"] = {"byte_count": 1, "sha256": "0"}
    path.write_text(json.dumps(fields))
    with pytest.raises(BackupError, match="its manifest names"):
        restore(samples, "latest")


def test_a_backup_without_its_warehouse_moves_nothing(samples: Settings) -> None:
    made = back_up(samples)
    path = folder_of(samples, made.name) / MANIFEST_NAME
    fields = json.loads(path.read_text())
    del fields["files"][WAREHOUSE_NAME]
    path.write_text(json.dumps(fields))
    before = sorted(samples.warehouse_path.parent.iterdir())
    with pytest.raises(BackupError, match="its manifest names"):
        restore(samples, "latest")
    assert sorted(samples.warehouse_path.parent.iterdir()) == before


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"created_at": 1}'])
def test_a_folder_with_something_else_for_a_manifest_is_no_backup(samples: Settings, text: str) -> None:
    folder = folder_of(samples, "20260301T000000Z")
    folder.mkdir(parents=True)
    (folder / MANIFEST_NAME).write_text(text)
    with pytest.raises(BackupError, match="is no backup"):
        restore(samples, "latest")


def test_a_backup_that_is_not_there_is_named_with_those_that_are(samples: Settings) -> None:
    made = back_up(samples)
    with pytest.raises(BackupError, match=f"no backup 20200101T000000Z at .*{made.name}"):
        restore(samples, "20200101T000000Z")
    with pytest.raises(BackupError, match="no backup nothing-here"):
        restore(samples, str(samples.home / "nothing-here"))


def test_a_backup_is_restored_from_wherever_it_was_brought(samples: Settings, tmp_path: Path) -> None:
    made = back_up(samples)
    elsewhere = tmp_path / "disk" / made.name
    shutil.move(folder_of(samples, made.name), elsewhere)
    assert restore(samples, f"{elsewhere}/").manifest == made


def test_two_backups_never_share_a_folder(samples: Settings) -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    with mock.patch.object(backup, "datetime") as clock:
        clock.now.return_value = moment
        back_up(samples)
        back_up(samples)
    assert [made.created_at for made in backups(samples)] == [moment, moment + timedelta(seconds=1)]


def test_an_archive_of_feeds_reaches_no_other_file_of_the_home(samples: Settings, tmp_path: Path) -> None:
    made = back_up(samples)
    folder = folder_of(samples, made.name)
    harmless = tmp_path / "text"
    harmless.write_text("hostile")
    with tarfile.open(folder / FEEDS_NAME, "w:gz") as archive:
        for name in (
            "warehouse/pressmark.duckdb",
            "../escaped",
            "feeds/../services.json",
            "feeds/a/state.json",
        ):
            archive.add(harmless, name)
    path = folder / MANIFEST_NAME
    fields = json.loads(path.read_text())
    fields["files"][FEEDS_NAME] = asdict(manifest.describe(folder / FEEDS_NAME))
    path.write_text(json.dumps(fields))
    restore(samples, made.name)
    assert (samples.feeds_dir / "a" / "state.json").read_text() == "hostile"
    assert not (samples.home / "services.json").exists()
    assert not (samples.home.parent / "escaped").exists()
    assert contents(samples.warehouse_path, "raw")


def test_a_log_without_its_warehouse_is_put_aside(samples: Settings) -> None:
    made = back_up(samples)
    samples.warehouse_path.unlink()
    log = samples.warehouse_path.with_name("pressmark.duckdb.wal")
    log.write_bytes(b"of another file" * 100)
    restored = restore(samples, made.name)
    assert restored.replaced_path is None
    assert not log.exists() or log.stat().st_size == 0
    assert contents(samples.warehouse_path, "raw")


def test_days_and_weeks_are_kept_and_silence_forgets_none(samples: Settings) -> None:
    start = datetime(2026, 3, 1, 3, 7, tzinfo=UTC)
    moments = [start + timedelta(hours=12 * number) for number in range(60)]
    names = make_backups(samples, moments)
    few = replace(samples, retention=RetentionSettings(daily_backups=3, weekly_backups=3))
    removed = remove_outdated(few)
    kept = [made.name for made in backups(few)]
    # The last ones of Saturday 28, Sunday and Monday, and of Sunday 22, with which the third last week ends.
    assert kept == [names[43], names[55], names[57], names[59]]
    assert sorted(removed + kept) == names
    assert remove_outdated(few) == []


def test_what_a_broken_backup_has_left_is_removed_and_nothing_that_is_not_ours(samples: Settings) -> None:
    made = back_up(samples)
    broken, foreign = folder_of(samples, "20260301T000000Z"), folder_of(samples, "holidays")
    for folder in (broken, foreign):
        folder.mkdir()
        (folder / "a file").write_text("")
    remove_outdated(samples)
    assert not broken.exists()
    assert foreign.exists()
    assert [kept.name for kept in backups(samples)] == [made.name]


def test_a_publication_far_behind_or_ahead_is_written_whole(samples: Settings) -> None:
    made = back_up(samples)
    with writer(samples) as connection:
        connection.execute(
            """
            insert into quality.publication
            select publication_no + ?, published_at, is_full, row_count, full_row_count, full_byte_count
            from quality.publication
            """,
            [KEPT_PUBLICATION_COUNT * 2],
        )
    restore(samples, made.name)
    assert contents(samples.published_path, *PUBLISHED_BY_LOADS)
    assert check_publication(samples)


@pytest.fixture
def bucket() -> Iterator[str]:
    """An object store of this machine."""
    with running_store("backups"):
        yield "s3://backups/pressmark"


def test_an_object_store_keeps_backups_as_a_folder_does(samples: Settings, bucket: str) -> None:
    remote = replace(samples, backups=bucket)
    made = back_up(remote)
    assert backups(remote) == [made]
    before = contents(samples.warehouse_path, *SCHEMAS)
    samples.warehouse_path.unlink()
    assert restore(remote, f"{bucket}/{made.name}").manifest == made
    after = contents(samples.warehouse_path, *SCHEMAS)
    assert {table for table in before if before[table] != after[table]} <= {"quality.publication"}
    assert remove_outdated(remote) == []

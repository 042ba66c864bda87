"""A folder holds anything: links, pipes, odd names, files in motion. None does harm, none is lost."""

import io
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from include.landing import land
from include.landing.inbox import folder
from include.landing.inbox.files import InboxError, InboxFile
from include.landing.inbox.folder import FolderFile, FolderInbox
from include.landing.land import land_inbox
from include.landing.reading.read import Landable, Refused
from include.settings import Settings
from tests.landing.ledger import assert_balanced, events, query, reasons, record, texts, write_records


def test_links_are_followed_to_files_inside_the_inbox_only(
    settings: Settings, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("not for the inbox")
    (tmp_path / "home" / "inbox-of-another").mkdir()
    (tmp_path / "home" / "inbox-of-another" / "secret.txt").write_text("not for this inbox")
    (inbox / "page.txt").write_text("Words")
    (inbox / "folder").mkdir()
    (inbox / "folder" / "inner.txt").write_text("Inner words")
    (inbox / "inside.txt").symlink_to(inbox / "page.txt")
    (inbox / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "beside.txt").symlink_to("../inbox-of-another/secret.txt")
    (inbox / "climbing.txt").symlink_to("folder/../../../secret.txt")
    (inbox / "broken.txt").symlink_to(inbox / "nothing")
    (inbox / "outside_folder").symlink_to(tmp_path)
    (inbox / "inside_folder").symlink_to(inbox / "folder")
    (inbox / "parent").symlink_to(inbox)
    (inbox / "circle_a").symlink_to("circle_b")
    (inbox / "circle_b").symlink_to("circle_a")
    land_inbox(settings)
    assert reasons(settings) == {
        "page.txt": None,
        "inside.txt": None,
        "folder/inner.txt": None,
        "outside.txt": "outside_inbox",
        "beside.txt": "outside_inbox",
        "climbing.txt": "outside_inbox",
        "broken.txt": "broken_link",
        "outside_folder": "outside_inbox",
        "inside_folder": "not_a_file",
        "parent": "not_a_file",
        "circle_a": "broken_link",
        "circle_b": "broken_link",
    }
    assert texts(settings) == ["Inner words", "Words"]
    assert land_inbox(settings).found_count == 0
    assert_balanced(settings)


def test_an_inbox_may_itself_be_a_link(settings: Settings, inbox: Path, tmp_path: Path) -> None:
    (inbox / "page.txt").write_text("Words")
    (inbox / "link.txt").symlink_to("page.txt")
    (tmp_path / "door").symlink_to(inbox)
    assert land_inbox(replace(settings, inbox=str(tmp_path / "door"))).quarantined_count == 0


def test_a_mended_link_is_found_again(settings: Settings, inbox: Path, tmp_path: Path) -> None:
    (inbox / "link.txt").symlink_to("later.txt")
    assert land_inbox(settings).quarantined_count == 1
    (inbox / "later.txt").write_text("Words")
    summary = land_inbox(settings)
    assert (summary.landed_count, summary.duplicate_count) == (1, 1)


def test_pipes_sockets_and_devices_are_never_opened(settings: Settings, inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "device.txt").symlink_to(inbox / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(inbox / "socket.txt"))
        land_inbox(settings)
    assert reasons(settings) == dict.fromkeys(("device.txt", "pipe.txt", "socket.txt"), "not_a_file")


def test_a_pipe_that_takes_a_files_place_is_not_waited_for(settings: Settings, inbox: Path) -> None:
    (inbox / "page.txt").write_text("Words")
    (found,) = FolderInbox(inbox).files()
    (inbox / "page.txt").unlink()
    os.mkfifo(inbox / "page.txt")
    with pytest.raises(folder.FileChangedError):
        found.open()


def test_a_link_that_takes_a_files_place_is_not_followed(inbox: Path, tmp_path: Path) -> None:
    (inbox / "page.txt").write_text("Words")
    secret = tmp_path / "secret.txt"
    secret.write_text("words")
    os.utime(secret, ns=(0, (inbox / "page.txt").stat().st_mtime_ns))
    (found,) = FolderInbox(inbox).files()
    (inbox / "page.txt").unlink()
    (inbox / "page.txt").symlink_to(secret)
    with pytest.raises(folder.FileChangedError):
        found.open()


NAMES = [
    b"new\nline.txt",
    b"'; drop table raw.document; --.txt",
    b'"quoted" $(touch x) {{ x }} %s.txt',
    b"<b>bold.txt",
    b"not utf-8 \xff\xfe.txt",
    b"not utf-8 \\xff\\xfe.txt",
    b"tab\tand\x01control.txt",
    "pr\u0435ss\u202emark \U0001f4f0.txt".encode(),
    b"x" * 251 + b".txt",
    b" .txt",
    b"-rf.txt",
]


def test_any_name_is_kept_apart_from_any_other(
    settings: Settings, inbox: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number, name in enumerate(NAMES):
        Path(os.fsdecode(os.fsencode(inbox) + b"/" + name)).write_text(f"Words {number:02}")
    summary = land_inbox(settings)
    assert summary.landed_count == len(NAMES)
    uris = [uri for (uri,) in query(settings, "select source_uri from raw.document order by raw_text")]
    assert len(set(uris)) == len(NAMES)
    assert uris[0] == "new\nline.txt"
    assert uris[4:6] == ["not utf-8 \\xff\\xfe.txt", "not utf-8 \\\\xff\\\\xfe.txt"]
    assert land_inbox(settings).unchanged_count == len(NAMES)
    assert_balanced(settings)
    assert not any("\n" in entry.getMessage() for entry in caplog.records)


def test_sql_and_markup_in_a_text_are_text(settings: Settings, inbox: Path) -> None:
    text = "'; drop table raw.document; -- <script>alert(1)</script> {{ source('x') }} %(a)s \\x00"
    (inbox / "page.txt").write_text(text)
    write_records(inbox / "feed.jsonl", [record(1, url=text, author=text, tags=[text])])
    land_inbox(settings)
    assert text in texts(settings)
    assert query(settings, "select url, author, tags from raw.document where url is not null") == [
        (text, text, [part for part in [text.strip()] if part])
    ]


def test_a_missing_inbox_says_what_to_do(settings: Settings, inbox: Path) -> None:
    inbox.rmdir()
    with pytest.raises(InboxError, match="create it"):
        land_inbox(settings)
    inbox.write_text("a file")
    with pytest.raises(InboxError, match="is no folder"):
        land_inbox(settings)


def in_motion(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Change something in the inbox each time one thing of a file has been read."""
    read_file = land.read_file

    def read_while_it_changes(file: InboxFile, *limits: int) -> Iterator[Landable | Refused]:
        for found in read_file(file, *limits):
            yield found
            change()

    monkeypatch.setattr(land, "read_file", read_while_it_changes)


@pytest.mark.parametrize("bad_line", ["", "no record\n"])
def test_a_file_that_grows_while_it_is_read_is_left_to_the_next_load(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch, bad_line: str
) -> None:
    write_records(inbox / "feed.jsonl", [record(1), record(2)])
    (inbox / "page.txt").write_text("Words")

    def grow() -> None:
        with (inbox / "feed.jsonl").open("a") as file:
            file.write(bad_line or "\n")

    with monkeypatch.context() as patch:
        in_motion(patch, grow)
        summary = land_inbox(settings)
    assert (summary.landed_count, summary.deferred_count, summary.quarantined_count) == (1, 1, 0)
    summary = land_inbox(settings)
    assert (summary.landed_count, summary.deferred_count) == (2, 0)
    assert_balanced(settings)


def test_a_file_that_vanishes_is_no_file(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (inbox / name).write_text(f"Words of {name}")

    def remove() -> None:
        (inbox / "b.txt").unlink(missing_ok=True)
        (inbox / "c.txt").unlink(missing_ok=True)

    in_motion(monkeypatch, remove)
    summary = land_inbox(settings)
    assert (summary.found_count, summary.landed_count, summary.deferred_count) == (1, 1, 2)
    assert land_inbox(settings).found_count == 0
    assert_balanced(settings)


def test_a_file_changed_before_its_bytes_are_kept_is_left_to_the_next_load(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "page.txt").write_bytes(b"caf\xe9 au lait")
    read_content = land.read_content

    def mend_first(file: InboxFile) -> Iterator[bytes]:
        (inbox / "page.txt").write_text("café au lait")
        yield from read_content(file)

    with monkeypatch.context() as patch:
        patch.setattr(land, "read_content", mend_first)
        summary = land_inbox(settings)
    assert (summary.load_id, summary.deferred_count) == (None, 1)
    assert land_inbox(settings).landed_count == 1


class _Broken(io.RawIOBase):
    """A disk that fails after the first bytes."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        raise OSError(5, "Input/output error")


def test_what_cannot_be_read_is_told_once_and_tried_by_every_load(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "page.txt").write_text("Words")
    write_records(inbox / "feed.jsonl", [record(1)])
    opened = FolderFile.open

    def denied(file: FolderFile) -> BinaryIO:
        if file.source_uri == "page.txt":
            raise PermissionError(13, "Permission denied")
        opened(file).close()
        return io.BufferedReader(_Broken())

    with monkeypatch.context() as patch:
        patch.setattr(FolderFile, "open", denied)
        assert land_inbox(settings).quarantined_count == 2
        again = land_inbox(settings)
        assert (again.load_id, again.unchanged_count) == (None, 2)
    assert reasons(settings) == {"feed.jsonl": "unreadable", "page.txt": "unreadable"}
    assert land_inbox(settings).landed_count == 2
    assert_balanced(settings)


def test_a_folder_that_may_not_be_listed_is_told(
    settings: Settings, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "closed").mkdir()
    (inbox / "closed" / "page.txt").write_text("Words")
    scandir = os.scandir

    def denied(path: str) -> object:
        if path.endswith("closed/"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(folder.os, "scandir", denied)
        land_inbox(settings)
        assert land_inbox(settings).found_count == 0
        patch.setattr(folder.os, "scandir", lambda path: denied("closed/"))
        with pytest.raises(InboxError, match="cannot be listed"):
            land_inbox(settings)
    land_inbox(settings)
    assert events(settings) == [
        ("closed/", None, "quarantined", "unreadable"),
        ("closed/page.txt", None, "landed", None),
    ]

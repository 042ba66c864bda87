"""What a backup says of itself: which files it holds, and which version of a home wrote them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

MANIFEST_NAME = "backup.json"
"""It is written last, so a folder without it is no backup."""

NAME_FORMAT = "%Y%m%dT%H%M%SZ"
"""A backup is named after the moment of its making, so that names sort by time."""


class BackupError(RuntimeError):
    """A backup cannot be made, found or used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file of a backup, and how to tell that it is whole."""

    byte_count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup: when it was made, by which version, and its files by their names."""

    created_at: datetime
    version: str
    format_no: int
    document_count: int
    files: Mapping[str, BackupFile]

    @property
    def name(self) -> str:
        """The backup's folder."""
        return self.created_at.strftime(NAME_FORMAT)

    @property
    def byte_count(self) -> int:
        """Bytes of all its files."""
        return sum(file.byte_count for file in self.files.values())

    def to_json(self) -> str:
        """The manifest as it stands in the backup."""
        fields = {**asdict(self), "created_at": self.created_at.isoformat()}
        return json.dumps(fields, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str, place: str) -> "Manifest":
        """Read it back.

        Raises:
            BackupError: it is not what a backup says of itself.
        """
        try:
            fields = json.loads(text)
            return cls(
                created_at=datetime.fromisoformat(fields["created_at"]).astimezone(UTC),
                version=str(fields["version"]),
                format_no=int(fields["format_no"]),
                document_count=int(fields["document_count"]),
                files={name: BackupFile(**file) for name, file in fields["files"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupError(
                f"{place} is no backup: its {MANIFEST_NAME} cannot be read. Move that folder away."
            ) from error


def describe(path: Path) -> BackupFile:
    """Size and hash of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    return BackupFile(path.stat().st_size, digest.hexdigest())

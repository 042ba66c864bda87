"""Deterministic names: the same content is the same document, on every machine and in every load."""

import hashlib


def document_id(text: str, url: str | None) -> str:
    """SHA-256 of the text, and of the URL where one is declared.

    The two are kept apart by a NUL, which neither holds: the same text at another URL is another document.
    """
    digest = hashlib.sha256(text.encode())
    if url is not None:
        digest.update(b"\x00")
        digest.update(url.encode())
    return digest.hexdigest()


class LoadIdentity:
    """Names a load by what it found: the files' names and versions, in order."""

    def __init__(self, purpose: str) -> None:
        self._digest = hashlib.sha256(purpose.encode())

    def add(self, *parts: str) -> None:
        """Add one thing found."""
        for part in parts:
            self._digest.update(b"\x00" + part.encode("utf-8", "backslashreplace"))

    def load_id(self) -> str:
        """The name so far: 32 hexadecimal digits."""
        return self._digest.hexdigest()[:32]

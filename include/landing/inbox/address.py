"""From the address of an inbox to the kind of inbox that it is."""

from pathlib import Path

from include.landing.inbox.files import Inbox
from include.landing.inbox.folder import FolderInbox
from include.settings import Settings


def open_inbox(settings: Settings) -> Inbox:
    """Choose the kind of inbox by the look of its address.

    Raises:
        InboxError: the folder is missing or is no folder, or nobody knows the kind of store.
    """
    if not settings.is_inbox_local:
        from include.landing.inbox.object_store import (
            ObjectStoreInbox,  # takes seconds; folders never need it
        )

        return ObjectStoreInbox(settings.inbox)
    return FolderInbox(Path(settings.inbox))

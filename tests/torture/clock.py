"""A clock that jumps: every module of ours that asks for the time is told another."""

import sys
import time
from datetime import datetime, timedelta, tzinfo
from typing import Any


def shift(by: timedelta) -> None:
    """From now on, this process's own modules live earlier or later. The engine's clock stays right."""
    _import_all()

    class AnyDatetime(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, datetime)

    class Shifted(datetime, metaclass=AnyDatetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.now(tz) + by

    real = time.time
    time.time = lambda: real() + by.total_seconds()
    for name, module in list(sys.modules.items()):
        if name.startswith("include.") and getattr(module, "datetime", None) is datetime:
            module.datetime = Shifted  # type: ignore[attr-defined]


def _import_all() -> None:
    import include.feeds.polling
    import include.landing.land
    import include.maintenance.backup
    import include.operations.tasks.validation
    import include.publication.publish
    import include.quality.gate  # noqa: F401

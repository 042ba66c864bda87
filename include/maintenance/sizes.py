"""How much room a home takes, by what it is used for."""

from collections.abc import Iterable
from pathlib import Path

from include.settings import Settings


def home_sizes(settings: Settings) -> dict[str, int]:
    """Bytes on disk by kind; files that come and go meanwhile count nothing."""
    places: dict[str, Iterable[Path]] = {
        "warehouse": settings.warehouse_path.parent.rglob("*"),
        "published": settings.published_path.parent.rglob("*"),
        "reports": settings.reports_dir.rglob("*"),
        "exports": settings.exports_dir.rglob("*"),
        "feeds": settings.feeds_dir.rglob("*"),
        "airflow": settings.airflow_home.rglob("*"),
        "logs": [*settings.logs_dir.rglob("*"), *settings.dbt_dir.rglob("*")],
        "backups": (settings.home / "backups").rglob("*"),
    }
    if settings.lake.exists():
        places["lake"] = settings.lake.rglob("*")
    return {kind: sum(map(_byte_count, paths)) for kind, paths in places.items()}


def _byte_count(path: Path) -> int:
    try:
        return path.lstat().st_size if path.is_file() and not path.is_symlink() else 0
    except FileNotFoundError:
        return 0

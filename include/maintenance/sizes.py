"""How much room a home takes, by what it is used for."""

from include.places import Place, byte_count, is_remote
from include.settings import Settings


def home_sizes(settings: Settings) -> dict[str, int]:
    """Bytes by kind; files that come and go meanwhile count nothing."""
    folders: dict[str, list[Place]] = {
        "warehouse": [settings.warehouse_path.parent],
        "published": [settings.published_path.parent],
        "reports": [settings.reports_dir],
        "exports": [settings.exports_dir],
        "feeds": [settings.feeds_dir],
        "airflow": [settings.airflow_home],
        "logs": [settings.logs_dir, settings.dbt_dir],
        "backups": [settings.home / "backups"],
    }
    # Whoever has gone back to another engine may have left a folder, and asks no store for it.
    if settings.is_built_on_spark or (not is_remote(settings.lake) and settings.lake.exists()):
        folders["lake"] = [settings.lake]
    return {kind: sum(map(byte_count, places)) for kind, places in folders.items()}

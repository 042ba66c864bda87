"""How much room a home takes, by what it is used for."""

import logging

from include.places import byte_count, is_remote
from include.settings import Settings

logger = logging.getLogger(__name__)


def home_sizes(settings: Settings) -> dict[str, int]:
    """Bytes by kind; files that come and go meanwhile count nothing."""
    folders = {
        "warehouse": [settings.warehouse_path.parent],
        "published": [settings.published_path.parent],
        "reports": [settings.reports_dir],
        "exports": [settings.exports_dir],
        "feeds": [settings.feeds_dir],
        "airflow": [settings.airflow_home],
        "logs": [settings.logs_dir, settings.dbt_dir],
        "backups": [settings.home / "backups"],
    }
    sizes = {kind: sum(map(byte_count, places)) for kind, places in folders.items()}
    # Whoever has gone back to another engine may have left a folder, and asks no store for it.
    if settings.is_built_on_spark or not is_remote(settings.lake):
        try:
            if settings.lake.exists():
                sizes["lake"] = byte_count(settings.lake)
        except Exception as error:  # whatever the store's own library raises
            logger.warning("How large the lake is cannot be told: %s", error)
    return sizes

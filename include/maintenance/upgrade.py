"""Brings a home that an earlier version wrote to what this version expects, in numbered steps."""

import logging
from datetime import UTC, datetime

from include.maintenance.backup import back_up
from include.maintenance.steps import STEPS
from include.settings import Settings, product_version
from include.tables.create import create_tables
from include.tables.rows import insert_rows
from include.warehouse import FORMAT_NO, format_no, writer

logger = logging.getLogger(__name__)


def is_upgrade_due(settings: Settings) -> bool:
    """Whether an earlier version wrote the home.

    Raises:
        NewerHomeError: a later one did.
        WarehouseBusyError: another process holds the warehouse.
    """
    if not settings.warehouse_path.exists():
        return False
    with writer(settings, any_older_format=True) as connection:
        return format_no(connection) < FORMAT_NO


def upgrade(settings: Settings) -> list[str]:
    """Keep a backup, then do what steps are due, each in a transaction; return their names.

    Killed, it goes on with the step that was under way. A home that is up to date is left alone.

    Raises:
        NewerHomeError: a later version wrote the home.
        BackupError: no backup could be kept, so nothing was changed.
        WarehouseBusyError: another process holds the warehouse.
    """
    if not is_upgrade_due(settings):
        return []
    back_up(settings)
    done = []
    with writer(settings, any_older_format=True) as connection:
        create_tables(connection)
        for step in STEPS[format_no(connection) :]:
            connection.begin()
            step.apply(connection)
            insert_rows(
                connection,
                "quality.upgrade",
                [
                    {
                        "step_no": step.number,
                        "name": step.name,
                        "version": product_version(),
                        "applied_at": datetime.now(UTC),
                    }
                ],
            )
            connection.commit()
            logger.info("Upgrade: step %d, %s", step.number, step.name)
            done.append(step.name)
    return done

"""Two homes that have landed the same at the same moments, one for each engine."""

from typing import NamedTuple

from include.landing.land import land_inbox
from include.settings import Settings
from include.tables.create import create_tables
from include.warehouse import literal, writer

OF_LANDING = ("raw.load", "raw.document", "raw.landing_event", "raw.quarantine", "raw.quarantine_chunk")


class Homes(NamedTuple):
    duckdb: Settings
    spark: Settings


def land_alike(homes: Homes) -> int:
    """Land what lies in the inbox of one home in both, and say how many documents that is."""
    landed_count = land_inbox(homes.duckdb).landed_count
    with writer(homes.spark) as connection:
        create_tables(connection)
        connection.execute(f"attach {literal(str(homes.duckdb.warehouse_path))} as landed (read_only)")
        for table in OF_LANDING:
            connection.execute(f"insert into {table} from landed.{table} except from {table}")
    return landed_count

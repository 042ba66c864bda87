"""`python -m tests.maintenance.homes`: keep a home as the present release writes it, for later ones to open.

Run it for each release, and commit what it writes: `tests/maintenance/test_upgrade.py` opens them all.
"""

import logging
import lzma
import sys
import tempfile
from pathlib import Path

from include.settings import product_version
from include.warehouse import FORMAT_NO, writer
from tests.conftest import make_settings, publish_samples

HOMES_DIR = Path(__file__).parent


def main() -> None:
    """Land, build, validate and publish the samples in a home of its own, and keep its warehouse."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        settings = make_settings(Path(folder) / "home")
        publish_samples(settings)
        with writer(settings) as connection:
            connection.execute("checkpoint")
        target = HOMES_DIR / f"{product_version()}-format-{FORMAT_NO}.duckdb.xz"
        target.write_bytes(lzma.compress(settings.warehouse_path.read_bytes(), preset=9))
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()

"""A file larger than what is held at once lands in bounded memory."""

import io
import os
import subprocess
import sys
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from include.landing.land import land_inbox
from include.settings import PROJECT_ROOT, Settings
from tests.landing.ledger import query

MAX_GROWTH_BYTES = 400 << 20
FILE_BYTES = 200 << 20

LAND = """
import resource, sys
from pathlib import Path
import pandas
from include.landing.land import land_inbox
from include.settings import Settings

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
land_inbox(Settings(home=Path(sys.argv[1]), inbox=sys.argv[2], max_document_bytes=int(sys.argv[3])))
print(1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))
"""


def growth_bytes(settings: Settings) -> int:
    """How much a process grows by landing, at its highest."""
    arguments = [str(settings.home), settings.inbox, str(settings.max_document_bytes)]
    done = subprocess.run(
        [sys.executable, "-c", LAND, *arguments], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_a_large_file_of_records_lands_in_bounded_memory(settings: Settings, inbox: Path) -> None:
    body = "A pool sent coins to an exchange. " * 150
    record_count = FILE_BYTES // len(body)
    with (inbox / "feed.jsonl").open("w") as file:
        for number in range(record_count):
            file.write(f'{{"headline": "Block {number}", "summary": "{body}"}}\n')
    assert growth_bytes(settings) < MAX_GROWTH_BYTES
    assert query(settings, "select landed_count from raw.load") == [(record_count,)]


def test_a_large_document_is_quarantined_in_bounded_memory(settings: Settings, inbox: Path) -> None:
    with (inbox / "page.txt").open("wb") as file:
        file.truncate(FILE_BYTES)
    assert growth_bytes(settings) < MAX_GROWTH_BYTES
    assert query(settings, "select sum(octet_length(content)) from raw.quarantine_chunk") == [(FILE_BYTES,)]


def test_a_large_archive_lands_in_bounded_memory(settings: Settings, inbox: Path) -> None:
    """Mostly of what is passed over, in records large and small, as archives are."""
    sizes = [FILE_BYTES // 4, *[1 << 20] * (FILE_BYTES // 4 >> 20), *[100_000] * (FILE_BYTES // 2 // 100_000)]
    with (inbox / "news.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, size in enumerate(sizes):
            is_page = number % 100 == 99
            body = b"<p>The tide came in, again and again.</p>" * 2000 if is_page else os.urandom(size)
            content_type = "text/html" if is_page else "video/mp4"
            answer = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
            address = f"https://news.example/{number}"
            payload = io.BytesIO(body)
            writer.write_record(
                writer.create_warc_record(address, "response", payload=payload, http_headers=answer)
            )
    assert growth_bytes(settings) < MAX_GROWTH_BYTES
    assert query(settings, "select landed_count from raw.load") == [(len(sizes) // 100,)]


def test_many_texts_near_the_limit_are_landed(settings: Settings, inbox: Path) -> None:
    """The engine holds some thousand texts at once, however long they are."""
    for number in range(30):
        (inbox / f"{number}.txt").write_text(f"{number:07}" + "x" * 4_900_000)
    assert land_inbox(settings).landed_count == 30

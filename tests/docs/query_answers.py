"""The page of questions and answers: `python -m tests.docs.query_answers` writes it."""

import subprocess
import tempfile
from pathlib import Path

from include.operations.commands.query import QUERIES_DIR, all_queries
from include.operations.commands.sql import prompt_command, prompt_environment
from include.settings import Settings
from tests.conftest import make_settings, publish_samples

PAGE = QUERIES_DIR / "README.md"

HEAD = """# Questions and their SQL

`make query` lists these questions, `make query NAME=most_mentioned_assets` asks one of the published file.
The answers below are those over the bundled samples. The files are plain SQL for any client;
[what the tables and columns mean](../data-model.md).
"""


def answer(settings: Settings, sql: str) -> str:
    """What DuckDB's prompt shows; an error, too."""
    completed = subprocess.run(
        prompt_command(settings),
        input=sql,
        env=prompt_environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return completed.stdout.rstrip()


def page(settings: Settings) -> str:
    """The whole page: each question with its notes, its SQL and its answer."""
    sections = [
        f"\n## {query.question}\n\n[`{query.name}`]({query.name}.sql)"
        + (f": {query.notes}" if query.notes else "")
        + f"\n\n```sql\n{query.sql}\n```\n\n```text\n{answer(settings, query.sql)}\n```\n"
        for query in all_queries()
    ]
    return HEAD + "".join(sections)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        home = make_settings(Path(folder))
        publish_samples(home)
        PAGE.write_text(page(home), "utf-8")

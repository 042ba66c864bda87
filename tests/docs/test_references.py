"""What the documents name is there: files, folders, pages, tables and commands."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from expectations.declared import MODELS_DIR
from include.settings import PROJECT_ROOT
from include.tables.create import TABLES

DOCUMENTS = [
    PROJECT_ROOT / "README.md",
    PROJECT_ROOT / "CONTRIBUTING.md",
    PROJECT_ROOT / "seeds" / "README.md",
    *sorted((PROJECT_ROOT / "docs").glob("*.md")),
]
FOLDERS = ("dags", "dbt_project", "docs", "expectations", "include", "seeds", "tests")
FILES = {
    path.relative_to(PROJECT_ROOT).as_posix()
    for folder in FOLDERS
    for path in (PROJECT_ROOT / folder).rglob("*")
    if not {"__pycache__", "target", "logs"} & set(path.parts)
}
SCHEMA_OF_LAYER = {"intermediate": "staging"}
MODELS = [path.relative_to(MODELS_DIR) for path in MODELS_DIR.glob("**/*.sql")]
TABLE_NAMES = {table.name for table in TABLES} | {
    f"{SCHEMA_OF_LAYER.get(model.parts[0], model.parts[0])}.{model.stem}" for model in MODELS
}

by_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def quoted_words(text: str) -> Iterator[str]:
    """The words between backticks, in the text and not in its longer examples."""
    without_examples = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    for quoted in re.findall(r"`([^`\n]+)`", without_examples):
        yield from quoted.split()


def alternatives(word: str) -> Iterator[str]:
    """`a/{b,c}` is `a/b` and `a/c`."""
    parts = re.split(r"\{([^}]*)\}", word)
    for chosen in product(*(part.split(",") for part in parts)):
        yield "".join(chosen)


def is_there(path: str) -> bool:
    if "*" in path:
        return any(PROJECT_ROOT.glob(path))
    return (PROJECT_ROOT / path).exists() or any(file.endswith(f"/{path}") for file in FILES)


@by_document
def test_every_path_of_the_project_is_there(document: Path) -> None:
    missing = [
        path
        for word in quoted_words(document.read_text("utf-8"))
        if (word.partition("/")[0] in FOLDERS and "/" in word) or re.search(r"[\w*]\.(py|sql|csv|md)$", word)
        if "<" not in word
        for path in alternatives(word)
        if not is_there(path.rstrip("/"))
    ]
    assert missing == []


@by_document
def test_every_link_to_a_page_of_the_project_leads_there(document: Path) -> None:
    text = document.read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    assert [
        target
        for target in targets
        if not (document.parent / target.partition("#")[0]).exists()
        or ("#" in target and not has_heading(document, target))
    ] == []


def has_heading(document: Path, target: str) -> bool:
    page, _, anchor = target.partition("#")
    text = (document.parent / page if page else document).read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return anchor in {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-").strip("-") for heading in headings
    }


@by_document
def test_every_table_is_declared(document: Path) -> None:
    named = set(re.findall(r"\b(?:raw|staging|core|marts|quality)\.[a-z_]+\b(?![(/.])", document.read_text()))
    assert named - TABLE_NAMES - {"quality.md"} == set()


@by_document
def test_every_command_is_in_the_makefile(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT_ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = re.findall(r"(?:`|^|: |PRESSMARK_\w+=\S+ )make ([a-z-]+)", document.read_text(), re.MULTILINE)
    assert set(named) - targets == set()

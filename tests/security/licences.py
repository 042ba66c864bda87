"""The licences of everything that is installed with Pressmark, and which of them it may be installed with.

`python -m tests.security.licences` writes docs/licences.md anew, from what the installed packages say.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any, NamedTuple

from include.settings import PROJECT_ROOT

DOCUMENT = PROJECT_ROOT / "docs" / "licences.md"

PERMISSIVE = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD", "CC0-1.0", "CNRI-Python", "ISC", "MIT",
        "MIT-0", "PSF-2.0", "Unlicense", "Zlib",
    }
)  # fmt: skip
WEAK_COPYLEFT = frozenset({"LGPL", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "MPL-1.1", "MPL-2.0"})
"""Who changes such a package itself has to give the changes away; who uses it does not."""

ALLOWED = PERMISSIVE | WEAK_COPYLEFT

EXCEPTIONS = {
    "openlineage-sql": "a part of OpenLineage, which is under Apache-2.0; its own metadata says nothing",
    "text-unidecode": "offered under the Artistic License, too, which is chosen here; comes with Airflow",
}
"""Packages under a licence that is not allowed, or that name none, with the reason why they are taken."""

_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "Artistic License": "Artistic-1.0",
    "BSD License": "BSD",
    "GNU General Public License (GPL)": "GPL",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
_SAID_NOTHING = frozenset({"OSI Approved", "DFSG approved"})
_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
}
UNKNOWN = "unknown"

HEAD = """# The licences of what is installed with Pressmark

Pressmark itself is under the Apache License 2.0. `make setup` installs these packages beside it, as the packages say
of themselves, and their licences allow that for any use. Those under LGPL or MPL ask who changes the package itself
to give the changes away, and nothing of who uses it. No package is installed that may be had under GPL or AGPL alone,
or that names no licence: a test of every change looks at that.

| Package | Licence |
| --- | --- |
"""  # noqa: E501 - a page, not code


class Licence(NamedTuple):
    """A package and its licence, as one expression of SPDX."""

    package: str
    expression: str


def installed() -> list[Licence]:
    """The runtime dependencies that are installed here, with what each says of itself."""
    found = []
    for package in sorted(locked()):
        try:
            found.append(Licence(package, expression_of(distribution(package))))
        except PackageNotFoundError:
            continue  # for another Python or another system
    return found


def locked() -> set[str]:
    """The names of all locked packages that Pressmark needs to run, and not for its own tests alone."""
    packages = tomllib.loads((PROJECT_ROOT / "uv.lock").read_text("utf-8"))["package"]
    by_name: dict[str, list[dict[str, Any]]] = {}
    for package in packages:
        by_name.setdefault(package["name"], []).append(package)
    needed: set[tuple[str, str]] = set()
    waiting: list[tuple[str, str]] = [("pressmark", "")]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in needed:
            continue
        needed.add((name, extra))
        for package in by_name[name]:
            dependencies = (
                package.get("optional-dependencies", {}).get(extra, [])
                if extra
                else package.get("dependencies", [])
            )
            for dependency in dependencies:
                waiting.append((dependency["name"], ""))
                waiting += [(dependency["name"], one) for one in dependency.get("extra", [])]
    return {name for name, _ in needed} - {"pressmark"}


def expression_of(package: Distribution) -> str:
    """What the package says, most exact first: an expression, classifiers, a few words."""
    metadata = package.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = [
        one.rpartition(" :: ")[2]
        for one in metadata.get_all("Classifier") or []
        if one.startswith("License ::")
    ]
    named = [_CLASSIFIERS.get(one, one) for one in classifiers if one not in _SAID_NOTHING]
    if named:
        return " OR ".join(sorted(set(named)))
    words = str(metadata.get("License") or "").strip()
    words = _WORDS.get(words, words)
    return words if re.fullmatch(r"[A-Za-z0-9.\-+ ()]{2,60}", words) else UNKNOWN


def is_allowed(licence: Licence) -> bool:
    """Whether the policy takes it: one of the licences to choose from, all of those that add up."""
    return licence.package in EXCEPTIONS or any(
        all(part.strip(" ()") in ALLOWED for part in re.split(r" AND ", choice))
        for choice in _choices(licence.expression)
    )


def _choices(expression: str) -> Iterable[str]:
    """The alternatives of an expression; those within brackets stand for themselves."""
    grouped = re.sub(r"\(([^()]*)\)", lambda found: _first_allowed(found[1]), expression)
    return re.split(r" OR ", grouped)


def _first_allowed(alternatives: str) -> str:
    choices = [choice.strip() for choice in alternatives.split(" OR ")]
    return next((choice for choice in choices if choice in ALLOWED), choices[0])


def document(licences: Iterable[Licence]) -> str:
    """docs/licences.md."""
    rows = "".join(f"| `{licence.package}` | {licence.expression} |\n" for licence in licences)
    exceptions = "".join(f"\n- `{package}` is {reason}." for package, reason in sorted(EXCEPTIONS.items()))
    return f"{HEAD}{rows}\nTaken although not on the list of allowed licences:\n{exceptions}\n"


def main() -> int:
    """Write the document; 1 where the policy refuses a package."""
    licences = installed()
    DOCUMENT.write_text(document(licences), "utf-8")
    refused = [licence for licence in licences if not is_allowed(licence)]
    for licence in refused:
        sys.stdout.write(f"refused: {licence.package}: {licence.expression}\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

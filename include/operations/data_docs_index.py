"""The way into Data Docs within Airflow's UI.

Great Expectations' own index is drawn by scripts from elsewhere, which the UI does not let in and which a
machine without a network does not get. The pages that it leads to need none.
"""

from pathlib import Path

from jinja2 import Environment

_PAGE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Data Docs – Pressmark</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
</style>
</head>
<body>
<main>
<h1>Data Docs</h1>
<p>{{ introduction }}</p>
<ul>
{% for name, address in links %}
<li><a href="{{ address }}">{{ name }}</a></li>
{% endfor %}
</ul>
</main>
</body>
</html>
"""
)


def kept_runs(data_docs_dir: Path) -> list[Path]:
    """The folders of the runs whose Data Docs are kept, the newest first."""
    return sorted(data_docs_dir.glob("[!.]*/"), key=lambda path: path.stat().st_mtime, reverse=True)


def render_index(runs: list[Path]) -> str:
    """A page with a link to every run."""
    return _PAGE.render(
        introduction="The runs that are kept, the newest first." if runs else "Nothing is validated yet.",
        links=[(run.name, f"{run.name}/index.html") for run in runs],
    )


def render_run(run: Path) -> str:
    """A page with a link to what one run found out about each table."""
    links = []
    for page in sorted(run.glob("validations/*/*/**/*.html")):
        schema, table = page.relative_to(run).parts[1:3]
        links.append((f"{schema}.{table}", page.relative_to(run).as_posix()))
    return _PAGE.render(introduction=f"What the run {run.name} found out about each table.", links=links)

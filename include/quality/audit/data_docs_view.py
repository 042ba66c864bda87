"""How Great Expectations' pages look: its words and tables, our frame and style sheet, and no script.

Its own frame fetches style sheets, icons and scripts from elsewhere. Without a network, and inside Airflow's
UI, which lets nothing foreign in, nothing would be left of it.
"""

import html
from typing import Any

# Great Expectations itself imports this module, when it builds its pages.
from great_expectations.render.view.view import DefaultJinjaPageView  # noqa: TID253
from jinja2 import ChoiceLoader, PackageLoader

from include.pages.rendering import loader
from include.quality.model import PACKAGE

HEADINGS = {"h5": "h2", "h6": "h3"}
"""Its headings are chosen by size. Those of a page with one title begin at the second level."""


class PageView(DefaultJinjaPageView):
    """Finds the templates of `templates/data_docs/` before those of the same names that it has by itself."""

    def __init__(
        self, custom_styles_directory: str | None = None, custom_views_directory: str | None = None
    ) -> None:
        super().__init__(custom_styles_directory, custom_views_directory)
        ours = [PackageLoader(PACKAGE, "templates/data_docs"), loader(PACKAGE)]
        assert self.env.loader is not None
        self.env.loader = ChoiceLoader([*ours, self.env.loader])

    def render_string_template(self, template: Any) -> Any:
        """A text with its tag; a heading takes its level in the outline."""
        if isinstance(template, dict) and template.get("tag") in HEADINGS:
            template = template | {"tag": HEADINGS[template["tag"]]}
        return super().render_string_template(template)  # type: ignore[no-untyped-call]

    @staticmethod
    def _escape_template_param_value(value: Any) -> Any:
        """A value within a text. What comes from a document is escaped already, and not to be twice."""
        return html.escape(html.unescape(value), quote=False) if isinstance(value, str) else value

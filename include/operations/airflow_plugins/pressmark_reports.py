"""Airflow's plugin that puts the quality page, Data Docs and the news page into the menu of its UI.

Every process of Airflow imports plugins, also the one of each task, so what serves the files is imported by
the API server alone. Airflow does not guard a plugin's pages: `reports_app` does.
"""

from functools import cached_property
from typing import Any

from airflow.sdk.plugins_manager import AirflowPlugin

URL_PREFIX = "/quality-reports"


class PressmarkReports(AirflowPlugin):
    """The menu entries, and the application that they lead to."""

    name = "pressmark_reports"
    # Declared as Airflow does, so no `ClassVar`. The addresses are relative to the UI's base, which may lie
    # below the path of a proxy.
    external_views = [  # noqa: RUF012
        {
            "name": "Quality",
            "href": f"{URL_PREFIX[1:]}/",
            "url_route": "quality",
            "destination": "nav",
            "nav_top_level": True,
        },
        {
            "name": "Data Docs",
            "href": f"{URL_PREFIX[1:]}/data_docs/",
            "url_route": "data-docs",
            "destination": "nav",
            "nav_top_level": True,
        },
        {
            "name": "News",
            "href": f"{URL_PREFIX[1:]}/news.html",
            "url_route": "news",
            "destination": "nav",
            "nav_top_level": True,
        },
    ]

    @cached_property
    def fastapi_apps(self) -> list[dict[str, Any]]:  # type: ignore[override]
        """Asked for by the API server only."""
        from include.operations.airflow_plugins.reports_app import create_reports_app
        from include.settings import load_settings

        app = create_reports_app(load_settings().reports_dir)
        return [{"app": app, "url_prefix": URL_PREFIX, "name": "Pressmark reports"}]

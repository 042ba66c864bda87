"""Airflow's plugin that puts the reports into the menu of its UI, and answers health checks.

Every process of Airflow imports plugins, also the one of each task, so what serves the files is imported by
the API server alone. Airflow does not guard a plugin's pages: `reports_app` does.
"""

from functools import cached_property
from typing import Any

from airflow.sdk.plugins_manager import AirflowPlugin

URL_PREFIX = "/quality-reports"
HEALTH_URL_PREFIX = "/pressmark-health"


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
        {
            "name": "Tables",
            "href": f"{URL_PREFIX[1:]}/tables/",
            "url_route": "tables",
            "destination": "nav",
            "nav_top_level": True,
        },
    ]

    @cached_property
    def fastapi_apps(self) -> list[dict[str, Any]]:  # type: ignore[override]
        """Asked for by the API server only."""
        from include.operations.airflow_plugins.health_app import create_health_app
        from include.operations.airflow_plugins.reports_app import create_reports_app
        from include.settings import load_settings

        settings = load_settings()
        return [
            {
                "app": create_reports_app(settings.reports_dir),
                "url_prefix": URL_PREFIX,
                "name": "Pressmark reports",
            },
            {
                "app": create_health_app(settings),
                "url_prefix": HEALTH_URL_PREFIX,
                "name": "Pressmark health",
            },
        ]

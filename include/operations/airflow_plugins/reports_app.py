"""The files under `reports/` as a web application, for whoever may see Airflow's UI and for nobody else.

Airflow's API server mounts it (`airflow_plugins/`). Its login guards every path, because the dependency is
the application's; Starlette's `StaticFiles` keeps every path within the folder and knows content types.
"""

from pathlib import Path

from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
from airflow.api_fastapi.core_api.security import requires_access_view
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.base import RequestResponseEndpoint
from starlette.staticfiles import StaticFiles

NOT_FOUND = "There is no such report: a build writes them."

HEADERS = {
    # The pages share their origin with Airflow's API, so a script that slipped into one could use it. They
    # bring their style with them and need nothing else; the UI shows them in a frame.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    # After a logout nothing is left to look at.
    "Cache-Control": "no-store",
}


SCRIPTED_FOLDER = "tables"
"""dbt's pages about the tables are a program. They get an origin of their own, from which nothing of Airflow
can be reached, and no network."""

SCRIPTED_HEADERS = HEADERS | {
    "Content-Security-Policy": (
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
}


def create_reports_app(reports_dir: Path) -> FastAPI:
    """An application that serves `reports_dir`, which need not exist yet."""
    files = StaticFiles(directory=reports_dir, html=True, check_dir=False)
    app = FastAPI(openapi_url=None, dependencies=[Depends(requires_access_view(AccessView.WEBSITE))])

    @app.middleware("http")
    async def add_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        is_scripted = Path(files.get_path(request.scope)).parts[:1] == (SCRIPTED_FOLDER,)
        response.headers.update(SCRIPTED_HEADERS if is_scripted else HEADERS)
        return response

    @app.get("/{path:path}")
    async def report_file(request: Request) -> Response:
        try:
            return await files.get_response(files.get_path(request.scope), request.scope)
        except StarletteHTTPException as error:
            raise HTTPException(error.status_code, NOT_FOUND) from error

    return app

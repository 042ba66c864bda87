"""The files under `reports/` as a web application, for whoever may see Airflow's UI and for nobody else.

Airflow's API server mounts it (`airflow_plugins/`). Its login guards every path, because the dependency is
the application's; Starlette's `StaticFiles` keeps every path within the folder and knows content types.
"""

from pathlib import Path

from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
from airflow.api_fastapi.core_api.security import requires_access_view
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.base import RequestResponseEndpoint
from starlette.staticfiles import StaticFiles

from include.operations.data_docs_index import kept_runs, render_index, render_run

NOT_FOUND = "There is no such report: a build writes them."

HEADERS = {
    # The pages share their origin with Airflow's API, so a script that slipped into one could use it.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    # After a logout nothing is left to look at.
    "Cache-Control": "no-store",
}


def create_reports_app(reports_dir: Path) -> FastAPI:
    """An application that serves `reports_dir`, which need not exist yet."""
    files = StaticFiles(directory=reports_dir, html=True, check_dir=False)
    data_docs_dir = reports_dir / "data_docs"
    app = FastAPI(openapi_url=None, dependencies=[Depends(requires_access_view(AccessView.WEBSITE))])

    @app.middleware("http")
    async def add_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response

    @app.get("/data_docs/", response_class=HTMLResponse)
    def data_docs_index() -> str:
        return render_index(kept_runs(data_docs_dir))

    @app.get("/data_docs/{run_id}/index.html", response_class=HTMLResponse)
    def data_docs_run(run_id: str) -> str:
        for run in kept_runs(data_docs_dir):
            if run.name == run_id:
                return render_run(run)
        raise HTTPException(404, NOT_FOUND)

    @app.get("/{path:path}")
    async def report_file(request: Request) -> Response:
        try:
            return await files.get_response(files.get_path(request.scope), request.scope)
        except StarletteHTTPException as error:
            raise HTTPException(error.status_code, NOT_FOUND) from error

    return app

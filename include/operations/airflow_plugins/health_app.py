"""One word for load balancers and monitors, without a login: ok, or not ok. It tells nothing else."""

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

from include.monitoring.exposition import is_healthy
from include.settings import Settings


def create_health_app(settings: Settings) -> FastAPI:
    """An application that answers 200 and `ok`, or 503 and `not ok`, at its root."""
    app = FastAPI(openapi_url=None)

    @app.get("/", response_class=PlainTextResponse)
    def health() -> PlainTextResponse:
        is_ok = is_healthy(settings)
        return PlainTextResponse("ok\n" if is_ok else "not ok\n", 200 if is_ok else 503)

    return app

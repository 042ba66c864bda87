"""The trial itself: start, read, kill, stop, restore, start again; after each, the data is there."""

from pathlib import Path

import duckdb

from include.maintenance.manifest import MANIFEST_NAME
from tests.deploy.compose_trial.commands import TrialError, say, step, wait_until
from tests.deploy.compose_trial.deployment import LOGIN_REFUSALS, RUN_SECONDS, Deployment, manual_commands
from tests.deploy.compose_trial.engine import Engine

KILLED = ("dag-processor", "triggerer", "postgres", "api-server", "scheduler")

RESTORE = ("python", "-m", "include.operations.commands.restore", "--from", "latest")

ARTICLE = """<!DOCTYPE html>
<html lang="en"><head><title>{title}</title>
<link rel="canonical" href="https://harbour-post.example.org/{slug}/">
<meta property="article:published_time" content="2026-03-14T09:00:00+00:00"></head>
<body><article><h1>{title}</h1>
<p>The harbour office pays its pilots in USDC on Stellar since Monday, and {slug} saw the first payments.
Nobody had to wait for a bank, and the fee came to less than a cent.</p>
<p>The pilots may change to Bitcoin (BTC) at Kraken whenever they like. Four did so on the first day.</p>
</article></body></html>
"""


def try_deployment(engine: Engine, folder: Path, *, has_workers: bool) -> None:
    """Go through the life of a deployment.

    Raises:
        TrialError: something was not as the manual says.
    """
    deployment = Deployment(engine, folder / "project", has_workers)
    try:
        if has_workers:
            _work_with_several(deployment)
        else:
            _live_through(deployment)
    except TrialError:
        say(deployment.last_words())
        raise


def _begin(deployment: Deployment) -> None:
    """As the manual says, until the samples are published."""
    with step("Build the image"):
        deployment.build()
    secrets, folders, *_ = manual_commands("Start")
    deployment.follow(folders)
    with step("Refuse to start without secrets"):
        _expect_failure(deployment, "postgres_password", "up", "--no-build", "--detach", "postgres")
    deployment.follow(secrets)
    with step("Start, until everything is healthy"):
        deployment.up()
    deployment.log_in()
    with step("Land and publish the samples"):
        deployment.run_dag("ingest_articles")
        _wait_for_articles(deployment, "Stellar remittance desk opens on a ferry")


def _live_through(deployment: Deployment) -> None:
    _begin(deployment)
    _check_quality_page(deployment)
    _check_health(deployment)
    dropped = []
    for service in KILLED:
        with step(f"Kill {service}, until it is back"):
            deployment.kill(service)
            dropped.append(_drop_article(deployment, service))
    with step("Land and publish what came meanwhile"):
        deployment.run_dag("ingest_articles")
        _wait_for_articles(deployment, *dropped)
    with step("Maintain: back up, forget, check, clean Airflow's metadata"):
        deployment.run_dag("maintain_warehouse")
        if not list(deployment.backups.glob(f"*/{MANIFEST_NAME}")):
            raise TrialError(f"maintain_warehouse succeeded, but {deployment.backups} holds no backup")
    published = _published_titles(deployment)
    with step("Refuse to restore while the scheduler runs"):
        _expect_failure(deployment, "at work on the home", "exec", "--no-TTY", "scheduler", *RESTORE)
    with step("Stop everything"):
        deployment.compose("down")
    with step("Restore the backup"):
        deployment.compose("run", "--rm", "--no-TTY", "--no-deps", "scheduler", *RESTORE)
    with step("Start again, until everything is healthy"):
        deployment.up()
    _check_kept(deployment, published)
    with step("Land one more file"):
        _drop_article(deployment, "the second start")
        deployment.run_dag("ingest_articles")
    with step("Remove everything"):
        deployment.compose("kill")
        deployment.compose("down", "--volumes")


def _work_with_several(deployment: Deployment) -> None:
    _begin(deployment)
    with step("Poll no feed, by a worker that is not the warehouse's"):
        deployment.run_dag("poll_feeds")
    dropped = []
    for service in ("redis", "worker", "warehouse-worker"):
        with step(f"Kill {service}, until it is back"):
            deployment.kill(service)
            dropped.append(_drop_article(deployment, service))
    with step("Land and publish what came meanwhile"):
        deployment.run_dag("ingest_articles")
        _wait_for_articles(deployment, *dropped)
    with step("Maintain, metadata by the other worker"):
        deployment.run_dag("maintain_warehouse")
    with step("Refuse a second worker of the warehouse"):
        _expect_failure(
            deployment, "at work on the home", "run", "--rm", "--no-TTY", "--no-deps", "warehouse-worker"
        )
    with step("Remove everything"):
        deployment.compose("kill")
        deployment.compose("down", "--volumes")


def _expect_failure(deployment: Deployment, reason: str, *arguments: str) -> None:
    try:
        deployment.compose(*arguments)
    except TrialError as error:
        if reason not in str(error):
            raise
    else:
        raise TrialError(f"docker compose {' '.join(arguments)} succeeded, and should have failed: {reason}")


def _drop_article(deployment: Deployment, occasion: str) -> str:
    """Put an article into the inbox, at once and whole, and return its headline."""
    title = f"Harbour pilots are paid on chain after {occasion}"
    slug = title.lower().replace(" ", "-")
    draft = deployment.folder / f"{slug}.html"
    draft.write_text(ARTICLE.format(title=title, slug=slug), "utf-8")
    draft.rename(deployment.inbox / draft.name)
    return title


def _published_titles(deployment: Deployment) -> list[str]:
    """The headlines in the published file, read as an analyst on the host does."""
    if not deployment.published_path.exists():
        return []
    with duckdb.connect(deployment.published_path, read_only=True) as connection:
        rows = connection.execute(
            "select headline from core.article where headline is not null order by all"
        ).fetchall()
    return [headline for (headline,) in rows]


def _wait_for_articles(deployment: Deployment, *titles: str) -> None:
    def are_published() -> bool:
        if "failed" in deployment.states("build_warehouse"):
            raise TrialError("a run of build_warehouse failed")
        return set(titles) <= set(_published_titles(deployment))

    wait_until(f"{deployment.published_path} holds {titles}", are_published, timeout_seconds=RUN_SECONDS)


def _check_quality_page(deployment: Deployment) -> None:
    status, text = deployment.page_status("/quality-reports/", is_logged_in=True)
    if status != 200 or "<html" not in text:
        raise TrialError(f"the quality page answers {status} to who is logged in")
    status, text = deployment.page_status("/quality-reports/", is_logged_in=False)
    if status not in LOGIN_REFUSALS or text:
        raise TrialError(f"the quality page answers {status} to who is not logged in")


def _check_health(deployment: Deployment) -> None:
    """A monitor needs no login, and learns one word."""
    status, text = deployment.page_status("/pressmark-health/", is_logged_in=False)
    if (status, text) != (200, "ok\n"):
        raise TrialError(f"the health page answers {status}, {text!r}")


def _check_kept(deployment: Deployment, published: list[str]) -> None:
    found = _published_titles(deployment)
    if found != published:
        raise TrialError(f"published before the stop: {published}; after it: {found}")
    if "success" not in deployment.states("build_warehouse"):
        raise TrialError("Airflow has forgotten its runs over the stop")

"""Ask the active feeds of the list what is new, and write what came into the inbox.

Every ten minutes, the feeds that are due are polled, a task for each host; of these one runs at a time.
What a feed brings is written into `inbox/feeds`, where `ingest_articles` finds it. `record_polls` writes what
came of each poll into `raw.feed_poll`. A feed that fails fails no task: it is asked again later and later,
and `make feeds` says what is wrong. While no feed is active, nothing is asked of the network.
"""

from datetime import timedelta

from airflow.sdk import TriggerRule, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from include.operations.tasks.alert_notifier import AlertNotifier
from include.operations.tasks.defaults import DEFAULT_ARGS, NETWORK_POOL, NETWORK_QUEUE, START_DATE


@dag(
    schedule="5-59/10 * * * *",
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
    tags=["pressmark", "feeds"],
)
def poll_feeds() -> None:
    """Feeds to the inbox."""

    @task(pool=NETWORK_POOL, queue=NETWORK_QUEUE)
    def choose_feeds() -> list[list[str]]:
        """The feeds that are due, by host."""
        import time

        from include.feeds import due
        from include.settings import load_settings

        chosen = due.due_feeds(load_settings(), time.time())
        if not chosen:
            raise AirflowSkipException("no feed is active, or none is due")
        return chosen

    @task(
        pool=NETWORK_POOL, queue=NETWORK_QUEUE, max_active_tis_per_dag=1, execution_timeout=timedelta(hours=2)
    )
    def poll_host(feed_ids: list[str]) -> list[str]:
        """Poll the feeds of one host, and say in a line what came of each."""
        from include.feeds import polling
        from include.settings import load_settings

        return [polling.one_line(note) for note in polling.poll_feeds(load_settings(), feed_ids)]

    @task(trigger_rule=TriggerRule.NONE_SKIPPED, on_success_callback=AlertNotifier())
    def record_polls() -> int:
        """What the polls had to tell, into `raw.feed_poll`, and what that says, into `quality.incident`."""
        from include.feeds import notes
        from include.quality import gate
        from include.settings import load_settings

        settings = load_settings()
        poll_count = notes.record(settings)
        gate.watch_feeds(settings)
        return poll_count

    poll_host.expand(feed_ids=choose_feeds()) >> record_polls()


poll_feeds()

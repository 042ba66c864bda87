"""Turn raw documents into tables, check them, and publish what passed.

It runs whenever `ingest_articles` emits the asset `raw.document`. `normalise` runs dbt over all layers,
`validate` lets Great Expectations decide whether the new loads may be published, `publish` swaps the
published file in, and `write_news_page` writes `reports/news.html` from that. A refused load fails `validate`
at once, without a retry, and the previous publication stays: `quality.validation_result` and the report say
why. Running it twice changes nothing.
"""

from airflow.sdk import dag

from include.operations.tasks.build import normalise, publish, validate, write_news_page
from include.operations.tasks.defaults import DEFAULT_ARGS, RAW_DOCUMENT, START_DATE


@dag(
    schedule=[RAW_DOCUMENT],
    start_date=START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    doc_md=__doc__,
    tags=["pressmark", "warehouse"],
)
def build_warehouse() -> None:
    """`raw.document` to the published file."""

    normalise() >> validate() >> publish() >> write_news_page()


build_warehouse()

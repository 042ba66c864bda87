"""The only reader of the environment and the only maker of paths.

Everything that Pressmark writes lies under `home`. Two homes share nothing: not a file, not a port.
"""

import os
import shlex
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from include.places import Place, place
from include.variables import SettingsError, Variables

PROJECT_ROOT = Path(__file__).resolve().parent.parent

DEFAULT_FEEDS_PATH = PROJECT_ROOT / "seeds" / "feeds.csv"
DEFAULT_MAX_DOCUMENT_BYTES = 5_000_000
DEFAULT_MAX_DOCUMENT_SECONDS = 120
DEFAULT_PORT = 8080
DEFAULT_LOCK_TIMEOUT_SECONDS = 300
DEFAULT_MAX_SET_ASIDE_PCT = 5
DEFAULT_MAX_SET_ASIDE_COUNT = 3
DEFAULT_KEEP_QUARANTINE_DAYS = 365
DEFAULT_KEEP_POLL_DAYS = 365
DEFAULT_KEEP_RESULT_DAYS = 400
DEFAULT_KEEP_LOG_DAYS = 30
DEFAULT_KEEP_DAILY_BACKUPS = 7
DEFAULT_KEEP_WEEKLY_BACKUPS = 4
DEFAULT_ENGINE = "duckdb"
DEFAULT_SPARK_MASTER = "local[*]"

ENGINES = (DEFAULT_ENGINE, "spark")
"""What can build the models."""

PUBLISHED_TABLES = "tables"
"""The folder beside the published file."""

SECRETS = frozenset({"PRESSMARK_ALERT_WEBHOOK_URL", "PRESSMARK_SMTP_URL", "PRESSMARK_SPARK_CONF"})
"""Variables whose values are never shown or kept."""


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """Where alerts go, beside the log. Both URLs hold secrets, so they are never shown.

    `smtp_url` is `smtp://` or `smtps://`, with user and password where the server asks for them.
    """

    webhook_url: str = field(default="", repr=False)
    mail_to: tuple[str, ...] = ()
    mail_from: str = ""
    smtp_url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """How long what is no news is kept.

    `quarantine_days` are for the bytes of what was not landed, `poll_days` for polls of feeds, `result_days`
    for the single results of the gate, `log_days` for the logs of tasks and for Airflow's own records. Of the
    backups, the last one of each of the last `daily_backups` days and of the last `weekly_backups` weeks on
    which one was made is kept.
    """

    quarantine_days: int = DEFAULT_KEEP_QUARANTINE_DAYS
    poll_days: int = DEFAULT_KEEP_POLL_DAYS
    result_days: int = DEFAULT_KEEP_RESULT_DAYS
    log_days: int = DEFAULT_KEEP_LOG_DAYS
    daily_backups: int = DEFAULT_KEEP_DAILY_BACKUPS
    weekly_backups: int = DEFAULT_KEEP_WEEKLY_BACKUPS


@dataclass(frozen=True, slots=True)
class SparkSettings:
    """Where models are built, when that is Spark.

    `lake` is a folder that all machines see, or a prefix of an object store, and the home's own folder where
    it is empty; `master` is `local[*]`, `spark://host:port`, or whatever else Spark takes for one, and
    `sc://host:port` a server of Spark Connect; `configuration` are settings of Spark's own, which may hold
    secrets, so they are never shown.
    """

    lake: str = ""
    master: str = DEFAULT_SPARK_MASTER
    configuration: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how large they may be.

    `inbox` is a local folder or a URL of an object store (`s3://bucket/prefix`).
    `port` is the UI's; `max_document_bytes` is the size above which a document is quarantined, and
    `max_document_seconds` the processor time that reading one may take before it is given up as too slow;
    `text_process_count` is the number of processes that parse text; `max_set_aside_pct` is the share of a
    load's documents that the gate may set aside before it refuses the load, and `max_set_aside_count` how
    many it always may, whatever their share; `alerts` says where alerts go; `feeds_path` is the list of
    feeds, and `feed_contact` what their servers are told about whom to write to; `backups` is the folder or
    the URL of an object store that backups are kept in, unless it is empty; `retention` says how long what is
    kept; `engine` is what builds the models, and `spark` where, if it is that.
    """

    home: Path
    inbox: str
    port: int = DEFAULT_PORT
    max_document_bytes: int = DEFAULT_MAX_DOCUMENT_BYTES
    max_document_seconds: int = DEFAULT_MAX_DOCUMENT_SECONDS
    lock_timeout_seconds: int = DEFAULT_LOCK_TIMEOUT_SECONDS
    text_process_count: int = 1
    max_set_aside_pct: int = DEFAULT_MAX_SET_ASIDE_PCT
    max_set_aside_count: int = DEFAULT_MAX_SET_ASIDE_COUNT
    alerts: AlertSettings = AlertSettings()
    feeds_path: Path = DEFAULT_FEEDS_PATH
    feed_contact: str = ""
    backups: str = ""
    retention: RetentionSettings = RetentionSettings()
    engine: str = DEFAULT_ENGINE
    spark: SparkSettings = SparkSettings()

    @property
    def is_built_on_spark(self) -> bool:
        """Whether Spark builds the models, and not the warehouse's own engine."""
        return self.engine == "spark"

    @property
    def lake(self) -> Place:
        """The folder, or the prefix of an object store, of the tables that Spark builds."""
        return place(self.spark.lake or str(self.home / "lake"))

    @property
    def lake_lock_path(self) -> Path:
        """Whoever is at work on the lake holds this file: a lake is one home's, and no object can be held."""
        return self.home / "lake.lock"

    @property
    def spark_dir(self) -> Path:
        """What is made for Spark and for the lake on the way there; the next build begins with none of it."""
        return self.home / "spark"

    @property
    def backups_address(self) -> str:
        """The folder or the URL that backups are kept in."""
        return self.backups or str(self.home / "backups")

    @property
    def is_inbox_local(self) -> bool:
        """Whether the inbox is a folder of this machine."""
        return "://" not in self.inbox

    @property
    def is_inbox_default(self) -> bool:
        """Whether the inbox is the home's own folder, which nobody had to name."""
        return self.inbox == str(default_inbox(self.home))

    @property
    def warehouse_path(self) -> Path:
        """The file that loads are written to; users never open it."""
        return self.home / "warehouse" / "pressmark.duckdb"

    @property
    def transient_path(self) -> Path:
        """The file of one build, for what is not kept."""
        return self.home / "warehouse" / "transient.duckdb"

    @property
    def published_path(self) -> Path:
        """The file that users open: the last accepted state."""
        return self.home / "published" / "pressmark.duckdb"

    @property
    def published_tables_dir(self) -> Path:
        """The tables of the published file that lie beside it, a folder a publication."""
        return self.published_path.with_name(PUBLISHED_TABLES)

    @property
    def feeds_dir(self) -> Path:
        """What one poll of a feed leaves for the next."""
        return self.home / "feeds"

    @property
    def reports_dir(self) -> Path:
        """The quality page, Data Docs and the news page."""
        return self.home / "reports"

    @property
    def stages_dir(self) -> Path:
        """How each stage of the pipeline did when it last ran."""
        return self.home / "stages"

    @property
    def exports_dir(self) -> Path:
        """Where `make export` writes unless it is told otherwise."""
        return self.home / "exports"

    @property
    def airflow_home(self) -> Path:
        """Airflow's own metadata, configuration and logs."""
        return self.home / "airflow"

    @property
    def logs_dir(self) -> Path:
        """What `make run` and the services of `make up` say while they work."""
        return self.home / "logs"

    @property
    def dbt_dir(self) -> Path:
        """What dbt generates: its target folder and its logs."""
        return self.home / "dbt"

    @property
    def sample_articles_dir(self) -> Path:
        """The bundled articles that a new home begins with."""
        return PROJECT_ROOT / "seeds" / "sample_articles"

    @property
    def seeds_dir(self) -> Path:
        """The reference tables as CSV."""
        return PROJECT_ROOT / "seeds"

    @property
    def dags_dir(self) -> Path:
        """The DAG files."""
        return PROJECT_ROOT / "dags"

    @property
    def airflow_plugins_dir(self) -> Path:
        """What Airflow's UI is extended by."""
        return PROJECT_ROOT / "include" / "operations" / "airflow_plugins"

    @property
    def dbt_project_dir(self) -> Path:
        """The dbt project and its profile."""
        return PROJECT_ROOT / "dbt_project"

    @property
    def environment(self) -> dict[str, str]:
        """The variables from which `load_settings` makes these settings again, in any working directory."""
        return {
            "PRESSMARK_HOME": str(self.home),
            "PRESSMARK_INBOX": self.inbox,
            "PRESSMARK_PORT": str(self.port),
            "PRESSMARK_MAX_DOCUMENT_BYTES": str(self.max_document_bytes),
            "PRESSMARK_MAX_DOCUMENT_SECONDS": str(self.max_document_seconds),
            "PRESSMARK_LOCK_TIMEOUT_SECONDS": str(self.lock_timeout_seconds),
            "PRESSMARK_TEXT_PROCESSES": str(self.text_process_count),
            "PRESSMARK_MAX_SET_ASIDE_PCT": str(self.max_set_aside_pct),
            "PRESSMARK_MAX_SET_ASIDE_COUNT": str(self.max_set_aside_count),
            "PRESSMARK_ALERT_WEBHOOK_URL": self.alerts.webhook_url,
            "PRESSMARK_ALERT_MAIL_TO": ",".join(self.alerts.mail_to),
            "PRESSMARK_ALERT_MAIL_FROM": self.alerts.mail_from,
            "PRESSMARK_SMTP_URL": self.alerts.smtp_url,
            "PRESSMARK_FEEDS": str(self.feeds_path),
            "PRESSMARK_FEED_CONTACT": self.feed_contact,
            "PRESSMARK_BACKUPS": self.backups,
            "PRESSMARK_KEEP_QUARANTINE_DAYS": str(self.retention.quarantine_days),
            "PRESSMARK_KEEP_POLL_DAYS": str(self.retention.poll_days),
            "PRESSMARK_KEEP_RESULT_DAYS": str(self.retention.result_days),
            "PRESSMARK_KEEP_LOG_DAYS": str(self.retention.log_days),
            "PRESSMARK_KEEP_DAILY_BACKUPS": str(self.retention.daily_backups),
            "PRESSMARK_KEEP_WEEKLY_BACKUPS": str(self.retention.weekly_backups),
            "PRESSMARK_ENGINE": self.engine,
            "PRESSMARK_LAKE": self.spark.lake,
            "PRESSMARK_SPARK_MASTER": self.spark.master,
            "PRESSMARK_SPARK_CONF": shlex.join(f"{name}={value}" for name, value in self.spark.configuration),
        }


def product_version() -> str:
    """The version of Pressmark, as its project file states it."""
    return str(_project()["version"])


def supported_python() -> str:
    """The versions of Python that Pressmark runs on, as the project file states them."""
    return str(_project()["requires-python"])


@cache
def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project


def default_inbox(home: Path) -> Path:
    """Where news is looked for unless PRESSMARK_INBOX says otherwise."""
    return home / "inbox"


def inherited_environment() -> dict[str, str]:
    """The variables that a process started from here is given, unless it is told otherwise."""
    return dict(os.environ)


def is_spark_chosen() -> bool:
    """Whether the environment says that Spark builds; what else it says may be wrong."""
    return os.environ.get("PRESSMARK_ENGINE") == "spark"


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: a variable is set to something that cannot be used.
    """
    variables = Variables(os.environ)
    home = variables.path("PRESSMARK_HOME", PROJECT_ROOT / "data")
    return Settings(
        home=home,
        inbox=variables.place("PRESSMARK_INBOX", str(default_inbox(home))),
        port=variables.whole_number("PRESSMARK_PORT", DEFAULT_PORT, maximum=65_535),
        max_document_bytes=variables.whole_number("PRESSMARK_MAX_DOCUMENT_BYTES", DEFAULT_MAX_DOCUMENT_BYTES),
        max_document_seconds=variables.whole_number(
            "PRESSMARK_MAX_DOCUMENT_SECONDS", DEFAULT_MAX_DOCUMENT_SECONDS
        ),
        lock_timeout_seconds=variables.whole_number(
            "PRESSMARK_LOCK_TIMEOUT_SECONDS", DEFAULT_LOCK_TIMEOUT_SECONDS
        ),
        text_process_count=variables.whole_number("PRESSMARK_TEXT_PROCESSES", min(os.cpu_count() or 1, 8)),
        max_set_aside_pct=variables.whole_number(
            "PRESSMARK_MAX_SET_ASIDE_PCT", DEFAULT_MAX_SET_ASIDE_PCT, minimum=0, maximum=100
        ),
        max_set_aside_count=variables.whole_number(
            "PRESSMARK_MAX_SET_ASIDE_COUNT", DEFAULT_MAX_SET_ASIDE_COUNT, minimum=0
        ),
        alerts=_alert_settings(variables),
        feeds_path=variables.path("PRESSMARK_FEEDS", DEFAULT_FEEDS_PATH),
        feed_contact=variables.contact("PRESSMARK_FEED_CONTACT"),
        backups=variables.place("PRESSMARK_BACKUPS", ""),
        retention=_retention_settings(variables),
        engine=variables.one_of("PRESSMARK_ENGINE", ENGINES, DEFAULT_ENGINE),
        spark=_spark_settings(variables),
    )


def _retention_settings(variables: Variables) -> RetentionSettings:
    number = variables.whole_number
    return RetentionSettings(
        quarantine_days=number("PRESSMARK_KEEP_QUARANTINE_DAYS", DEFAULT_KEEP_QUARANTINE_DAYS),
        poll_days=number("PRESSMARK_KEEP_POLL_DAYS", DEFAULT_KEEP_POLL_DAYS),
        result_days=number("PRESSMARK_KEEP_RESULT_DAYS", DEFAULT_KEEP_RESULT_DAYS),
        log_days=number("PRESSMARK_KEEP_LOG_DAYS", DEFAULT_KEEP_LOG_DAYS),
        daily_backups=number("PRESSMARK_KEEP_DAILY_BACKUPS", DEFAULT_KEEP_DAILY_BACKUPS),
        weekly_backups=number("PRESSMARK_KEEP_WEEKLY_BACKUPS", DEFAULT_KEEP_WEEKLY_BACKUPS, minimum=0),
    )


def _spark_settings(variables: Variables) -> SparkSettings:
    lake = variables.place("PRESSMARK_LAKE", "")
    if "@" in lake.partition("://")[2].partition("/")[0]:
        # Spark knows no connections of Airflow's. What stands there may be a secret.
        raise SettingsError(
            "PRESSMARK_LAKE names something before the bucket: leave it out, and set AWS_ACCESS_KEY_ID, "
            "AWS_SECRET_ACCESS_KEY and, for a store of another maker, AWS_ENDPOINT_URL"
        )
    return SparkSettings(
        lake=lake.rstrip("/"),
        master=variables.text("PRESSMARK_SPARK_MASTER") or DEFAULT_SPARK_MASTER,
        configuration=variables.pairs("PRESSMARK_SPARK_CONF"),
    )


def _alert_settings(variables: Variables) -> AlertSettings:
    mail_to = variables.addresses("PRESSMARK_ALERT_MAIL_TO")
    mail_from = variables.addresses("PRESSMARK_ALERT_MAIL_FROM") or mail_to[:1]
    if len(mail_from) > 1:
        raise SettingsError("PRESSMARK_ALERT_MAIL_FROM holds more than one address: set it to one")
    smtp_url = variables.secret_url("PRESSMARK_SMTP_URL", ("smtp", "smtps"))
    if mail_to and not smtp_url:
        raise SettingsError("PRESSMARK_ALERT_MAIL_TO is set, but no server: set PRESSMARK_SMTP_URL, too")
    return AlertSettings(
        webhook_url=variables.secret_url("PRESSMARK_ALERT_WEBHOOK_URL", ("https", "http")),
        mail_to=mail_to,
        mail_from=mail_from[0] if mail_from else "",
        smtp_url=smtp_url,
    )

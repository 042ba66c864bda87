"""Faults of a month: what each changes in the habits of its loads."""

from tests.quality.history.months import Habits


def halve_volume(habits: Habits) -> None:
    habits.volume_factor = 0.5


def stop_courier(habits: Habits) -> None:
    habits.source_counts["Courier"] = 0


def stop_bulletin(habits: Habits) -> None:
    habits.source_counts["Bulletin"] = 0


def change_template(habits: Habits) -> None:
    habits.headline_null_share["Herald"] = 0.9


def fit_no_layout(habits: Habits) -> None:
    habits.plain_share["Herald"] = 0.9


def lose_authors(habits: Habits) -> None:
    habits.authorless_share["Herald"] = 1.0


def name_no_source(habits: Habits) -> None:
    habits.unnamed_share = 0.3


def shorten_texts(habits: Habits) -> None:
    habits.short_share["Herald"] = 0.7


def truncate_texts(habits: Habits) -> None:
    habits.truncated_share["Herald"] = 0.7


def repeat_last_year(habits: Habits) -> None:
    habits.old_share["Herald"] = 0.6


def lose_organisations(habits: Habits) -> None:
    habits.mention_shares["entity_type", "organisation"] = 0.0


def lose_mentions(habits: Habits) -> None:
    habits.unmentioned_share = 1.0
    habits.mentions_per_article = 0.0


def thin_mentions(habits: Habits) -> None:
    habits.mentions_per_article = 2.0


def add_source(habits: Habits) -> None:
    habits.source_counts["Examiner"] = 30


def add_odd_source(habits: Habits) -> None:
    habits.source_counts["Examiner"] = 60
    habits.headline_null_share["Examiner"] = habits.plain_share["Examiner"] = 0.9


def send_empty_pages(habits: Habits) -> None:
    habits.empty_share = 0.25


def repeat_old_articles(habits: Habits) -> None:
    habits.publication_lag_hours["Ledger"] = 24 * 30

"""Cards below articles: those that this build wrote, also where an older card found its article."""

from typing import TYPE_CHECKING, get_args

from expectations import checks
from expectations.scope import IMPOSSIBLE_TIME, TOUCHED_ARTICLES, characters, documents, written
from include.parsing.model import Precision

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.related_link"
KEY_COLUMNS = ("related_link_id", "document_id", "position")
TEXT_VALUES = ("title", "excerpt", "source_name", "published_at_raw")
LINK_CANDIDATES = "(select document_id from staging.stg_link_candidate)"

TEXT_AT_SPANS = ", ".join(
    characters(name, f"related_link.{name}_char_start", f"related_link.{name}_char_end")
    for name in TEXT_VALUES
)
BATCH_QUERY = f"""
    select
        related_link.*,
        document.landed_at,
        {TEXT_AT_SPANS}
    from {written("core.related_link", "document_id", LINK_CANDIDATES)} as related_link
    left join {documents(LINK_CANDIDATES)} as document on related_link.document_id = document.document_id
"""

REQUIRED_COLUMNS = (
    "related_link_id",
    "article_id",
    "document_id",
    "position",
    "title",
    "is_truncated",
    "char_start",
    "char_end",
    "impossible_values",
)


def suite() -> "gx.ExpectationSuite":
    """A card stands below an article, and leads to another one or to none."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                REQUIRED_COLUMNS, "Every card has it: a null is a fault of the parser or of a join."
            ),
            checks.unique(TABLE, ["related_link_id"], "A card is one link: it was written twice."),
            checks.hexadecimal("related_link_id", 32, "Ids are hashes: another form is another writer."),
            checks.between("position", 1, None, "Cards are counted from 1."),
            checks.no_rows(
                "article_known",
                """
                select batch.related_link_id, batch.document_id, batch.article_id
                from {batch} as batch
                left join core.article
                    on batch.document_id = article.document_id and batch.article_id = article.article_id
                where article.article_id is null
                """,
                "A card below no article belongs to nothing.",
            ),
            checks.known(
                "linked_article_id",
                "core.article",
                "A card leads to an article that is not there: it was resolved before a deletion.",
                KEY_COLUMNS,
                "article_id",
            ),
            checks.no_rows(
                "leads_to_its_article",
                f"""
                select batch.related_link_id, batch.document_id, batch.title, target.article_id
                from {{batch}} as batch
                inner join {written("core.article", "article_id", TOUCHED_ARTICLES)} as target
                    on
                        nullif(lower(trim(batch.title)), '') = lower(trim(target.headline))
                        and batch.article_id != target.article_id
                inner join core.source on target.source_id = source.source_id
                where batch.linked_article_id is null and source.layout is not null
                """,
                "A card names an article that is here, leads to none: mend the model, then make rebuild.",
                "warning",
            ),
            checks.no_rows(
                "no_link_to_itself",
                "select related_link_id, article_id from {batch} where article_id = linked_article_id",
                "An article does not recommend itself: its own headline was matched.",
            ),
            *(
                checks.reads_back(
                    name,
                    KEY_COLUMNS,
                )
                for name in TEXT_VALUES
            ),
            checks.no_rows(
                "values_inside_card",
                """
                select
                    related_link_id,
                    document_id,
                    char_start,
                    char_end,
                    title_char_start,
                    published_at_raw_char_end
                from {batch}
                where char_end <= char_start
                    or title_char_start < char_start
                    or greatest(title_char_end, excerpt_char_end, published_at_raw_char_end) > char_end
                """,
                "A card's values stand inside the card: two cards were mixed up.",
            ),
            checks.one_of("published_at_precision", get_args(Precision), "Readers round by it."),
            checks.possible(
                "published_at",
                IMPOSSIBLE_TIME,
                (*KEY_COLUMNS, "published_at", "published_at_raw", "landed_at"),
                "Nothing was published before Bitcoin, or after it was landed.",
            ),
            *checks.plausible(
                "published_at",
                checks.left_out("published_at"),
                (*KEY_COLUMNS, "published_at_raw", "landed_at"),
                "Nothing was published before Bitcoin, or after it was landed.",
                rows_with="published_at_raw is not null",
            ),
        ],
    )

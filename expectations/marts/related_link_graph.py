"""Which article leads to which: the links from and to the articles that this build touched."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.scope import AFFECTED_ARTICLES, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "marts.related_link_graph"
KEY_COLUMNS = ("from_article_id", "to_article_id")
BATCH_QUERY = f"""
    select * from {written(TABLE, "from_article_id", AFFECTED_ARTICLES)}
    union
    select * from {written(TABLE, "to_article_id", AFFECTED_ARTICLES)}
"""


def suite() -> "gx.ExpectationSuite":
    """One row a pair of articles, both of them there, and none leads to itself."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present((*KEY_COLUMNS, "position"), "A link has two ends and a place."),
            *checks.present(
                ("from_source_name", "to_source_name"),
                "Marts join by it: a source without a name is (unknown).",
            ),
            checks.unique(
                TABLE, KEY_COLUMNS, "The grain is one row a pair: a join multiplied it.", "pair_unique"
            ),
            checks.no_rows(
                "every_resolved_card",
                f"""
                select
                    coalesce(card.from_article_id, batch.from_article_id) as from_article_id,
                    coalesce(card.to_article_id, batch.to_article_id) as to_article_id
                from (
                    select distinct origin.article_id as from_article_id, target.article_id as to_article_id
                    from core.related_link
                    inner join core.article as origin
                        on related_link.document_id = origin.document_id and origin.is_current
                    inner join core.article as target
                        on related_link.linked_article_id = target.article_id and target.is_current
                    where
                        origin.article_id in {AFFECTED_ARTICLES}
                        or target.article_id in {AFFECTED_ARTICLES}
                ) as card
                full join {{batch}} as batch
                    on
                        card.from_article_id = batch.from_article_id
                        and card.to_article_id = batch.to_article_id
                where card.from_article_id is null or batch.from_article_id is null
                """,
                "The graph shows each card that leads to an article and no other: it was written earlier.",
                is_of_table=True,
            ),
            *(
                checks.known(
                    name,
                    "(select article_id from core.article where is_current)",
                    "A link leads from and to articles that are shown.",
                    KEY_COLUMNS,
                    "article_id",
                )
                for name in KEY_COLUMNS
            ),
            checks.no_rows(
                "no_link_to_itself",
                "select from_article_id, to_article_id from {batch} where from_article_id = to_article_id",
                "An article does not recommend itself: its own headline was matched.",
            ),
            checks.between("position", 1, None, "Cards are counted from 1."),
        ],
    )

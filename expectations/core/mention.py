"""Mentions in the documents that wait for a verdict."""

from typing import TYPE_CHECKING, get_args

from expectations import checks
from expectations.declared import columns
from expectations.scope import PENDING_DOCUMENTS, characters, documents, written
from include.mentions.model import EntityType, Rule
from include.parsing.model import Section

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.mention"
KEY_COLUMNS = ("mention_id", "document_id", "char_start", "char_end")
BATCH_QUERY = f"""
    select mention.*, {characters("surface", "mention.char_start", "mention.char_end")}
    from {written("core.mention", "document_id", PENDING_DOCUMENTS)} as mention
    left join {documents(PENDING_DOCUMENTS)} as document on mention.document_id = document.document_id
"""


def suite() -> "gx.ExpectationSuite":
    """A mention stands in the text, belongs to an article and names an entity."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                columns(TABLE), "A mention is all of this: a null is a fault of the matcher or of a join."
            ),
            checks.unique(
                TABLE, ["mention_id"], "A place names an entity once: doubled rows double every count."
            ),
            checks.hexadecimal("mention_id", 32, "Ids are hashes: another form is another writer."),
            checks.one_of(
                "section", get_args(Section), "Counts choose by section: an unknown one is left out."
            ),
            checks.one_of(
                "entity_type", get_args(EntityType), "Marts choose by type: an unknown one is left out."
            ),
            checks.one_of("rule", get_args(Rule), "Each rule is measured: an unknown one is not."),
            checks.between("confidence", 0, 1, "A confidence is a share."),
            checks.between("sentence_no", 1, None, "Sentences are counted from 1."),
            checks.reads_back(
                "surface",
                KEY_COLUMNS,
                "The text at the place is not the surface: mend the matcher, then read the documents again.",
            ),
            checks.no_rows(
                "boilerplate_counts_nowhere",
                """
                select batch.mention_id, batch.document_id, batch.char_start, batch.char_end, batch.section
                from {batch} as batch
                left join core.article_segment
                    on batch.document_id = article_segment.document_id
                    and article_segment.kind = 'boilerplate'
                    and batch.char_start >= article_segment.char_start
                    and batch.char_start < article_segment.char_end
                where batch.section in ('body', 'boilerplate')
                    and (batch.section = 'boilerplate') != (article_segment.kind is not null)
                """,
                "What a source repeats is no article's own words: nobody is mentioned by it.",
            ),
            checks.no_rows(
                "section_as_its_segment",
                """
                select
                    batch.mention_id, batch.document_id, batch.char_start, batch.char_end, batch.section,
                    article_segment.kind
                from {batch} as batch
                inner join core.article_segment
                    on batch.document_id = article_segment.document_id
                    and batch.char_start >= article_segment.char_start
                    and batch.char_start < article_segment.char_end
                where batch.section != case article_segment.kind
                    when 'headline' then 'headline'
                    when 'teaser' then 'teaser'
                    when 'teaser_copy' then 'teaser'
                    when 'price_widget' then 'price_widget'
                    when 'related_card' then 'related_link'
                    else batch.section
                end
                """,
                "Cards and widgets count elsewhere: mend the layout, then read the documents again.",
            ),
            checks.no_rows(
                "article_known",
                """
                select batch.mention_id, batch.document_id, batch.article_id
                from {batch} as batch
                left join core.article
                    on batch.document_id = article.document_id and batch.article_id = article.article_id
                where article.article_id is null
                """,
                "A mention in no article is counted nowhere.",
            ),
            checks.no_rows(
                "entity_known",
                """
                select batch.mention_id, batch.document_id, batch.entity_id, batch.entity_type, batch.surface
                from {batch} as batch
                left join core.entity
                    on batch.entity_id = entity.entity_id and batch.entity_type = entity.entity_type
                where entity.entity_id is null
                """,
                "A mention of an unknown entity joins with nothing: the dimension lost a row.",
            ),
            checks.no_rows(
                "one_entity_a_place",
                """
                select document_id, char_start, char_end, count(distinct entity_id) as entity_count
                from {batch}
                group by document_id, char_start, char_end
                having count(distinct entity_id) > 1
                """,
                "One surface was taken for several entities: the matcher should have decided.",
                "warning",
            ),
        ],
    )

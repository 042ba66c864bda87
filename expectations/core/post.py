"""Posts that the documents that wait for a verdict say somebody holds."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns
from expectations.scope import PENDING_DOCUMENTS, characters, documents, written

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.post"
KEY_COLUMNS = ("document_id", "person_char_start", "organisation_char_start")
NULLABLE_COLUMNS = frozenset({"role", "role_raw", "role_raw_char_start", "role_raw_char_end"})
MENTIONS = "select * from core.mention where document_id in (select document_id from {batch})"
BATCH_QUERY = f"""
    select post.*, {characters("role_raw")}
    from {written(TABLE, "document_id", PENDING_DOCUMENTS)} as post
    left join {documents(PENDING_DOCUMENTS)} as document
        on post.document_id = document.document_id
"""


def suite() -> "gx.ExpectationSuite":
    """One row a place, with the names that core has found there, and a post that stands in the text."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(
                [name for name in columns(TABLE) if name not in NULLABLE_COLUMNS],
                "A post has two names and their places: a null is a fault of the model.",
            ),
            checks.unique(
                TABLE, KEY_COLUMNS, "The grain is one row a place: a join multiplied it.", "place_unique"
            ),
            checks.no_rows(
                "names_are_mentions",
                f"""
                select batch.document_id, batch.person_char_start, batch.organisation_char_start
                from {{batch}} as batch
                left join ({MENTIONS}) as person
                    on
                        batch.document_id = person.document_id
                        and batch.person_char_start = person.char_start
                        and batch.person_entity_id = person.entity_id
                left join ({MENTIONS}) as organisation
                    on
                        batch.document_id = organisation.document_id
                        and batch.organisation_char_start = organisation.char_start
                        and batch.organisation_entity_id = organisation.entity_id
                where
                    person.entity_type is distinct from 'person'
                    or organisation.entity_type is distinct from batch.organisation_entity_type
                    or person.char_end is distinct from batch.person_char_end
                    or organisation.char_end is distinct from batch.organisation_char_end
                    or person.sentence_no is distinct from organisation.sentence_no
                """,
                "Both names are mentions of one sentence: the places are others than theirs.",
            ),
            checks.reads_back(
                "role_raw",
                KEY_COLUMNS,
                "The text at the place is not the post: the places were counted from elsewhere.",
                is_always_in_text=False,
            ),
            checks.no_rows(
                "role_of_what_stands_there",
                """
                select document_id, role, role_raw
                from {batch}
                where (role is null) != (role_raw is null) or (is_former and role is null) or role = ''
                """,
                "A post is read from the words at its place, and something is left of it.",
            ),
        ],
    )

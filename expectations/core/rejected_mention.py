"""Candidates that the matcher turned down, in the documents that wait for a verdict."""

from typing import TYPE_CHECKING, get_args

from expectations import checks
from expectations.declared import columns
from expectations.scope import PENDING_DOCUMENTS, characters, documents, written
from include.mentions.model import EntityType, Rule
from include.parsing.model import Section

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.rejected_mention"
KEY_COLUMNS = ("document_id", "char_start", "char_end")
BATCH_QUERY = f"""
    select
        rejected_mention.*,
        {characters("surface", "rejected_mention.char_start", "rejected_mention.char_end")}
    from {written("core.rejected_mention", "document_id", PENDING_DOCUMENTS)} as rejected_mention
    left join {documents(PENDING_DOCUMENTS)} as document
        on rejected_mention.document_id = document.document_id
"""


def suite() -> "gx.ExpectationSuite":
    """What was turned down can be looked up as well as what was accepted."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE, "The matcher is measured with these columns: change both together."),
            *checks.present(columns(TABLE), "A candidate is all of this: a null is a fault of the matcher."),
            checks.one_of(
                "section", get_args(Section), "Figures are kept by section: an unknown one is left out."
            ),
            checks.one_of(
                "entity_type", get_args(EntityType), "Figures are kept by type: an unknown one is left out."
            ),
            checks.one_of("rule", get_args(Rule), "Each rule is measured: an unknown one is not."),
            checks.between("confidence", 0, 1, "A confidence is a share."),
            checks.known(
                "document_id", "raw.document", "A candidate in no document points nowhere.", KEY_COLUMNS
            ),
            checks.reads_back(
                "surface",
                KEY_COLUMNS,
                "The text at the place is not the surface: mend the matcher, then read the documents again.",
            ),
        ],
    )

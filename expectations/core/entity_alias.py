"""The ways to write an entity: all of them, since every build writes the table anew."""

from typing import TYPE_CHECKING

from expectations import checks
from expectations.declared import columns

if TYPE_CHECKING:
    import great_expectations as gx

TABLE = "core.entity_alias"
KEY_COLUMNS = ("entity_id", "alias", "rule")
BATCH_QUERY = "select * from core.entity_alias"

RULES = ("name", "symbol", "alias")


def suite() -> "gx.ExpectationSuite":
    """Each surface belongs to entities that exist, once to each."""
    import great_expectations as gx

    return gx.ExpectationSuite(
        name=TABLE,
        expectations=[
            checks.columns(TABLE),
            *checks.present(columns(TABLE), "Every alias has it: look at the seeds."),
            checks.unique(
                TABLE, KEY_COLUMNS, "A surface stands once for an entity and a rule.", "alias_unique"
            ),
            checks.one_of("rule", RULES, "The matcher knows three kinds of aliases."),
            checks.known("entity_id", "core.entity", "An alias of no entity names nothing.", KEY_COLUMNS),
            checks.no_rows(
                "every_entity_spelt",
                """
                select entity.entity_id, entity.slug, entity.symbol
                from core.entity
                left join (
                    select entity_id, count(*) filter (rule = 'symbol') as symbol_count
                    from {batch}
                    group by entity_id
                ) as spelt on entity.entity_id = spelt.entity_id
                where
                    not entity.is_provisional
                    and (
                        spelt.entity_id is null
                        or (entity.symbol is not null and spelt.symbol_count = 0)
                    )
                """,
                "Entities are found by name, coins by symbol, too: spellings were lost; look at the seeds.",
            ),
            checks.no_rows(
                "alias_not_blank",
                "select entity_id, alias, rule from {batch} where trim(alias) = ''",
                "A blank alias would stand everywhere in a text: look at the seeds.",
            ),
        ],
    )

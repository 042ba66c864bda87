"""How strongly a document supports one reading of one surface.

The confidences are explained in docs/mentions.md. A surface that is also a word counts only by a mark on
it, by what stands beside it, or by what the rest of the document has proved.
"""

from include.mentions.judging import context
from include.mentions.judging.people import stands_for_person
from include.mentions.judging.reading import Reading
from include.mentions.names.names import Option, prior
from include.mentions.names.words import EVERYDAY_ACRONYMS, FUNCTION_WORDS

PLAIN_NAME = 0.98
DEFINED = 0.97
MARKED = 0.95
SURNAME = 0.95
OTHER_SURFACE = 0.90
BESIDE = 0.85
CAPITAL = 0.80
NONE = 0.0

_LARGE_NAME_RANK = 300
"""Up to this market capitalisation rank, a name's capital in prose is enough where it stands alone."""

_LARGE_SYMBOL_RANK = 500
"""Up to this rank, a symbol is enough where it stands alone in a document that is about coins."""

_LARGE_SHORT_SYMBOL_RANK = 150
"""The same for symbols of two letters."""


def support(reading: Reading, position: int, option: Option) -> float:
    """Return how sure an option is where it stands, 0 where nothing speaks for it."""
    candidate = reading.candidates[position]
    is_asset = option.entity_type == "asset"
    is_unnamed = option.rule == "surname" and not (
        reading.is_named_in_full(option.slug) or _is_addressed(reading, position)
    )
    if is_unnamed or (option.is_surname and not _stands_for_person(reading, position)):
        confidence = NONE
    elif option.rule == "surname":
        confidence = SURNAME
    elif not option.needs_evidence:
        confidence = PLAIN_NAME
    elif is_asset and candidate.form in ("cashtag", "pair"):
        confidence = MARKED
    elif candidate.surface in EVERYDAY_ACRONYMS:
        is_known = reading.is_known_by_other_surface(option.slug, candidate.surface)
        is_meant = not is_asset or reading.is_marked_as_coin(position)
        confidence = BESIDE if is_known and is_meant else NONE
    elif is_asset and (option.rule == "symbol" or candidate.surface.isupper()):
        confidence = _support_of_symbol(reading, position, option)
    elif is_asset:
        confidence = _support_of_asset_name(reading, position, option)
    else:
        confidence = _support_of_other_name(reading, position, option)
    return confidence


def _is_addressed(reading: Reading, position: int) -> bool:
    """Tell whether an office stands before a surname that only one of the listed people has."""
    candidate = reading.candidates[position]
    return len(candidate.options) == 1 and context.has_office_before(reading.plain, candidate.start)


def _stands_for_person(reading: Reading, position: int) -> bool:
    before = reading.candidates[position - 1] if position else None
    return stands_for_person(reading.plain, reading.candidates[position], before, reading.typography)


def _support_of_symbol(reading: Reading, position: int, option: Option) -> float:
    candidate = reading.candidates[position]
    if reading.typography.is_shouted(candidate.start):
        is_known = reading.is_known_by_other_surface(option.slug, candidate.surface)
        return BESIDE if is_known and reading.is_marked_as_coin(position) else NONE
    if reading.is_known(option.slug):
        return OTHER_SURFACE
    if (
        candidate.form == "hashtag"
        or reading.has_asset_cue(position)
        or context.has_amount_before(reading.plain, candidate.start)
        or reading.is_listed(position, "asset")
    ):
        return BESIDE
    largest_rank = _LARGE_SYMBOL_RANK if len(candidate.surface) > 2 else _LARGE_SHORT_SYMBOL_RANK
    is_large = prior(option.market_cap_rank) <= largest_rank
    is_enough = is_large and reading.is_about_coins() and reading.stands_alone(position, "asset")
    return CAPITAL if is_enough else NONE


def _support_of_asset_name(reading: Reading, position: int, option: Option) -> float:
    candidate = reading.candidates[position]
    if context.is_numbered(reading.plain, candidate.end):
        return NONE
    is_word = candidate.surface.lower() in FUNCTION_WORDS
    is_telling = reading.typography.is_capital_telling(candidate.start)
    is_listed = reading.is_listed(position, "asset")
    has_cue = is_listed or reading.has_asset_cue(position)
    is_meant = is_telling or has_cue or not is_word or context.does_something(reading.plain, candidate.end)
    if reading.is_known(option.slug) and is_meant:
        return OTHER_SURFACE
    is_named = is_listed or context.is_called_coin(reading.plain, candidate.end)
    if is_named or (has_cue and (is_telling or not is_word)):
        return BESIDE
    is_large = prior(option.market_cap_rank) <= _LARGE_NAME_RANK
    is_name = is_telling and is_large and reading.stands_alone(position, "asset")
    is_placed = reading.is_about_coins() and context.follows_preposition(reading.plain, candidate.start)
    return CAPITAL if is_name and (not is_word or is_placed) else NONE


def _support_of_other_name(reading: Reading, position: int, option: Option) -> float:
    candidate = reading.candidates[position]
    plain, start, end = reading.plain, candidate.start, candidate.end
    if context.is_security(plain, end) or context.is_numbered(plain, end):
        return NONE
    is_word = candidate.surface.lower() in FUNCTION_WORDS
    is_telling = reading.typography.is_capital_telling(start)
    is_free = reading.ends_no_name(position, option.entity_type) or reading.typography.begins_sentence(start)
    acts = is_free and context.acts_as_organisation(plain, start, end)
    if reading.is_known(option.slug) and is_free and (is_telling or not is_word):
        return OTHER_SURFACE
    if acts and not reading.typography.is_shouted(start):
        return CAPITAL
    if is_telling and is_free and not is_word and context.next_capitalised(plain, end) is None:
        return CAPITAL
    is_name = is_telling or (candidate.surface.isupper() and not reading.typography.is_shouted(start))
    return CAPITAL if is_name and reading.is_listed(position, option.entity_type) else NONE

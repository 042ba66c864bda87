"""Which entity a surface stands for in its document, or none.

A surface that needs no evidence and belongs to one entity is taken at its word. Every other one has to be
supported: by a mark on it, by a definition, by what stands beside it, or by the rest of the document. What
one surface proves supports others, so the doubtful ones are asked again until nothing new is proved.
"""

from heapq import heappop, heappush

from include.mentions.defining.definitions import Definition
from include.mentions.finding.candidates import Candidate
from include.mentions.judging import context
from include.mentions.judging.evidence import DEFINED, MARKED, PLAIN_NAME, support
from include.mentions.judging.reading import Reading, Verdict, rule_of
from include.mentions.names.names import Option, prior
from include.mentions.names.words import EVERYDAY_ACRONYMS, FUNCTION_WORDS

PRIOR = 0.75
REJECTED = 0.30
"""Confidences beside those of `evidence`; docs/mentions.md says what each of them means."""


def decide(reading: Reading) -> list[Verdict | None]:
    """Return one verdict for each candidate; None where it is nothing worth auditing."""
    doubtful: list[int] = []
    for position, candidate in enumerate(reading.candidates):
        if _is_doubtful(reading, candidate):
            doubtful.append(position)
            _note_full_names(reading, candidate)
        else:
            _take_at_its_word(reading, position)
    for position in _unproved(reading, doubtful):
        reading.verdicts[position] = _rejection(reading, position)
    return reading.verdicts


def _unproved(reading: Reading, doubtful: list[int]) -> list[int]:
    """Judge the doubtful candidates round by round, from left to right; return those that nothing proves.

    Linear but for the order: after the first round only those are asked again of which something has changed,
    a neighbour's verdict or what is known of an entity that they may stand for, and neither changes more
    than twice.
    """
    bearers: dict[str, list[int]] = {}
    for position in doubtful:
        for option in reading.candidates[position].options:
            bearers.setdefault(option.slug, []).append(position)
    unproved = set(doubtful)
    this_round, next_round = list(doubtful), list[int]()  # in order, and so a heap
    asked = set(doubtful)
    while this_round:
        position = heappop(this_round)
        asked.discard(position)
        reading.news.clear()
        if _judge(reading, position):
            unproved.discard(position)
            others = {position - 1, position + 1}.union(*(bearers.get(slug, ()) for slug in reading.news))
            for other in sorted((others & unproved) - asked):
                asked.add(other)
                if other > position:
                    heappush(this_round, other)
                else:
                    next_round.append(other)
        if not this_round:
            this_round, next_round = sorted(next_round), []
    return sorted(unproved)


def _is_doubtful(reading: Reading, candidate: Candidate) -> bool:
    if not candidate.is_sure:
        return True
    definition = reading.definitions.bound.get(candidate.surface)
    return definition is not None and definition.slug != candidate.options[0].slug


def _note_full_names(reading: Reading, candidate: Candidate) -> None:
    for option in candidate.options:
        if option.entity_type == "person" and option.rule == "name":
            reading.note_full_name(option.slug, candidate.start)


def _take_at_its_word(reading: Reading, position: int) -> None:
    candidate = reading.candidates[position]
    option = candidate.options[0]
    if option.entity_type == "asset":
        if reading.is_part_of_other_name(position):
            return
        reading.note_plain_asset(option.slug)
    elif option.entity_type == "person":
        reading.note_full_name(option.slug, candidate.start)
    elif context.begins_bill(reading.plain, candidate.end):
        return
    is_defined = candidate.surface in reading.definitions.bound
    reading.accept(position, option, _at_least_marked(candidate, DEFINED if is_defined else PLAIN_NAME))


def _judge(reading: Reading, position: int) -> bool:
    """Decide one doubtful candidate if its document supports an option by now."""
    candidate = reading.candidates[position]
    confirmed = reading.definitions.confirmed.get((candidate.start, candidate.end))
    if confirmed is not None:
        option = next(option for option in candidate.options if option.slug == confirmed)
        reading.accept(position, option, DEFINED)
        return True
    if candidate.start in reading.definitions.denied:
        return False
    definition = reading.definitions.bound.get(candidate.surface)
    if definition is not None and (definition.slug is not None or candidate.form != "cashtag"):
        return _follow(definition, reading, position)
    supported = [
        (option, confidence)
        for option in _plausible(reading, candidate)
        if (confidence := support(reading, position, option)) > 0
    ]
    if not supported:
        return False
    option, confidence = supported[0]
    if len(supported) > 1:
        option, confidence = max(supported, key=lambda item: _rank(reading, position, item[0]))
    if option.entity_type == "asset" and reading.is_part_of_other_name(position):
        return False
    is_contested = len(supported) > 1 and confidence == PLAIN_NAME
    reading.accept(position, option, _at_least_marked(candidate, PRIOR if is_contested else confidence))
    return True


def _follow(definition: Definition, reading: Reading, position: int) -> bool:
    """Decide a surface as its page defines it."""
    candidate = reading.candidates[position]
    slug, rule = definition
    is_coin = rule != "defined_abbreviation"
    is_everyday = is_coin and candidate.surface in EVERYDAY_ACRONYMS
    is_word = candidate.surface.lower() in FUNCTION_WORDS
    needs_mark = is_everyday or (is_word and reading.typography.is_shouted(candidate.start))
    if slug is None or (needs_mark and not reading.is_marked_as_coin(position)):
        return False
    known = next((option for option in candidate.options if option.slug == slug), None)
    if known is not None and is_coin:
        reading.accept(position, known, DEFINED)
    else:
        reading.accept(position, Option(slug, "asset", rule, False, None), DEFINED, rule)
    return True


def _plausible(reading: Reading, candidate: Candidate) -> list[Option]:
    """Leave out what the capitals rule out: TRUMP in plain prose is the coin, `TRUMP WINS` is not."""
    options = list(candidate.options)
    if candidate.form in ("cashtag", "pair"):
        return [option for option in options if option.entity_type in ("asset", "product")] or options
    is_mixed = len({option.entity_type for option in options}) > 1
    if is_mixed and candidate.surface.isupper() and len(candidate.surface) > 3:
        if reading.typography.is_shouted(candidate.start):
            return [option for option in options if option.rule != "symbol"] or options
        return [option for option in options if option.entity_type != "person"]
    return options


def _rank(reading: Reading, position: int, option: Option) -> tuple[int, ...]:
    """Say how well an option fits its place; the larger, the better.

    What stands beside the surface comes first, a list before other words. Without it a company is likelier
    than its coin, which has a symbol to be called by; among equals the rest of the page decides, then the
    prior.
    """
    candidate = reading.candidates[position]
    is_listed = reading.is_listed(position, option.entity_type)
    is_surname = option.rule == "surname"
    if option.entity_type == "asset":
        fits = is_listed or reading.has_asset_cue(position)
    elif option.entity_type == "organisation":
        fits = context.acts_as_organisation(reading.plain, candidate.start, candidate.end)
    else:
        fits = not is_surname
    is_known = reading.is_known_by_other_surface(option.slug, candidate.surface)
    is_trusted = not option.needs_evidence or is_known or is_listed
    is_plain = fits and (
        option.entity_type == "asset"
        or (option.entity_type == "organisation" and context.acts_as_company(reading.plain, candidate.end))
    )
    return (
        int(is_trusted or is_plain),
        int(is_listed),
        int(fits),
        int(not is_surname),
        int(option.entity_type == "organisation"),
        int(is_known),
        int(option.slug in reading.widget_slugs),
        int(not option.needs_evidence),
        -reading.chars_since_full_name(option.slug, candidate.start) if is_surname else 0,
        -prior(option.market_cap_rank),
    )


def _rejection(reading: Reading, position: int) -> Verdict | None:
    candidate = reading.candidates[position]
    options = [option for option in candidate.options if option.rule != "surname"]
    if not any(option.needs_evidence for option in options):
        return None
    best = options[0]
    if len(options) > 1:
        best = max(options, key=lambda option: _rank(reading, position, option))
    return Verdict(best.slug, rule_of(candidate, best), REJECTED, is_accepted=False)


def _at_least_marked(candidate: Candidate, confidence: float) -> float:
    return max(confidence, MARKED) if candidate.form in ("cashtag", "pair") else confidence

"""When a surname alone means the person whom the document names in full."""

import re

from include.mentions.finding.candidates import Candidate
from include.mentions.finding.typography import Typography
from include.mentions.judging import context
from include.mentions.names.words import FUNCTION_WORDS, SENTENCE_OPENERS, TITLES

# Where a teaser was doubled without a space, the end of one copy is glued to the first name.
_GLUED_WORDS = re.compile(r"[a-z][A-Z]")
_PUBLIC_LIFE_AFTER = re.compile(
    r" (?:[Aa]dministration|[Ff]amily|[Ee]ra|[Cc]ampaign|[Tt]eam|[Pp]residency)\b"
)


def stands_for_person(
    plain: str, candidate: Candidate, before: Candidate | None, typography: Typography
) -> bool:
    """Tell whether a capitalised surname stands alone, not after a first name or in a firm's name.

    `before` is the candidate before it, if there is one: what is an asset's name is no first name.
    """
    start, end = candidate.start, candidate.end
    is_other_name = (
        context.begins_other_name(plain, start, end)
        or (plain.endswith(("the ", "The "), 0, start) and not _PUBLIC_LIFE_AFTER.match(plain, end))
        or plain.endswith("-", 0, start)
        or (plain.startswith("-", end) and not plain[end + 1 : end + 2].islower())
    )
    if is_other_name:
        return False
    if typography.begins_sentence(start):
        return candidate.surface.lower() not in FUNCTION_WORDS or context.does_something(plain, end)
    if before is not None and before.end == start - 1 and before.options[0].entity_type == "asset":
        return True
    word = context.previous_capitalised(plain, start)
    is_first_name = word is not None and not (
        word in TITLES or word.lower() in SENTENCE_OPENERS or _GLUED_WORDS.search(word)
    )
    return not is_first_name or not typography.is_prose(start)

"""When a surname alone means the person whom the document names in full."""

import re

from include.mentions import context
from include.mentions.candidates import Candidate
from include.mentions.typography import Typography
from include.mentions.words import SENTENCE_OPENERS, TITLES

# Where a teaser was doubled without a space, the end of one copy is glued to the first name.
_GLUED_WORDS = re.compile(r"[a-z][A-Z]")


def stands_for_person(plain: str, candidate: Candidate, typography: Typography) -> bool:
    """Tell whether a capitalised surname stands alone, not after a first name or in a firm's name."""
    if context.is_part_of_other_name(plain, candidate.start, candidate.end):
        return False
    if plain.endswith(("the ", "The "), 0, candidate.start):
        return False
    if typography.begins_sentence(candidate.start):
        return True
    before = context.previous_capitalised(plain, candidate.start)
    if before is None or before in TITLES or before.lower() in SENTENCE_OPENERS:
        return True
    if _GLUED_WORDS.search(before):
        return True
    return not typography.is_prose(candidate.start)

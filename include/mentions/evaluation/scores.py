"""Measure the matcher on labelled texts.

A mention is right when its characters, its type and its entity are those of the label.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from include.mentions.evaluation.labelled import Label, LabelledText
from include.mentions.matcher import Matcher
from include.mentions.model import Mention

_CONTEXT_CHARS = 40


@dataclass(slots=True)
class Score:
    """Counts of right, wrong and missed mentions."""

    right_count: int = 0
    wrong_count: int = 0
    missed_count: int = 0

    @property
    def precision(self) -> float:
        """The share of the found mentions that are right; 1 where nothing was found."""
        return _share(self.right_count, self.wrong_count)

    @property
    def recall(self) -> float:
        """The share of the labels that were found; 1 where nothing was labelled."""
        return _share(self.right_count, self.missed_count)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right_count, self.wrong_count + self.missed_count)


@dataclass(slots=True)
class Evaluation:
    """The scores of a set of texts. `errors` holds one line for each wrong or missed mention."""

    by_type: dict[str, Score] = field(default_factory=dict)
    found_by_rule: Counter[str] = field(default_factory=Counter)
    right_by_rule: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def evaluate(texts: Iterable[LabelledText], matcher: Matcher) -> Evaluation:
    """Run the matcher over labelled texts and compare what it accepts with the labels.

    The scores have the keys of the entity types, `all`, and `others` for all types but assets.
    """
    evaluation = Evaluation()
    for text in texts:
        mentions = [m for m in matcher.find(text.text, text.sections, []) if m.is_accepted]
        found = {_as_label(mention): mention for mention in mentions}
        labels = set(text.labels)
        for label, mention in found.items():
            evaluation.found_by_rule[mention.rule] += 1
            evaluation.right_by_rule[mention.rule] += label in labels
        for label in sorted({*found, *labels}):
            for score in _scores_of(label, evaluation):
                score.right_count += label in found and label in labels
                score.wrong_count += label not in labels
                score.missed_count += label not in found
            if label not in labels or label not in found:
                verdict = "missed" if label in labels else f"wrong ({found[label].rule})"
                evaluation.errors.append(f"{text.name}: {verdict} {_in_context(text.text, label)}")
    return evaluation


def report(half: str, evaluation: Evaluation) -> str:
    """Return the scores of one half as a table in plain text."""
    lines = [f"{half}: by type      precision  recall      F1   right  wrong  missed"]
    for name, score in sorted(evaluation.by_type.items()):
        lines.append(
            f"  {name:<18}{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>8.3f}"
            f"{score.right_count:>8}{score.wrong_count:>7}{score.missed_count:>8}"
        )
    lines.append(f"{half}: by rule      precision   found")
    for rule, found_count in evaluation.found_by_rule.most_common():
        share = evaluation.right_by_rule[rule] / found_count
        lines.append(f"  {rule:<18}{share:>10.3f}{found_count:>8}")
    return "\n".join(lines)


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 1.0


def _as_label(mention: Mention) -> Label:
    return Label(mention.char_start, mention.char_end, mention.entity_type, mention.slug)


def _scores_of(label: Label, evaluation: Evaluation) -> list[Score]:
    names = [label.entity_type, "all"]
    if label.entity_type != "asset":
        names.append("others")
    return [evaluation.by_type.setdefault(name, Score()) for name in names]


def _in_context(text: str, label: Label) -> str:
    before = text[max(0, label.char_start - _CONTEXT_CHARS) : label.char_start]
    after = text[label.char_end : label.char_end + _CONTEXT_CHARS]
    shown = f"{before}[[{text[label.char_start : label.char_end]}]]{after}".replace("\n", " ")
    return f"{label.entity_type}:{label.slug} in …{shown}…"

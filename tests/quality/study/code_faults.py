"""Faults of our own code: mutants of the parser, the matcher and the models, each one replaced line."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from include.settings import PROJECT_ROOT

COPIED_DIRS = ("include", "expectations", "dbt_project", "seeds", "tests")
NOT_COPIED = shutil.ignore_patterns("target", "logs", "sample_articles", "labelled", "images")


class MutantError(RuntimeError):
    """The line that a mutant replaces is not there, or not once."""


@dataclass(frozen=True)
class CodeFault:
    """`old` stands once in the file, and `new` instead of it is the fault."""

    name: str
    shows: str
    path: str
    old: str
    new: str

    def copy_project(self, folder: Path) -> Path:
        """A copy of the project in which the fault is.

        Raises:
            MutantError: the code has changed since the fault was written: name a line that is there.
        """
        for name in COPIED_DIRS:
            shutil.copytree(PROJECT_ROOT / name, folder / name, ignore=NOT_COPIED)
        path = folder / self.path
        text = path.read_text("utf-8")
        if text.count(self.old) != 1:
            raise MutantError(f"{self.path} has {text.count(self.old)} times, not once: {self.old}")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")
        return folder


PARSER_FAULTS = (
    CodeFault(
        "decimal_mark_mistaken",
        "prices read by the other mark",
        "include/parsing/values/numbers.py",
        'compact.rfind(",") > compact.rfind(".")',
        'compact.rfind(",") < compact.rfind(".")',
    ),
    CodeFault(
        "minus_signs_lost",
        "falls that are rises",
        "include/parsing/values/numbers.py",
        'return -number if match["sign"]',
        'return number if match["sign"]',
    ),
    CodeFault(
        "day_and_month_of_page_swapped",
        "articles on another day",
        "include/parsing/values/dates.py",
        "int(text[:4]), int(text[5:7]), int(text[8:10])",
        "int(text[:4]), int(text[8:10]), int(text[5:7])",
    ),
    CodeFault(
        "zone_of_z_mistaken",
        "articles an hour early",
        "include/parsing/values/dates.py",
        '"z": 0,',
        '"z": 60,',
    ),
    CodeFault(
        "summary_not_read",
        "articles without a text",
        "include/landing/reading/records.py",
        '"text": ("summary", "body",',
        '"text": ("body",',
    ),
    CodeFault(
        "author_not_read",
        "articles without an author",
        "include/landing/reading/records.py",
        'author=_stripped(_text(fields, "author"))',
        "author=None",
    ),
    CodeFault(
        "headline_counted_as_text",
        "headlines in the text",
        "include/parsing/layouts/record.py",
        "    return line_count\n",
        "    return 0\n",
    ),
    CodeFault(
        "body_ends_after_first_line",
        "a paragraph of each page's text",
        "include/parsing/blocks/body.py",
        "for start, end, _, _, _ in told]",
        "for start, end, _, _, _ in told[:1]]",
    ),
    CodeFault(
        "cards_counted_as_text",
        "other articles' headlines in the text",
        "include/parsing/blocks/cards.py",
        'parsed.sections.append(SectionSpan("related_link", title.char_start, title.char_end))',
        'parsed.sections.append(SectionSpan("body", title.char_start, title.char_end))',
    ),
    CodeFault(
        "words_counted_as_characters",
        "texts of thousands of words",
        "include/repetition/leaving_out.py",
        'count_words(text or "", language)',
        'len(text or "")',
    ),
    CodeFault(
        "language_not_told",
        "texts of no language",
        "include/parsing/assemble.py",
        "detect_language(told) if told else None",
        "None",
    ),
    CodeFault(
        "widgets_not_read",
        "no prices",
        "include/parsing/blocks/widgets.py",
        "parsed.price_widgets.append(shown)",
        "pass",
    ),
)

MATCHER_FAULTS = (
    CodeFault(
        "definitions_not_followed",
        "symbols less certain than their page makes them",
        "include/mentions/judging/disambiguation.py",
        "        return _follow(definition, reading, position)",
        "        return False",
    ),
    CodeFault(
        "plain_names_not_found",
        "no mention of most names",
        "include/mentions/judging/disambiguation.py",
        "    option = candidate.options[0]\n",
        "    option = candidate.options[0]\n    return\n",
    ),
    CodeFault(
        "only_coins_found",
        "no mention of firms and people",
        "include/mentions/matcher.py",
        "            if verdict is not None\n        ]",
        '            if verdict is not None and candidate.options[0].entity_type == "asset"\n        ]',
    ),
)

MODEL_FAULTS = (
    CodeFault(
        "oldest_revision_current",
        "texts that were revised since",
        "dbt_project/models/core/article.sql",
        ") desc nulls last,",
        ") asc nulls last,",
    ),
    CodeFault(
        "revisions_as_articles",
        "each revision as an article",
        "dbt_project/models/staging/read/stg_article_identity.sql",
        "then {{ hash_id([\"'url'\", 'canonical_url']) }}",
        "then {{ hash_id([\"'url'\", 'document_id']) }}",
    ),
    CodeFault(
        "articles_merged_by_host",
        "all articles of a site as one",
        "dbt_project/models/staging/read/stg_article_identity.sql",
        "then {{ hash_id([\"'url'\", 'canonical_url']) }}",
        "then {{ hash_id([\"'url'\", host_name('canonical_url')]) }}",
    ),
    CodeFault(
        "sources_not_known",
        "articles of no known source",
        "dbt_project/models/core/article.sql",
        "coalesce(declared_spelling.slug, author_spelling.slug, host_spelling.slug, layout_source.slug)",
        "author_spelling.slug",
    ),
    CodeFault(
        "headline_mentions_lost",
        "no mention in headlines",
        "dbt_project/models/core/mention.sql",
        "    inner join article_identity on reading.document_id = article_identity.document_id\n)",
        "    inner join article_identity on reading.document_id = article_identity.document_id\n"
        "    where section != 'headline'\n)",
    ),
    CodeFault(
        "price_rounded",
        "prices of one digit",
        "dbt_project/models/core/price_snapshot.sql",
        "exact_decimal('widget.price', 38, 18)",
        "exact_decimal('widget.price', 38, 1)",
    ),
    CodeFault(
        "change_of_price_as_share",
        "changes a hundred times too small",
        "dbt_project/models/core/price_snapshot.sql",
        "exact_decimal('widget.change_pct', 18, 6)",
        "exact_decimal('widget.change_pct', 18, 6) / 100",
    ),
    CodeFault(
        "cards_lead_nowhere",
        "no card leads to its article",
        "dbt_project/models/core/related_link.sql",
        "where rank_no = 1",
        "where rank_no = 2",
    ),
    CodeFault(
        "mentions_of_cards_counted",
        "coins of other articles counted",
        "dbt_project/macros/figures.sql",
        ".section in ('headline', 'body')",
        ".section in ('headline', 'body', 'related_link')",
    ),
    CodeFault(
        "first_price_of_the_day",
        "the morning's price as the day's",
        "dbt_project/models/marts/asset_daily.sql",
        "last_value_by('price', 'sort_key')",
        "first_value_by('price', 'sort_key')",
    ),
    CodeFault(
        "articles_without_price_lost",
        "fewer articles",
        "dbt_project/models/marts/article_overview.sql",
        "left join priced on article.document_id",
        "inner join priced on article.document_id",
    ),
    CodeFault(
        "days_not_written_anew",
        "days as before the load",
        "dbt_project/models/intermediate/int_affected_day.sql",
        "\n)\n\nselect * from final",
        "\n)\n\nselect * from final where false",
    ),
)

CODE_FAULTS = (*PARSER_FAULTS, *MATCHER_FAULTS, *MODEL_FAULTS)

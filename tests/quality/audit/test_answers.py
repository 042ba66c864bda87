"""Answers of both engines become the same values."""

from datetime import UTC, date, datetime

from include.quality.audit.answers import plain


class Row(tuple):
    """A struct as Spark answers it: a tuple that knows its names."""

    def asDict(self):
        return {"char_start": self[0], "seen_at": self[1]}


def test_times_without_a_zone_are_utc_and_structs_have_names():
    noon = datetime(2026, 3, 1, 12)
    assert plain({"rows": [{"published_at": noon, "mark": Row((3, noon))}]}) == {
        "rows": [
            {
                "published_at": noon.replace(tzinfo=UTC),
                "mark": {"char_start": 3, "seen_at": noon.replace(tzinfo=UTC)},
            }
        ]
    }


def test_what_engines_answer_alike_stays_as_it_is():
    values = [None, "text", 1, 0.5, date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC)]
    assert plain(values) == values

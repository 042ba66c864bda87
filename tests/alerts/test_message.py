"""An alert is short, says what happened, and shows a name from a document as text."""

from include.alerts import message
from include.alerts.model import MAX_LISTED_COUNT, Alert


def incident(number: int, subject: str = "document_count Cointelegraph") -> Alert:
    return Alert("incident_opened", f"i{number}", "run", subject, f"volume, incident i{number}")


def test_the_title_counts_the_gravest_first(alerts: list[Alert]) -> None:
    assert message.title([incident(2), *alerts]) == "Pressmark: 1 load refused, 2 incidents opened"


def test_each_alert_is_a_line_with_its_id(alerts: list[Alert]) -> None:
    text = message.plain_text(alerts)
    assert "Load refused: load abc (3 critical expectations failed)\n" in text
    assert "Incident opened: document_count Cointelegraph (volume, incident i1)\n" in text


def test_a_message_stays_short_whatever_happened() -> None:
    many = [incident(number) for number in range(500)]
    for text in (message.plain_text(many), message.slack_text(many)):
        assert text.count("volume, incident") == MAX_LISTED_COUNT
        assert f"and {500 - MAX_LISTED_COUNT} more\n" in text
        assert "500 incidents opened" in text


def test_a_name_calls_nobody_and_links_to_nothing_in_slack() -> None:
    text = message.slack_text([incident(1, "<!channel> <https://evil.example|click> & `*bold*`")])
    assert "`&lt;!channel&gt; &lt;https://evil.example|click&gt; &amp; '*bold*'`" in text
    assert "<" not in text

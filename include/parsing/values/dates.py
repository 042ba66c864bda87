"""Points in time as pages write them."""

import re
from datetime import UTC, datetime

from include.parsing.model import Precision, Timestamp, Value

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier enero gennaio janeiro januari styczeń stycznia ocak января",
            "february feb februar février fevrier febrero febbraio fevereiro luty lutego şubat февраля",
            "march mar märz maerz mars marzo março maart marzec marca mart марта maret",
            "april apr avril abril aprile kwietnia nisan апреля",
            "may mai mayo maggio maio mei maja mayıs мая",
            "june jun juni juin junio giugno junho czerwca haziran июня",
            "july jul juli juillet julio luglio julho lipca temmuz июля",
            "august aug août aout agosto augustus sierpnia ağustos августа agustus",
            "september sep sept septembre septiembre settembre setembro września eylül сентября",
            "october oct oktober okt octobre octubre ottobre outubro października ekim октября",
            "november nov novembre noviembre novembro listopada kasım ноября",
            "december dec dezember dez décembre diciembre dicembre dezembro grudnia aralık декабря desember",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months as English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Turkish, Indonesian and
Russian pages write them in dates."""

_MONTH = "(?P<month_name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"

_ZONE_MINUTES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "cet": 60,
    "cest": 120,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "pst": -480,
    "pdt": -420,
    "hkt": 480,
    "sgt": 480,
    "jst": 540,
    "kst": 540,
}
_ZONE = (
    r"(?P<zone>(?:UTC|GMT)?[+-][0-9]{2}(?::?[0-9]{2})?|(?:"
    + "|".join(sorted(_ZONE_MINUTES, key=len, reverse=True))
    + r")\b)"
)
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})[:h](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"(?:\s?\(?{_ZONE}\)?)?"
)
_NUMERIC = re.compile(
    r"(?P<year>[0-9]{4})(?P<separator>[/-])(?P<month>[0-9]{1,2})(?P=separator)(?P<day>[0-9]{1,2})"
    rf"(?:(?:T|\s){_CLOCK})?",
    re.IGNORECASE,
)
_BASIC = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:T(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    rf"{_ZONE}?)?",
    re.IGNORECASE,
)
"""ISO 8601 without separators, or with separators in the time only."""

_ZONE_TWICE = re.compile(r"(?P<stated>.{10,40}[+-][0-9]{2}:?[0-9]{2})\s?[A-Z]{3,4}")
"""An offset, and behind it the name of the zone that has it."""

_EPOCH = re.compile(r"(?P<seconds>[1-9][0-9]{9})(?:[0-9]{3}|\.[0-9]{1,9})?")
"""Unix time in seconds or milliseconds, from the year 2001 on."""

_MONTH_FIRST = re.compile(
    rf"{_MONTH}\s(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>[0-9]{{4}})\b"
    rf"(?:,?\s(?:(?:at|um|à|alle|às|a\slas|[-–|])\s)?{_CLOCK}(?:\s(?:Uhr|[ECMP]T))?)?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s(?:de\s)?{_MONTH},?\s(?:de\s|del\s)?(?P<year>[0-9]{{4}})\b"
    rf"(?:,?\s(?:(?:at|um|à|alle|às|a\slas|[-–|])\s)?{_CLOCK}(?:\s(?:Uhr|[ECMP]T))?)?",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    rf"(?P<day>[0-9]{{1,2}})\.\s?(?P<month>[0-9]{{1,2}})\.\s?(?P<year>[0-9]{{4}})(?:,?\s(?:(?:um|-|–|\|)\s)?{_CLOCK}(?:\sUhr)?)?",
    re.IGNORECASE,
)
"""With dots the day comes first, wherever dates are written so."""

_SLASHED = re.compile(
    r"(?:(?P<day>1[3-9]|2[0-9]|3[01])/(?P<month>0?[1-9]|1[0-2])"
    r"|(?P<american_month>0?[1-9]|1[0-2])/(?P<american_day>1[3-9]|2[0-9]|3[01]))"
    rf"/(?P<year>[0-9]{{4}})(?:,?\s(?:[-–|]\s)?{_CLOCK})?",
    re.IGNORECASE,
)
"""With slashes either may come first: only a day that can be no month tells which."""

_YEAR_DOTTED = re.compile(
    rf"(?P<year>[0-9]{{4}})\.\s?(?P<month>[0-9]{{1,2}})\.\s?(?P<day>[0-9]{{1,2}})\.?(?:\s{_CLOCK})?",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(
    r"(?P<year>[0-9]{4})\s?[年년]\s?(?P<month>[0-9]{1,2})\s?[月월]\s?(?P<day>[0-9]{1,2})\s?[日일]"
    rf"(?:\s?{_CLOCK})?"
)
_C_TIME = re.compile(
    rf"{_MONTH}\s(?P<day>[0-9]{{1,2}})\s(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}}))?"
    rf"(?:\s{_ZONE})?\s(?P<year>[0-9]{{4}})",
    re.IGNORECASE,
)
"""As C writes it: `Fri Feb 18 10:27:24 2022`, the weekday left out."""

_WEEKDAY = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:mo|di|mi|do|fr|sa|so)|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)-feira)"
    r"\.?,?\s",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:first\s)?(?:published|posted|updated|last\supdated|date|publié|mis\sà\sjour|veröffentlicht|aktualisiert|stand"
    r"|written|created|erstellt|datum|data|fecha|pressemitteilung|medienmitteilung"
    r"|publicado|actualizado|pubblicato|gepubliceerd|opublikowano|yayınlanma|güncelleme|diterbitkan|опубликовано"
    r"|обновлено|입력|등록|승인|수정|公開日?|更新日?|投稿日?|发布时间|發布時間|发布于|发表于)"
    r"(?:\s(?:on|at|le|am|vom|el|il|op|op:))?(?:\s?[:：|]\s?|\s[–-]\s|\s)",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"(?:last\s)?updated|mis\sà|aktualisiert|stand|actualizado|güncelleme|обновлено|수정|更新", re.IGNORECASE
)
"""Labels of a later date than that of publication."""

_YEAR = re.compile(r"[0-9]{4}")
_MINUTE = re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}")
MINUTE_CHARS = len("2026/03/14 10:49")
"""How long the date is that closes a card, and that stands alone above an article."""

_MAX_DATE_LINE_CHARS = 80
_LINE_PATTERNS = (_NUMERIC, _MONTH_FIRST, _DAY_FIRST, _DOTTED, _SLASHED, _YEAR_DOTTED, _EAST_ASIAN, _C_TIME)
_MAX_OPENING_CHARS = 100
_OPENING = re.compile(r"(?:[^.!?:;0-9]{0,40}(?:[,(]|[–—-])\s?)?\(?")
_OPENING_END = re.compile(r"\)?(?:\s?[–—:(/]|\s-\s|\.?\)|\.\s)")
"""What stands before and behind the date that opens a report: `Quay Town, March 3, 2026 (Wire) –`."""


def parse_date_line(text: str, char_start: int) -> Timestamp | None:
    """The point in time that the whole of `text` states, perhaps behind a label or a weekday, or None.

    Impossible dates are None. `char_start` is where `text` stands in the document.
    """
    if is_minute(text):
        return parse_minute(text, char_start)
    if len(text) > _MAX_DATE_LINE_CHARS or not _YEAR.search(text):
        return None
    start = 0
    for prefix in (_LABEL, _WEEKDAY):
        if found := prefix.match(text, start):
            start = found.end()
    for pattern in _LINE_PATTERNS:
        match = pattern.fullmatch(text, start)
        if match:
            return _timestamp(match, char_start)
    return None


def is_labelled(text: str) -> bool:
    """Whether `text` begins with a label of a date of publication."""
    return _LABEL.match(text) is not None and not _UPDATE.match(text)


def find_date(text: str, char_start: int) -> Timestamp | None:
    """The first point in time that is stated in `text`, whatever stands around it, or None."""
    match = _first_date(text)
    return _timestamp(match, char_start) if match else None


def parse_opening_date(text: str, char_start: int) -> Timestamp | None:
    """The day that a report is headed with, within its first line, or None.

    `Quay Town, March 3, 2026 (Wire) –`, `(3 March 2026)`, `3.3.2026 –`: what is a part of a sentence is no
    such date.
    """
    text = text[:_MAX_OPENING_CHARS]
    match = _first_date(text)
    if match is None or not _OPENING.fullmatch(text, 0, match.start()):
        return None
    return _timestamp(match, char_start) if _OPENING_END.match(text, match.end()) else None


def _first_date(text: str) -> re.Match[str] | None:
    """The date that begins first, of these the longest; a part of a longer number or word is none."""
    found = [match for pattern in _LINE_PATTERNS if (match := pattern.search(text)) is not None]
    apart = [match for match in found if _is_apart(text, match)]
    return min(apart, key=lambda match: (match.start(), -match.end()), default=None)


def _is_apart(text: str, match: re.Match[str]) -> bool:
    """Whether a date is no part of a longer number or word; a capital may be glued to a name before it."""
    before, behind = text[: match.start()][-1:], text[match.end() : match.end() + 1]
    is_glued = before.islower() and match[0][0].isupper()
    return (is_glued or not before.isalnum()) and not behind.isdigit()


def parse_declared_time(text: str) -> Timestamp | None:
    """The point in time that a record or a page's metadata declares, or None.

    Besides what a line can be, it may be written as only machines do: Unix time, ISO 8601 without separators.
    Where the order of day and month is anybody's guess (03/02/2026), it is None.
    """
    if epoch := _EPOCH.fullmatch(text):
        local = datetime.fromtimestamp(int(epoch["seconds"]), UTC).replace(tzinfo=None)
        return Timestamp(Value(text, 0, len(text)), local, "second", 0)
    if basic := _BASIC.fullmatch(text):
        return _timestamp(basic, 0)
    if twice := _ZONE_TWICE.fullmatch(text):
        text = twice["stated"]
    return parse_date_line(text, 0)


def is_minute(text: str) -> bool:
    """Whether `text` has the shape `2026/03/14 10:49`, possible or not."""
    return len(text) == MINUTE_CHARS and _MINUTE.fullmatch(text) is not None


def parse_minute(text: str, char_start: int) -> Timestamp | None:
    """The point in time that a `text` of that shape states, or None where it is impossible."""
    try:
        local = datetime(  # the zone is assumed from the source, in SQL
            int(text[:4]), int(text[5:7]), int(text[8:10]), int(text[11:13]), int(text[14:])
        )
    except ValueError:
        return None
    return Timestamp(Value(text, char_start, char_start + len(text)), local, "minute")


def _timestamp(match: re.Match[str], char_start: int) -> Timestamp | None:
    parts = match.groupdict()
    day = parts["day"] or parts["american_day"]
    number = parts.get("month") or parts.get("american_month")
    # Case is folded by more rules in expressions than here: `ſeptember` fits and is no month.
    month = int(number) if number else _MONTHS.get(parts["month_name"].lower(), 0)
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    precision: Precision = "second" if parts["second"] else "minute" if parts["hour"] else "day"
    try:
        local = datetime(  # the zone is assumed from the source, in SQL
            int(parts["year"]),
            month,
            int(day),
            hour,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
        )
    except ValueError:
        return None
    raw = Value(match[0], char_start + match.start(), char_start + match.end())
    return Timestamp(raw, local, precision, _offset_minutes(parts["zone"]))


def _offset_minutes(zone: str | None) -> int | None:
    if zone is None:
        return None
    zone = zone.upper().removeprefix("UTC").removeprefix("GMT") or zone
    if zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[3:].removeprefix(":") or 0)
        return -minutes if zone[0] == "-" else minutes
    return _ZONE_MINUTES[zone.lower()]

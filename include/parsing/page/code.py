"""Runs of a text that are code: style sheets, scripts, JSON, short codes and markup that captures leave.

Code that an article quotes on purpose is rare in news and looks the same; braces around words of prose are
left alone.
"""

import re
from collections.abc import Iterator

from include.parsing.model import Span
from include.parsing.values.words import ends_a_sentence

_STATEMENT_ENDS = (");", "';", '";')
_SIGNS = ("{", "[", "<", "&lt;", *_STATEMENT_ENDS)
_BRACE = re.compile(r"[{}]")
_JUDGED_CHARS = 300
_DECLARATION = re.compile(
    r"\s*(?:/\*.{0,200}?\*/\s*)?-{0,2}[A-Za-z][\w-]{1,40}\s*:\s*[^;{}]{1,250}(?:;|\s*\Z)", re.DOTALL
)
_PAIR = re.compile(r"\s*\\?\"[^\"\\]{1,80}\\?\"\s*:")
_STATEMENT = re.compile(
    r"\b(?:var|let|const)\s+[\w$]+\s*[=;]|\breturn\b[^;]{0,200};|[\w$\])]\s*\([^;]{0,200}\)\s*;|[\w$\])]\s*[-+]?=[^;]{1,200};"
    r"|=>|===|!==|&&|\bdocument\.\w|\bwindow\.\w"
)
_SCRIPT_KEYWORDS = (
    "var let const function return if else for while do try catch finally switch new async await"
)
_STYLE_KEYWORDS = "@media @keyframes @font-face @supports @import and only screen from to"
_KEYWORDS = frozenset(f"{_SCRIPT_KEYWORDS} {_STYLE_KEYWORDS}".split())
_TAG_NAMES = (
    "a|abbr|article|aside|b|blockquote|body|br|button|caption|center|cite|code|div|em|embed|figcaption|figure|font"
    "|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|noscript|ol|p|pre|s"
    "|script|section|small|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|u|ul|video"
)
_TAG_NAME = re.compile(rf"(?:{_TAG_NAMES})(?=[.:#,>\[]|\Z)")
_SELECTOR_START = re.compile(r"[.#@:*>+~\[][\w-]?")
_CODE_PUNCTUATION = re.compile(r"[=;(){}\[\]]|=>|\w\.\w+[.(]|&&|\|\|")
_CLOSING = re.compile(r"(?:\s?\)+;?|;){1,5}")
_COMMENT = re.compile(r"/\*.{0,400}?\*/", re.DOTALL)
_WORD = re.compile(r"\S+")
_MAX_HEADER_CHARS = 600
_MAX_GAP_CHARS = 40
"""So short a text between two runs of code is a label of what the code makes: a button, a form."""

_LONE_STATEMENT = re.compile(
    r"\b(?:var|let|const)\s+[\w$]{1,60}\s*=[^;{}\n]{1,400};"
    r"|(?<![\w$.])[\w$]{1,60}(?:\.[\w$]{1,60}(?:\([^;(){}\n]{0,120}\))?){1,6}\s*\+?=(?!=)[^;{}\n]{1,400};"
    r"|(?<![\w$.])(?:[\w$]{1,60}\.){0,4}[\w$]{1,60}\([^;{}\n]{0,300}\);"
)
_TAG = re.compile(
    rf"<!--[^<>]{{0,400}}-->|</?(?:{_TAG_NAMES})(?:\s[^<>=]{{0,200}}=[^<>]{{0,1000}}|\s?/)?>",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPED_TAG = re.compile(rf"&lt;/?(?:{_TAG_NAMES})\b[^<>]{{0,500}}?&gt;", re.IGNORECASE)
_ENCLOSED = re.compile(r"<(?P<name>script|style)\b[^<>]{0,1000}>[^<]{0,20000}</(?P=name)>", re.IGNORECASE)
_SHORT_CODE = re.compile(
    r"\[/?[a-z0-9]{1,40}(?:_[a-z0-9]{1,40}){1,8}(?:\s[^\[\]]{0,800})?\]"
    r"|\[/?(?:caption|embed|gallery|video|audio|playlist)(?:\s[^\[\]]{0,800})?\]"
    r"|\[[A-Za-z][\w-]{1,60}(?:\s+[\w-]{1,40}=[\"'”“″′][^\[\]]{0,800})\]"
)


_INLINE_TAGS = re.compile(
    r"(?:<!--.*?-->|</?(?:a|abbr|b|cite|code|em|font|i|s|small|span|strong|sub|sup|u)\b[^<>]*>)+",
    re.IGNORECASE | re.DOTALL,
)


def is_inline(code: str) -> bool:
    """Whether the text before and behind `code` is one: it only sets off words within a line."""
    return _INLINE_TAGS.fullmatch(code) is not None


def find_code(raw_text: str) -> list[Span]:
    """The runs of code, in order and apart; each character is looked at a bounded number of times."""
    if not any(map(raw_text.__contains__, _SIGNS)):
        return []
    found = [
        *_blocks(raw_text),
        *(Span(*match.span()) for pattern in _patterns(raw_text) for match in pattern.finditer(raw_text)),
    ]
    found.sort()
    joined: list[Span] = []
    for span in found:
        if joined and _belongs(raw_text, joined[-1], span):
            joined[-1] = Span(joined[-1].char_start, max(joined[-1].char_end, span.char_end))
        else:
            joined.append(span)
    return joined


def _patterns(raw_text: str) -> Iterator[re.Pattern[str]]:
    if "<" in raw_text:
        yield from (_ENCLOSED, _TAG)
    if "&lt;" in raw_text:
        yield _ESCAPED_TAG
    if "[" in raw_text:
        yield _SHORT_CODE
    if any(map(raw_text.__contains__, (*_STATEMENT_ENDS, "{"))):
        yield _LONE_STATEMENT
    if "/*" in raw_text:
        yield _COMMENT


def _belongs(raw_text: str, before: Span, behind: Span) -> bool:
    """Whether two runs are one: nothing is between them, or between scripts and styles a short label."""
    gap = raw_text[before.char_end : behind.char_start]
    if not gap.strip():
        return True
    ends = raw_text[before.char_end - 1], raw_text[behind.char_end - 1]
    is_scripted = all(end in "};/" for end in ends)
    return (
        is_scripted and len(gap) <= _MAX_GAP_CHARS and "\n" not in gap and not ends_a_sentence(gap.rstrip())
    )


def _blocks(raw_text: str) -> Iterator[Span]:
    """The outermost stretches in braces that hold code, each with its head: a selector, a function's name."""
    if "{" not in raw_text:
        return
    open_at: list[int] = []
    is_code: list[bool] = []
    lowest = 0
    for brace in _BRACE.finditer(raw_text):
        if brace[0] == "{":
            open_at.append(brace.end())
            is_code.append(False)
        elif open_at:
            start = open_at.pop()
            holds_code = is_code.pop() or _is_code(raw_text, start, brace.start())
            if open_at:
                is_code[-1] = is_code[-1] or holds_code
            elif holds_code:
                closing = _CLOSING.match(raw_text, brace.end())
                end = closing.end() if closing else brace.end()
                yield Span(_header_start(raw_text, lowest, start - 1), end)
                lowest = end
    if open_at and (any(is_code) or _is_code(raw_text, open_at[0], len(raw_text))):
        # Cut off within: what is code goes on as long as it looks like it.
        yield Span(_header_start(raw_text, lowest, open_at[0] - 1), _code_end(raw_text, open_at[0]))


def _is_code(raw_text: str, start: int, end: int) -> bool:
    content = raw_text[start : min(end, start + _JUDGED_CHARS)]
    if _PAIR.match(content) or _STATEMENT.search(content):
        return True
    return _DECLARATION.match(content) is not None and "://" not in content[:40]


def _header_start(raw_text: str, lowest: int, brace: int) -> int:
    """Where the selector of a style, or the head of a function, begins that ends at `brace`."""
    first = max(lowest, brace - _MAX_HEADER_CHARS)
    first = max(first, raw_text.rfind("\n", first, brace) + 1)
    words = list(_WORD.finditer(raw_text, first, brace))
    start = brace
    following = "{"
    for position in range(len(words) - 1, -1, -1):
        word = words[position][0]
        before = words[position - 1][0] if position else ""
        is_named = following.startswith(("=", ":")) or before in _KEYWORDS
        is_known = word in _KEYWORDS or _TAG_NAME.match(word) or _SELECTOR_START.match(word)
        if not (is_known or _CODE_PUNCTUATION.search(word) or (is_named and word[-1] not in ".!?,")):
            break
        start = words[position].start()
        following = word
    return start


def _code_end(raw_text: str, start: int) -> int:
    """Behind the last mark of code on the way to the end of a text that was cut within a block."""
    return max(raw_text.rfind(mark, start) for mark in ";{}(") + 1

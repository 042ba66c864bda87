"""Counts the steps that Python's regular expressions take.

`re` does not tell how far it backtracks, and its time depends on the machine. So a pattern is carried out
once more here: the tree that `re` itself parses it into is walked in the order in which `re` tries
alternatives, one step for each character or alternative that is tried. The counted walk must end where `re`
ended, on every call: a walk that tried something else would not be a count of its work.
"""

import re
from collections.abc import Callable
from functools import cache
from re import _constants as c
from re import _parser as parser
from typing import Any

Continuation = Callable[[int], int]
"""From a place to the end of the match, -1 where there is none from there."""

_WORD = re.compile(r"\w")
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    c.CATEGORY_DIGIT: str.isdecimal,
    c.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    c.CATEGORY_SPACE: str.isspace,
    c.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    c.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    c.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}
_ASCII = {
    c.CATEGORY_DIGIT: re.compile(r"\d", re.ASCII),
    c.CATEGORY_NOT_DIGIT: re.compile(r"\D", re.ASCII),
    c.CATEGORY_SPACE: re.compile(r"\s", re.ASCII),
    c.CATEGORY_NOT_SPACE: re.compile(r"\S", re.ASCII),
    c.CATEGORY_WORD: re.compile(r"\w", re.ASCII),
    c.CATEGORY_NOT_WORD: re.compile(r"\W", re.ASCII),
}


class UncountablePatternError(AssertionError):
    """A pattern of the product uses what the walk does not know: add it to `CountedPattern`."""

    def __init__(self, pattern: "re.Pattern[Any]", construct: str) -> None:
        super().__init__(f"{construct} in {pattern.pattern!r} is not counted: add it to CountedPattern")


class Counter:
    """How many steps were taken, of whatever kind."""

    def __init__(self) -> None:
        self.steps = 0


class CountedPattern:
    """One pattern, carried out with a count."""

    def __init__(self, pattern: "re.Pattern[Any]", counter: Counter) -> None:
        self._pattern = pattern
        self._counter = counter
        source = pattern.pattern
        self._tree = parser.parse(
            source, pattern.flags & ~re.UNICODE if isinstance(source, bytes) else pattern.flags
        )
        self._first = self._first_test(self._tree)
        self._text = ""
        self._end = 0
        self._groups: dict[int, tuple[int, int]] = {}
        self._start = 0
        self._is_full = False
        self._may_be_empty = True
        self._match = self._sequence(self._tree, self._accept)

    def walk(self, method: str, text: Any, start: int = 0, end: int | None = None) -> list[int]:
        """Count `method` (`match`, `fullmatch`, `search`, `finditer`) on a text; return the matches' ends."""
        if isinstance(text, bytes | bytearray):
            text = bytes(text).decode("latin-1")
        self._text = text
        self._end = len(text) if end is None else min(max(end, 0), len(text))
        start = min(max(start, 0), len(text))
        if method in ("match", "fullmatch"):
            found = self._at(start, is_full=method == "fullmatch")
            return [found] if found >= 0 else []
        ends: list[int] = []
        empty_before = -1
        while start <= self._end:
            place, found = self._search(start, empty_before)
            if found < 0:
                break
            ends.append(found)
            if method == "search":
                break
            # As `re` does: where an empty match was found, no other one is.
            empty_before = found if found == place else -1
            start = found
        return ends

    def _search(self, start: int, empty_before: int) -> tuple[int, int]:
        text, first, counter = self._text, self._first, self._counter
        for place in range(start, self._end + 1):
            counter.steps += 1
            if first is not None and (place >= self._end or not first(text[place])):
                continue
            found = self._at(place, is_full=False, may_be_empty=place != empty_before)
            if found >= 0:
                return place, found
        return -1, -1

    def _at(self, start: int, *, is_full: bool, may_be_empty: bool = True) -> int:
        self._groups = {}
        self._start, self._is_full, self._may_be_empty = start, is_full, may_be_empty
        return self._match(start)

    def _accept(self, place: int) -> int:
        if (self._is_full and place != self._end) or (place == self._start and not self._may_be_empty):
            return -1
        return place

    # Each of the following makes a function that matches from a place on and then goes on with `then`.

    def _sequence(self, items: Any, then: Continuation) -> Continuation:
        for operation, argument in reversed(list(items)):
            then = self._item(operation, argument, then)
        return then

    def _item(self, operation: Any, argument: Any, then: Continuation) -> Continuation:
        test = self._char_test(operation, argument)
        if test is not None:
            return self._char(test, then)
        if operation is c.AT:
            return lambda place: then(place) if self._is_at(argument, place) else -1
        if operation is c.BRANCH:
            return self._branch([self._sequence(option, then) for option in argument[1]])
        if operation is c.SUBPATTERN:
            return self._group(argument, then)
        if operation in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            return self._repeat(operation, argument, then)
        if operation is c.ATOMIC_GROUP:
            inner = self._sequence(argument, lambda place: place)
            return lambda place: -1 if (found := inner(place)) < 0 else then(found)
        if operation in (c.ASSERT, c.ASSERT_NOT):
            return self._assertion(operation, argument, then)
        if operation is c.GROUPREF:
            return self._reference(argument, then)
        raise UncountablePatternError(self._pattern, str(operation))

    def _char(self, test: Callable[[str], bool], then: Continuation) -> Continuation:
        counter = self._counter

        def step(place: int) -> int:
            counter.steps += 1
            return then(place + 1) if place < self._end and test(self._text[place]) else -1

        return step

    def _branch(self, options: list[Continuation]) -> Continuation:
        counter = self._counter

        def step(place: int) -> int:
            for option in options:
                counter.steps += 1
                if (found := option(place)) >= 0:
                    return found
            return -1

        return step

    def _group(self, argument: Any, then: Continuation) -> Continuation:
        number, added_flags, removed_flags, items = argument
        if added_flags or removed_flags:
            raise UncountablePatternError(self._pattern, "flags of a group")
        if number is None:
            return self._sequence(items, then)
        starts: list[int] = []

        def close(place: int) -> int:
            before = self._groups.get(number)
            start = starts.pop()
            self._groups[number] = (start, place)
            found = then(place)
            if found < 0:
                starts.append(start)
                if before is None:
                    del self._groups[number]
                else:
                    self._groups[number] = before
            return found

        inner = self._sequence(items, close)

        def step(place: int) -> int:
            depth = len(starts)
            starts.append(place)
            found = inner(place)
            if found < 0:
                del starts[depth:]
            return found

        return step

    def _repeat(self, operation: Any, argument: Any, then: Continuation) -> Continuation:
        least, most, items = argument
        if len(items) == 1 and (test := self._char_test(*items[0])) is not None:
            return self._repeat_char(operation, least, most, test, then)
        if operation is c.POSSESSIVE_REPEAT:
            return self._repeat_possessive(least, most, items, then)
        return self._repeat_items(operation, least, most, items, then)

    def _repeat_char(
        self, operation: Any, least: int, most: Any, test: Callable[[str], bool], then: Continuation
    ) -> Continuation:
        counter = self._counter

        def step(place: int) -> int:
            text, limit = self._text, self._end if most is c.MAXREPEAT else min(self._end, place + most)
            stop = place
            eager = limit if operation is not c.MIN_REPEAT else min(limit, place + least)
            while stop < eager and test(text[stop]):
                stop += 1
            counter.steps += stop - place + 1
            if stop - place < least:
                return -1
            if operation is c.POSSESSIVE_REPEAT:
                return then(stop)
            if operation is c.MIN_REPEAT:
                while True:
                    counter.steps += 1
                    if (found := then(stop)) >= 0:
                        return found
                    if stop >= limit or not test(text[stop]):
                        return -1
                    stop += 1
            for end in range(stop, place + least - 1, -1):
                counter.steps += 1
                if (found := then(end)) >= 0:
                    return found
            return -1

        return step

    def _repeat_possessive(self, least: int, most: Any, items: Any, then: Continuation) -> Continuation:
        counter = self._counter
        once = self._sequence(items, lambda place: place)

        def step(place: int) -> int:
            count = 0
            while most is c.MAXREPEAT or count < most:
                counter.steps += 1
                found = once(place)
                if found < 0 or (found == place and count >= least):
                    break
                place, count = found, count + 1
            return then(place) if count >= least else -1

        return step

    def _repeat_items(
        self, operation: Any, least: int, most: Any, items: Any, then: Continuation
    ) -> Continuation:
        counter = self._counter
        state: list[tuple[int, int]] = []  # how many times it was matched, and where the last began

        def after(place: int) -> int:
            count, last = state.pop()
            found = again(place, count, last)
            if found < 0:
                state.append((count, last))
            return found

        once = self._sequence(items, after)

        def more(place: int, count: int) -> int:
            depth = len(state)
            state.append((count + 1, place))
            found = once(place)
            if found < 0:
                del state[depth:]
            return found

        def again(place: int, count: int, last: int) -> int:
            counter.steps += 1
            if count < least:
                return more(place, count)
            may_repeat = (most is c.MAXREPEAT or count < most) and place != last
            if operation is c.MIN_REPEAT:
                found = then(place)
                return found if found >= 0 or not may_repeat else more(place, count)
            if may_repeat and (found := more(place, count)) >= 0:
                return found
            return then(place)

        return lambda place: again(place, 0, -1)

    def _assertion(self, operation: Any, argument: Any, then: Continuation) -> Continuation:
        direction, items = argument
        width = items.getwidth()[0] if direction < 0 else 0
        inner = self._sequence(items, lambda place: place)
        is_wanted = operation is c.ASSERT

        def step(place: int) -> int:
            holds = place - width >= 0 and inner(place - width) >= 0
            return then(place) if holds == is_wanted else -1

        return step

    def _reference(self, number: int, then: Continuation) -> Continuation:
        def step(place: int) -> int:
            span = self._groups.get(number)
            if span is None:
                return -1
            told = self._text[slice(*span)]
            self._counter.steps += len(told) + 1
            return then(place + len(told)) if self._text.startswith(told, place, self._end) else -1

        return step

    def _is_at(self, code: Any, place: int) -> bool:
        self._counter.steps += 1
        text, end = self._text, self._end
        if code in (c.AT_BEGINNING, c.AT_BEGINNING_STRING):
            return place == 0
        if code is c.AT_END:
            return place == end or (place == end - 1 and text[place] == "\n")
        if code is c.AT_END_STRING:
            return place == end
        before = place > 0 and _WORD.match(text[place - 1]) is not None
        after = place < end and _WORD.match(text[place]) is not None
        return (before != after) == (code is c.AT_BOUNDARY)

    def _char_test(self, operation: Any, argument: Any) -> Callable[[str], bool] | None:
        """A test of one character, where an item is one."""
        if operation not in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN, c.RANGE, c.CATEGORY):
            return None
        is_one = self._plain_test(operation, argument)
        if self._pattern.flags & re.IGNORECASE and operation is not c.ANY:
            if operation is c.NOT_LITERAL or (operation is c.IN and argument[0][0] is c.NEGATE):
                return cache(lambda char: is_one(char.lower()) and is_one(char.upper()))
            return cache(lambda char: is_one(char) or is_one(char.lower()) or is_one(char.upper()))
        return cache(is_one)

    def _plain_test(self, operation: Any, argument: Any) -> Callable[[str], bool]:
        if operation is c.LITERAL:
            return lambda char: char == chr(argument)
        if operation is c.NOT_LITERAL:
            return lambda char: char != chr(argument)
        if operation is c.ANY:
            is_all = bool(self._pattern.flags & re.DOTALL)
            return lambda char: is_all or char != "\n"
        if operation is c.RANGE:
            return lambda char: argument[0] <= ord(char) <= argument[1]
        if operation is c.CATEGORY:
            if isinstance(self._pattern.pattern, bytes) or self._pattern.flags & re.ASCII:
                return lambda char: _ASCII[argument].match(char) is not None
            return _CATEGORIES[argument]
        is_negated = argument[0][0] is c.NEGATE
        tests = [self._plain_test(*item) for item in argument[is_negated:]]
        return lambda char: any(test(char) for test in tests) != is_negated

    def _first_test(self, items: Any) -> Callable[[str], bool] | None:
        """A test of the first character of a match, where `re` makes one, too; None where it may be any."""
        for operation, argument in items:
            if (test := self._char_test(operation, argument)) is not None:
                return test
            if operation is c.SUBPATTERN:
                return self._first_test(argument[3])
            return None
        return None

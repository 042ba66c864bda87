"""Carries out the product's own code with a count of its work, the work of the C code that it calls included.

The modules are imported once more, rewritten: every turn of a loop is a step, every call goes through
`Meter.call`, and every slice, containment test, concatenation and text put together through a function that
knows how much is copied or looked at. A method of a text costs what it reads (`find` up to what it finds,
`lower` all), a regular expression what it tries (`regex_steps`), `sorted`, `Counter`, `insort` and other
functions over whole containers what they are given. `lxml` and `trafilatura` cost one step a call: what
they do inside is theirs, and only the budget of a document bounds it.
"""

import ast
import importlib
import importlib.abc
import importlib.machinery
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from types import CodeType, ModuleType
from typing import Any

from tests.linear_time.regex_steps import CountedPattern, Counter

_METER = "__meter__"
_LOGARITHMIC = {"bisect_left", "bisect_right", "heappush", "heappop", "len", "isinstance", "next", "iter"}
_CONSTANT = {"append", "get", "add", "discard", "setdefault", "pop", "popleft", "keys", "values", "items"}
_AFFIX = {"startswith", "endswith"}
_FORWARD, _BACKWARD = {"find", "index"}, {"rfind", "rindex"}
_SIZED = (str, bytes, bytearray, list, tuple, dict, set, frozenset)
_TEXTS = (str, bytes, bytearray)


class Meter(Counter):
    """Counts the steps of rewritten code. Its methods do what they stand for, and count it."""

    def __init__(self) -> None:
        super().__init__()
        self._patterns: dict[re.Pattern[Any], CountedPattern] = {}

    def tick(self) -> bool:
        """One turn of a loop."""
        self.steps += 1
        return True

    def call(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
        """Call a function; where it is written in C, count what it does with what it is given."""
        self.steps += 1
        name = getattr(function, "__name__", "")
        owner = getattr(function, "__self__", None)
        if isinstance(owner, re.Pattern):
            return self._call_pattern(owner, name, function, arguments)
        if function is re.search or function is re.match:
            return self._call_pattern(re.compile(arguments[0]), name, function, arguments, skipped=1)
        answer = function(*arguments, **named)
        if isinstance(owner, _TEXTS):
            self.steps += _text_cost(owner, name, arguments, answer)
        elif _is_in_c(function) and name not in _LOGARITHMIC | _CONSTANT:
            self.steps += sum(len(argument) for argument in arguments if isinstance(argument, _SIZED))
            self.steps += len(answer) if isinstance(answer, _SIZED) else 0
        return answer

    def slice(self, container: Any, part: Any) -> Any:
        """Take a part of something: it is copied."""
        return self.made(container[part])

    def made(self, container: Any) -> Any:
        """Count what was just put together."""
        self.steps += len(container) if isinstance(container, _SIZED) else 0
        return container

    def plus(self, left: Any, right: Any) -> Any:
        """Add two things: texts and lists are copied, both of them."""
        return self.made(left + right)

    def extended(self, left: Any, right: Any) -> Any:
        """Add to something in place: immutable texts are copied as a whole."""
        self.made(right)
        left += right
        return self.made(left) if isinstance(left, str | bytes | tuple) else left

    def holds(self, item: Any, container: Any) -> bool:
        """Look for something: hashed containers know at once, others are looked through."""
        if isinstance(container, _TEXTS):
            place = container.find(item)
            self.steps += len(container) if place < 0 else place + 1
        elif isinstance(container, list | tuple):
            self.steps += len(container)
        return item in container

    def _call_pattern(
        self,
        pattern: "re.Pattern[Any]",
        method: str,
        function: Callable[..., Any],
        arguments: Sequence[Any],
        skipped: int = 0,
    ) -> Any:
        is_sub = method == "sub"
        walked = "finditer" if method in ("findall", "sub", "split") else method
        counted = self._patterns.get(pattern)
        if counted is None:
            counted = self._patterns[pattern] = CountedPattern(pattern, self)
        text, *limits = arguments[is_sub + skipped :]
        ends = counted.walk(walked, text, *limits)
        found = getattr(pattern, walked)(text, *limits)
        matches = list(found) if walked == "finditer" else [found] if found else []
        assert ends == [match.end() for match in matches], (
            f"the count of {pattern.pattern!r} by {method} went another way than `re`: mend regex_steps.py"
        )
        answer = function(*arguments)
        return iter(matches) if method == "finditer" else self.made(answer)


def _is_in_c(function: Callable[..., Any]) -> bool:
    """Whether a function does its work in C; a class made of fields only keeps what it is given."""
    if isinstance(function, type):
        return function.__module__ in ("builtins", "collections", "itertools")
    return not hasattr(function, "__code__")


def _text_cost(text: Any, name: str, arguments: Sequence[Any], answer: Any) -> int:
    """How many characters a method of a text reads or writes."""
    if name in _AFFIX:
        affixes = arguments[0] if isinstance(arguments[0], tuple) else (arguments[0],)
        return sum(map(len, affixes))
    if name not in _FORWARD | _BACKWARD | {"count"}:
        return len(answer) if name == "join" else len(text)
    start, stop, _ = slice(*(*arguments[1:3], None, None)[:2]).indices(len(text))
    sought = len(arguments[0]) if isinstance(arguments[0], _TEXTS) else 1
    if name in _FORWARD:
        return (answer if answer >= 0 else stop) - start + sought
    if name in _BACKWARD:
        return stop - (answer if answer >= 0 else start) + sought
    return stop - start


class _Rewriter(ast.NodeTransformer):
    """Puts the meter between the code and what it calls."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("super", "locals", "globals"):
            return node
        node.args.insert(0, node.func)
        node.func = _meter("call")
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.slice, ast.Slice) or not isinstance(node.ctx, ast.Load):
            return node
        parts = [part or ast.Constant(None) for part in (node.slice.lower, node.slice.upper, node.slice.step)]
        return _call("slice", node.value, ast.Call(ast.Name("slice", ast.Load()), parts, []))

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.In | ast.NotIn):
            return node
        holds = _call("holds", node.left, node.comparators[0])
        return ast.UnaryOp(ast.Not(), holds) if isinstance(node.ops[0], ast.NotIn) else holds

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult):
            return _call("made", node)
        return _call("plus", node.left, node.right) if isinstance(node.op, ast.Add) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Add) or not isinstance(node.target, ast.Name):
            return node
        before = ast.Name(node.target.id, ast.Load())
        return ast.Assign([node.target], _call("extended", before, node.value))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        values = [self.visit(v.value) if isinstance(v, ast.FormattedValue) else v for v in node.values]
        for value, visited in zip(node.values, values, strict=True):
            if isinstance(value, ast.FormattedValue):
                value.value = visited
        return _call("made", node)

    def _visit_display(self, node: Any) -> ast.AST:
        self.generic_visit(node)
        is_starred = any(isinstance(item, ast.Starred) for item in node.elts)
        is_made = is_starred and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        return _call("made", node) if is_made else node

    visit_List = visit_Tuple = visit_Set = _visit_display

    def _visit_loop(self, node: Any) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, ast.Expr(_call("tick")))
        return node

    visit_For = visit_While = _visit_loop

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.ifs.insert(0, _call("tick"))
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]
        return node


def _meter(method: str) -> ast.Attribute:
    return ast.Attribute(ast.Name(_METER, ast.Load()), method, ast.Load())


def _call(method: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(_meter(method), list(arguments), [])


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module rewritten, with the meter among its globals, and leaves no compiled file behind."""

    def __init__(self, name: str, path: str, meter: Meter) -> None:
        super().__init__(name, path)
        self._meter = meter

    def get_code(self, fullname: str) -> CodeType:
        source = self.get_data(self.path)
        tree = ast.fix_missing_locations(_Rewriter().visit(ast.parse(source)))
        return compile(tree, self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        vars(module)[_METER] = self._meter
        super().exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules below some packages in the usual places, to be loaded rewritten."""

    def __init__(self, packages: Iterable[str], meter: Meter) -> None:
        self._packages = tuple(packages)
        self._meter = meter

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        if not any(fullname == package or fullname.startswith(f"{package}.") for package in self._packages):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = _Loader(fullname, spec.loader.path, self._meter)
        return spec


def count_work_of(packages: Iterable[str], meter: Meter) -> None:
    """Have every module of these packages counted that this process imports from now on.

    For a process of its own: a module that is imported already stays what it is, which is an error here.
    """
    packages = tuple(packages)
    early = [name for name in sys.modules if name.startswith(packages)]
    if early:
        raise RuntimeError(f"imported before they could be counted: {early}")
    sys.meta_path.insert(0, _Finder(packages, meter))

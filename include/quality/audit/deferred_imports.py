"""Imports that wait until they are needed, for what Great Expectations imports and our suites never use.

Nearly half of the time that Great Expectations takes to import goes to SciPy's statistics and to Altair's
charts, which serve one expectation about distributions. The standard library's `LazyLoader` does not help:
the import statement itself asks a module for its specification, and asking loads it.
"""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_RARELY_USED = ("scipy.stats", "altair")


class _DeferredModule(ModuleType):
    """A module's place, until somebody asks for something that is in it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # the import system looks, and takes no for an answer
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def defer_rarely_used() -> None:
    """Let Great Expectations be imported without what it rarely uses; what is loaded already stays."""
    for name in _RARELY_USED:
        if name in sys.modules:
            continue
        spec = find_spec(name)
        if spec is not None:
            module = module_from_spec(spec)
            module.__class__ = _DeferredModule
            sys.modules[name] = module

"""Regular expressions that are compiled when they are first asked, not when they are imported."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property


class Regex:
    """A regular expression of `re`; its methods are those of a compiled one."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def engine(self) -> re.Pattern[str]:
        return re.compile(self._source)

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        return self.engine.match

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        return self.engine.search

    @cached_property
    def fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        return self.engine.fullmatch

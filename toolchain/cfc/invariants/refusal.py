"""Why an expression that parses becomes no code."""

from __future__ import annotations


class NotCompiled(Exception):
    """A part that the compiler does not know (yet)."""

    def __init__(self, part: str, start: int, end: int) -> None:
        super().__init__(part)
        self.part = part
        self.start = start
        self.end = end


class Refused(Exception):
    """A part that no invariant may have: its answer could change, or never come."""

    def __init__(self, part: str, start: int, end: int, help: str) -> None:
        super().__init__(part)
        self.part = part
        self.start = start
        self.end = end
        self.help = help

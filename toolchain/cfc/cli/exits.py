"""Exit codes, and the exceptions that stop a run."""

from __future__ import annotations

CLEAN = 0
FINDINGS = 1
COULD_NOT_RUN = 2
OUR_BUG = 3


class CannotRun(Exception):
    """The run cannot go on: usage, configuration, missing input or tool. `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint

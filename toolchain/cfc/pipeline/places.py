"""Where the files of a target lie."""

from __future__ import annotations

from cfc.config.model import Config


def folder_of(config: Config, target: str) -> str:
    """Return a target's folder under the output folder."""
    return {
        "python": config.python_out,
        "typescript": config.typescript_out,
        "javascript": config.javascript_out,
    }[target]

"""The settings of a run, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cfc.diagnostics.model import Severity
from cfc.diagnostics.reporter import Suppression


class ConfigError(Exception):
    """The configuration cannot be used; `file` and `line` say where (line 0: the whole file)."""

    def __init__(self, message: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.file, self.line = message, file, line

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return where + self.message


@dataclass(frozen=True)
class OtherModels:
    """A further Python package with models of another kind; `contracts`: globs of ids (none: all)."""

    models: str
    package: str
    contracts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Config:
    """Settings with their defaults. Paths are relative to `project`, `/`-separated."""

    project: Path
    file: str | None = None
    schemas: tuple[str, ...] = ("schemas",)
    exclude: tuple[str, ...] = ()
    out: str = "generated"
    targets: tuple[str, ...] = ("python", "typescript")
    formats: Literal["assert", "annotate"] = "assert"
    variants: Literal["none", "read-write"] = "none"
    max_depth: int = 200
    metaschemas: tuple[str, ...] = ()
    templates: str | None = None
    format_patterns: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
    implementations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    python_out: str = "python"
    python_package: str = "contracts"
    python_models: str = "pydantic"
    python_frozen: bool = False
    python_rich_formats: tuple[str, ...] = ()
    python_also: tuple[OtherModels, ...] = ()
    typescript_out: str = "typescript"
    typescript_imports: Literal["js", "ts", "none"] = "js"
    typescript_readonly: bool = True
    typescript_template_literals: bool = True
    typescript_branded_formats: bool = False
    javascript_out: str = "javascript"

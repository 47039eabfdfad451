"""Compile one schema in memory, for the benches: the texts that `cfc compile` would write.

In: a schema's file. Out: the texts of each language, and the names that its module exports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.load import Found
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.reporter import Reporter
from cfc.pipeline.build import build
from cfc.pipeline.compile import Options
from cfc.pipeline.selection import Selection
from cfc.pipeline.state import State


@dataclass(frozen=True)
class Compiled:
    """The texts of a schema by language and path."""

    texts: dict[str, dict[str, str]]

    @property
    def stem(self) -> str:
        """The name of the schema's module, where one language alone was asked for."""
        return self.stem_of(next(iter(self.texts)))

    def stem_of(self, language: str) -> str:
        """Return the name of the schema's own module in a language."""
        paths = (path.removeprefix("contracts/") for path in self.texts[language])
        return next(path.rpartition(".")[0] for path in paths if is_module(path))

    def path(self, language: str) -> str:
        """Return the path of the schema's own module."""
        endings = {"python": ".py", "typescript": ".ts", "javascript": ".js"}
        folder = "contracts/" if language == "python" else ""
        return folder + self.stem_of(language) + endings[language]

    def text(self, language: str) -> str:
        return self.texts[language][self.path(language)]

    def function(self, language: str, verb: str) -> str:
        """Return the name of the function of the whole schema: `is`, `validate`, `parse`."""
        if language == "python":
            found = re.search(r"^def parse_(\w+)\(", self.text(language), re.MULTILINE)
            return f"{verb}_{found[1]}" if found else ""
        found = re.search(r"^export function parse(\w+)\(", self.text(language), re.MULTILINE)
        return verb + found[1] if found else ""


def compiled(source: Path, languages: Sequence[str], *, formats: str = "assert") -> Compiled:
    """Return the texts; raises ValueError with the first finding when the schema has errors."""
    file = source.resolve().as_posix().lstrip("/")
    found = Found(Path(file).parent.as_posix(), file, source)
    reporter = Reporter(catalogue())
    built = build(
        Config(Path("/"), formats="annotate" if formats == "annotate" else "assert"),
        Selection((found,), frozenset([file]), False),
        Options(tuple(languages), "generated"),
        reporter,
        State(),
    )
    if reporter.has_errors:
        raise ValueError(str(reporter.findings()[0]))
    texts: dict[str, dict[str, str]] = {language: {} for language in languages}
    for path, text in built.texts.items():
        language, _, rest = path.partition("/")
        if language in texts:
            texts[language][rest] = text
    return Compiled(texts)


def is_module(path: str) -> bool:
    """Tell the one module of a contract from the shared ones."""
    name = path.partition("/")[0]
    return not name.startswith(("_", "runtime", "index.", "py.typed"))

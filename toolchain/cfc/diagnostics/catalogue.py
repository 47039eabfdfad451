"""The catalogue of rules: one Markdown page per rule, read when it is needed.

In: the folder of pages; a page's file name is its rule's name, its folder the rule's family.
Out: `Rule` records. It refuses to know what a rule looks for: it knows what a page says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from cfc.diagnostics.model import Severity
from cfc.resources import folder
from cfc.text.page import Page, read_page

FAMILIES = {
    "load": "L",
    "resolve": "R",
    "check": "C",
    "invariant": "I",
    "emit": "E",
    "diff": "D",
    "fuzz": "F",
    "propose": "P",
    "validate": "V",
    "gate": "G",
    "bug": "X",
}
"""The letter that a family's codes begin with, by the name of its folder."""

EXAMPLE_SECTIONS = ("Fires on", "Stays silent on")

_CODE = re.compile(r"CFC-[A-Z][0-9]{3}")
_CODE_LINE = re.compile(r'^code\s*=\s*"([^"]*)"', re.MULTILINE)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class CatalogueError(Exception):
    """The pages contradict themselves or lack something: our own bug, with all of its places."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Rule:
    """What a page says of its rule. `why` and `help` stand in findings that bring none."""

    name: str
    code: str
    family: str
    severity: Severity
    summary: str
    why: str | None
    help: str | None
    replaced_by: str | None
    page_text: str = field(repr=False)
    page: Page = field(repr=False)

    @property
    def settings(self) -> Mapping[str, object]:
        """Everything in the settings block of the page."""
        return self.page.settings


class Catalogue:
    """All rules of a folder of pages; each page is read when it is first asked for."""

    def __init__(self, pages: Path) -> None:
        self._pages = pages
        self._rules: dict[str, Rule] = {}

    @cached_property
    def _paths(self) -> dict[str, Path]:
        paths: dict[str, Path] = {}
        problems = []
        for path in sorted(self._pages.glob("*/*.md")):
            if path.stem in paths:
                problems.append(f"{path.stem}: there are two pages of this name")
            paths[path.stem] = path
        if problems:
            raise CatalogueError(problems)
        return paths

    @cached_property
    def _names_by_code(self) -> dict[str, str]:
        codes: dict[str, str] = {}
        for name, path in self._paths.items():
            match = _CODE_LINE.search(path.read_text("utf-8"))
            if match is not None:
                codes.setdefault(match[1], name)
        return codes

    def names(self) -> tuple[str, ...]:
        """Return the names of all rules, sorted, without reading their pages."""
        return tuple(sorted(self._paths))

    def name(self, name_or_code: str) -> str:
        """Return the name of the rule that is called so; raises LookupError when none is."""
        if name_or_code in self._paths:
            return name_or_code
        code = name_or_code.upper()
        found = self._names_by_code.get(code) if _CODE.fullmatch(code) else None
        if found is None:
            raise LookupError(name_or_code)
        return found

    def rule(self, name_or_code: str) -> Rule:
        """Return the rule that is called so; raises LookupError when none is."""
        name = self.name(name_or_code)
        if name not in self._rules:
            self._rules[name] = self._read(self._paths[name])
        return self._rules[name]

    def load_all(self) -> tuple[Rule, ...]:
        """Return all rules by code; raises CatalogueError with everything that is wrong."""
        rules: list[Rule] = []
        problems: list[str] = []
        for name in self.names():
            try:
                rules.append(self.rule(name))
            except CatalogueError as error:
                problems += error.problems
        first: dict[str, str] = {}
        for rule in rules:
            if first.setdefault(rule.code, rule.name) != rule.name:
                problems.append(f"{rule.name}: {first[rule.code]} has the code {rule.code} too")
            if rule.replaced_by is not None and rule.replaced_by not in self._paths:
                problems.append(f"{rule.name}: there is no rule {rule.replaced_by} to replace it")
            also = rule.settings.get("also", [])
            named = also if isinstance(also, list) else [also]
            problems += [
                f"{rule.name}: there is no rule {other} that could fire also"
                for other in named
                if other not in self._paths
            ]
            problems += _missing(rule)
        if problems:
            raise CatalogueError(problems)
        return tuple(sorted(rules, key=lambda rule: (rule.family, rule.code)))

    def _read(self, path: Path) -> Rule:
        text = path.read_text("utf-8")
        name, family = path.stem, path.parent.name
        try:
            page = read_page(text)
        except ValueError as error:
            raise CatalogueError([f"{name}: {error}"]) from None
        problems = []
        code = page.settings.get("code")
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            problems.append(f"{name}: `code` must be like CFC-C104, not {code!r}")
        elif code[4] != FAMILIES.get(family, code[4]):
            problems.append(f"{name}: a code in {family} begins with CFC-{FAMILIES[family]}")
        severity = page.settings.get("severity")
        if severity not in {level.word for level in Severity}:
            problems.append(f"{name}: `severity` must be error, warning or hint, not {severity!r}")
        if page.title != name:
            problems.append(f"{name}: the title is {page.title!r}")
        texts = {}
        for key in ("why", "help", "replaced_by"):
            value = page.settings.get(key)
            if value is not None and not isinstance(value, str):
                problems.append(f"{name}: `{key}` must be a text")
            texts[key] = value if isinstance(value, str) else None
        if problems:
            raise CatalogueError(problems)
        return Rule(
            name=name,
            code=str(code),
            family=family,
            severity=Severity[str(severity).upper()],
            summary=" ".join(page.sections[""].partition("\n\n")[0].split()),
            why=texts["why"],
            help=texts["help"],
            replaced_by=texts["replaced_by"],
            page_text=text,
            page=page,
        )


def _missing(rule: Rule) -> list[str]:
    """Return what the page of a rule must have and lacks."""
    problems = []
    if not _NAME.fullmatch(rule.name):
        problems.append(f"{rule.name}: a name is lower-case words joined by hyphens")
    if rule.family not in FAMILIES:
        problems.append(f"{rule.name}: {rule.family} is no family of rules")
    if not rule.summary:
        problems.append(f"{rule.name}: no sentence says what it finds")
    if rule.settings.get("example") == "none" or rule.replaced_by is not None:
        return problems
    for section in EXAMPLE_SECTIONS:
        if not any(block.heading == section for block in rule.page.blocks):
            problems.append(f"{rule.name}: the section `{section}` has no example")
    return problems


@cache
def catalogue() -> Catalogue:
    """Return the catalogue of cfc's own rules."""
    return Catalogue(folder("rules"))

"""Pages that are printed from tables: the keywords, and the rules.

In: the tables of the compiler, the examples of keywords. Out: the text of `docs/keywords.md` and
`docs/rules.md`; `pytest tests/docs --update-golden` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import fill

from cfc.contract.keywords import FORMATS, KEYWORDS, Keyword
from cfc.diagnostics.catalogue import FAMILIES, catalogue

_KEYWORDS_HEAD = """\
# Keywords

<!-- Printed from toolchain/cfc/contract/keywords.py and tests/docs/keyword_examples.json. -->

Every keyword of JSON Schema 2020-12, and the two that are cfc's own. *Judged* means that a test
gives the generated Python and the generated TypeScript a document that the keyword accepts and
one that it refuses. `cfc validate --engine reference` agrees on all of them but three: it matches
`pattern` by Python's own engine, ignores `dependencies`, and judges only the invariants at the
place that is asked for.

| keyword | vocabulary | applies to | in the validators |
| --- | --- | --- | --- |
"""
_NOTES = {
    "title": "name of the type, and its comment",
    "description": "comment",
    "deprecated": "comment",
    "$comment": "ignored",
    "default": "checked against its schema by `cfc check`; never filled in",
    "examples": "checked against their schema by `cfc check`",
    "contractVersion": "in the header of the module",
    "$vocabulary": "of metaschemas: says what is checked",
    "$schema": "2020-12, or a metaschema of the configuration",
    "$defs": "names of types",
    "definitions": "as `$defs` (an old form)",
    "$id": "base of references",
    "$anchor": "target of references",
    "$dynamicAnchor": "target of dynamic references",
    "$recursiveRef": "ignored (2019-09)",
    "$recursiveAnchor": "ignored (2019-09)",
}
_FAMILY_NAMES = {
    "load": "Reading files",
    "resolve": "References",
    "check": "Contracts",
    "invariant": "Invariants, when they are checked",
    "emit": "Generated files",
    "diff": "Changes",
    "fuzz": "Fuzzing",
    "propose": "Proposals",
    "validate": "Documents",
    "gate": "Gates",
    "bug": "Our own bugs",
}


@cache
def keyword_examples() -> Mapping[str, Mapping[str, object]]:
    """Return a schema, a valid and an invalid document for each keyword that judges."""
    text = Path(__file__).with_name("keyword_examples.json").read_text("utf-8")
    found: dict[str, dict[str, object]] = json.loads(text)
    return found


def keywords_page() -> str:
    """Return the text of the page of keywords."""
    rows = "".join(_keyword_row(keyword) for keyword in KEYWORDS.values())
    formats = fill(", ".join(f"`{name}`" for name in sorted(FORMATS)), 95)
    return (
        f"{_KEYWORDS_HEAD}{rows}\n## Formats\n\n"
        f'These are judged, unless `formats = "annotate"` is set: {formats}. The configuration can\n'
        "add others (`[format-patterns]`); any other name is a note.\n"
    )


def _keyword_row(keyword: Keyword) -> str:
    effect = "judged" if keyword.name in keyword_examples() else _NOTES.get(keyword.name, "ignored")
    kind = keyword.type or "any value"
    return f"| `{keyword.name}` | {keyword.vocabulary} | {kind} | {effect} |\n"


def rules_page() -> str:
    """Return the text of the index of rules."""
    rules = catalogue().load_all()
    parts = [
        "# Rules\n\n<!-- Printed from the pages under toolchain/cfc/rules. -->\n\n"
        "Every finding has a rule, and every rule a page: `cfc explain NAME` (or its code) prints\n"
        "it, with what to do and examples that a test runs. The configuration can change a rule's\n"
        "severity or suppress single findings ([configuration](configuration.md)).\n"
    ]
    for family in FAMILIES:
        own = [rule for rule in rules if rule.family == family]
        if own:
            parts.append(f"\n## {_FAMILY_NAMES[family]}\n\n| code | rule | severity | finds |\n")
            parts.append("| --- | --- | --- | --- |\n")
        for rule in own:
            place = f"../toolchain/cfc/rules/{family}/{rule.name}.md"
            summary = rule.summary.replace("|", "\\|")
            parts.append(
                f"| {rule.code} | [{rule.name}]({place}) | {rule.severity.word} | {summary} |\n"
            )
    return "".join(parts)

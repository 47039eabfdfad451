"""A proposal as the text of a page, the way a careful author would lay it out.

In: what a page says. Out: its text. What is written here is read by `proposal.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cfc.propose.patch import Operation
from cfc.propose.proposal import FORMAT, Kind

_WIDTH = 96


@dataclass(frozen=True)
class Evidence:
    """An obligation that is not on a page yet. `reference`: CONTRACT#PLACE, or with an invariant."""

    kind: Kind
    reference: str
    value: object


@dataclass(frozen=True)
class Draft:
    """What a new page says."""

    title: str
    author: str
    base: Mapping[str, str]
    compatibility: Mapping[str, str]
    patches: Mapping[str, Sequence[Operation]]
    evidence: Sequence[Evidence] = ()
    rationale: str = ""
    impact: str = ""
    migration: str = ""
    counters: str | None = None
    serves: Sequence[str] = field(default_factory=tuple)


def slug(title: str) -> str:
    """Return the words of a title as an id has them, the first six."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words[:6]) or "change"


def page_text(identifier: str, draft: Draft) -> str:
    """Return the page."""
    front = [
        f"cfc: {FORMAT}",
        f"id: {identifier}",
        f"title: {_scalar(draft.title)}",
        f"author: {_scalar(draft.author)}",
        *_table("base", draft.base),
        *_table("compatibility", draft.compatibility),
        f"serves: {json.dumps(list(draft.serves), ensure_ascii=False)}",
        "depends_on: []",
        "renames: {}",
        f"counters: {draft.counters or 'null'}",
    ]
    parts = ["---", *front, "---", ""]
    parts += _section("Rationale", draft.rationale or "Why this is wanted.")
    if draft.impact:
        parts += _section("Impact", draft.impact)
    parts += ["## Patch", ""]
    for contract, operations in draft.patches.items():
        parts += [f"```json-patch {contract}", *_operations(operations), "```", ""]
    parts += ["## Evidence", ""]
    for item in draft.evidence:
        parts += [f"```json {item.kind} {item.reference}", *_json(item.value), "```", ""]
    parts += _section("Migration", draft.migration or "None is needed.")
    return "\n".join(parts).rstrip("\n") + "\n"


def _section(heading: str, text: str) -> list[str]:
    # A line of prose that looks like a fence or a heading would change the page.
    lines = [re.sub(r"^( {0,3})(#|`{3}|~{3})", r"\1\\\2", line) for line in text.splitlines()]
    return [f"## {heading}", "", *lines, ""]


def _scalar(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _table(name: str, values: Mapping[str, str]) -> list[str]:
    return [f"{name}:", *(f"  {_scalar(key)}: {_scalar(value)}" for key, value in values.items())]


def _operations(operations: Sequence[Operation]) -> list[str]:
    if not operations:
        return ["[]"]
    lines: list[str] = []
    for index, operation in enumerate(operations):
        text = json.dumps(operation.to_json(), ensure_ascii=False)
        lines.append(("[ " if index == 0 else "  ") + text + ",")
    lines[-1] = lines[-1][:-1] + " ]"
    return lines


def _json(value: object) -> list[str]:
    flat = json.dumps(value, ensure_ascii=False)
    text = flat if len(flat) <= _WIDTH else json.dumps(value, ensure_ascii=False, indent=2)
    return text.splitlines()

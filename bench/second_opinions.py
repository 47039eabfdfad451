"""Where jsonschema and jsonschema-rs differ from the oracle, and why: by what must go until they agree.

In: schemas, values, verdicts of the oracle. Out: counts by cause, each with its shortest example.
A cause is found by taking one thing after the other away from schema and value, and asking both
again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from cfc.contract.keywords import KEYWORDS
from cfc.contract.model import Place
from cfc.contract.registry import Registry, Unresolved
from cfc.contract.schema_engine import schema_judge
from cfc.instances.equality import text_of
from cfc.ir.numbers import as_doubles
from cfc.judges.oracle import oracle
from cfc.judges.reference import CannotFollow, TooDeep, reference_verdicts

_NAME = "urn:drawn"
_KEPT = ("$id", "$anchor", "$dynamicAnchor", "$defs", "$ref", "$dynamicRef")
_CAUSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("format",)),
    ("multipleOf", ("multipleOf",)),
    ("pattern", ("pattern",)),
    ("patternProperties", ("patternProperties",)),
    ("equality", ("const", "enum")),
    ("uniqueItems", ("uniqueItems",)),
    ("unevaluatedItems", ("unevaluatedItems",)),
    ("unevaluatedProperties", ("unevaluatedProperties",)),
    ("$dynamicRef", ("$dynamicRef",)),
    ("format, multipleOf and patterns", ("format", "multipleOf", "pattern", "patternProperties")),
    *((name, (name,)) for name in KEYWORDS if name not in _KEPT),
)

Judge = Callable[[object, Sequence[object]], list[bool] | None]


def by_oracle(schema: object, values: Sequence[object]) -> list[bool] | None:
    """Return the oracle's verdicts; None when it has none."""
    registry = Registry()
    try:
        registry.add_document(_NAME, schema)
        judge = oracle(registry)
        return [judge.holds(Place(_NAME), value) for value in values]
    except (Unresolved, ValueError):
        return None


def by_jsonschema(schema: object, values: Sequence[object]) -> list[bool] | None:
    """Return the verdicts of jsonschema; None when it has none."""
    try:
        return reference_verdicts(schema, {}, values, assert_formats=True)
    except (CannotFollow, TooDeep):
        return None


def by_jsonschema_rs(schema: object, values: Sequence[object]) -> list[bool] | None:
    """Return the verdicts of jsonschema-rs; None when it does not take the schema."""
    name = str(schema.get("$id", _NAME)) if isinstance(schema, dict) else _NAME
    judge = schema_judge({name: schema}, name, assert_formats=True)
    return None if judge is None else [judge.is_valid(value) for value in values]


OTHERS: dict[str, Judge] = {"jsonschema": by_jsonschema, "jsonschema-rs": by_jsonschema_rs}


class SecondOpinions:
    """Asks both packages, formats asserted as far as they know them."""

    def __init__(self) -> None:
        self.pairs = 0
        self.differ: dict[str, Counter[str]] = defaultdict(Counter)
        self.examples: dict[tuple[str, str], str] = {}

    def compare(self, schema: object, values: Sequence[object], verdicts: Sequence[bool]) -> None:
        self.pairs += len(values)
        for name, judge in OTHERS.items():
            said = judge(schema, values)
            for index, value in enumerate(values):
                if said is None:
                    self._count(name, "no verdict", schema, value)
                elif said[index] != verdicts[index]:
                    self._count(name, cause_of(schema, value, judge), schema, value)

    def _count(self, name: str, cause: str, schema: object, value: object) -> None:
        self.differ[name][cause] += 1
        example = f"{text_of(schema)}  <-  {text_of(value)}"
        known = self.examples.get((name, cause))
        if known is None or len(example) < len(known):
            self.examples[name, cause] = example

    def report(self) -> None:
        for name, causes in self.differ.items():
            print(f"{name}: {causes.total()} of {self.pairs} differ from the oracle")
            for cause, count in causes.most_common():
                print(f"  {count:6}  {cause}: {self.examples[name, cause]}"[:500])


def cause_of(schema: object, value: object, judge: Judge) -> str:
    """Return what, once it is gone, lets the judge and the oracle agree."""
    if _agree(as_doubles(schema), as_doubles(value), judge):
        return "integers beyond 2^53"
    for cause, names in _CAUSES:
        if _agree(without(schema, names), value, judge):
            return cause
    return "several"


def _agree(schema: object, value: object, judge: Judge) -> bool:
    theirs = judge(schema, [value])
    return theirs is not None and theirs == by_oracle(schema, [value])


def without(schema: object, names: Sequence[str]) -> object:
    """Return a schema without some keywords, at any depth; members of that name stay."""
    if not isinstance(schema, dict):
        return schema
    found: dict[str, object] = {}
    for name, item in schema.items():
        keyword = KEYWORDS.get(name)
        if name in names:
            continue
        found[name] = item
        if keyword is None or keyword.subschemas == "none":
            continue
        if isinstance(item, list):
            found[name] = [without(part, names) for part in item]
        elif keyword.subschemas == "map" and isinstance(item, dict):
            found[name] = {key: without(part, names) for key, part in item.items()}
        else:
            found[name] = without(item, names)
    return found

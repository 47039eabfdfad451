"""Where jsonschema and jsonschema-rs differ from the oracle, and why as far as a rule can tell.

In: schemas, values, verdicts of the oracle. Out: counts by cause, and examples of the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cfc.contract.schema_engine import schema_judge
from cfc.instances.equality import text_of
from cfc.judges.reference import CannotFollow, TooDeep, reference_verdicts

_NAME = "urn:drawn"


class SecondOpinions:
    """Asks both packages, formats left out (each has a reading of its own)."""

    def __init__(self) -> None:
        self.pairs = 0
        self.differ: dict[str, Counter[str]] = defaultdict(Counter)
        self.examples: dict[tuple[str, str], list[str]] = defaultdict(list)

    def compare(self, schema: object, values: Sequence[object], verdicts: Sequence[bool]) -> None:
        self.pairs += len(values)
        try:
            said = reference_verdicts(schema, {}, values, assert_formats=True)
        except (CannotFollow, TooDeep) as error:
            self._count("jsonschema", f"fails: {str(error)[:50]}", schema, None)
        else:
            self._differences("jsonschema", schema, values, verdicts, said)
        judge = schema_judge({_NAME: schema}, _NAME, assert_formats=True)
        if judge is None:
            self._count("jsonschema-rs", "does not take the schema", schema, None)
            return
        fast = [judge.is_valid(value) for value in values]
        self._differences("jsonschema-rs", schema, values, verdicts, fast)

    def _differences(
        self,
        name: str,
        schema: object,
        values: Sequence[object],
        verdicts: Sequence[bool],
        said: Sequence[bool],
    ) -> None:
        for value, ours, theirs in zip(values, verdicts, said, strict=True):
            if ours != theirs:
                self._count(name, cause_of(schema, value), schema, value)

    def _count(self, name: str, cause: str, schema: object, value: object) -> None:
        self.differ[name][cause] += 1
        kept = self.examples[name, cause]
        if len(kept) < 3:
            kept.append(f"{text_of(schema)}  <-  {text_of(value)}")

    def report(self, shown: int) -> None:
        for name, causes in self.differ.items():
            print(f"{name}: {causes.total()} of {self.pairs} differ from the oracle")
            for cause, count in causes.most_common():
                print(f"  {count:6}  {cause}")
                for example in self.examples[name, cause][:shown]:
                    print(f"          {example}"[:600])


def cause_of(schema: object, value: object) -> str:
    """Return a likely cause by what the schema and the value hold."""
    text, shown = text_of(schema), text_of(value)
    if any(abs(number) > 2**53 for number in _numbers(value)) or any(
        abs(number) > 2**53 for number in _numbers(schema)
    ):
        return "numbers beyond 2^53"
    if '"format"' in text:
        return "format"
    if '"pattern' in text:
        return "pattern"
    if "\\ud800" in shown or "\\ud800" in text:
        return "lone surrogate"
    if '"multipleOf"' in text:
        return "multipleOf"
    if '"$dynamicRef"' in text:
        return "$dynamicRef"
    return "unevaluated" if '"unevaluated' in text else "other"


def _numbers(value: object) -> list[float]:
    if isinstance(value, bool):
        return []
    if isinstance(value, (int, float)):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [number for part in parts for number in _numbers(part)]

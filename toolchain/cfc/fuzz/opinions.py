"""The verdicts of all judges on the same values, and where they part.

In: judges and values. Out: disagreements; how often a known difference was met, by its reason.
Our own judges (generated Python and TypeScript, the Pydantic model) may never part. The two
reference engines have dialects of their own: only both at once count against ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from cfc.ir.module import Entry
from cfc.judges.dialect import Dialect
from cfc.judges.expressions import evaluate
from cfc.judges.node import EngineError
from cfc.judges.python import Judged, PythonJudge
from cfc.judges.reference import ReferenceJudge, TooDeep
from cfc.judges.typescript import TypeScriptJudge

_DEEPEST_MODEL = 100
_SAFE = 2**53 - 1
_DIALECTS = {
    "pattern": "its patterns are those of its own language, not ECMA-262",
    "multipleOf": "it divides numbers as they are stored, not as they are written",
}


@dataclass(frozen=True)
class Disagreement:
    """A value, and what each judge says of it (true: valid)."""

    value: object
    verdicts: Mapping[str, bool]

    @property
    def signature(self) -> tuple[tuple[str, bool], ...]:
        return tuple(sorted(self.verdicts.items()))

    @property
    def told(self) -> str:
        yes = [name for name, verdict in self.verdicts.items() if verdict]
        no = [name for name, verdict in self.verdicts.items() if not verdict]
        return f"accepted by {', '.join(yes)}; refused by {', '.join(no)}"


class Opinions:
    """The judges of one contract. `script`: the module of the generated JavaScript."""

    def __init__(
        self,
        python: PythonJudge,
        path: str,
        entry: Entry,
        typescript: TypeScriptJudge | None,
        script: str,
        reference: ReferenceJudge,
        second: Callable[[object], bool],
        *,
        dialect: Dialect | None = None,
        has_inner_invariants: bool = False,
    ) -> None:
        self._python, self._path, self._entry = python, path, entry
        self._typescript, self._script = typescript, script
        self._reference, self._second = reference, second
        self._dialect = dialect
        self._has_inner_invariants = has_inner_invariants
        self._build: Callable[[object], object] | None = None
        self.known: dict[str, int] = {}

    def violations(self, value: object) -> list[Judged]:
        """Return what the generated Python finds."""
        return self._python.violations(self._path, self._entry.function, value)

    def keeps_schema(self, value: object) -> bool:
        """Tell whether the schema holds, whatever the invariants say."""
        return not any(not item.rule.startswith("invariant-") for item in self.violations(value))

    def compare(self, values: Sequence[object]) -> list[Disagreement]:
        """Return the values on which judges part."""
        scripts = self._scripts(values)
        found = []
        for value, script in zip(values, scripts, strict=True):
            violations = self.violations(value)
            ours = {"generated Python": not violations}
            ours["generated Python (boolean)"] = self._python.holds(
                self._path, self._entry.function, value
            )
            if script is not None:
                ours["generated TypeScript"] = script
            model = self._model(value)
            if model is not None:
                ours["Pydantic model"] = model
            if len(set(ours.values())) > 1:
                found.append(Disagreement(value, ours))
                continue
            if violations and self._has_inner_invariants:
                # An invariant within may be why a branch or an item is refused: the references
                # know only schemas.
                continue
            schema = not any(not item.rule.startswith("invariant-") for item in violations)
            if (parted := self._against(value, schema)) is not None:
                found.append(parted)
        return found

    def _scripts(self, values: Sequence[object]) -> list[bool | None]:
        if self._typescript is None:
            return [None] * len(values)
        name = f"validate{self._entry.type}"
        answers = self._typescript.validate_all(self._script, name, values)
        return [None if isinstance(one, EngineError) else not one for one in answers]

    def _model(self, value: object) -> bool | None:
        """Return the model's verdict; None where Pydantic itself cannot go."""
        if _depth(value) > _DEEPEST_MODEL or _has_surrogates(value):
            self._met("Pydantic takes no lone surrogates and no deep nesting")
            return None
        if self._build is None:
            self._build = _builder(self._python.module(self._path), self._entry)
        try:
            self._build(value)
        except ValueError:
            # Both Pydantic's error and that of the generated parsers are of this kind.
            return False
        return True

    def _against(self, value: object, ours: bool) -> Disagreement | None:
        try:
            first = not self._reference.violations(value)
        except TooDeep:
            self._met("the jsonschema package cannot follow deep nesting")
            return None
        except OverflowError:
            self._met("the jsonschema package divides integers beyond doubles")
            return None
        second = self._second(value)
        if ours == first == second:
            return None
        if first != second:
            self._met(self._alone(value, ours, first))
            return None
        return Disagreement(
            value, {"generated code": ours, "jsonschema": first, "jsonschema-rs": second}
        )

    def _alone(self, value: object, ours: bool, first: bool) -> str:
        """Return why one of the references stands alone."""
        who = "jsonschema" if first != ours else "jsonschema-rs"
        if first != ours and self._dialect is not None:
            cause = self._dialect.cause(value, ours)
            if cause is not None:
                return cause
        if first:
            rules = {item.rule for item in self.violations(value)}
        else:
            rules = {item.rule for item in self._reference.violations(value)}
        named = ", ".join(f"`{name}`" for name in sorted(rules)) or "a keyword"
        why = "; ".join(_DIALECTS[name] for name in sorted(rules & _DIALECTS.keys()))
        return f"{who} alone has another verdict on {named}" + (f": {why}" if why else "")

    def _met(self, reason: str) -> None:
        self.known[reason] = self.known.get(reason, 0) + 1


def _builder(module: ModuleType, entry: Entry) -> Callable[[object], object]:
    """Return what builds the typed value: the class itself, or the parser of what is no class."""
    kind = getattr(module, entry.type)
    found = getattr(kind, "model_validate", None) if isinstance(kind, type) else None
    build: Callable[[object], object] = found or getattr(module, f"parse_{entry.function}")
    return build


@dataclass
class InvariantTally:
    """How an invariant fared. `parted`: values on which the engines say different things."""

    id: str
    held: int = 0
    failed: int = 0
    parted: list[object] = field(default_factory=list)


class InvariantOpinions:
    """Invariants at the root of a contract: the generated code against jsonata-python.

    `invariants`: id, expression and `when` of each.
    """

    def __init__(self, invariants: Sequence[tuple[str, str, str | None]]) -> None:
        self._invariants = invariants
        self.tallies = {item[0]: InvariantTally(item[0]) for item in invariants}
        self.known: dict[str, int] = {}

    def judge(self, value: object, violations: Sequence[Judged]) -> None:
        """Compare the verdicts on one value that keeps the schema."""
        broken = {item.params.get("id") for item in violations}
        if any(item.rule == "invariant-skipped" or item.path for item in violations):
            # What stands further in has failed, so the generated code did not come to these.
            return
        for identifier, expression, when in self._invariants:
            tally = self.tallies[identifier]
            ours = identifier not in broken
            if ours:
                tally.held += 1
            else:
                tally.failed += 1
            if self._interpreted(expression, when, value) == ours:
                continue
            reason = _reason(value)
            if reason is None:
                tally.parted.append(value)
            else:
                self.known[reason] = self.known.get(reason, 0) + 1

    @staticmethod
    def _interpreted(expression: str, when: str | None, value: object) -> bool:
        if when is not None:
            applies = evaluate(when, value, {}, "interpreter")
            if applies.kind != "value" or applies.value is not True:
                return True
        outcome = evaluate(expression, value, {}, "interpreter")
        return outcome.kind == "value" and outcome.value is True


def _reason(value: object) -> str | None:
    """Return why jsonata-python may say otherwise of a value; None when nothing is known."""
    if isinstance(value, str):
        if any(ord(char) > 0xFFFF for char in value):
            return "jsonata-python compares and counts code points, JavaScript UTF-16 units"
        return None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        if abs(value) > _SAFE:
            return "jsonata-python keeps integers beyond 2^53 exactly, JavaScript has doubles"
        if isinstance(value, float) and not value.is_integer():
            return "jsonata-python rounds fractions to 15 digits"
        return None
    parts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    return next((found for part in parts if (found := _reason(part)) is not None), None)


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            part
            for item in level
            if isinstance(item, (list, dict))
            for part in (item.values() if isinstance(item, dict) else item)
        ]
    return depth


def _has_surrogates(value: object) -> bool:
    if isinstance(value, str):
        return any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, list):
        return any(map(_has_surrogates, value))
    if isinstance(value, dict):
        return any(map(_has_surrogates, (*value, *value.values())))
    return False

"""The independent second opinion: the `jsonschema` package, and jsonata-python for invariants.

In: documents by URI, a reference to a schema, invariants at their places. Out: what it finds,
in the shape of every engine. Slow on purpose; its dialect of numbers and patterns is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from cfc.contract.registry import built_in_documents
from cfc.judges.expressions import evaluate
from cfc.judges.python import Judged
from cfc.text.pointer import to_text


class TooDeep(Exception):
    """A value is nested deeper than the engine can follow."""


class ReferenceJudge:
    """Judges by one schema. `invariants`: id, expression and `when` of those at its root.

    `checks`: formats that are checked otherwise than the package does.
    """

    def __init__(
        self,
        documents: Mapping[str, object],
        reference: str,
        invariants: Sequence[tuple[str, str, str | None]] = (),
        *,
        assert_formats: bool = True,
        checks: Mapping[str, Callable[[object], bool]] | None = None,
    ) -> None:
        from jsonschema import Draft202012Validator, FormatChecker
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        resources: list[tuple[str, Any]] = [
            (uri, Resource.from_contents(cast(Any, value), default_specification=DRAFT202012))
            for uri, value in documents.items()
        ]
        registry: Any = Registry().with_resources(resources)
        checker: FormatChecker | None = None
        if assert_formats:
            checker = FormatChecker()
            for name, holds in (checks or {}).items():
                checker.checks(name)(holds)
        self._validator = Draft202012Validator(
            {"$ref": reference}, registry=registry, format_checker=checker
        )
        self._invariants = tuple(invariants)

    def violations(self, value: object) -> list[Judged]:
        """Return what the package finds, by place; invariants only when the schema holds.

        Raises TooDeep for a value that the package cannot follow.
        """
        try:
            errors = list(self._validator.iter_errors(cast(Any, value)))
        except RecursionError as error:
            raise TooDeep("the jsonschema package cannot judge a value this deep") from error
        found = [
            Judged(
                str(error.validator),
                error.message,
                to_text(str(step) for step in error.absolute_path),
                "#" + to_text(str(step) for step in list(error.absolute_schema_path)[1:]),
                {},
            )
            for error in errors
        ]
        found.sort(key=lambda item: item.path)
        if not found:
            found = [item for item in map(self._judge(value), self._invariants) if item]
        return found

    def close(self) -> None:
        """Nothing is held."""

    @staticmethod
    def _judge(value: object) -> Any:
        def judge(invariant: tuple[str, str, str | None]) -> Judged | None:
            identifier, expression, when = invariant
            if when is not None:
                applies = evaluate(when, value, {}, "interpreter")
                if applies.kind != "value" or applies.value is not True:
                    return None
            outcome = evaluate(expression, value, {}, "interpreter")
            if outcome.kind == "value" and outcome.value is True:
                return None
            if outcome.kind == "error":
                rule, text = "invariant-error", f"`{expression}` failed: {outcome.message}"
            elif outcome.kind == "undefined":
                rule, text = "invariant-undefined", f"`{expression}` has no value"
            elif outcome.value is False:
                rule, text = "invariant-violated", f"`{expression}` does not hold"
            else:
                rule, text = "invariant-not-boolean", f"`{expression}` is not true or false"
            return Judged(rule, text, "", "#/invariants", {"id": identifier})

        return judge


class CannotFollow(Exception):
    """The package has no verdict: a pattern that Python cannot compile, a reference it misses."""


def reference_verdicts(
    schema: object,
    documents: Mapping[str, object],
    values: Sequence[object],
    *,
    assert_formats: bool,
) -> list[bool]:
    """Return what the package says of each value by a whole schema.

    Raises CannotFollow and TooDeep.
    """
    import re

    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry, Resource
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    resources: list[tuple[str, Any]] = [
        (uri, Resource.from_contents(cast(Any, value), default_specification=DRAFT202012))
        for uri, value in {**built_in_documents(), **documents}.items()
    ]
    registry: Any = Registry().with_resources(resources)
    checker = FormatChecker() if assert_formats else None
    try:
        judge = Draft202012Validator(cast(Any, schema), registry=registry, format_checker=checker)
        return [judge.is_valid(cast(Any, value)) for value in values]
    except RecursionError as error:
        raise TooDeep("the jsonschema package cannot judge a value this deep") from error
    except (Unresolvable, re.error) as error:
        raise CannotFollow(f"the jsonschema package fails: {error}") from error

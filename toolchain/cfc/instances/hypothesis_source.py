"""Values from hypothesis-jsonschema, which knows drafts 4 to 7 and no recursion.

In: a canonical schema. Out: values, not all of them valid: it mistakes some keywords, so the
exact filter is the caller's. Imported only when it is used.
"""

from __future__ import annotations

import contextlib
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from cfc.instances.texts import FORMATS
from cfc.text.pointer import find, from_text

LARGEST = 3_000
_REACHES = ((2, 30), (1, 12), (1, 5), (1, 2))


class SourceMissing(Exception):
    """The extra is not installed; the message is the command that installs it."""


class SourceRefuses(Exception):
    """The package cannot use the schema; the message says why."""


class _Stop(BaseException):
    """Time is up: Hypothesis lets it through, since it is no failure of a test."""


def lowered(schema: object) -> object:
    """Return a canonical schema in words of draft 7, references put in place.

    A reference that comes back to itself is followed a few times, then nothing is allowed
    there; in a large schema fewer are followed, and the exact filter has more to do. Raises SourceRefuses when it is still too much.
    """
    for rounds, deepest in _REACHES:
        with contextlib.suppress(_TooLarge):
            found = _Lowering(schema, rounds, deepest).of(schema, {})
            if isinstance(found, dict):
                found["$schema"] = "http://json-schema.org/draft-07/schema#"
            return found
    raise SourceRefuses("the schema is too large for it")


class _TooLarge(Exception):
    """More has come of it than the package can take in reasonable time."""


class _Lowering:
    """One attempt: `rounds` of a reference within itself, references `deepest` deep."""

    def __init__(self, root: object, rounds: int, deepest: int) -> None:
        self._root, self._rounds, self._deepest = root, rounds, deepest
        self._left = LARGEST

    def of(self, schema: object, within: dict[str, int]) -> object:
        """Return a schema lowered; `within`: the references that led here, and how often."""
        self._left -= 1
        if self._left < 0:
            raise _TooLarge
        if not isinstance(schema, dict):
            return schema
        reference = schema.get("$ref")
        if isinstance(reference, str):
            return self._followed(schema, reference, within)
        found: dict[str, object] = {}
        for name, value in schema.items():
            if name in _MAPS and isinstance(value, dict):
                found[name] = {key: self.of(item, within) for key, item in value.items()}
            elif name in _LISTS and isinstance(value, list):
                found[name] = [self.of(item, within) for item in value]
            elif name in _SCHEMAS:
                found[name] = self.of(value, within)
            elif name not in _DROPPED:
                found[name] = value
        return _in_draft_7(found)

    def _followed(
        self, schema: dict[str, object], reference: str, within: dict[str, int]
    ) -> object:
        count = within.get(reference, 0)
        if count >= self._rounds:
            return False
        if sum(within.values()) >= self._deepest:
            return True
        try:
            target = find(self._root, from_text(unquote(reference.partition("#")[2])))
        except (LookupError, ValueError):
            raise SourceRefuses(f"it cannot follow `{reference}`") from None
        found = self.of(target, {**within, reference: count + 1})
        rest = {name: value for name, value in schema.items() if name not in ("$ref", *_DROPPED)}
        return {"allOf": [found, self.of(rest, within)]} if rest else found


_MAPS = ("properties", "patternProperties", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMAS = (
    "items",
    "contains",
    "additionalProperties",
    "propertyNames",
    "not",
    "if",
    "then",
    "else",
)
_DROPPED = {
    "$defs", "definitions", "$schema", "$id", "$anchor", "$dynamicAnchor", "$dynamicRef",
    "minContains", "maxContains", "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    "title", "description", "default", "examples", "invariants", "contractVersion",
}  # fmt: skip


def _in_draft_7(schema: dict[str, object]) -> dict[str, object]:
    listed = schema.pop("prefixItems", None)
    if isinstance(listed, list):
        behind = schema.pop("items", True)
        schema["items"] = listed
        schema["additionalItems"] = behind
        if behind is False:
            # It calls a tuple with nothing behind it unsatisfiable when `minItems` is its length.
            schema.pop("additionalItems")
            schema["maxItems"] = len(listed)
    dependencies: dict[str, object] = {}
    for keyword in ("dependentRequired", "dependentSchemas"):
        found = schema.pop(keyword, None)
        if isinstance(found, dict):
            dependencies.update(found)
    if dependencies:
        schema["dependencies"] = dependencies
    return schema


def _mend() -> None:
    """Give `many` its `more` back, which Hypothesis dropped with 6.170.10."""
    from hypothesis.internal.conjecture import utils
    from hypothesis_jsonschema import _from_schema

    package: Any = _from_schema
    if hasattr(utils.many, "more") or getattr(package.cu, "is_mended", False):
        return

    class Elements:
        def __init__(self, *arguments: Any, **options: Any) -> None:
            self._many: Any = utils.many(*arguments, **options)
            self._steps: Iterator[None] | None = None

        def more(self) -> bool:
            if self._steps is None:
                self._many.__enter__()
                self._steps = iter(self._many)
            if next(self._steps, self) is self:
                self._many.__exit__(None, None, None)
                return False
            return True

        def reject(self, why: str | None = None) -> None:
            self._many.reject(why)

    class Mended:
        is_mended = True
        many = Elements

        def __getattr__(self, name: str) -> object:
            return getattr(utils, name)

    package.cu = Mended()


def require() -> None:
    """Raise SourceMissing when the packages are not there."""
    try:
        import hypothesis  # noqa: F401

        # It asks for tables of characters as soon as it is imported.
        with _elsewhere():
            import hypothesis_jsonschema  # noqa: F401
    except ImportError:
        raise SourceMissing("pip install 'cfc-toolchain[fuzz]'") from None


@contextlib.contextmanager
def _elsewhere() -> Iterator[None]:
    """Let Hypothesis keep what it caches in a folder that goes away, never in the project.

    Even without a database it writes down the constants of the modules that it finds loaded.
    """
    from hypothesis import configuration

    name = "__hypothesis_home_directory"
    before = getattr(configuration, name, None)
    with tempfile.TemporaryDirectory(
        prefix="cfc-hypothesis-", ignore_cleanup_errors=True
    ) as folder:
        configuration.set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            configuration.set_hypothesis_home_dir(before)


def draw(
    schema: Any, count: int, seed: int, seconds: float, take: Callable[[object], None]
) -> None:
    """Give `count` values to `take`, or as many as there is time for.

    Raises SourceMissing and SourceRefuses.
    """
    require()
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st
    from hypothesis.errors import HypothesisException
    from hypothesis_jsonschema import from_schema

    _mend()
    end = time.monotonic() + seconds
    formats: dict[str, Any] = {
        name: st.sampled_from(FORMATS[name]) for name in ("uuid", "duration")
    }
    with _elsewhere(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            strategy = from_schema(schema, custom_formats=formats)

            @seeded(seed)
            @settings(
                max_examples=count,
                database=None,
                deadline=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
                derandomize=False,
            )
            @given(strategy)
            def drawn(value: object) -> None:
                take(value)
                if time.monotonic() > end:
                    raise _Stop

            drawn()
        except _Stop:
            return
        except HypothesisException as error:
            raise SourceRefuses(f"{type(error).__name__}: {error}") from error
        except SourceRefuses:
            raise
        except Exception as error:
            # It fails in many ways on schemas it does not know; none is a failure of ours.
            raise SourceRefuses(f"{type(error).__name__}: {error}") from error

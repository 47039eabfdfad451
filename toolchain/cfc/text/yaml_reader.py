"""YAML 1.2 with the span of every key and value.

In: a text. Out: the same `Document` as from JSON: only values that JSON has, scalars by the
core schema (so a date is a string, and `yes` too). What JSON cannot say is reported where it
stands. It refuses to know files and encodings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfc.text.document import DEEPEST, EXACT, LONGEST, Document, Problem, SpanNode
from cfc.text.json_slips import cut, quoted
from cfc.text.source import Span

if TYPE_CHECKING:
    from ruamel.yaml.error import StringMark
    from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["Document", "Problem", "read"]

MOST_NODES = 250_000
"""How many values a text may mean once its aliases are followed."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o([0-7]+)")
_HEXADECIMAL = re.compile(r"0x([0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_PREFIX = "tag:yaml.org,2002:"


def read(text: str) -> Document:
    """Return the value of a text with its places and its problems."""
    if len(text) > LONGEST:
        message = f"the text has {len(text):,} characters; {LONGEST:,} are the limit"
        return Document(None, (Problem("too-large", message, Span(0, 0)),), None)
    reader = _Reader(text)
    try:
        value, spans = reader.document()
    except _StopReadingError:
        return Document(None, tuple(reader.problems), None)
    return Document(value, tuple(reader.problems), spans)


class _StopReadingError(Exception):
    """The reader has met a mistake that it cannot read past; it has been noted."""


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.count = 0
        self.open: set[int] = set()
        self.shift = 1 if text.startswith("\ufeff") else 0

    def document(self) -> tuple[object, SpanNode]:
        from ruamel.yaml.error import MarkedYAMLError, YAMLError
        from ruamel.yaml.reader import ReaderError

        try:
            root = self._compose()
        except ReaderError as error:
            at = self.shift + (error.position if isinstance(error.position, int) else 0)
            raise self._stop("a control character stands in the text", self._mark(at)) from None
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = min(len(self.text), self._offset(mark)) if mark is not None else 0
            message = (error.problem or error.context or "the text is not YAML").strip()
            first = error.context_mark
            related = self._mark(self._offset(first)) if first else None
            self.problems.append(
                Problem("syntax", cut(message, 120), self._mark(at), _slip(self.text, at), related)
            )
            raise _StopReadingError from None
        except YAMLError as error:
            raise self._stop(cut(str(error).splitlines()[0], 120), Span(0, 0)) from None
        except RecursionError:
            raise self._stop_deep(Span(0, 0)) from None
        if root is None:
            end = len(self.text)
            raise self._stop("the text is empty: a value must stand here", Span(end, end))
        return self._value(root, 0)

    def _compose(self) -> Node | None:
        from ruamel.yaml import YAML

        yaml = YAML(typ="safe", pure=True)
        yaml.version = "1.2"
        yaml.allow_duplicate_keys = True
        node: Node | None = yaml.compose(self.text[self.shift :])
        return node

    def _offset(self, mark: StringMark) -> int:
        return int(mark.index) + self.shift

    def _mark(self, at: int) -> Span:
        """Return the place of one character, or of none at the end of the text."""
        return Span(min(at, len(self.text)), min(at + 1, len(self.text)))

    def _span(self, node: Node) -> Span:
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        return Span(start, start + len(self.text[start:end].rstrip()) if end > start else end)

    def _value(self, node: Node, depth: int) -> tuple[object, SpanNode]:
        from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

        span = self._span(node)
        self.count += 1
        if self.count > MOST_NODES:
            raise self._stop(
                f"the text means more than {MOST_NODES:,} values once its aliases are followed",
                span,
            )
        if isinstance(node, ScalarNode):
            return self._scalar(node, span), SpanNode(*span)
        if depth == DEEPEST:
            raise self._stop_deep(span)
        if id(node) in self.open:
            raise self._stop("an alias stands within what it names", span)
        self.open.add(id(node))
        try:
            if isinstance(node, MappingNode):
                return self._mapping(node, span, depth)
            if isinstance(node, SequenceNode):
                return self._sequence(node, span, depth)
        finally:
            self.open.discard(id(node))
        raise TypeError(f"a YAML node of an unknown kind: {type(node).__name__}")

    def _sequence(self, node: SequenceNode, span: Span, depth: int) -> tuple[object, SpanNode]:
        self._check_tag(node, span, "seq")
        pairs = [self._value(item, depth + 1) for item in node.value]
        return [value for value, _ in pairs], SpanNode(*span, [spans for _, spans in pairs])

    def _mapping(self, node: MappingNode, span: Span, depth: int) -> tuple[object, SpanNode]:
        self._check_tag(node, span, "map")
        members: dict[str, object] = {}
        children: dict[str, SpanNode] = {}
        for key_node, value_node in node.value:
            key_span = self._span(key_node)
            key = self._key(key_node, key_span)
            first = children.get(key)
            if first is not None:
                self.problems.append(
                    Problem(
                        "duplicate-key",
                        f"the name {quoted(key)} stands twice in one object",
                        key_span,
                        "keep one of the two; readers differ on which one counts",
                        Span(first.key_start, first.key_end),
                    )
                )
            value, spans = self._value(value_node, depth + 1)
            members[key] = value
            children[key] = spans._replace(key_start=key_span.start, key_end=key_span.end)
        return members, SpanNode(*span, children)

    def _key(self, node: Node, span: Span) -> str:
        from ruamel.yaml.nodes import ScalarNode

        if not isinstance(node, ScalarNode):
            raise self._stop("a name is a string; this one is an object or an array", span)
        key = self._scalar(node, span)
        if isinstance(key, str):
            return key
        written = str(node.value)
        self.problems.append(
            Problem(
                "syntax",
                f"a name is a string; {quoted(written)} is not one",
                span,
                f'write `"{cut(written)}"`',
            )
        )
        return written

    def _scalar(self, node: ScalarNode, span: Span) -> object:
        text = str(node.value)
        given = self._given_tag(node)
        if given is not None and given not in ("str", "int", "float", "bool", "null"):
            self._check_tag(node, span, "str")
            return text
        if given == "str" or (given is None and node.style in ("'", '"', "|", ">")):
            return text
        return self._plain(text, span)

    def _plain(self, text: str, span: Span) -> object:
        if text in _NULL:
            return None
        if text in _TRUE:
            return True
        if text in _FALSE:
            return False
        if _SPECIAL.fullmatch(text):
            return self._infinite(text, span, float(text.replace(".", "").lower()))
        for pattern, base in ((_OCTAL, 8), (_HEXADECIMAL, 16)):
            match = pattern.fullmatch(text)
            if match and len(text) < 256:
                return self._whole(text, int(match[1], base), span)
        if _FLOAT.fullmatch(text):
            number = float(text)
            if number in (float("inf"), float("-inf")):
                return self._infinite(text, span, number)
            return self._whole(text, int(text), span) if _DECIMAL.fullmatch(text) else number
        return text

    def _whole(self, text: str, whole: int, span: Span) -> int:
        if not -EXACT <= whole <= EXACT:
            self.problems.append(
                Problem(
                    "integer-precision",
                    f"`{cut(text)}` lies beyond ±(2^53−1)",
                    span,
                    f"JavaScript reads it as {float(whole):.0f}; write such numbers as strings",
                )
            )
        return whole

    def _infinite(self, text: str, span: Span, number: float) -> float:
        message = f"`{cut(text)}` is not a finite number"
        help = "leave it out or write `null`"
        self.problems.append(Problem("non-finite", message, span, help))
        return number

    def _given_tag(self, node: Node) -> str | None:
        """Return the tag that the text itself gives; None when it gives none."""
        start = self._offset(node.start_mark)
        if not self.text.startswith(("!", "&"), start):
            return None
        tag = str(node.tag)
        before = re.match(r"(?:&\S+\s+)?(!\S*)", self.text[start : start + 200])
        return tag.removeprefix(_PREFIX) if before and before[1] != "!" else None

    def _check_tag(self, node: Node, span: Span, expected: str) -> None:
        tag = self._given_tag(node)
        if tag is not None and tag != expected:
            message = f"JSON has no value for the tag {quoted(tag)}"
            self.problems.append(Problem("syntax", message, span, "leave the tag out"))

    def _stop(self, message: str, span: Span) -> _StopReadingError:
        self.problems.append(Problem("syntax", message, span))
        return _StopReadingError()

    def _stop_deep(self, span: Span) -> _StopReadingError:
        message = f"containers stand in each other more than {DEEPEST} levels deep"
        self.problems.append(Problem("too-deep", message, span))
        return _StopReadingError()


def _slip(text: str, at: int) -> str | None:
    if text[at : at + 1] == "\t":
        return "YAML is indented with spaces, never with tabs"
    return None

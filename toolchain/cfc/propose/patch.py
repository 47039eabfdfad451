"""JSON Patch (RFC 6902) applied to text: what an operation does not touch keeps every byte.

In: a JSON text (comments and trailing commas allowed) and operations. Out: the new text. Raises
PatchError; a text that is not JSON, or has a name twice in one object, is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cfc.propose import splice
from cfc.text.document import Document, SpanNode
from cfc.text.json_reader import read
from cfc.text.pointer import Pointer, find, from_text, to_text

_MEMBERS = {
    "add": ("value",),
    "replace": ("value",),
    "test": ("value",),
    "remove": (),
    "move": ("from",),
    "copy": ("from",),
}


class PatchError(Exception):
    """An operation cannot be read or carried out. `index` counts from 0; -1: the patch itself."""

    def __init__(self, message: str, index: int = -1) -> None:
        super().__init__(message)
        self.message, self.index = message, index

    def __str__(self) -> str:
        return self.message if self.index < 0 else f"operation {self.index}: {self.message}"


@dataclass(frozen=True)
class Operation:
    """One operation. `source` is `from`; `value` counts only where the operation has one."""

    op: str
    path: Pointer
    source: Pointer = ()
    value: object = None

    def to_json(self) -> dict[str, object]:
        body: dict[str, object] = {"op": self.op}
        if "from" in _MEMBERS[self.op]:
            body["from"] = to_text(self.source)
        body["path"] = to_text(self.path)
        if "value" in _MEMBERS[self.op]:
            body["value"] = self.value
        return body


def read_operations(value: object) -> tuple[Operation, ...]:
    """Return the operations of a patch document; raises PatchError."""
    if not isinstance(value, list):
        raise PatchError("a JSON Patch is an array of operations")
    return tuple(_operation(index, item) for index, item in enumerate(value))


def _operation(index: int, item: object) -> Operation:
    if not isinstance(item, dict):
        raise PatchError("an operation is an object", index)
    op = item.get("op")
    if not isinstance(op, str) or op not in _MEMBERS:
        raise PatchError(f"`op` is {op!r}, not one of {', '.join(_MEMBERS)}", index)
    for name in ("path", *_MEMBERS[op]):
        if name not in item:
            raise PatchError(f"`{op}` wants `{name}`", index)
    source = item["from"] if "from" in _MEMBERS[op] else ""
    return Operation(op, _pointer(index, item["path"]), _pointer(index, source), item.get("value"))


def _pointer(index: int, text: object) -> Pointer:
    if not isinstance(text, str):
        raise PatchError("a JSON Pointer is a string", index)
    try:
        return from_text(text)
    except ValueError as error:
        raise PatchError(f"`{text}`: {error}", index) from None


def apply_to_text(text: str, operations: Sequence[Operation]) -> str:
    """Return the text after all operations, in order; raises PatchError at the first that fails."""
    document = _read(text, -1)
    style = splice.Style.of(text)
    for index, operation in enumerate(operations):
        changed = _Step(text, document, style, index).apply(operation)
        if changed != text:
            text, document = changed, _read(changed, index)
    return text


def _read(text: str, index: int) -> Document:
    document = read(text)
    bad = next((item for item in document.problems if item.kind != "integer-precision"), None)
    if bad is not None or document.spans is None:
        said = bad.message if bad else "the text cannot be read"
        raise PatchError(f"the document is not plain JSON: {said}", index)
    return document


class _Step:
    """One operation on one reading of the text."""

    def __init__(self, text: str, document: Document, style: splice.Style, index: int) -> None:
        assert document.spans is not None
        self.text, self.document, self.style, self.index = text, document, style, index
        self.spans: SpanNode = document.spans

    def fail(self, message: str) -> PatchError:
        return PatchError(message, self.index)

    def apply(self, operation: Operation) -> str:
        path = operation.path
        if operation.op == "test":
            if not same(self._value(path), operation.value):
                raise self.fail(f"`{to_text(path)}` has another value than the test says")
            return self.text
        if operation.op == "remove":
            return self._remove(path)
        if operation.op == "replace":
            return self._replace(path, operation.value)
        if operation.op == "add":
            return self._add(path, operation.value, None)
        value, node = self._value(operation.source), self._node(operation.source)
        raw = self.text[node.start : node.end]
        indent = splice.indentation(self.text, node.start)
        if operation.op == "copy":
            return self._add(path, value, (raw, indent))
        if path == operation.source:
            return self.text
        if path[: len(operation.source)] == operation.source:
            raise self.fail("a value cannot move into itself")
        taken = self._remove(operation.source)
        step = _Step(taken, _read(taken, self.index), self.style, self.index)
        return step._add(path, value, (raw, indent))

    def _value(self, path: Pointer) -> object:
        try:
            return find(self.document.value, path)
        except (LookupError, ValueError):
            raise self.fail(f"there is no `{to_text(path)}`") from None

    def _node(self, path: Pointer) -> SpanNode:
        self._value(path)
        node = self.spans
        for token in path:
            children = node.children
            if isinstance(children, dict):
                node = children[token]
            else:
                assert children is not None
                node = children[int(token)]
        return node

    def _replace(self, path: Pointer, value: object) -> str:
        node = self._node(path)
        if same(self._value(path), value, exactly=True):
            return self.text
        indent = splice.indentation(self.text, node.start)
        return splice.replace(self.text, node, splice.written(value, indent, self.style))

    def _remove(self, path: Pointer) -> str:
        if not path:
            raise self.fail("the whole document cannot be removed")
        self._value(path)
        container = self._node(path[:-1])
        if isinstance(container.children, dict):
            return splice.remove(self.text, container, list(container.children).index(path[-1]))
        return splice.remove(self.text, container, int(path[-1]))

    def _add(self, path: Pointer, value: object, raw: tuple[str, str] | None) -> str:
        if not path:
            return self._put(self.spans, value, raw)
        container = self._node(path[:-1])
        if container.children is None:
            raise self.fail(f"`{to_text(path[:-1])}` is neither object nor array")
        indent = splice.child_indent(self.text, container, self.style)
        text = (
            splice.written(value, indent, self.style) if raw is None else splice.moved(*raw, indent)
        )
        if isinstance(container.children, dict):
            if path[-1] in container.children:
                return self._put(container.children[path[-1]], value, raw)
            name = splice.written(path[-1], "", self.style)
            return splice.append(self.text, container, f"{name}: {text}", self.style)
        count = len(container.children)
        at = count if path[-1] == "-" else self._number(path[-1])
        if at > count:
            raise self.fail(f"`{to_text(path)}` lies behind the end of the array ({count} items)")
        if at == count:
            return splice.append(self.text, container, text, self.style)
        return splice.insert_before(self.text, container.children[at], text, self.style)

    def _put(self, node: SpanNode, value: object, raw: tuple[str, str] | None) -> str:
        indent = splice.indentation(self.text, node.start)
        fresh = (
            splice.written(value, indent, self.style) if raw is None else splice.moved(*raw, indent)
        )
        return splice.replace(self.text, node, fresh)

    def _number(self, token: str) -> int:
        if not (token.isascii() and token.isdecimal()) or (token[0] == "0" and token != "0"):
            raise self.fail(f"`{token}` is no index of an array")
        return int(token)


def same(left: object, right: object, *, exactly: bool = False) -> bool:
    """Tell whether two JSON values are equal: 1 is 1.0 (unless `exactly`), and never `true`."""
    if isinstance(left, dict) and isinstance(right, dict):
        if exactly and list(left) != list(right):
            return False
        return left.keys() == right.keys() and all(
            same(item, right[name], exactly=exactly) for name, item in left.items()
        )
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(
            same(one, other, exactly=exactly) for one, other in zip(left, right, strict=True)
        )
    if isinstance(left, bool) or isinstance(right, bool) or exactly:
        return type(left) is type(right) and left == right
    return left == right

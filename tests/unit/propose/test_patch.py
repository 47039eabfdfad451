"""Patches by text: the same values as the `jsonpatch` package gives, and all comments kept."""

from __future__ import annotations

import copy
import json
import random
import re

import jsonpatch
import pytest
from cfc.propose.patch import PatchError, apply_to_text, read_operations
from cfc.text.json_reader import read
from cfc.text.pointer import from_text, to_text

NAMES = ("a", "b", "c", "é", "x/y", "t~u", "")
_COMMENT = re.compile(r"c\d+;")


def patched(text: str, *operations: dict[str, object]) -> str:
    return apply_to_text(text, read_operations(list(operations)))


BEFORE = """\
{
  // whom it is about
  "age": { "type": "integer", "maximum": 120 }, // in years
  /* last */
  "name": { "type": "string" }
}
"""


def test_replaced_value_is_all_that_changes() -> None:
    result = patched(BEFORE, {"op": "replace", "path": "/age/maximum", "value": 150})

    assert result == BEFORE.replace("120", "150")


def test_new_member_stands_like_the_last_one() -> None:
    result = patched(BEFORE, {"op": "add", "path": "/email", "value": {"type": "string"}})

    assert result == BEFORE.replace(
        '"name": { "type": "string" }\n',
        '"name": { "type": "string" },\n  "email": { "type": "string" }\n',
    )


def test_comment_at_the_end_of_a_line_stays_there() -> None:
    text = '{\n  "a": 1 // one\n}\n'

    result = patched(text, {"op": "add", "path": "/b", "value": 2})

    assert result == '{\n  "a": 1, // one\n  "b": 2\n}\n'


def test_trailing_comma_stays_trailing() -> None:
    text = "[\n  1,\n]\n"

    assert patched(text, {"op": "add", "path": "/-", "value": 2}) == "[\n  1,\n  2,\n]\n"


def test_removed_member_takes_its_line_with_it() -> None:
    text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n'

    assert patched(text, {"op": "remove", "path": "/b"}) == '{\n  "a": 1,\n  "c": 3\n}\n'
    assert patched(text, {"op": "remove", "path": "/c"}) == '{\n  "a": 1,\n  "b": 2\n}\n'


def test_windows_line_ends_stay() -> None:
    text = '{\r\n\t"a": 1 // one\r\n}\r\n'

    result = patched(text, {"op": "add", "path": "/b", "value": [1]})

    assert result == '{\r\n\t"a": 1, // one\r\n\t"b": [1]\r\n}\r\n'


def test_replacing_by_the_same_value_changes_no_byte() -> None:
    text = '{"a" : [ 1 , {"b":2} ]}'

    assert patched(text, {"op": "replace", "path": "/a", "value": [1, {"b": 2}]}) == text


def test_moved_text_keeps_the_comments_inside_it() -> None:
    text = '{\n  "a": {\n    "b": 1 // one\n  },\n  "c": {}\n}\n'

    result = patched(text, {"op": "move", "from": "/a", "path": "/c/d"})

    assert "// one" in result
    assert read(result).value == {"c": {"d": {"b": 1}}}


# The cases of RFC 6902's appendix, and those where implementations are known to differ:
# document, patch, result (None: refused).
CASES: list[tuple[object, list[dict[str, object]], object]] = [
    ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "qux"}], {"foo": "bar", "baz": "qux"}),
    ({"foo": ["a", "c"]}, [{"op": "add", "path": "/foo/1", "value": "b"}], {"foo": ["a", "b", "c"]}),
    ({"baz": 1, "foo": 2}, [{"op": "remove", "path": "/baz"}], {"foo": 2}),
    ({"foo": [1, 2, 3]}, [{"op": "remove", "path": "/foo/1"}], {"foo": [1, 3]}),
    ({"foo": 1}, [{"op": "replace", "path": "/foo", "value": None}], {"foo": None}),
    ({"a": {"x": 1}, "b": {}}, [{"op": "move", "from": "/a/x", "path": "/b/y"}], {"a": {}, "b": {"y": 1}}),
    ({"foo": [1, 2, 3, 4]}, [{"op": "move", "from": "/foo/1", "path": "/foo/3"}], {"foo": [1, 3, 4, 2]}),
    ({"a": 1}, [{"op": "test", "path": "/a", "value": 1}], {"a": 1}),
    ({"a": 1}, [{"op": "test", "path": "/a", "value": True}], None),
    ({"a": 1}, [{"op": "test", "path": "/a", "value": 1.0}], {"a": 1}),
    ({"a": "10"}, [{"op": "test", "path": "/a", "value": 10}], None),
    ({"foo": "bar"}, [{"op": "add", "path": "/child", "value": {"g": {}}}], {"foo": "bar", "child": {"g": {}}}),
    ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "q", "xyz": 1}], {"foo": "bar", "baz": "q"}),
    ({"foo": "bar"}, [{"op": "add", "path": "/baz/bat", "value": "q"}], None),
    ({"/": 9, "~1": 10}, [{"op": "test", "path": "/~01", "value": 10}], {"/": 9, "~1": 10}),
    ({"foo": ["bar"]}, [{"op": "add", "path": "/foo/-", "value": ["d"]}], {"foo": ["bar", ["d"]]}),
    ({"foo": 1}, [{"op": "add", "path": "", "value": [1]}], [1]),
    ({"foo": 1}, [{"op": "replace", "path": "", "value": 7}], 7),
    ([1, 2], [{"op": "add", "path": "/3", "value": 4}], None),
    ([1, 2], [{"op": "add", "path": "/01", "value": 4}], None),
    ([1, 2], [{"op": "add", "path": "/1e0", "value": 4}], None),
    ([1, 2], [{"op": "add", "path": "/-1", "value": 4}], None),
    ([1, 2], [{"op": "remove", "path": "/2"}], None),
    ([1, 2], [{"op": "remove", "path": "/-"}], None),
    ({"a": 1}, [{"op": "remove", "path": "/b"}], None),
    ({"a": 1}, [{"op": "replace", "path": "/b", "value": 1}], None),
    ({"a": {"b": 1}}, [{"op": "move", "from": "/a", "path": "/a/b"}], None),
    ({"a": 1}, [{"op": "move", "from": "/a", "path": "/a"}], {"a": 1}),
    ({"a": 1}, [{"op": "copy", "from": "/b", "path": "/c"}], None),
    ({"a": 1}, [{"op": "spam", "path": "/a"}], None),
    ({"a": 1}, [{"op": "add", "path": "/a"}], None),
    ({"a": 1}, [{"op": "add", "value": 1}], None),
    ({"a": 1}, [{"op": "add", "path": "a", "value": 1}], None),
    ({"a": 1}, [{"op": "test", "path": "/a~2", "value": 1}], None),
    ({"": 1}, [{"op": "replace", "path": "/", "value": 2}], {"": 2}),
    ({"__proto__": 1}, [{"op": "replace", "path": "/__proto__", "value": 2}], {"__proto__": 2}),
    ({}, [{"op": "add", "path": "/a", "value": {"b": []}}], {"a": {"b": []}}),
    ("text", [{"op": "add", "path": "/a", "value": 1}], None),
]  # fmt: skip


@pytest.mark.parametrize(("document", "patch", "wanted"), CASES)
@pytest.mark.parametrize("indent", [None, 2])
def test_operation_does_what_the_standard_says(
    document: object, patch: list[dict[str, object]], wanted: object, indent: int | None
) -> None:
    text = json.dumps(document, indent=indent)
    if wanted is None:
        with pytest.raises(PatchError):
            patched(text, *patch)
        return

    assert read(patched(text, *patch)).value == wanted


def test_name_that_stands_twice_is_refused() -> None:
    with pytest.raises(PatchError, match="stands twice"):
        patched('{"a": 1, "a": 2}', {"op": "remove", "path": "/a"})


class Author:
    """Writes random documents, full of comments, and patches for them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.comments = 0

    def value(self, depth: int = 0) -> object:
        kind = self.random.randrange(7 if depth < 3 else 4)
        if kind == 0:
            return self.random.choice([0, 1, -2.5, 1e20, 12])
        if kind == 1:
            return self.random.choice(["", "x", "a//b", "/* no */", 'q"\\', "line\nend", "é\u2028"])
        if kind in (2, 3):
            return self.random.choice([None, True, False])
        size = self.random.randrange(4)
        if kind == 4:
            return [self.value(depth + 1) for _ in range(size)]
        return {name: self.value(depth + 1) for name in self.random.sample(NAMES, size)}

    def gap(self, newline: str) -> str:
        self.comments += 1
        mark = f"c{self.comments};"
        return self.random.choice(
            ["", "", "", " ", newline, newline, f" /* {mark} */ ", f" // {mark}{newline}"]
        )

    def text(self, value: object, newline: str) -> str:
        gap = self.gap
        if isinstance(value, dict):
            parts = [
                f"{json.dumps(name)}{gap(newline)}:{gap(newline)}{self.text(item, newline)}"
                for name, item in value.items()
            ]
        elif isinstance(value, list):
            parts = [self.text(item, newline) for item in value]
        else:
            return json.dumps(value, ensure_ascii=self.random.random() < 0.5)
        body = "".join(
            gap(newline) + part + gap(newline) + ("," if index < len(parts) - 1 else "")
            for index, part in enumerate(parts)
        )
        if parts and self.random.random() < 0.3:
            body += ","
        opener, closer = "{}" if isinstance(value, dict) else "[]"
        return opener + body + gap(newline) + closer

    def paths(self, value: object, path: tuple[str, ...] = ()) -> list[str]:
        found = [to_text(path)]
        if isinstance(value, dict):
            for name, item in value.items():
                found += self.paths(item, (*path, name))
            found.append(to_text((*path, self.random.choice(NAMES))))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                found += self.paths(item, (*path, str(index)))
            found += [to_text((*path, "-")), to_text((*path, str(len(value))))]
        return found

    def patch(self, value: object) -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        for _ in range(self.random.randrange(1, 4)):
            paths = self.paths(value)
            op = self.random.choice(["add", "remove", "replace", "move", "copy"])
            body: dict[str, object] = {"op": op, "path": self.random.choice(paths)}
            if op in ("add", "replace"):
                body["value"] = self.value(2)
            if op in ("move", "copy"):
                body["from"] = self.random.choice(paths)
            fine, after = by_package(value, [body])
            if fine or self.random.random() < 0.05:
                found.append(body)
                value = after if fine else value
        return found


def by_package(value: object, patch: list[dict[str, object]]) -> tuple[bool, object]:
    try:
        return True, jsonpatch.apply_patch(copy.deepcopy(value), copy.deepcopy(patch))
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException, TypeError, KeyError):
        return False, None


def is_odd(patch: list[dict[str, object]]) -> bool:
    """Tell whether the package is known to differ from the standard on this patch."""
    for body in patch:
        path, source = str(body["path"]), body.get("from")
        if body["op"] == "remove" and path == "":
            return True
        if (
            isinstance(source, str)
            and body["op"] == "move"
            and (path + "/").startswith(source + "/")
        ):
            return True
        if body["op"] in ("remove", "replace") and path.endswith("/-"):
            return True
        if isinstance(source, str) and source.endswith("/-"):
            return True
    return False


@pytest.mark.parametrize("block", range(10))
def test_text_and_value_agree_on_random_documents(block: int) -> None:
    compared = 0
    for seed in range(block * 300, block * 300 + 300):
        author = Author(seed)
        value: object = {name: author.value() for name in author.random.sample(NAMES, 3)}
        newline = author.random.choice(["\n", "\n  ", "\r\n\t"])
        text = author.text(value, newline)
        assert read(text).value == value
        patch = author.patch(value)
        if is_odd(patch):
            continue
        fine, wanted = by_package(value, patch)
        try:
            result = apply_to_text(text, read_operations(patch))
        except PatchError:
            assert not fine, (seed, text, patch)
            continue
        compared += 1
        assert fine, (seed, text, patch)
        document = read(result)
        assert json.dumps(document.value, sort_keys=True) == json.dumps(wanted, sort_keys=True), (
            seed, text, patch, result,
        )  # fmt: skip

    assert compared > 200


@pytest.mark.parametrize("seed", range(400))
def test_comments_outside_of_what_is_removed_survive(seed: int) -> None:
    author = Author(seed)
    value = {"top": author.value(), "more": author.value()}
    text = author.text(value, "\n")
    path = author.random.choice(author.paths(value)[1:])
    span = read(text).value_span(from_text(path))
    inside = set(_COMMENT.findall(text[span.start : span.end])) if span else set()
    try:
        result = patched(text, {"op": "add", "path": path, "value": 1})
    except PatchError:
        return

    assert set(_COMMENT.findall(text)) - set(_COMMENT.findall(result)) <= inside

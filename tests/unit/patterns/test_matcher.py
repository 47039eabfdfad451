"""How patterns are matched: every way answers each text as the engines of both languages do."""

from __future__ import annotations

import importlib.util
import json
import random
import re
import shutil
import subprocess
import time
from pathlib import Path
from types import ModuleType

import pytest
from cfc.patterns.linear import linear_states
from cfc.patterns.matcher import automaton, automaton_from, longest
from cfc.patterns.parser import parse_pattern
from cfc.patterns.python import to_python
from cfc.patterns.shortcuts import Shortcut, ends, shortcut
from cfc.resources import folder

from tests.support.patterns import plain, some_patterns, some_texts

RUN = """
import { readFileSync } from "node:fs";
import { LinearPattern } from "./linear.js";
const rows = JSON.parse(readFileSync(0, "utf8"));
const wrong = [];
for (const [source, start, states, texts] of rows) {
  const regex = new RegExp(source, "u");
  const linear = new LinearPattern(0, null, ...states);
  const either = new LinearPattern(start, start === 0 ? null : regex, ...states);
  for (const text of texts) {
    const answer = regex.test(text);
    if (linear.test(text) !== answer || either.test(text) !== answer) wrong.push([source, text]);
  }
}
const slow = new LinearPattern(10, /(a+)+$/u, ...JSON.parse(process.argv[2]));
const start = process.cpuUsage().user;
const answers = [slow.test("a".repeat(100_000) + "b"), slow.test("a".repeat(100_000))];
const milliseconds = (process.cpuUsage().user - start) / 1000;
console.log(JSON.stringify({ wrong, answers, milliseconds }));
"""


def runtime() -> ModuleType:
    path = folder("templates") / "python" / "runtime" / "_runtime" / "linear.py"
    spec = importlib.util.spec_from_file_location("linear", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows() -> list[tuple[str, int, tuple[str, ...], list[str]]]:
    """Return patterns with their limits, their automata and texts to try."""
    source = random.Random(20)
    found = []
    for text in some_patterns(source, 3000):
        pattern = parse_pattern(text)
        states = linear_states(pattern)
        assert states is not None
        found.append(
            (pattern.source, automaton_from(pattern.source), states, some_texts(source, 10))
        )
    return found


def test_the_automaton_answers_as_the_engine_of_python() -> None:
    linear = runtime().LinearPattern
    wrong = []
    for source, start, states, texts in rows():
        engine = to_python(parse_pattern(source))
        for matcher in (linear(0, "", *states), linear(start, engine, *states)):
            for text in texts:
                if (re.search(engine, text) is None) is not (matcher.search(text) is None):
                    wrong.append((source, text))

    assert wrong == []


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_automaton_answers_as_the_engine_of_javascript(tmp_path: Path) -> None:
    place = folder("templates") / "javascript" / "runtime" / "runtime" / "linear.js"
    shutil.copy(place, tmp_path / "linear.js")
    (tmp_path / "main.mjs").write_text(RUN, "utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    states = json.dumps(automaton("(a+)+$"))
    answer = subprocess.run(
        ["node", str(tmp_path / "main.mjs"), states],
        # V8 looks for `\\B` also between the two halves of a pair.
        input=json.dumps([row for row in rows() if r"\B" not in row[0]]),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(answer.stdout)

    assert found["wrong"] == []
    assert found["answers"] == [False, True]
    assert found["milliseconds"] < 2000


def test_a_slow_pattern_answers_at_once() -> None:
    states = automaton("(a+)+$")
    assert states is not None
    linear = runtime().LinearPattern(10, "(a+)+\\Z", *states)
    start = time.process_time()

    assert linear.search("a" * 100_000 + "b") is None
    assert linear.search("a" * 100_000) is True
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("^(a+)+$", 11),
        ("^(a+)+b", 11),
        (r"^\s*[a-z]*\s*$", 69),
        (r"(?:a*|b)*c", 0),
        (r"(?:a|a)*\Bc", 0),
    ],
)
def test_short_texts_are_left_to_the_engine(text: str, limit: int) -> None:
    assert automaton_from(text) == limit


def test_what_is_remembered_has_a_limit() -> None:
    states = linear_states(parse_pattern(r"(?:\w|[^a])*(?:b|[^c])*\d$"))
    assert states is not None
    linear = runtime().LinearPattern(0, "", *states)

    answer = linear.search("".join(map(chr, range(0x4E00, 0x9E00))) * 3 + "1")

    assert answer is True
    assert linear._cached <= 2 * 20_000


SHORTCUTS: list[tuple[str, Shortcut | None]] = [
    ("^x-", Shortcut("starts", ("x-",))),
    ("^(x-)", Shortcut("starts", ("x-",))),
    ("^x-.*", Shortcut("starts", ("x-",))),
    ("^x-.*$", None),
    ("^[@$]", Shortcut("starts", ("$", "@"))),
    ("^[a-z]", None),
    ("^(?:get|set)", Shortcut("starts", ("get", "set"))),
    (r"\.json$", Shortcut("ends", (".json",))),
    (r"\.(json|yml)$", Shortcut("ends", (".json", ".yml"))),
    (".*foo", Shortcut("contains", ("foo",))),
    ("foo", Shortcut("contains", ("foo",))),
    ("foo|bar", None),
    ("^abc$", Shortcut("equals", ("abc",))),
    ("^(a|b)$", Shortcut("equals", ("a", "b"))),
    ("^a$|^b$", None),
    ("^$", Shortcut("empty")),
    ("", Shortcut("always")),
    ("^", Shortcut("always")),
    ("$", Shortcut("always")),
    (".*", Shortcut("always")),
    ("^.*", Shortcut("always")),
    ("^.*$", None),
    ("^.+$", None),
    (".", None),
    (r"^[\s\S]*$", Shortcut("always")),
    (r"[\s\S]", Shortcut("not-empty")),
    (r"^[^]", Shortcut("not-empty")),
    ("^\U0001f600", Shortcut("starts", ("\U0001f600",))),
    (r"^\ud83d", None),
    ("[]", None),
    (r"\babc", None),
]


@pytest.mark.parametrize(("text", "wanted"), SHORTCUTS, ids=[repr(text) for text, _ in SHORTCUTS])
def test_a_plain_pattern_has_a_shortcut(text: str, wanted: Shortcut | None) -> None:
    assert shortcut(parse_pattern(text)) == wanted


def test_shortcuts_answer_as_the_engine() -> None:
    source = random.Random(7)
    patterns = [*(text for text, _ in SHORTCUTS), *some_patterns(source, 20_000)]
    found = [(text, short) for text in patterns if (short := shortcut(parse_pattern(text)))]
    wrong = [
        (pattern, text)
        for pattern, short in found
        for text in [*short.texts, *some_texts(source, 10)]
        if plain(short, text) is (re.search(to_python(parse_pattern(pattern)), text) is None)
    ]

    assert wrong == []
    assert len(found) > 1000


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("^x-[a-z]+$", ("x-", "")),
        ("^[a-z]+_bin$", ("", "_bin")),
        ("^(a)b.*cd$", ("ab", "cd")),
        ("^a(?:b.*c)d$", ("ab", "cd")),
        ("^ab|cd$", ("", "")),
        ("ab.*", ("", "")),
        ("^ab?c$", ("a", "c")),
        (r"^\ud83da$", ("", "a")),
    ],
)
def test_the_plain_ends_of_a_pattern_are_known(text: str, wanted: tuple[str, str]) -> None:
    assert ends(parse_pattern(text)) == wanted


def test_what_matches_has_the_plain_ends() -> None:
    source = random.Random(11)
    for pattern in some_patterns(source, 20_000):
        start, end = ends(parse_pattern(pattern))
        engine = re.compile(to_python(parse_pattern(pattern))) if start or end else None
        for text in some_texts(source, 10) if engine else ():
            if engine is not None and engine.search(text):
                assert text.startswith(start), (pattern, text)
                assert text.endswith(end), (pattern, text)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (r"(.*)-\1$", 1000),
        ("^(?=(a+)+$)", 24),
        ("(a+)+$", None),
        ("^(?=.*b)a+$", None),
        ("^x", None),
    ],
)
def test_only_what_cannot_be_linear_has_a_limit(text: str, limit: int | None) -> None:
    assert longest(text) == limit

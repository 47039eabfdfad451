"""The renderers: one set of findings, as each format prints it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from typing import Any, get_args

import pytest
from cfc.diagnostics.catalogue import catalogue
from cfc.diagnostics.formats.json_report import envelope
from cfc.diagnostics.model import Finding, Location, Related, Severity
from cfc.diagnostics.render import FORMATS, Format, render
from cfc.text.source import SourceFile, Span

SOURCE = SourceFile(
    "schemas/invoice/v1.json",
    '{\n\n\n    "total": { "type": "integer", "minimun": 0 }\n\t"日本": "k",\n}\n',
)


def at(text: str) -> Location:
    start = SOURCE.text.index(text)
    return Location.of(SOURCE, Span(start, start + len(text)))


FULL = Finding(
    rule="duplicate-key",
    code="CFC-L102",
    severity=Severity.ERROR,
    message="`minimun` is not a keyword",
    location=at('"minimun"'),
    pointer="/properties/total/minimun",
    why="this limit would silently not hold",
    help="did you mean `minimum`?",
    related=(Related("the first one", at('"type"')),),
    witness={"total": -1},
)
FILE = Finding("not-utf8", "CFC-L109", Severity.WARNING, "50%, so:\nit is", Location("a,b:c.json"))
BARE = Finding("too-deep", "CFC-L106", Severity.HINT, "deep")
ALL = (FULL, FILE, BARE)


def rendered(format: Format, *findings: Finding, color: bool = False) -> str:
    return render(findings, format, color=color, catalogue=catalogue())


def test_text_shows_the_line_and_what_to_do() -> None:
    assert rendered("text", *ALL) == (
        "error[duplicate-key]: `minimun` is not a keyword\n"
        "  --> schemas/invoice/v1.json:4:35\n"
        "   |\n"
        ' 4 |     "total": { "type": "integer", "minimun": 0 }\n'
        "   |                                   ^^^^^^^^^\n"
        "   = at:   /properties/total/minimun\n"
        "   = see:  schemas/invoice/v1.json:4:16: the first one\n"
        '   = seen: {"total": -1}\n'
        "   = why:  this limit would silently not hold\n"
        "   = help: did you mean `minimum`?\n"
        "   = rule: CFC-L102 (run `cfc explain duplicate-key`)\n"
        "\n"
        "warning[not-utf8]: 50%, so: it is\n"
        " --> a,b:c.json\n"
        " = rule: CFC-L109 (run `cfc explain not-utf8`)\n"
        "\n"
        "hint[too-deep]: deep\n"
        " = rule: CFC-L106 (run `cfc explain too-deep`)\n"
    )


def line_and_mark(location: Location) -> list[str]:
    finding = Finding("not-json", "CFC-L101", Severity.ERROR, "m", location)
    return rendered("text", finding).splitlines()[3:5]


def test_carets_stand_under_wide_letters_behind_a_tab() -> None:
    assert line_and_mark(at('"k"')) == [
        ' 5 |     "日本": "k",',
        "   |             ^^^",
    ]


def test_a_wide_letter_has_two_carets() -> None:
    assert line_and_mark(at("日"))[1] == "   |      ^^"


def test_a_long_line_is_cut_around_the_place() -> None:
    line, mark = line_and_mark(Location("a.json", 1, 201, 1, 204, "x" * 200 + "bad" + "y" * 200))

    assert len(line) < 140
    assert line.startswith(" 1 | …xxx")
    assert line.endswith("yyy…")
    assert line[mark.index("^") : mark.rindex("^") + 1] == "bad"


def test_a_place_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    _, mark = line_and_mark(Location("a.json", 1, 3, 4, 2, '{ "a": ['))

    assert mark == "   |   ^^^^^^"


def test_an_empty_place_has_one_caret() -> None:
    _, mark = line_and_mark(Location("a.json", 1, 3, 1, 3, "[1"))

    assert mark == "   |   ^"


def test_text_hides_what_would_move_the_cursor() -> None:
    finding = Finding("not-json", "CFC-L101", Severity.ERROR, "a\x1b[31m\u202eb")

    assert rendered("text", finding).startswith("error[not-json]: a\ufffd[31m\ufffdb\n")


def test_colour_only_adds_to_the_text() -> None:
    import click

    coloured = rendered("text", *ALL, color=True)

    assert "\x1b[31m" in coloured
    assert click.unstyle(coloured) == rendered("text", *ALL)


def test_concise_is_a_line_each() -> None:
    assert rendered("concise", *ALL) == (
        "schemas/invoice/v1.json:4:35: error[duplicate-key] `minimun` is not a keyword\n"
        "a,b:c.json: warning[not-utf8] 50%, so: it is\n"
        "hint[too-deep] deep\n"
    )


def test_json_has_every_member_of_a_finding() -> None:
    value = json.loads(rendered("json", FULL))

    assert value == {
        "cfc": 1,
        "command": "check",
        "ok": False,
        "exit": 1,
        "findings": [
            {
                "rule": "duplicate-key",
                "code": "CFC-L102",
                "severity": "error",
                "message": "`minimun` is not a keyword",
                "file": "schemas/invoice/v1.json",
                "line": 4,
                "column": 35,
                "endLine": 4,
                "endColumn": 44,
                "pointer": "/properties/total/minimun",
                "why": "this limit would silently not hold",
                "help": "did you mean `minimum`?",
                "related": [
                    {
                        "message": "the first one",
                        "file": "schemas/invoice/v1.json",
                        "line": 4,
                        "column": 16,
                        "endLine": 4,
                        "endColumn": 22,
                    }
                ],
                "witness": {"total": -1},
            }
        ],
        "result": {},
        "next": [],
    }


def test_json_is_valid_whatever_a_witness_holds() -> None:
    finding = Finding(
        "not-json", "CFC-L101", Severity.ERROR, "\ud800", witness=[float("nan"), 1e400]
    )

    text = rendered("json", finding)

    assert text.encode("utf-8")
    assert json.loads(text)["findings"][0]["witness"] == ["nan", "inf"]


def test_an_envelope_carries_result_and_next() -> None:
    value = envelope("compile", True, 0, (), {"written": 2}, ["cfc fuzz"])

    assert value == {
        "cfc": 1,
        "command": "compile",
        "ok": True,
        "exit": 0,
        "findings": [],
        "result": {"written": 2},
        "next": ["cfc fuzz"],
    }


def test_github_gives_columns_on_one_line_and_escapes() -> None:
    assert rendered("github", FILE, BARE, FULL) == (
        "::warning file=a%2Cb%3Ac.json,title=not-utf8 (CFC-L109)::50%25, so:%0Ait is\n"
        "::notice title=too-deep (CFC-L106)::deep\n"
        "::error file=schemas/invoice/v1.json,line=4,endLine=4,col=35,endColumn=43,"
        "title=duplicate-key (CFC-L102)::`minimun` is not a keyword"
        "%0Aat /properties/total/minimun%0Awhy: this limit would silently not hold"
        "%0Ahelp: did you mean `minimum`?\n"
    )


def test_github_gives_no_column_when_the_place_has_several_lines() -> None:
    where = Location("a.json", 1, 3, 4, 2, "x")
    finding = Finding("not-json", "CFC-L101", Severity.ERROR, "m", where)

    assert rendered("github", finding).startswith("::error file=a.json,line=1,endLine=4,title=")


def test_sarif_has_rules_places_and_fingerprints() -> None:
    (run,) = json.loads(rendered("sarif", *ALL))["runs"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "CFC-L102",
        "CFC-L109",
        "CFC-L106",
    ]
    assert [(result["ruleIndex"], result["level"]) for result in run["results"]] == [
        (0, "error"),
        (1, "warning"),
        (2, "note"),
    ]
    first = run["results"][0]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "schemas/invoice/v1.json", "uriBaseId": "SRCROOT"},
        "region": {
            "startLine": 4,
            "startColumn": 35,
            "endLine": 4,
            "endColumn": 44,
            "snippet": {"text": '    "total": { "type": "integer", "minimun": 0 }'},
        },
    }
    assert first["relatedLocations"][0]["message"] == {"text": "the first one"}
    assert "locations" not in run["results"][2]


def test_a_fingerprint_stays_when_a_finding_moves() -> None:
    def fingerprints(line: int) -> list[str]:
        where = Location("a.json", line, 1, line, 2, "x")
        finding = Finding("not-json", "CFC-L101", Severity.ERROR, "m", where, "/p")
        (run,) = json.loads(rendered("sarif", finding, finding))["runs"]
        return [result["partialFingerprints"]["cfc/v1"] for result in run["results"]]

    assert fingerprints(1) == fingerprints(7)
    assert len(set(fingerprints(1))) == 2


def test_junit_is_xml_with_a_failure_each() -> None:
    broken = Finding("not-json", "CFC-L101", Severity.ERROR, 'a\x00<&"\ud800')

    root = ElementTree.fromstring(rendered("junit", *ALL, broken).encode("utf-8"))

    assert (root.get("tests"), root.get("failures")) == ("4", "3")
    assert [case.get("classname") for case in root.iter("testcase")] == [
        "duplicate-key",
        "not-utf8",
        "too-deep",
        "not-json",
    ]


def rules_of(format: Format, text: str) -> list[str]:
    """Return the rules in the order in which the format names them."""
    places: list[tuple[int, str]] = []
    for rule in ("duplicate-key", "not-utf8", "too-deep"):
        results = text.rpartition('"results"')[2] if format == "sarif" else text
        word: Any = catalogue().rule(rule).code if format == "sarif" else rule
        places.append((results.index(word), rule))
    return [rule for _, rule in sorted(places)]


@pytest.mark.parametrize("format", get_args(Format))
def test_every_format_keeps_the_order(format: Format) -> None:
    ordered = rules_of(format, rendered(format, *ALL))

    assert ordered == ["duplicate-key", "not-utf8", "too-deep"]


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "text"])
def test_no_finding_is_still_valid_output(format: Format) -> None:
    text = rendered(format)

    if format in ("json", "sarif"):
        assert json.loads(text)
    elif format == "junit":
        assert ElementTree.fromstring(text.encode()).get("failures") == "0"
    else:
        assert text == ""

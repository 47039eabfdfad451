"""The catalogue: pages to rules, and everything that a page can get wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from cfc.diagnostics.catalogue import Catalogue, CatalogueError, catalogue
from cfc.diagnostics.model import Severity

GOOD = """# one-rule
```toml
code = "CFC-L101"
severity = "error"
why = "so it is"
```
What it
finds.

## Fires on
```json contract
{}
```
## Stays silent on
```json contract
[]
```
"""


def write(folder: Path, name: str, text: str) -> Catalogue:
    page = folder / f"{name}.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, "utf-8")
    return Catalogue(folder)


def test_a_page_is_a_rule(tmp_path: Path) -> None:
    rule = write(tmp_path, "load/one-rule", GOOD).rule("one-rule")

    assert (rule.name, rule.code, rule.family) == ("one-rule", "CFC-L101", "load")
    assert (rule.severity, rule.summary, rule.why) == (Severity.ERROR, "What it finds.", "so it is")
    assert (rule.help, rule.replaced_by, rule.page_text) == (None, None, GOOD)


@pytest.mark.parametrize("name", ["one-rule", "CFC-L101", "cfc-l101"])
def test_a_rule_is_found_by_name_and_by_code(tmp_path: Path, name: str) -> None:
    assert write(tmp_path, "load/one-rule", GOOD).rule(name).name == "one-rule"


@pytest.mark.parametrize("name", ["two-rules", "CFC-L102", "", "load/one-rule"])
def test_what_is_no_rule_is_a_lookup_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(LookupError):
        write(tmp_path, "load/one-rule", GOOD).rule(name)


def test_a_page_is_read_only_when_its_rule_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "load/broken", "no rule at all")
    rules = write(tmp_path, "load/one-rule", GOOD)

    assert rules.names() == ("broken", "one-rule")
    assert rules.rule("one-rule").code == "CFC-L101"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"CFC-L101"', '"L101"', "one-rule: `code` must be like CFC-C104, not 'L101'"),
        ('"CFC-L101"', '"CFC-C101"', "one-rule: a code in load begins with CFC-L"),
        ('"error"', '"fatal"', "one-rule: `severity` must be error, warning or hint, not 'fatal'"),
        ('"so it is"', "1", "one-rule: `why` must be a text"),
        ("# one-rule", "# one", "one-rule: the title is 'one'"),
        ("## Fires on", "## Fires", "one-rule: the section `Fires on` has no example"),
        ("## Stays silent on", "## Else", "one-rule: the section `Stays silent on` has no example"),
        ("What it\nfinds.", "", "one-rule: no sentence says what it finds"),
        ("why =", 'replaced_by = "gone"\nwhy =', "one-rule: there is no rule gone to replace it"),
        ("why =", 'also = ["gone"]\nwhy =', "one-rule: there is no rule gone that could fire also"),
    ],
)
def test_a_faulty_page_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    rules = write(tmp_path, "load/one-rule", GOOD.replace(old, new))

    with pytest.raises(CatalogueError) as caught:
        rules.load_all()

    assert caught.value.problems == (problem,)


def test_two_rules_may_not_share_a_code(tmp_path: Path) -> None:
    write(tmp_path, "load/one-rule", GOOD)
    rules = write(tmp_path, "load/two-rules", GOOD.replace("one-rule", "two-rules"))

    with pytest.raises(CatalogueError, match="two-rules: one-rule has the code CFC-L101 too"):
        rules.load_all()


def test_two_families_may_not_share_a_name(tmp_path: Path) -> None:
    write(tmp_path, "load/one-rule", GOOD)
    rules = write(tmp_path, "check/one-rule", GOOD)

    with pytest.raises(CatalogueError, match="one-rule: there are two pages of this name"):
        rules.names()


def test_a_rule_without_example_says_so(tmp_path: Path) -> None:
    text = GOOD.partition("## Fires on")[0].replace("why =", 'example = "none"\nwhy =')

    (rule,) = write(tmp_path, "load/one-rule", text).load_all()

    assert rule.settings["example"] == "none"


def test_our_own_rules_are_in_order() -> None:
    rules = catalogue().load_all()

    assert {rule.name for rule in rules} >= {"not-json", "duplicate-key", "not-yaml"}

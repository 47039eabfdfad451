"""Parts of one document in another."""

from __future__ import annotations

from cfc.diff.grafts import grafts

EXAMPLE = {"total": 3, "lines": [{"price": 3, "note": "a"}]}


def test_a_part_of_the_donor_takes_its_place_and_the_rest_stays() -> None:
    donor = {"total": 1, "lines": [{"price": 9, "note": "long"}]}

    made = list(grafts(EXAMPLE, donor))

    assert {"total": 3, "lines": [{"price": 3, "note": "long"}]} in made
    assert {"total": 1, "lines": EXAMPLE["lines"]} in made


def test_members_come_and_go() -> None:
    made = list(grafts({"a": 1, "b": 2}, {"a": 1, "c": 3}))

    assert {"a": 1, "b": 2, "c": 3} in made
    assert {"a": 1} in made


def test_the_donor_itself_is_the_last_resort() -> None:
    assert list(grafts(1, 2)) == [2]

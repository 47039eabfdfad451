"""Proposals from the command line: reviewed, countered, applied whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.support.project import Project, environment
from tests.support.proposals import ID, PAGE, REQUEST, contents, propose, write_shop


@pytest.fixture
def shop(project: Project) -> Project:
    """A project with one contract and the request to change it."""
    return write_shop(project)


@pytest.fixture
def proposed(shop: Project) -> Project:
    """The same, with the page of the request."""
    return propose(shop)


def test_parties_are_asked(proposed: Project) -> None:
    proposed.write("cfc.toml", '[propose]\nparties = ["backend", "frontend"]\n')
    assert proposed.cfc("propose", "ack", "1", "--as", "backend").code == 0

    run = proposed.cfc("propose", "apply", "1", "--format", "json")

    assert run.rules == ["acknowledgement-missing"]
    assert "frontend" in str(run.findings[0]["message"])
    assert proposed.cfc("propose", "ack", "1", "--as", "stranger").code == 2
    assert proposed.cfc("propose", "ack", "1", "--as", "frontend").code == 0
    assert proposed.cfc("propose", "apply", "1").code == 0


def test_edit_of_a_page_makes_its_reviews_void(proposed: Project) -> None:
    proposed.write("cfc.toml", '[propose]\nparties = ["backend"]\n')
    proposed.cfc("propose", "ack", "1", "--as", "backend")
    proposed.edit(PAGE, "Asked for:", "Wanted:")

    run = proposed.cfc("propose", "apply", "1", "--format", "json")

    assert run.rules == ["acknowledgement-missing"]
    assert "as it is now" in str(run.findings[0]["message"])


def test_rejected_page_does_not_apply(proposed: Project) -> None:
    proposed.cfc("propose", "reject", "1", "--as", "frontend", "--reason", "no")

    assert proposed.cfc("propose", "apply", "1", "--format", "json").rules == ["proposal-not-open"]


def test_counter_is_a_page_that_names_what_it_counters(proposed: Project) -> None:
    proposed.write("less.json", {**REQUEST, "proposed_invariant": "age < 130"})

    run = proposed.cfc(
        "propose", "counter", "1", "less.json", "--as", "frontend", "--reason", "130 is enough"
    )

    assert run.code == 0
    assert proposed.cfc("propose", "apply", "1", "--format", "json").rules == ["proposal-not-open"]
    listed = proposed.cfc("propose", "list").stdout
    assert listed.startswith(f"countered    {ID}")
    assert f"counters: {ID}" in proposed.read(listed_page(proposed, "0002"))
    assert proposed.cfc("propose", "apply", "2").code == 0
    assert '"exclusiveMaximum": 130' in proposed.read("schemas/user_input.json")


def listed_page(project: Project, number: str) -> str:
    return next(path for path in project.files() if path.startswith(f"proposals/{number}-"))


KILLER = """
import os, signal, sys
from cfc.propose import journal
from cfc.cli.app import main
replace, left = os.replace, int(sys.argv[1])
def counted(*args):
    global left
    left -= "cfc_cache/apply" in str(args[0])
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(*args)
journal.os.replace = counted
main(["propose", "apply", "1"])
"""


@pytest.mark.parametrize("writes", [0, 1, 2, 4])
def test_killed_apply_is_finished_or_undone_by_the_next_command(
    proposed: Project, writes: int
) -> None:
    assert proposed.cfc("compile").code == 0
    before = contents(proposed)

    killed = subprocess.run(
        [sys.executable, "-c", KILLER, str(writes)],
        cwd=proposed.folder, env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    run = proposed.cfc("propose", "list", "--format", "json")

    result = run.envelope["result"]
    assert isinstance(result, dict)
    state = result["proposals"][0]["state"]
    if writes == 0:
        assert state == "open"
        assert contents(proposed) == before
        assert proposed.cfc("propose", "apply", "1").code == 0
    else:
        assert state == "applied"
        assert "an interrupted apply was finished" in run.stderr
    assert '"contractVersion": "1.1.0"' in proposed.read("schemas/user_input.json")
    assert proposed.cfc("compile", "--check").code == 0
    assert proposed.cfc("propose", "check").code == 0


def test_counter_leaves_the_rejection_of_the_same_party(proposed: Project) -> None:
    proposed.cfc("propose", "reject", "1", "--as", "frontend", "--reason", "too much")
    review = proposed.read(f"proposals/reviews/{ID}.frontend.json")
    proposed.write("less.json", {**REQUEST, "proposed_invariant": "age < 130"})

    run = proposed.cfc(
        "propose", "counter", "1", "less.json", "--as", "frontend", "--reason", "130 is enough"
    )

    assert run.code == 0
    assert proposed.read(f"proposals/reviews/{ID}.frontend.json") == review
    assert "has rejected the page, and that stands" in run.stderr
    assert f"counters: {ID}" in proposed.read(listed_page(proposed, "0002"))
    assert proposed.cfc("propose", "list").stdout.startswith(f"rejected     {ID}")


def test_page_whose_counter_was_applied_is_closed(proposed: Project) -> None:
    for number, limit in enumerate((130, 140), 1):
        name = f"{limit}.json"
        proposed.write(name, {**REQUEST, "proposed_invariant": f"age < {limit}"})
        answer = ("--as", "frontend", "--reason", f"{limit} is enough", "--title", str(limit))
        assert proposed.cfc("propose", "counter", str(number), name, *answer).code == 0
    assert proposed.cfc("propose", "apply", "3").code == 0

    run = proposed.cfc("propose", "check", "--format", "json")

    assert (run.code, run.rules) == (0, [])
    result = run.envelope["result"]
    assert isinstance(result, dict)
    assert [item["summary"] for item in result["proposals"]] == [
        "countered, and closed", "countered, and closed", "applied",
    ]  # fmt: skip
    assert proposed.cfc("propose", "check", "1", "--format", "json").rules == ["proposal-stale"]


def test_rejected_page_is_closed_until_it_is_edited(proposed: Project) -> None:
    proposed.cfc("propose", "reject", "1", "--as", "frontend", "--reason", "no")
    proposed.edit("schemas/user_input.json", "in years", "in full years")
    assert proposed.cfc("propose", "check").code == 0

    proposed.edit(PAGE, "Asked for:", "Wanted:")

    assert proposed.cfc("propose", "check", "--format", "json").rules == ["proposal-stale"]


def test_pages_that_counter_each_other_are_not_closed(proposed: Project) -> None:
    other = "0002-other"
    proposed.write(f"proposals/{other}.md", proposed.read(PAGE).replace(ID, other))
    proposed.edit(PAGE, "counters: null", f"counters: {other}")
    proposed.edit(f"proposals/{other}.md", "counters: null", f"counters: {ID}")

    run = proposed.cfc("propose", "list", "--format", "json")

    result = run.envelope["result"]
    assert isinstance(result, dict)
    assert [(item["state"], item["closed"]) for item in result["proposals"]] == [
        ("countered", False), ("countered", False),
    ]  # fmt: skip

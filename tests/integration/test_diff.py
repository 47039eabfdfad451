"""`cfc diff` and `cfc semver` on folders, files and git revisions."""

from __future__ import annotations

import json

from tests.support.project import CFC, Project, environment

OPEN = {"contractVersion": "1.0.0", "type": "object", "properties": {"name": {"type": "string"}}}
REQUIRED = {**OPEN, "required": ["name"]}
OPERATION = {
    "name": "user.find",
    "contractVersion": "1.2.0",
    "input": {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]},
    "output": {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]},
}


def sides(project: Project, old: object, new: object) -> None:
    project.write("old/a.json", old)
    project.write("new/a.json", new)


def verdicts(project: Project, *options: str) -> dict[str, dict[str, dict[str, object]]]:
    run = project.cfc("diff", "old", "new", "--format", "json", *options)
    result = run.envelope["result"]
    assert isinstance(result, dict)
    found = result["contracts"][0]["verdicts"]
    assert isinstance(found, dict)
    return found


def repository(project: Project) -> None:
    """Make a repository with the tags `v1` and `v2`."""
    project.git("init", "-q", "-b", "main")
    project.write("schemas/a.json", OPEN)
    project.git("add", "-A")
    project.git("commit", "-qm", "one")
    project.git("tag", "v1")
    project.write("schemas/a.json", REQUIRED)
    project.git("commit", "-qam", "two")
    project.git("tag", "v2")


def test_first_line_says_what_breaks_and_for_whom(project: Project) -> None:
    sides(project, OPEN, REQUIRED)

    run = project.cfc("diff", "old", "new")

    assert run.code == 1
    assert run.stdout.splitlines()[0] == (
        "a 1.0.0 -> 1.0.0: breaks writers: a change narrows it: `{}` is refused now: "
        'must have the property "name"; least bump major (declared: none)'
    )


def test_proved_inclusion_is_clean(project: Project) -> None:
    sides(project, REQUIRED, OPEN)

    assert project.cfc("diff", "old", "new").code == 0
    assert project.cfc("semver", "old", "new").stdout == "minor\n"


def test_mode_turns_the_question_round(project: Project) -> None:
    sides(project, REQUIRED, OPEN)

    assert project.cfc("diff", "old", "new", "--mode", "forward").code == 1
    assert project.cfc("semver", "old", "new", "--mode", "full").stdout == "major\n"


def test_equal_contracts_need_no_bump(project: Project) -> None:
    sides(project, OPEN, OPEN)

    assert project.cfc("semver", "old", "new").stdout == "none\n"
    assert project.cfc("diff", "old", "new", "--fail-on", "any").code == 0


def test_tags_are_compared_literally(project: Project) -> None:
    repository(project)

    run = project.cfc("diff", "v1", "v2", "--format", "json")

    assert run.code == 1
    assert run.findings[0]["file"] == "v2:schemas/a.json"
    assert project.cfc("semver", "v1:schemas/a.json", "schemas/a.json").stdout == "major\n"
    assert project.cfc("semver", "schemas", "--against", "v1").stdout == "major\n"
    assert project.cfc("semver", "--against", "v2").stdout == "none\n"


def test_existing_path_wins_over_a_revision(project: Project) -> None:
    repository(project)
    project.write("v1/a.json", REQUIRED)

    assert project.cfc("semver", "v1", "v2").stdout == "none\n"


def test_output_that_allows_more_breaks_callers(project: Project) -> None:
    output = {"type": "object", "properties": {"age": {"type": "number"}}, "required": ["age"]}
    sides(project, OPERATION, {**OPERATION, "output": output})

    found = verdicts(project)

    assert found["output"]["new_in_old"]["verdict"] == "not-included"
    assert found["output"]["new_in_old"]["witness"] == {"age": 0.5}
    assert found["input"]["old_in_new"]["verdict"] == "included"


def test_input_that_takes_more_breaks_nobody(project: Project) -> None:
    sides(project, OPERATION, {**OPERATION, "input": {"type": "object"}})

    assert project.cfc("diff", "old", "new").code == 0


def test_new_error_breaks_callers_and_a_lost_one_does_not(project: Project) -> None:
    sides(project, OPERATION, {**OPERATION, "errors": {"gone": {}}})
    added = project.cfc("diff", "old", "new", "--format", "json")
    removed = project.cfc("diff", "new", "old", "--format", "json")

    assert (added.code, "error-added" in added.rules) == (1, True)
    assert (removed.code, removed.rules) == (0, ["error-removed", "version-not-bumped"])


def test_new_precondition_is_shown_by_an_input(project: Project) -> None:
    rule = [{"id": "positive", "expr": "$.input.id > 0"}]
    sides(project, OPERATION, {**OPERATION, "invariants": rule})

    found = verdicts(project)["input"]["old_in_new"]

    assert found["verdict"] == "not-included"
    assert found["witness"] == {"id": 0}


def test_dropped_promise_is_never_called_compatible(project: Project) -> None:
    rule = [{"id": "adult", "expr": "$.output.age >= 0"}]
    sides(project, {**OPERATION, "invariants": rule}, OPERATION)

    found = verdicts(project)["exchange"]["new_in_old"]

    assert found["verdict"] in ("not-included", "unknown")
    assert project.cfc("semver", "old", "new").stdout == "major\n"


def test_removed_contract_is_a_break(project: Project) -> None:
    sides(project, OPEN, OPEN)
    project.write("old/b.json", OPEN)

    run = project.cfc("diff", "old", "new", "--format", "json")

    assert (run.code, run.rules) == (1, ["contract-removed"])


def test_admitted_break_passes_unbumped_only(project: Project) -> None:
    sides(project, OPEN, {**REQUIRED, "contractVersion": "2.0.0"})

    assert project.cfc("diff", "old", "new", "--fail-on", "unbumped").code == 0
    assert project.cfc("diff", "old", "new").code == 1


def test_break_below_one_is_minor(project: Project) -> None:
    sides(project, {**OPEN, "contractVersion": "0.1.0"}, {**REQUIRED, "contractVersion": "0.2.0"})

    assert project.cfc("semver", "old", "new").stdout == "minor\n"
    assert project.cfc("diff", "old", "new", "--fail-on", "unbumped").code == 0


def test_every_format_is_printed(project: Project) -> None:
    sides(project, OPEN, REQUIRED)

    for form in ("text", "concise", "json", "sarif", "github", "junit"):
        assert project.cfc("diff", "old", "new", "--format", form).code == 1


def test_batch_answers_line_by_line(project: Project) -> None:
    import subprocess

    deep: object = {}
    for _ in range(400):
        deep = {"items": deep}
    pairs = [
        {"id": 1, "old": {"type": "integer"}, "new": {"type": "number"}},
        {"id": 2, "old": {"type": "strin"}, "new": True},
        {"id": 3, "old": deep, "new": True},
    ]
    text = "".join(json.dumps(pair) + "\n" for pair in pairs) + "not json\n"
    done = subprocess.run(
        [*CFC, "diff", "--batch"], cwd=project.folder, env=environment(), input=text,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert [answer["id"] for answer in answers] == [1, 2, 3, None]
    assert answers[0]["old_in_new"] == {"verdict": "included"}
    assert answers[0]["new_in_old"] == {"verdict": "not-included", "witness": 0.5}
    assert [answer["old_in_new"]["verdict"] for answer in answers[1:]] == ["unknown"] * 3


TREE = {
    "$id": "tree",
    "$dynamicAnchor": "node",
    "type": "object",
    "properties": {"children": {"type": "array", "items": {"$dynamicRef": "#node"}}},
}
CLOSED_TREE = {"$dynamicAnchor": "node", "$ref": "tree.json", "unevaluatedProperties": False}


def test_part_that_refers_to_another_contract_is_decided_beside_dynamic_references(
    project: Project,
) -> None:
    for side, kind in (("old", "integer"), ("new", "number")):
        project.write(f"{side}/tree.json", {**TREE, "$id": "tree.json"})
        project.write(f"{side}/a.json", {**OPERATION, "input": {"$ref": "id.json"}})
        project.write(f"{side}/id.json", {"type": "object", "properties": {"id": {"type": kind}}})

    run = project.cfc("diff", "old", "new", "--format", "json")
    result = run.envelope["result"]
    assert isinstance(result, dict)
    found = {item["id"]: item["verdicts"] for item in result["contracts"]}

    assert found["a"]["input"]["old_in_new"] == {"verdict": "included"}
    assert found["a"]["input"]["new_in_old"]["verdict"] == "not-included"
    assert found["a"]["output"]["new_in_old"] == {"verdict": "included"}
    assert found["tree"]["document"]["old_in_new"] == {"verdict": "included"}


def test_dynamic_reference_means_what_the_outermost_schema_says(project: Project) -> None:
    project.write("old/tree.json", {**TREE, "$id": "tree.json"})
    project.write("new/tree.json", {**TREE, "$id": "tree.json"})
    sides(project, {"$ref": "tree.json"}, CLOSED_TREE)

    found = verdicts(project)["document"]

    assert found["old_in_new"]["verdict"] == "not-included"
    assert found["new_in_old"]["verdict"] != "not-included"


UNDECIDED = (
    {"contractVersion": "1.0.0", "type": "string", "pattern": "^(?=a)[a-c]+$"},
    {"contractVersion": "1.0.0", "type": "string", "pattern": "^[a-d]+(?<=[a-c])$"},
)


def test_unknown_is_no_break_but_is_said(project: Project) -> None:
    sides(project, *UNDECIDED)

    run = project.cfc("diff", "old", "new")

    assert run.code == 0
    assert "unknown whether it breaks writers" in run.stdout
    assert "whether `a` is compatible could not be decided" in run.stderr
    assert "`--fail-on unknown`" in run.stderr
    assert project.cfc("diff", "old", "new", "--fail-on", "unknown").code == 1


def test_unknown_needs_a_version_that_admits_a_break(project: Project) -> None:
    old, new = UNDECIDED
    for version, code in (("1.0.0", 1), ("1.1.0", 1), ("2.0.0", 0)):
        sides(project, old, {**new, "contractVersion": version})

        run = project.cfc("diff", "old", "new", "--fail-on", "unbumped")
        assert run.code == code
        assert ("error[compatibility-unknown]" in run.stdout) == bool(code)
        assert project.cfc("semver", "old", "new").stdout == "major\n"


def test_compatible_change_without_a_bump_passes_unbumped(project: Project) -> None:
    sides(project, REQUIRED, OPEN)

    assert project.cfc("diff", "old", "new", "--fail-on", "unbumped").code == 0


def test_change_of_a_definition_is_reported_once_with_its_users(project: Project) -> None:
    def contract(least: int) -> dict[str, object]:
        use = {"$ref": "#/$defs/name"}
        return {
            "properties": {"a": use, "b": use, "c": {"items": use}},
            "$defs": {"name": {"type": "string", "minLength": least}},
        }

    sides(project, contract(0), contract(1))
    run = project.cfc("diff", "old", "new", "--format", "json")

    (finding,) = run.findings
    assert finding["pointer"] == "/$defs/name/minLength"
    related = finding["related"]
    assert isinstance(related, list)
    assert [item["message"] for item in related] == ["in the old version", *["used here"] * 3]


def test_each_change_has_a_witness_of_its_own(project: Project) -> None:
    sides(
        project,
        {
            "properties": {
                "a": {"type": "integer"},
                "b": {"anyOf": [{"const": 1}, {"minLength": 1}]},
            }
        },
        {
            "properties": {
                "a": {"type": "integer", "minimum": 5},
                "b": {"anyOf": [{"minLength": 3}, {"const": 1}]},
            }
        },
    )

    found = {
        item["pointer"]: item
        for item in project.cfc("diff", "old", "new", "--format", "json").findings
    }

    assert {pointer: item["severity"] for pointer, item in found.items()} == {
        "/properties/a/minimum": "error",
        "/properties/b/anyOf/0/minLength": "error",
    }
    assert found["/properties/a/minimum"]["witness"] == {"a": 0}


def test_schema_that_became_a_branch_is_compared_with_it(project: Project) -> None:
    sides(
        project,
        {"type": "string"},
        {"anyOf": [{"type": "array"}, {"type": "string", "maxLength": 5}]},
    )

    run = project.cfc("diff", "old", "new", "--format", "json")

    assert sorted(run.rules) == ["branch-added", "length-tightened"]
    assert project.cfc("diff", "new", "old").code == 1


def test_reference_wrapped_in_all_of_is_no_change(project: Project) -> None:
    name = {"name": {"type": "string"}}
    sides(
        project,
        {"properties": {"a": {"allOf": [{"$ref": "#/$defs/name"}]}}, "$defs": name},
        {"properties": {"a": {"$ref": "#/$defs/name"}}, "$defs": name},
    )

    assert project.cfc("diff", "old", "new", "--format", "json").findings == []

"""The steps that judge one schema: its keywords grouped by the type they apply to.

In: a node and a variable. Out: steps, in the order of the schema (`type` first, `unevaluated…`
and invariants last). Keywords that look at members, items or branches are written by
`members.py`, `items.py` and `branches.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cfc.contract.keywords import KEYWORDS
from cfc.ir import branches, items, members
from cfc.ir.functions import Functions, Node
from cfc.ir.program import (
    At,
    Call,
    CheckInvariants,
    If,
    IsType,
    JsonType,
    Report,
    Step,
    WithMember,
)
from cfc.ir.scalars import SCALAR_KEYWORDS, Clause, clauses, declared_types, reachable
from cfc.ir.variables import Variables

Group = tuple[JsonType | None, tuple[Step, ...]]


class Bodies:
    """Writes steps. `invariants(node)` gives the indices of the invariants that stand at a node."""

    def __init__(self, functions: Functions, invariants: Callable[[Node], tuple[int, ...]]) -> None:
        self.functions, self._invariants = functions, invariants

    def of_function(self, node: Node, variables: Variables) -> tuple[Step, ...]:
        """Return the body of the function of a node."""
        contract = self.functions.contract
        is_root = not node.place.pointer and node.place.document == contract.uri
        if is_root and contract.kind == "operation":
            return self._operation(node)
        return self.written_out(node, "value", At(), variables)

    def judge(self, node: Node, var: str, at: At, variables: Variables) -> tuple[Step, ...]:
        """Return the steps that judge a variable by a node: in place if simple, else a call."""
        if self.functions.is_simple(node):
            return self.written_out(node, var, at, variables)
        return (Call(self.functions.function(node), var, at),)

    def written_out(self, node: Node, var: str, at: At, variables: Variables) -> tuple[Step, ...]:
        """Return the steps of a node, in place."""
        schema = self.functions.schema(node)
        if schema is False:
            where = self.functions.schema_path(node.place)
            return (Report("false", "is not allowed here", at, where),)
        if not isinstance(schema, dict):
            return ()
        keywords = self.functions.keywords(node)
        types = declared_types(keywords)
        groups: list[Group] = []
        reports: dict[str, list[Clause]] = {}
        for clause in clauses(keywords, var, self.functions.context_of(node)):
            reports.setdefault(clause.keyword, []).append(clause)
        mismatch: tuple[Step, ...] = ()
        for clause in reports.get("type", ()):
            mismatch = (If(clause.broken, (self.report(node, clause, at),)),)
        for keyword in _in_order(keywords):
            if keyword in SCALAR_KEYWORDS:
                for clause in reports.get(keyword, ()) if keyword != "type" else ():
                    groups.append(
                        (clause.type, (If(clause.broken, (self.report(node, clause, at),)),))
                    )
            else:
                group = KEYWORDS[keyword].type
                steps = self._structural(keyword, node, keywords, var, at, variables)
                if steps:
                    groups.append((group, steps))
        steps = _grouped(groups, types, var, mismatch)
        indices = self._invariants(node)
        return (*steps, CheckInvariants(var, indices)) if indices else steps

    def report(self, node: Node, clause: Clause, at: At) -> Report:
        where = self.functions.schema_path(node.place.child(clause.keyword))
        return Report(clause.rule or clause.keyword, clause.message, at, where, clause.params)

    def _structural(
        self,
        keyword: str,
        node: Node,
        keywords: dict[str, object],
        var: str,
        at: At,
        variables: Variables,
    ) -> tuple[Step, ...]:
        value = keywords[keyword]
        match keyword:
            case "$ref" | "$dynamicRef":
                target = self.functions.reference(node, keyword, value)
                return () if target is None else (Call(self.functions.function(target), var, at),)
            case "allOf" | "anyOf" | "oneOf" | "not" | "if":
                return branches.steps(self, keyword, node, keywords, var, at, variables)
            case "prefixItems" | "items" | "contains" | "unevaluatedItems":
                return items.steps(self, keyword, node, keywords, var, at, variables)
            case _:
                return members.steps(self, keyword, node, keywords, var, at, variables)

    def _operation(self, node: Node) -> tuple[Step, ...]:
        """An operation is the schema `{type: object, properties: {input, output}}`."""
        clause = next(iter(clauses({"type": "object"}, "value", self.functions.context)))
        parts: list[Step] = []
        schema = self.functions.schema(node)
        for name in ("input", "output"):
            if isinstance(schema, dict) and isinstance(schema.get(name), (dict, bool)):
                child = self.functions.child(node, name)
                member = f"{name}_value"
                call = Call(self.functions.function(child), member, At((name,)))
                parts.append(WithMember("value", name, member, (call,)))
        broken = Report("type", clause.message, At(), "#", clause.params)
        steps: tuple[Step, ...] = (If(clause.broken, (broken,), tuple(parts)),)
        indices = self._invariants(node)
        return (*steps, CheckInvariants("value", indices)) if indices else steps


def _in_order(keywords: dict[str, object]) -> Iterator[str]:
    last = ("unevaluatedItems", "unevaluatedProperties")
    for name in keywords:
        role = KEYWORDS[name].role
        if name not in last and name != "invariants" and role in ("assertion", "applicator"):
            yield name
    for name in last:
        if name in keywords:
            yield name


def _grouped(
    groups: list[Group],
    types: tuple[JsonType, ...] | None,
    var: str,
    mismatch: tuple[Step, ...],
) -> tuple[Step, ...]:
    """Join neighbours of one type under one test of it; drop what no value can reach."""
    joined: list[Group] = []
    for group, steps in groups:
        if group is not None and not reachable(types, group):
            continue
        if joined and joined[-1][0] == group:
            joined[-1] = (group, (*joined[-1][1], *steps))
        else:
            joined.append((group, steps))
    out: list[Step] = list(mismatch)
    single = types[0] if types is not None and len(types) == 1 else None
    for group, steps in joined:
        if group is None:
            out.extend(steps)
        elif single is not None and out and out[-1:] == list(mismatch):
            # Nothing stands between the test of the type and its group: one `if` with an else.
            first = out.pop()
            assert isinstance(first, If)
            out.append(If(first.test, first.then, steps))
            mismatch = ()
        else:
            test = IsType(var, single if single is not None else group)
            out.append(If(test, steps))
    return tuple(out)

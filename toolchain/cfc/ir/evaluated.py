"""What `unevaluatedProperties` and `unevaluatedItems` need to know, found before the code runs.

Schemas that always apply give fixed names and counts. A branch that applies only sometimes gives
one boolean ("this branch held") that its names depend on. No sets of annotations are kept at
run time. Source: JSON Schema Core 2020-12, sections 11.2 and 11.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cfc.ir.functions import Node
from cfc.ir.program import (
    Constant,
    Flag,
    HasMember,
    Holds,
    IndexBelow,
    Let,
    Test,
)
from cfc.ir.tests import all_of, negate
from cfc.ir.variables import Variables

if TYPE_CHECKING:
    from cfc.ir.bodies import Bodies


@dataclass
class _Found:
    """What one walk has found: `tests` tell an evaluated member or item."""

    bodies: Bodies
    var: str
    variables: Variables
    of_items: bool
    name: str = ""
    item: str = ""
    index: str = ""
    lets: list[Let] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    start: int = 0
    seen: set[tuple[Node, str]] = field(default_factory=set)

    def walk(self, node: Node, conditions: tuple[Test, ...], *, top: bool = False) -> None:
        # By their text: a test may hold JSON values, which have no hash.
        if (node, repr(conditions)) in self.seen:
            return
        self.seen.add((node, repr(conditions)))
        functions = self.bodies.functions
        keywords = functions.keywords(node)
        if self.of_items:
            self._items(node, keywords, conditions, top)
        else:
            self._members(keywords, conditions, top)
        for keyword in ("$ref", "$dynamicRef"):
            if keyword in keywords:
                target = functions.reference(node, keyword, keywords[keyword])
                if target is not None:
                    self.walk(target, conditions)
        for index in _indices(keywords.get("allOf")):
            self.walk(functions.child(node, "allOf", index), conditions)
        for keyword in ("anyOf", "oneOf"):
            for index in _indices(keywords.get(keyword)):
                self._branch(functions.child(node, keyword, index), conditions)
        if "if" in keywords:
            self._conditional(node, keywords, conditions)
        for key, child in self._dependent(node, keywords):
            self.walk(child, (*conditions, HasMember(self.var, key)))

    def _dependent(self, node: Node, keywords: dict[str, object]) -> Iterator[tuple[str, Node]]:
        for keyword in ("dependentSchemas", "dependencies"):
            schemas = keywords.get(keyword)
            for key, schema in schemas.items() if isinstance(schemas, dict) else ():
                if not isinstance(schema, list):
                    yield key, self.bodies.functions.child(node, keyword, key)

    def _branch(self, node: Node, conditions: tuple[Test, ...]) -> None:
        if self._contributes(node, set()):
            test = self.bodies.functions.holds(node, self.var)
            self.walk(node, (*conditions, self._flag(test)))

    def _conditional(
        self, node: Node, keywords: dict[str, object], conditions: tuple[Test, ...]
    ) -> None:
        functions = self.bodies.functions
        arms = {
            name: functions.child(node, name) for name in ("if", "then", "else") if name in keywords
        }
        if not any(self._contributes(arm, set()) for arm in arms.values()):
            return
        held = self._flag(functions.holds(arms["if"], self.var))
        self.walk(arms["if"], (*conditions, held))
        if "then" in arms:
            self.walk(arms["then"], (*conditions, held))
        if "else" in arms:
            self.walk(arms["else"], (*conditions, negate(held)))

    def _flag(self, test: Test) -> Test:
        """Keep a test that calls a function in a boolean, so that it is asked once."""
        if not isinstance(test, Holds):
            return test
        for let in self.lets:
            if let.test == test:
                return Flag(let.name)
        name = self.variables.fresh(f"fits_{test.function.name}", "fits_branch")
        self.lets.append(Let(name, test))
        return Flag(name)

    def _contributes(self, node: Node, seen: set[Node]) -> bool:
        """Tell whether a schema evaluates any member (or item) at all, when it holds."""
        if node in seen:
            return False
        seen.add(node)
        functions = self.bodies.functions
        keywords = functions.keywords(node)
        if self.of_items:
            own = {"prefixItems", "items", "contains", "unevaluatedItems"}
        else:
            own = {
                "properties", "patternProperties", "additionalProperties", "unevaluatedProperties",
            }  # fmt: skip
        if own & keywords.keys():
            return True
        children: list[Node | None] = [
            functions.reference(node, name, keywords[name])
            for name in ("$ref", "$dynamicRef")
            if name in keywords
        ]
        for name in ("allOf", "anyOf", "oneOf"):
            children += [functions.child(node, name, i) for i in _indices(keywords.get(name))]
        children += [functions.child(node, n) for n in ("if", "then", "else") if n in keywords]
        children += [child for _, child in self._dependent(node, keywords)]
        return any(child is not None and self._contributes(child, seen) for child in children)

    def _members(
        self, keywords: dict[str, object], conditions: tuple[Test, ...], top: bool
    ) -> None:
        from cfc.ir.members import declared

        whole = "additionalProperties" in keywords
        whole = whole or ("unevaluatedProperties" in keywords and not top)
        if whole:
            self.tests.append(all_of(conditions))
            return
        for test in declared(self.bodies, keywords, self.name):
            self.tests.append(all_of((*conditions, test)))

    def _items(
        self, node: Node, keywords: dict[str, object], conditions: tuple[Test, ...], top: bool
    ) -> None:
        whole = "items" in keywords or ("unevaluatedItems" in keywords and not top)
        if whole:
            self.tests.append(all_of(conditions))
            return
        count = len(_indices(keywords.get("prefixItems")))
        if count and not conditions:
            self.start = max(self.start, count)
        elif count:
            self.tests.append(all_of((*conditions, IndexBelow(self.index, count))))
        if "contains" in keywords:
            functions = self.bodies.functions
            test = functions.holds(functions.child(node, "contains"), self.item)
            self.tests.append(all_of((*conditions, test)))


def evaluated_names(
    bodies: Bodies, node: Node, var: str, name: str, variables: Variables
) -> tuple[tuple[Let, ...], list[Test]]:
    """Return booleans to set, and tests that tell an evaluated member by its name."""
    found = _Found(bodies, var, variables, of_items=False, name=name)
    found.walk(node, (), top=True)
    return _kept(found)


def evaluated_items(
    bodies: Bodies, node: Node, var: str, item: str, index: str, variables: Variables
) -> tuple[tuple[Let, ...], int, list[Test]]:
    """Return booleans to set, how many first items are evaluated anyway, and tests for others."""
    found = _Found(bodies, var, variables, of_items=True, item=item, index=index)
    found.walk(node, (), top=True)
    lets, tests = _kept(found)
    return lets, found.start, tests


def _kept(found: _Found) -> tuple[tuple[Let, ...], list[Test]]:
    if Constant(True) in found.tests:
        return (), [Constant(True)]
    return tuple(found.lets), found.tests


def _indices(value: object) -> list[str]:
    return [str(index) for index in range(len(value))] if isinstance(value, list) else []

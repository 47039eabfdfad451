"""Keywords that look at an object's members."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cfc.ir import messages
from cfc.ir.evaluated import evaluated_names
from cfc.ir.functions import Node
from cfc.ir.program import (
    At,
    Constant,
    ForMembers,
    HasMember,
    If,
    Let,
    NameIs,
    Report,
    Step,
    Test,
    Var,
    WithMember,
)
from cfc.ir.tests import any_of, negate
from cfc.ir.texts import foreseen
from cfc.ir.variables import Variables

if TYPE_CHECKING:
    from cfc.ir.bodies import Bodies


def steps(
    bodies: Bodies,
    keyword: str,
    node: Node,
    keywords: dict[str, object],
    var: str,
    at: At,
    variables: Variables,
) -> tuple[Step, ...]:
    """Return the steps of one of these keywords, for a variable that is an object."""
    match keyword:
        case "properties":
            return _properties(bodies, node, keywords, var, at, variables)
        case "patternProperties":
            return _pattern_properties(bodies, node, keywords, var, at, variables)
        case "additionalProperties":
            name = variables.fresh("name_key", "key")
            known = declared(bodies, keywords, name)
            return _others(bodies, keyword, node, name, known, (), var, at, variables)
        case "unevaluatedProperties":
            name = variables.fresh("name_key", "key")
            lets, known = evaluated_names(bodies, node, var, name, variables)
            return _others(bodies, keyword, node, name, known, lets, var, at, variables)
        case "propertyNames":
            return _property_names(bodies, node, var, at, variables)
        case "dependentRequired":
            return _dependent_required(bodies, keyword, node, keywords, var, at)
        case "dependentSchemas":
            return _dependent_schemas(bodies, keyword, node, keywords, var, at, variables)
        case "dependencies":
            # The form of earlier drafts, which the 2020-12 metaschema still describes.
            return (
                *_dependent_required(bodies, keyword, node, keywords, var, at),
                *_dependent_schemas(bodies, keyword, node, keywords, var, at, variables),
            )
    return ()


def _properties(
    bodies: Bodies,
    node: Node,
    keywords: dict[str, object],
    var: str,
    at: At,
    variables: Variables,
) -> tuple[Step, ...]:
    found: list[Step] = []
    properties = keywords["properties"]
    for key in properties if isinstance(properties, dict) else ():
        child = bodies.functions.child(node, "properties", key)
        if bodies.functions.schema(child) is False:
            where = bodies.functions.schema_path(child.place)
            report = Report("false", "is not allowed here", At((*at.tokens, key)), where)
            found.append(If(HasMember(var, key), (report,)))
            continue
        member = variables.fresh(key)
        then = bodies.judge(child, member, At((*at.tokens, key)), variables)
        if then:
            found.append(WithMember(var, key, member, then))
    return tuple(found)


def _pattern_properties(
    bodies: Bodies,
    node: Node,
    keywords: dict[str, object],
    var: str,
    at: At,
    variables: Variables,
) -> tuple[Step, ...]:
    patterns = keywords["patternProperties"]
    name, member = variables.fresh("name_key", "key"), variables.fresh("member_value")
    inner: list[Step] = []
    here = At((*at.tokens, Var(name, "name")))
    for pattern in patterns if isinstance(patterns, dict) else ():
        matched = _matching(bodies, pattern, name)
        if matched is None:
            continue
        child = bodies.functions.child(node, "patternProperties", pattern)
        then = bodies.judge(child, member, here, variables)
        if then:
            inner.extend(then if matched == Constant(True) else (If(matched, then),))
    return _loop(var, name, member, tuple(inner))


def _matching(bodies: Bodies, pattern: str, name: str) -> Test | None:
    """Return the test that a member's name has a match; None for what is no pattern."""
    context = bodies.functions.context
    test, source = context.matching(pattern, name), context.source(pattern)
    return test if test is None or source is None else foreseen(test, source, name)


def declared(bodies: Bodies, keywords: dict[str, object], name: str) -> list[Test]:
    """Return the tests that tell a member named by this very schema; `name` is its variable."""
    tests: list[Test] = []
    properties = keywords.get("properties")
    if isinstance(properties, dict) and properties:
        tests.append(NameIs(name, tuple(properties)))
    patterns = keywords.get("patternProperties")
    for pattern in patterns if isinstance(patterns, dict) else ():
        matched = _matching(bodies, pattern, name)
        if matched is not None:
            tests.append(matched)
    return tests


def _others(
    bodies: Bodies,
    keyword: str,
    node: Node,
    name: str,
    known: list[Test],
    lets: tuple[Let, ...],
    var: str,
    at: At,
    variables: Variables,
) -> tuple[Step, ...]:
    """Judge the members whose name (in the variable `name`) no test in `known` tells."""
    if any_of(known) == Constant(True):
        return ()
    member = variables.fresh("member_value")
    child = bodies.functions.child(node, keyword)
    here = At((*at.tokens, Var(name, "name")))
    if bodies.functions.schema(child) is False:
        where = bodies.functions.schema_path(child.place)
        inner: tuple[Step, ...] = (
            Report(keyword, "is not a property that may be here", here, where),
        )
    else:
        inner = bodies.judge(child, member, here, variables)
    if not inner:
        return ()
    unknown = negate(any_of(known))
    if unknown != Constant(True):
        inner = (If(unknown, inner),)
    return (*lets, *_loop(var, name, member, inner))


def _loop(var: str, name: str, member: str, inner: tuple[Step, ...]) -> tuple[Step, ...]:
    if not inner:
        return ()
    return (ForMembers(var, name, member if _mentions(inner, member) else None, inner),)


def _mentions(value: object, name: str) -> bool:
    if value == name:
        return True
    if isinstance(value, tuple):
        return any(_mentions(item, name) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        return any(_mentions(getattr(value, item), name) for item in value.__dataclass_fields__)
    return False


def _property_names(
    bodies: Bodies, node: Node, var: str, at: At, variables: Variables
) -> tuple[Step, ...]:
    name = variables.fresh("name_key", "key")
    child = bodies.functions.child(node, "propertyNames")
    here = At((*at.tokens, Var(name, "name")))
    inner = _of_the_name(bodies.judge(child, name, here, variables))
    return (ForMembers(var, name, None, inner),) if inner else ()


def _of_the_name(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Let what is reported speak of a member's name, where it would seem to be its value."""
    found: list[Step] = []
    for step in steps:
        if isinstance(step, Report):
            step = replace(step, message=messages.of_the_name(step.message))
        elif isinstance(step, If):
            step = replace(
                step, then=_of_the_name(step.then), otherwise=_of_the_name(step.otherwise)
            )
        found.append(step)
    return tuple(found)


def _dependent_required(
    bodies: Bodies, keyword: str, node: Node, keywords: dict[str, object], var: str, at: At
) -> tuple[Step, ...]:
    found: list[Step] = []
    dependencies = keywords[keyword]
    for key, names in dependencies.items() if isinstance(dependencies, dict) else ():
        where = bodies.functions.schema_path(node.place.child(keyword, key))
        inner = tuple(
            If(
                negate(HasMember(var, name)),
                (
                    Report(
                        keyword,
                        f"must have the property {messages.json_text(name)}, "
                        f"since it has {messages.json_text(key)}",
                        at,
                        where,
                        (("missing", name), ("property", key)),
                    ),
                ),
            )
            for name in dict.fromkeys(names if isinstance(names, list) else ())
        )
        if inner:
            found.append(If(HasMember(var, key), inner))
    return tuple(found)


def _dependent_schemas(
    bodies: Bodies,
    keyword: str,
    node: Node,
    keywords: dict[str, object],
    var: str,
    at: At,
    variables: Variables,
) -> tuple[Step, ...]:
    found: list[Step] = []
    schemas = keywords[keyword]
    for key, schema in schemas.items() if isinstance(schemas, dict) else ():
        if isinstance(schema, list):
            continue
        child = bodies.functions.child(node, keyword, key)
        if "invariants" in bodies.functions.keywords(child):
            inner = bodies.judge(child, var, at, variables)
        else:
            inner = bodies.written_out(child, var, at, variables)
        if inner:
            found.append(If(HasMember(var, key), inner))
    return tuple(found)

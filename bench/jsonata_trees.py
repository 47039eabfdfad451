"""Compare our parser with the reference's: the trees of expressions, or the codes of their errors.

    python -m bench.jsonata_trees SUITE_DIR

In: the folder of the JSONata suite. Out: how many expressions have the same tree (or the same
error), and each one that has not. Positions are not compared: the reference's are ends of tokens.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from cfc.invariants.ancestry import Ancestry, ancestry_of
from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.parser import parse
from cfc.invariants.tree import (
    Apply,
    ArrayOf,
    Binary,
    Bind,
    Block,
    Call,
    Condition,
    Default,
    Filtered,
    Group,
    IndexBinding,
    Lambda,
    Literal,
    Name,
    Negate,
    ObjectOf,
    Parent,
    Placeholder,
    Regex,
    Sort,
    Step,
    Transform,
    Tree,
    Variable,
)
from cfc.invariants.tree import (
    Path as PathOf,
)

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "node_modules" / "jsonata"
_SCRIPT = """
const jsonata = require(process.argv[1]);
const asJson = (key, value) =>
  value instanceof RegExp ? { pattern: value.source, flags: value.flags } : value;
const answers = JSON.parse(require("fs").readFileSync(0)).map((expression) => {
  try {
    return { tree: jsonata(expression).ast() };
  } catch (error) {
    return { error: error.code ?? String(error) };
  }
});
process.stdout.write(JSON.stringify(answers, asJson));
"""

Node = dict[str, object]
Form = list[object]


def trees_of_reference(expressions: Sequence[str]) -> list[Node]:
    """Return `{tree}` or `{error}` of each expression."""
    done = subprocess.run(
        ["node", "-e", _SCRIPT, str(REFERENCE)],
        input=json.dumps(list(expressions)),
        capture_output=True,
        check=True,
        text=True,
    )
    answers: list[Node] = json.loads(done.stdout)
    return answers


def differing(expressions: Sequence[str]) -> list[tuple[str, object, object]]:
    """Return the expressions of which the two trees (or errors) differ, with both."""
    found: list[tuple[str, object, object]] = []
    for expression, answer in zip(expressions, trees_of_reference(expressions), strict=True):
        wanted = answer.get("error") or _relabelled(_theirs(cast(Node, answer["tree"])))
        try:
            tree = parse(expression)
            given: object = _relabelled(_Ours(ancestry_of(tree)).form(tree))
        except JsonataSyntaxError as error:
            given = error.code
        if given != wanted:
            found.append((expression, given, wanted))
    return found


def _relabelled(form: object, known: dict[str, str] | None = None) -> object:
    """Return the form with the labels of `%` numbered as they come."""
    labels = {} if known is None else known
    if isinstance(form, list):
        return [_relabelled(part, labels) for part in form]
    if isinstance(form, str) and form.startswith("!"):
        return labels.setdefault(form, f"!{len(labels)}")
    return form


def _theirs(node: Node) -> Form:
    base = _their_kind(node)
    kept = bool(node.get("keepArray"))
    predicates = [_theirs(cast(Node, one["expr"])) for one in _nodes(node, "predicate")]
    if node["type"] not in ("path", "apply") and (predicates or kept):
        base = ["filtered", base, predicates, kept]
    if "focus" in node:
        # `@$x` behind what is no path, and alone: we have a path of one step for it.
        base = ["path", [[base, [], node["focus"], None, None]], False]
    if "group" in node:
        pairs = cast(list[list[Node]], cast(Node, node["group"])["lhs"])
        base = ["group", base, [[_theirs(part) for part in pair] for pair in pairs]]
    return base


def _literal(value: object) -> Form:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return ["literal", float(cast(float, value)) if is_number else value]


def _nodes(node: Node, name: str) -> list[Node]:
    return cast(list[Node], node.get(name, []))


def _node(node: Node, name: str) -> Form:
    return _theirs(cast(Node, node[name]))


def _their_kind(node: Node) -> Form:
    value = node.get("value")
    match node["type"]:
        case "path":
            kept = bool(node.get("keepSingletonArray") or node.get("keepArray"))
            return ["path", [_their_step(one) for one in _nodes(node, "steps")], kept]
        case "number" | "string" | "value":
            return _literal(value)
        case "name" | "variable":
            return [node["type"], value]
        case "regex":
            regex = cast(dict[str, str], value)
            return ["regex", regex["pattern"], sorted(regex["flags"].replace("g", ""))]
        case "parent":
            return ["parent", cast(Node, node["slot"])["label"]]
        case "operator":
            return ["placeholder"]
        case "binary":
            return ["binary", value, _node(node, "lhs"), _node(node, "rhs")]
        case "unary" if value == "[":
            items = [_theirs(one) for one in _nodes(node, "expressions")]
            return ["array", items, bool(node.get("consarray"))]
        case "unary" if value == "{":
            pairs = cast(list[list[Node]], node["lhs"])
            return ["object", [[_theirs(part) for part in pair] for pair in pairs]]
        case "unary":
            return ["negate", _node(node, "expression")]
        case "function" | "partial":
            arguments = [_theirs(one) for one in _nodes(node, "arguments")]
            return ["call", _node(node, "procedure"), arguments]
        case "lambda" if node.get("thunk"):
            return _node(node, "body")
        case "lambda":
            names = [one["value"] for one in _nodes(node, "arguments")]
            signature = cast(Node, node.get("signature") or {}).get("definition")
            return ["lambda", names, signature, _node(node, "body")]
        case "condition":
            parts = [_node(node, name) for name in ("condition", "then", "else") if name in node]
            return ["condition", *parts]
        case "block":
            return ["block", [_theirs(one) for one in _nodes(node, "expressions")]]
        case "bind":
            return ["bind", cast(Node, node["lhs"])["value"], _node(node, "rhs")]
        case "apply":
            return ["apply", _node(node, "lhs"), _node(node, "rhs")]
        case "transform":
            names = [name for name in ("pattern", "update", "delete") if name in node]
            return ["transform", *(_node(node, name) for name in names)]
        case "sort":
            terms = _nodes(node, "terms")
            return ["sort", [[one["descending"], _node(one, "expression")] for one in terms]]
    return [node["type"]]


def _their_step(step: Node) -> Form:
    stages: Form = []
    for stage in _nodes(step, "stages"):
        is_filter = stage["type"] == "filter"
        stages.append(_node(stage, "expr") if is_filter else ["index", stage["value"]])
    own = ("stages", "keepArray", "focus")
    inner = {key: value for key, value in step.items() if key not in own}
    label = cast(Node, step.get("ancestor") or {}).get("label")
    return [_theirs(inner), stages, step.get("focus"), step.get("index"), label]


class _Ours:
    def __init__(self, ancestry: Ancestry) -> None:
        self.ancestry = ancestry

    def all(self, trees: Sequence[Tree]) -> Form:
        return [self.form(tree) for tree in trees]

    def pairs(self, pairs: Sequence[tuple[Tree, Tree]]) -> Form:
        return [self.all(pair) for pair in pairs]

    def form(self, tree: Tree) -> Form:
        match tree:
            case PathOf():
                return ["path", [self.step(step) for step in tree.steps], tree.keep_array]
            case Filtered():
                return [
                    "filtered",
                    self.form(tree.base),
                    self.all(tree.predicates),
                    tree.keep_array,
                ]
            case Group():
                return ["group", self.form(tree.base), self.pairs(tree.pairs)]
            case Literal():
                return _literal(tree.value)
            case Name():
                return ["name", tree.key]
            case Variable():
                return ["variable", tree.name]
            case Regex():
                return ["regex", tree.pattern, sorted(tree.flags)]
            case Parent():
                return ["parent", self.ancestry.label_of(tree)]
            case Placeholder():
                return ["placeholder"]
            case Binary():
                return ["binary", tree.operator, self.form(tree.left), self.form(tree.right)]
            case ArrayOf():
                return ["array", self.all(tree.items), tree.constructed]
            case ObjectOf():
                return ["object", self.pairs(tree.pairs)]
            case Negate():
                return ["negate", self.form(tree.operand)]
            case Call():
                return ["call", self.form(tree.function), self.all(tree.arguments)]
            case Lambda():
                return ["lambda", list(tree.parameters), tree.signature, self.form(tree.body)]
            case Condition():
                parts = (tree.test, tree.then, *([tree.otherwise] if tree.otherwise else []))
                return ["condition", *self.all(parts)]
            case Default():
                left, right = self.form(tree.left), self.form(tree.right)
                exists: Form = ["call", ["variable", "exists"], [left]]
                return ["condition", left if tree.operator == "?:" else exists, left, right]
            case Block():
                return ["block", self.all(tree.expressions)]
            case Bind():
                return ["bind", tree.name, self.form(tree.value)]
            case Apply():
                return ["apply", self.form(tree.left), self.form(tree.right)]
            case Transform():
                parts = (tree.pattern, tree.update, *([tree.delete] if tree.delete else []))
                return ["transform", *self.all(parts)]
            case Sort():
                return ["sort", [[one.descending, self.form(one.key)] for one in tree.terms]]
        return [type(tree).__name__.lower()]

    def step(self, step: Step) -> Form:
        stages: Form = [
            ["index", stage.name] if isinstance(stage, IndexBinding) else self.form(stage)
            for stage in step.stages
        ]
        label = self.ancestry.kept_by(step)
        return [self.form(step.node), stages, step.focus, step.index, label]


def main(suite: Path) -> None:
    groups = sorted((suite / "groups").glob("*.json"))
    cases = [case for group in groups for case in json.loads(group.read_text("utf-8"))]
    expressions = [str(case["expr"]) for case in cases]
    found = differing(expressions)
    for expression, ours, theirs in found:
        print(f"{expression!r}\n  ours   {ours}\n  theirs {theirs}")
    print(f"{len(expressions) - len(found)} of {len(expressions)} expressions have the same tree")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Parse a JSONata expression: operator precedence, then gather.

In: the text of one expression. Out: its tree, or a `JsonataSyntaxError` with the code that the
reference implementation gives. Length and depth are limited, so that no expression can exhaust
the stack of a later pass. It refuses to know what a name or a function means.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cfc.invariants.ancestry import ancestry_of
from cfc.invariants.gather import gather
from cfc.invariants.lexer import JsonataSyntaxError, Lexer, Token
from cfc.invariants.raw import Raw
from cfc.invariants.signature import check_signature
from cfc.invariants.tree import Tree

MAX_LENGTH = 20_000
MAX_DEPTH = 100

_BINDING = {
    ".": 75,
    "[": 80,
    "{": 70,
    "(": 80,
    "@": 80,
    "#": 80,
    "?": 20,
    "+": 50,
    "-": 50,
    "*": 60,
    "/": 60,
    "%": 60,
    "=": 40,
    "<": 40,
    ">": 40,
    "^": 40,
    ":=": 10,
    "!=": 40,
    "<=": 40,
    ">=": 40,
    "~>": 40,
    "?:": 40,
    "??": 40,
    "and": 30,
    "or": 25,
    "in": 40,
    "&": 50,
}
_KNOWN = frozenset(_BINDING) | frozenset({":", ";", ",", ")", "]", "}", "..", "**", "|"})
_TERMINAL = frozenset({"(end)", "(name)", "(variable)", "(regex)", "and", "or", "in"})
_LITERAL = frozenset({"(string)", "(number)", "(value)"})
_LAMBDA_NAMES = ("function", "\u03bb")


def parse(expression: str) -> Tree:
    """Return the tree of the expression; raises JsonataSyntaxError."""
    if len(expression) > MAX_LENGTH:
        raise JsonataSyntaxError(
            "U1001", MAX_LENGTH, "", f"an expression has at most {MAX_LENGTH} characters"
        )
    tree = gather(_Parser(expression).whole())
    ancestry_of(tree)
    return tree


@dataclass
class _Parser:
    text: str
    depth: int = 0
    last_end: int = 0
    lexer: Lexer = field(init=False)
    node: Token = field(init=False)

    def __post_init__(self) -> None:
        self.lexer = Lexer(self.text)
        self.node = Token("end", "(end)", 0, 0)

    def whole(self) -> Raw:
        self.advance()
        raw = self.expression(0)
        if self.node.kind != "end":
            raise JsonataSyntaxError(
                "S0201", self.node.start, self.node.text, f"`{self.node.text}` is not expected here"
            )
        return raw

    def advance(self, expected: str | None = None, *, after_operand: bool = False) -> None:
        if expected is not None and self.node.id != expected:
            if self.node.kind == "end":
                raise JsonataSyntaxError(
                    "S0203", self.node.start, "(end)", f"`{expected}` is missing at the end"
                )
            raise JsonataSyntaxError(
                "S0202",
                self.node.start,
                self.node.text,
                f"`{expected}` is expected here, not `{self.node.text}`",
            )
        self.last_end = self.node.end
        self.node = self.lexer.next(after_operand=after_operand)
        if self.node.kind == "operator" and self.node.id not in _KNOWN:
            raise JsonataSyntaxError(
                "S0204", self.node.start, self.node.text, f"`{self.node.text}` is no operator"
            )

    def expression(self, right_binding: int) -> Raw:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.too_deep()
        token = self.node
        self.advance(after_operand=True)
        left = self.prefix(token)
        while right_binding < _BINDING.get(self.node.id, 0):
            token = self.node
            self.advance()
            left = self.infix(token, left)
            if left.depth > MAX_DEPTH:
                self.too_deep()
        self.depth -= 1
        return left

    def too_deep(self) -> None:
        raise JsonataSyntaxError(
            "U1001", self.node.start, "", f"an expression is at most {MAX_DEPTH} levels deep"
        )

    def made(self, kind: str, start: int, *parts: Raw, value: object = None) -> Raw:
        return Raw(kind, start, self.last_end, value, list(parts))

    def prefix(self, token: Token) -> Raw:
        start = token.start
        if token.id in _LITERAL:
            return Raw("literal", start, token.end, token.value)
        if token.id in _TERMINAL:
            kind = token.kind
            return Raw(kind, start, token.end, token.value, flags=token.flags)
        match token.id:
            case "-":
                return self.made("negate", start, self.expression(70))
            case "*":
                return Raw("wildcard", start, token.end)
            case "**":
                return Raw("descendant", start, token.end)
            case "%":
                return Raw("parent", start, token.end)
            case "(":
                return self.block(start)
            case "[":
                return self.array(start)
            case "{":
                return self.made("object", start, *self.pairs(), value="{")
            case "|":
                return self.transform(start)
        raise JsonataSyntaxError(
            "S0211", start, token.text, f"`{token.text}` cannot stand before an operand"
        )

    def infix(self, token: Token, left: Raw) -> Raw:
        match token.id:
            case "(":
                return self.call(left)
            case "[":
                return self.predicate(token, left)
            case "{":
                pairs = self.pairs()
                return self.positioned("group", token, left, *pairs)
            case "^":
                return self.order_by(token, left)
            case ":=":
                if left.kind != "variable":
                    raise JsonataSyntaxError(
                        "S0212", left.start, str(left.value), "only a `$name` can be assigned to"
                    )
                return self.positioned(":=", token, left, self.expression(9))
            case "@" | "#":
                right = self.expression(80)
                if right.kind != "variable":
                    raise JsonataSyntaxError(
                        "S0214", right.start, token.id, f"`{token.id}` is followed by a `$name`"
                    )
                return self.positioned(token.id, token, left, right)
            case "?":
                then = self.expression(0)
                if self.node.id != ":":
                    return self.positioned("condition", token, left, then)
                self.advance(":")
                return self.positioned("condition", token, left, then, self.expression(0))
            case "?:" | "??":
                return self.positioned("default", token, left, self.expression(0))
        right = self.expression(_BINDING[token.id])
        return self.positioned("binary", token, left, right)

    def positioned(self, kind: str, token: Token, left: Raw, *parts: Raw) -> Raw:
        raw = self.made(kind, left.start, left, *parts, value=token.id)
        raw.position = token.start
        return raw

    def block(self, start: int) -> Raw:
        parts: list[Raw] = []
        while self.node.id != ")":
            parts.append(self.expression(0))
            if self.node.id != ";":
                break
            self.advance(";")
        self.advance(")", after_operand=True)
        return self.made("block", start, *parts)

    def array(self, start: int) -> Raw:
        items: list[Raw] = []
        while self.node.id != "]":
            item = self.expression(0)
            if self.node.id == "..":
                dots = self.node
                self.advance("..")
                item = self.positioned("binary", dots, item, self.expression(0))
            items.append(item)
            if self.node.id != ",":
                break
            self.advance(",")
            if self.node.id == "]":
                # A trailing comma is no array item: let the operand rule say so.
                self.expression(0)
        self.advance("]", after_operand=True)
        return self.made("array", start, *items, value="[")

    def predicate(self, token: Token, left: Raw) -> Raw:
        if self.node.id == "]":
            step = left
            while step.kind == "predicate":
                step = step.parts[0]
            step.keep_array = True
            self.advance("]")
            left.end = self.last_end
            return left
        condition = self.expression(0)
        self.advance("]", after_operand=True)
        return self.positioned("predicate", token, left, condition)

    def order_by(self, token: Token, left: Raw) -> Raw:
        self.advance("(")
        terms: list[Raw] = []
        while True:
            descending = self.node.id == ">"
            if self.node.id in ("<", ">"):
                self.advance()
            term = self.expression(0)
            terms.append(self.made("term", term.start, term, value=descending))
            if self.node.id != ",":
                break
            self.advance(",")
        self.advance(")")
        return self.positioned("sort", token, left, *terms)

    def pairs(self) -> list[Raw]:
        """Keys and values in turn."""
        out: list[Raw] = []
        while self.node.id != "}":
            out.append(self.expression(0))
            self.advance(":")
            out.append(self.expression(0))
            if self.node.id != ",":
                break
            self.advance(",")
            if self.node.id == "}":
                self.expression(0)
        self.advance("}", after_operand=True)
        return out

    def transform(self, start: int) -> Raw:
        parts = [self.expression(0)]
        self.advance("|")
        parts.append(self.expression(0))
        if self.node.id == ",":
            self.advance(",")
            parts.append(self.expression(0))
        self.advance("|")
        return self.made("transform", start, *parts)

    def call(self, left: Raw) -> Raw:
        arguments: list[Raw] = []
        while self.node.id != ")":
            if self.node.id == "?":
                arguments.append(Raw("placeholder", self.node.start, self.node.end, "?"))
                self.advance("?")
            else:
                arguments.append(self.expression(0))
            if self.node.id != ",":
                break
            self.advance(",")
            if self.node.id == ")":
                self.expression(0)
        self.advance(")", after_operand=True)
        if left.kind == "name" and left.value in _LAMBDA_NAMES:
            return self.function(left, arguments)
        return self.made("call", left.start, left, *arguments)

    def function(self, left: Raw, parameters: list[Raw]) -> Raw:
        for parameter in parameters:
            if parameter.kind != "variable":
                raise JsonataSyntaxError(
                    "S0208",
                    parameter.start,
                    str(parameter.value),
                    "a parameter of a function is a `$name`",
                )
        signature = self.signature() if self.node.id == "<" else None
        self.advance("{")
        body = self.expression(0)
        self.advance("}")
        raw = self.made("lambda", left.start, body, *parameters)
        raw.value = signature
        return raw

    def signature(self) -> str:
        start, depth, text = self.node.start, 1, "<"
        while depth > 0 and self.node.id not in ("{", "(end)"):
            self.advance()
            depth += (self.node.id == "<") - (self.node.id == ">")
            text += self.node.text
        self.advance(">")
        check_signature(text, start)
        return text

"""The built-in functions of JSONata: what is compiled to what, and what is refused or left out.

A table. `least` and `most` count arguments; with `context`, a call that lacks its first one
takes the context, which must then be of that kind; `arity` is how many a higher-order function hands to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Context = Literal["any", "string", "number", "object", "scalar"]


@dataclass(frozen=True)
class Builtin:
    runtime: str
    least: int
    most: int
    context: Context | None = None
    arity: int = 1
    sequence: bool = False
    """The result is a sequence: `[]` behind the call keeps an array of one."""
    boolean: bool = False
    """The result is true, false or undefined."""
    alone: str | None = None
    """What is called when there is but one argument."""
    shift: tuple[int, str] | None = None
    """With the fewest arguments: when this one is of that kind, the context comes first."""
    at: str | None = None
    """What decides that at run time."""


BUILTINS: dict[str, Builtin] = {
    "sum": Builtin("sum_of", 1, 1),
    "count": Builtin("count_of", 1, 1),
    "max": Builtin("max_of", 1, 1),
    "min": Builtin("min_of", 1, 1),
    "average": Builtin("average_of", 1, 1),
    "string": Builtin("string", 1, 2, "any"),
    "substring": Builtin("substring", 2, 3, "string", 3, shift=(0, "number"), at="substring_at"),
    "substringBefore": Builtin("substring_before", 2, 2, "string", 2),
    "substringAfter": Builtin("substring_after", 2, 2, "string", 2),
    "lowercase": Builtin("lowercase", 1, 1, "string"),
    "uppercase": Builtin("uppercase", 1, 1, "string"),
    "length": Builtin("length", 1, 1, "string"),
    "trim": Builtin("trim", 1, 1, "string"),
    "pad": Builtin("pad", 2, 3, "string", 3, shift=(1, "string")),
    "match": Builtin("match", 2, 3, "string", 3, sequence=True, shift=(1, "number")),
    "contains": Builtin("contains", 2, 2, "string", 2, boolean=True),
    "replace": Builtin("replace", 3, 4, "string", 4, shift=(2, "number")),
    "split": Builtin("split", 2, 3, "string", 3, shift=(1, "number")),
    "join": Builtin("join", 1, 2, None, 2),
    "number": Builtin("number", 1, 1, "scalar"),
    "floor": Builtin("floor", 1, 1, "number"),
    "ceil": Builtin("ceil", 1, 1, "number"),
    "round": Builtin("round_number", 1, 2, "number", 2),
    "abs": Builtin("absolute", 1, 1, "number"),
    "sqrt": Builtin("square_root", 1, 1, "number"),
    "power": Builtin("power", 2, 2, "number", 2),
    "boolean": Builtin("boolean", 1, 1, "any", boolean=True),
    "not": Builtin("negation", 1, 1, "any", boolean=True),
    "map": Builtin("map_items", 2, 2, None, 2, sequence=True),
    "zip": Builtin("zip_items", 1, 99, None, 0),
    "filter": Builtin("filter_items", 2, 2, None, 2, sequence=True),
    "single": Builtin("single_item", 1, 2, None, 2),
    "reduce": Builtin("reduce_items", 2, 3, None, 3),
    "sift": Builtin("sift", 2, 2, "object", 2),
    "keys": Builtin("keys", 1, 1, "any", sequence=True),
    "lookup": Builtin("lookup", 2, 2, "any", 2, sequence=True),
    "append": Builtin("append", 2, 2, None, 2),
    "exists": Builtin("exists", 1, 1, boolean=True),
    "spread": Builtin("spread", 1, 1, "any", sequence=True),
    "merge": Builtin("merge", 1, 1),
    "reverse": Builtin("reverse", 1, 1),
    "each": Builtin("each_member", 2, 2, "object", 2, sequence=True),
    "error": Builtin("raise_error", 0, 1),
    "assert": Builtin("assert_that", 1, 2, None, 2),
    "type": Builtin("type_of", 1, 1),
    "sort": Builtin("sort_items", 1, 2, None, 2),
    "distinct": Builtin("distinct", 1, 1, sequence=True),
    "toMillis": Builtin("read_moment", 1, 2, "string", 2, alone="to_millis"),
    "fromMillis": Builtin("format_moment", 1, 3, "number", 3, alone="from_millis"),
    "formatNumber": Builtin("format_number", 2, 3, "number", 3, shift=(0, "string")),
    "formatBase": Builtin("format_base", 1, 2, "number", 2),
    "formatInteger": Builtin("format_integer", 2, 2, "number", 2),
    "parseInteger": Builtin("parse_integer", 2, 2, "string", 2),
    "base64encode": Builtin("base64_encode", 1, 1, "string"),
    "base64decode": Builtin("base64_decode", 1, 1, "string"),
    "encodeUrlComponent": Builtin("encode_url_component", 1, 1, "string"),
    "encodeUrl": Builtin("encode_url", 1, 1, "string"),
    "decodeUrlComponent": Builtin("decode_url_component", 1, 1, "string"),
    "decodeUrl": Builtin("decode_url", 1, 1, "string"),
    "clone": Builtin("clone", 1, 1, "any"),
}

REFUSED: dict[str, str] = {
    "now": "compare with a member that holds the time, so that the answer never changes",
    "millis": "compare with a member that holds the time, so that the answer never changes",
    "random": "an invariant must give the same answer every time",
    "shuffle": "an invariant must give the same answer every time",
    "eval": "write the expression out: text that is evaluated cannot be compiled or checked",
}

VOLATILE: dict[str, Builtin] = {
    "now": Builtin("format_moment", 0, 2, None, 0),
    "millis": Builtin("", 0, 0, None, 0),
    "random": Builtin("random_number", 0, 0, None, 0),
    "shuffle": Builtin("shuffle", 1, 1),
    "eval": Builtin("evaluated_text", 1, 1),
}
"""What answers differently each time: only `cfc eval` has it."""

UNCERTAIN = frozenset(
    "append distinct each eval filter lookup map merge reduce reverse shuffle sift single sort "
    "spread zip".split()
)
"""What may give a function."""

ALL_NAMES = frozenset(BUILTINS) | frozenset(REFUSED)

"""Lower what only `cfc eval` may use: time, chance, and `$eval` of a text that is written out."""

from __future__ import annotations

from cfc.invariants.ancestry import ancestry_of
from cfc.invariants.builtins import Builtin
from cfc.invariants.lexer import JsonataSyntaxError
from cfc.invariants.lower_blocks import BlockLowering
from cfc.invariants.lowered import Constant, Expression, Function, Local, Runtime, Undefined
from cfc.invariants.parser import parse
from cfc.invariants.scopes import Context, Scope
from cfc.invariants.tree import Call


class EvalLowering(BlockLowering):
    """The part that knows what changes from one evaluation to the next."""

    def timed(self, name: str, builtin: Builtin, arguments: tuple[Expression, ...]) -> Expression:
        """Lower a call of a built-in function, with the time where it needs it."""
        if name == "millis":
            return Local(self.now)
        if name == "now":
            return Runtime("format_moment", (Local(self.now), *arguments))
        if name == "toMillis" and self.everything:
            return Runtime(builtin.runtime, (*arguments, Local(self.now)))
        return Runtime(builtin.runtime, arguments)

    def evaluated(
        self, tree: Call, first: tuple[Expression, ...], context: Context, scope: Scope
    ) -> Expression:
        """Lower `$eval`: a text that is known is compiled, any other one fails as it runs."""
        given = (*first, *(self.expression(part, context, scope) for part in tree.arguments))
        if not 1 <= len(given) <= 2:
            return Runtime("wrong_arguments", (Constant("eval"),))
        text = given[0]
        if not isinstance(text, Constant) or not isinstance(text.value, str):
            return Runtime("evaluated_text", (text,))
        try:
            inner = parse(text.value)
            ancestry = ancestry_of(inner)
        except JsonataSyntaxError as error:
            return Runtime("not_evaluated", (Constant(f"{error.code}: {error.message}"),))
        self.trees.append(inner)
        self.ancestry.slots |= ancestry.slots
        self.ancestry.kept |= ancestry.kept
        self.ancestry.handed |= ancestry.handed
        if len(given) == 1 or isinstance(given[1], Undefined):
            made = Function((), self.body(inner, context, scope, frame=True))
            return Runtime("evaluated", (made,))
        focus = self.names.claim("focus", "focus")
        body = self.body(inner, Context(focus, True), scope, frame=True)
        return Runtime("evaluated", (Function((focus,), body), given[1]))

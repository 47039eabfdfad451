"""A step as a boolean prints it: nothing in it that only a collector needs.

In: a step. Out: a step in which a call is a test with a report behind it (which a boolean prints
as "answer no"), and no loop looks at members just to find that there is one. What stands inside
is left as it is: whoever prints it asks again.
"""

from __future__ import annotations

from cfc.ir.program import At, Call, ForMembers, Holds, If, Report, SizeIs, Step
from cfc.ir.tests import negate

NO = (Report("", "", At(), ""),)


def as_boolean(step: Step) -> Step:
    """Return the step in its boolean form."""
    if isinstance(step, Call):
        return If(negate(Holds(step.function, step.var)), NO)
    if isinstance(step, ForMembers) and isinstance(next(iter(step.steps), None), Report):
        return If(SizeIs(step.var, "object", ">", 0), NO)
    return step

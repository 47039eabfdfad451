"""What another implementation of JSON Patch makes of a patch: our own splices text, this one values.

In: a text, operations, the text that came of them. Raises PatchError when the two part, which
is a bug in one of them; nothing is written then.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from cfc.instances.equality import key_of
from cfc.propose.patch import Operation, PatchError
from cfc.text.json_reader import read


def confirm(before: str, operations: Sequence[Operation], after: str) -> None:
    """Apply the operations to the value of the text before; it must be that of the text after."""
    import jsonpatch

    value = copy.deepcopy(read(before).value)
    try:
        expected = jsonpatch.apply_patch(value, [item.to_json() for item in operations])
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException) as error:
        raise PatchError(f"the package jsonpatch refuses this patch: {error}") from error
    if key_of(expected) != key_of(read(after).value):
        raise PatchError("the package jsonpatch makes another document of this patch")

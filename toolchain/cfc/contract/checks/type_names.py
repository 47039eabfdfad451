"""Names that the author gives to types, by `x-name`."""

from __future__ import annotations

import unicodedata

from cfc.contract.checks.scene import Scene
from cfc.contract.model import Contract


def check_type_names(scene: Scene, contract: Contract) -> None:
    """Report an `x-name` without a word, and one that an earlier place has."""
    given: set[str] = set()
    for place, schema in scene.schemas(contract):
        if "x-name" not in schema:
            continue
        chosen = schema["x-name"]
        where = place.child("x-name")
        if not isinstance(chosen, str):
            scene.report("unusable-name", "an `x-name` is a string", where)
            continue
        # Case and what stands between the words make no other name.
        letters = filter(str.isalnum, unicodedata.normalize("NFKC", chosen))
        key = "".join(letters).casefold()
        if not key:
            scene.report("unusable-name", f"`{chosen}` has no word to name a type by", where)
        elif key in given:
            scene.report("unusable-name", f"`{chosen}` names another type already", where)
        given.add(key)

"""Names that Python accepts, from names that any language may have."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

from cfc.emit.code import Code
from cfc.ir.names import Namespace, snake, spelled, spoken, words

# Attributes of pydantic's BaseModel, and builtins that annotations in the same class may use.
_TAKEN_IN_MODELS = frozenset(
    {
        "copy", "dict", "json", "schema", "schema_json", "construct", "validate", "parse_obj",
        "parse_raw", "parse_file", "from_orm", "update_forward_refs", "contract_check",
        "list", "str", "int", "float", "bool", "tuple", "object", "set", "type", "property",
        "classmethod", "staticmethod",
    }
)  # fmt: skip


@lru_cache(maxsize=8192)
def identifier(name: str) -> Code:
    """Return a name as code; a reserved word gets a trailing underscore.

    Raises ValueError for what is no identifier: names are made by `ir/names.py`.
    """
    if not name.isidentifier():
        raise ValueError(f"{name!r} is no identifier")
    return Code(name + "_" if keyword.iskeyword(name) else name)


def module_segment(text: str) -> str:
    """Return a part of a contract's id as the name of a module or package."""
    name = snake(words(text) or spelled(text))
    return name + "_" if keyword.iskeyword(name) else name


@lru_cache(maxsize=4096)
def field_names(keys: tuple[str, ...]) -> Mapping[str, str]:
    """Return the attribute of each member of one record."""
    taken = Namespace()
    found: dict[str, str] = {}
    # Exact names first, so that `id` keeps its name beside `_id`.
    for key in sorted(keys, key=lambda key: key != snake(words(key))):
        parts = words(key)
        said = spoken(key)
        # Pydantic keeps names that begin with `model` for itself.
        candidates = [parts, ("member", *parts), said] if parts else [said]
        if parts and parts[0][:1].isdigit():
            candidates = [said, ("member", *parts)]
        able = [name for name in candidates if not name[0][:1].isdigit() and name[0] != "model"]
        # Spelling a name is asked for only where no other is left.
        rest = (("member", *spelled(item)) for item in (key,))
        name = snake(taken.claim(chain(able, rest)))
        found[key] = name + "_" if keyword.iskeyword(name) or name in _TAKEN_IN_MODELS else name
    return {key: found[key] for key in keys}

"""Names of local variables in programs: the same in every language, so reserved in none."""

from __future__ import annotations

from cfc.ir.names import snake, words

# Keywords of Python and TypeScript, and the one-word names that generated modules use.
RESERVED: frozenset[str] = frozenset(
    """
    value path found before name index item member true false none null undefined
    and as assert async await break class continue def del elif else except finally for from global
    if import in is lambda nonlocal not or pass raise return try while with yield match case type
    abstract any arguments bigint boolean catch const constructor debugger declare default delete
    do enum eval export extends function get implements infer instanceof interface keyof let module
    namespace never new number object of package private protected public readonly require set
    static string super switch symbol this throw typeof unique unknown var void
    all bool bytes dict float frozenset int iter len list map max min next print range repr
    round set sorted str sum super tuple zip self cls
    equal equals length matches violation escape json bind globals globalthis
    re fitting report step built sorted_names violations_of document_of invariants_hold exchange before
    as_double explain depth partial answer_of findings_of report_keyword report_missing
    report_type
    """.split()
)
_PREFIXES = ("is_", "has_", "holds_", "check_", "validate_", "parse_", "count_", "pattern_")
_LONGEST = 30


class Variables:
    """The variables of one function; `value` is always there."""

    def __init__(self) -> None:
        self._taken = {"value"}

    def fresh(self, wish: str, fallback: str = "member") -> str:
        """Return a name like the wish (any text) that no other variable of the function has."""
        parts = words(wish)
        name = snake(parts) if parts else fallback
        odd = not name.isascii() or len(name) > _LONGEST or name.startswith("_")
        if odd:
            name = fallback
        elif name in RESERVED or name.startswith(_PREFIXES):
            name = f"{name}_{fallback}"
        return self._claim(name)

    def claim(self, name: str) -> None:
        """Take a name that a step has already."""
        self._taken.add(name)

    def fresh_like(self, name: str) -> str:
        """Return a name like one that another function's steps have."""
        return self._claim(name)

    def _claim(self, name: str) -> str:
        candidate, count = name, 1
        while candidate in self._taken:
            count += 1
            candidate = f"{name}_{count}"
        self._taken.add(candidate)
        return candidate

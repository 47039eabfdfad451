"""The optional parts of the printed runtime: which file holds what, alike in every language.

In: names of formats, and of functions that printed code calls (as Python has them). Out: names
of parts. What a part itself needs is written in its own imports, so this table refuses to know it.
"""

from __future__ import annotations

_FUNCTIONS = {
    "values": "UNDEFINED JsonataError no_value truthy boolean negation exists either coalesce type_of",
    "paths": """
        KEEP_ARRAY unwrap keep_array field member path root_path children descendants where item_at
    """,
    "sorting": "ascending descending order_by of_all sort_items",
    "comparison": "equal not_equal less less_or_equal greater greater_or_equal is_in",
    "arithmetic": """
        finite total add subtract multiply divide remainder negate sum_of count_of max_of min_of average_of
    """,
    "numeric": "number absolute floor ceil round_number power square_root",
    "texts": "string concat",
    "strings": """
        length substring substring_at substring_before substring_after lowercase uppercase trim pad join
    """,
    "patterns": "pattern has_match contains match split replace",
    "arguments": "wrong_arguments context_of raise_error assert_that",
    "functions": "call map_items filter_items single_item reduce_items",
    "arrays": "whole array constructed number_range append reverse zip_items distinct",
    "objects": "make_object group keys lookup spread merge each_member sift",
    "dates": "to_millis moment from_millis",
    "moments": "format_moment read_moment",
    "pictures": "",
    "calendar": "",
    "integers": "format_integer parse_integer",
    "wordings": "",
    "decimals": "format_number format_base",
    "encodings": """
        base64_encode base64_decode encode_url_component encode_url decode_url_component decode_url
    """,
    "cells": "cell hold held",
    "chains": "chain partial_of without_dollar",
    "signatures": "signed call_at",
    "recursion": "recursive again count_calls",
    "transforms": "transformed clone",
    "chance": "random_number shuffle evaluated not_evaluated evaluated_text",
    "rows": """
        rows_of row_of stream bound each_row rows_where row_at number_rows order_rows picked
        group_rows
    """,
    "linear": "LinearPattern",
    "limits": "MAX_DEPTH",
    "numbers": "as_double is_multiple_of",
    "lengths": "length_of length_at_least length_at_most",
    "equality": "is_equal is_one_of is_unique",
    "unions": "explain count_items",
    "tables": "",
    "operations": "CallerFault ImplementationFault UndeclaredError OperationError",
    "invariants": "Invariant check_invariants invariants_hold",
    "judging": "judge_expression compared telling",
}
_FORMATS = {
    "formats": """
        date-time date time duration ipv4 ipv6 uuid json-pointer relative-json-pointer
    """,
    "mailboxes": "email idn-email",
    "hostnames": "hostname idn-hostname",
    "uris": "uri uri-reference iri iri-reference uri-template",
    "regexes": "regex",
}
# What only Python has.
_PYTHON_FUNCTIONS = {"outputs": "output", "matching": "Regex"}
PART_OF_NAME: dict[str, str] = {
    name: part
    for functions in (_FUNCTIONS, _PYTHON_FUNCTIONS)
    for part, names in functions.items()
    for name in names.split()
}
PART_OF_FORMAT: dict[str, str] = {
    name: part for part, names in _FORMATS.items() for name in names.split()
}
FORMAT_PARTS = tuple(_FORMATS)
ALL_PARTS: frozenset[str] = frozenset([*_FUNCTIONS, *_FORMATS])
PYTHON_PARTS = frozenset(_PYTHON_FUNCTIONS)
# What only a language needs whose strings are UTF-16 units.
UTF16_PARTS = frozenset({"lengths"})

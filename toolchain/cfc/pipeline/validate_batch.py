"""Schemas with their values, one a line, to verdicts: one process, in order.

In: lines of `{"id"?, "schema", "instances", "dialect"?, "format"?, "registry"?}`. Out: one line
each, `{"id", "verdicts"}` or `{"id", "error"}`. A line that cannot be read is answered, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from cfc.contract.keywords import DIALECT
from cfc.pipeline.validating import CannotJudge, Question, Validators


def run_batch(validators: Validators, lines: Iterable[str], formats: str) -> Iterator[str]:
    """Yield an answer for each line that is not empty; `formats` counts where a line has none."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(validators, line, formats))


def _answer(validators: Validators, line: str, formats: str) -> dict[str, object]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"the line is no JSON: {error}"}
    if not isinstance(request, dict) or "schema" not in request:
        return {"id": None, "error": "the line is no object with a `schema`"}
    identifier = request.get("id")
    try:
        return {"id": identifier, "verdicts": validators.judge(_question(request, formats))}
    except CannotJudge as error:
        return {"id": identifier, "error": str(error)}


def _question(request: dict[str, object], formats: str) -> Question:
    values, documents = request.get("instances"), request.get("registry", {})
    if not isinstance(values, list):
        raise CannotJudge("`instances` is no array")
    if not isinstance(documents, dict):
        raise CannotJudge("`registry` is no object")
    form = request.get("format", formats)
    if form not in ("assert", "annotate"):
        raise CannotJudge('`format` is neither "assert" nor "annotate"')
    dialect = request.get("dialect", DIALECT)
    if not isinstance(dialect, str):
        raise CannotJudge("`dialect` is no text")
    return Question(request["schema"], values, dialect, form == "assert", documents)

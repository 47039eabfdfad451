"""`cfc diff`: both sides read, paired, compared and reviewed; the story on one screen.

In: settings, what the command line names. Out: reviews; findings at the reporter.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cfc.config.model import Config
from cfc.contract.model import Contract
from cfc.diagnostics.reporter import Reporter
from cfc.diff.engine import Engine
from cfc.diff.match import pair_contracts
from cfc.diff.model import Bump
from cfc.diff.semver import bump_required
from cfc.pipeline.compare import Comparison, Mode
from cfc.pipeline.review import Review, report_review
from cfc.pipeline.sides import Side, opened_sides
from cfc.pipeline.versions import Version


def review_sides(
    config: Config,
    old: str | None,
    new: str | None,
    cwd: Path,
    reporter: Reporter,
    *,
    mode: Mode = "backward",
    unbumped: bool = False,
    staged: tuple[Config, Path] | None = None,
) -> list[Review]:
    """Compare two sides and report; contracts with errors are reported and left out.

    None is the configured folders of the working tree, or (`staged`: its settings and its
    folder) of a copy of what is staged. Raises MissingInput and GitError.
    """
    engine = Engine()
    reviews: list[Review] = []
    with opened_sides(config, old, new, cwd, reporter, staged) as (before, after):
        single = before.is_single and after.is_single
        try:
            for pair in pair_contracts(before.contracts, after.contracts, single=single):
                review = _review(before, after, pair, engine, mode)
                if review is not None:
                    reviews.append(review)
                    report_review(review, reporter, unbumped=unbumped)
        finally:
            engine.close()
    return reviews


def _review(
    before: Side,
    after: Side,
    pair: tuple[Contract | None, Contract | None],
    engine: Engine,
    mode: Mode,
) -> Review | None:
    old = _version(before, pair[0])
    new = _version(after, pair[1])
    identifier = next(item.id for item in (pair[1], pair[0]) if item is not None)
    if (pair[0] is not None and old is None) or (pair[1] is not None and new is None):
        return None
    if old is None or new is None:
        return Review(identifier, old, new, None)
    try:
        return Review(identifier, old, new, Comparison(old, new, engine, mode).run())
    finally:
        old.close()
        new.close()


def _version(side: Side, contract: Contract | None) -> Version | None:
    if contract is None or contract.uri in side.front.unusable:
        return None
    return Version(side.front, contract)


def bump_of(reviews: Sequence[Review]) -> Bump:
    """Return the bump of the whole set."""
    return bump_required(review.bump for review in reviews)

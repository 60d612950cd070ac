"""Bounds that an older edition gave and a newer one does not: restated or given up in words, never lost by silence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from lifecycle.reference.factor import Factor
from lifecycle.reference.folder import Folder
from lifecycle.reference.timeline import edition_key, timeline
from lifecycle.words import say


def keep_bounds(folder: Folder, label: str, factors: Sequence[Factor], given_up: Collection[str]) -> None:
    """Refuse a value without a bound that the edition before has for the same days.

    A value and its bounds often stand in files of several sources, and belong to one edition together: who
    changed the value alone would make a certain figure out of an uncertain one. ``given_up``: editions
    that say there are no bounds.
    """
    for factor in factors:
        older = [each.edition for each in factors if edition_key(each.edition) < edition_key(factor.edition)]
        if not older or factor.edition in given_up:
            continue
        before = timeline(factors, max(older, key=edition_key)).stretches()
        known = [each for first, after, each in before if _share_days(first, after, factor)]
        for bound in ("low", "high"):
            had = [each.edition for each in known if getattr(each, bound) is not None]
            if had and getattr(factor, bound) is None:
                reason = say(
                    "edition {edition} gives no {bound}, and edition {older} had one: restate the bound in edition"
                    ' {edition}, or write bounds = "none" beside the value',
                    edition=factor.edition,
                    bound=bound,
                    older=had[-1],
                )
                folder.fault(f"factors/{factor.source}.toml", label, reason)


def _share_days(first: date, after: date | None, factor: Factor) -> bool:
    begins_before_its_end = factor.valid_to is None or first < factor.valid_to
    return begins_before_its_end and (after is None or factor.valid_from < after)

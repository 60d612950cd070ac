"""What may happen next to a thing, by where it stands; the ledger still judges each fact when it is told."""

from __future__ import annotations

from lifecycle.events import KINDS, Custody, Fact, Legal


def possible(sort: str, custody: Custody, legal: Legal | None) -> tuple[type[Fact], ...]:
    """The kinds of fact that may be told of a thing of this sort, in this custody, of this legal status.

    A kind that no custody rules out may be told of all that is known and not yet at its end.
    """
    return tuple(
        kind
        for kind in KINDS.values()
        if sort in kind.subjects and _custody_allows(kind, custody) and _status_allows(kind, legal)
    )


def _custody_allows(kind: type[Fact], custody: Custody) -> bool:
    if kind.needs is not None:
        return custody in kind.needs
    return custody not in {"unknown", "ended"}


def _status_allows(kind: type[Fact], legal: Legal | None) -> bool:
    return kind.needs_legal is None or legal is None or legal in kind.needs_legal

"""The books made again from the facts alone say what the ledger says, whatever the order of telling."""

from __future__ import annotations

from ledger_facts import WHO, asso, corrected, machines, received

from lifecycle.cli.proofs import books_made_again
from lifecycle.ledger import create


def test_an_organisation_registered_late_or_found_void_gives_the_same_breaches_again(tmp_path):
    """
    PC-1 received before ASSO is registered (a breach), PC-2 with it, PC-3 after it, PC-4 once its registration is void
    """
    with create(tmp_path / "books.db") as ledger:
        registered = asso()
        ledger.append([received("PC-1")], **WHO)
        ledger.append([received("PC-2"), registered], **WHO)
        ledger.append(machines(2, first=3), **WHO)
        ledger.append([corrected(registered)], **WHO)
        ledger.append([received("PC-9")], **WHO)
        broken = {mark.subject for _, mark in ledger.breaches() if mark.rule == "organisation-not-registered"}
        assert broken == {"device:PC-1", "device:PC-9"}
        assert books_made_again(ledger) == []

"""How a ledger stands to the head kept beside it: equal, ahead by a crash, or something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Connection, select

from lifecycle.ledger.chain import GENESIS, Head, hash_of
from lifecycle.ledger.head import head_file
from lifecycle.ledger.tables import fact
from lifecycle.words import Sentence, say


def head_trouble(connection: Connection, kept: Head | None, end: Head, path: Path) -> Sentence | None:
    """What is wrong between the head beside the ledger and the ledger's own end; None when they agree.

    A ledger that is ahead of its head agrees with it when the facts since then follow
    from it: the program was stopped between the commit and the head.
    """
    file = head_file(path)
    if kept is None:
        if end.count == 0:
            return None
        return say(
            "the head {file} is missing: nothing proves that the end of the ledger was not cut; put the file back "
            "from a backup, or, if you trust the ledger as it stands, accept it with `lifecycle verify --accept-head`",
            file=file,
        )
    if kept.ledger_id != end.ledger_id:
        return say(
            "the head {file} belongs to another ledger ({theirs}, this one is {ours}): put the ledger and its own "
            "head together again",
            file=file,
            theirs=kept.ledger_id,
            ours=end.ledger_id,
        )
    if kept.count > end.count:
        return say(
            "the ledger {path} ends at fact {ends}, but its head says {says}: facts {first} to {says} are missing "
            "(a cut end, or an older copy put back); put the newest copy back, or `lifecycle restore` the last backup",
            path=path,
            ends=end.count,
            says=kept.count,
            first=end.count + 1,
        )
    if not _follows(connection, kept):
        return say(
            "the ledger {path} and its head {file} tell different stories of fact {n}: one of them was altered or "
            "comes from another copy; compare with a receipt, or `lifecycle restore` the last backup",
            path=path,
            file=file,
            n=kept.count,
        )
    return None


def _follows(connection: Connection, kept: Head) -> bool:
    """The facts after the head are chained to it, one by one."""
    previous, expected = GENESIS, kept.count
    since = select(fact.c.n, fact.c.form, fact.c.hash).where(fact.c.n >= kept.count).order_by(fact.c.n)
    if kept.count == 0:
        expected = 1
        if kept.hash != GENESIS:
            return False
    for n, form, its_hash in connection.execution_options(yield_per=1000).execute(since):
        if n != expected or hash_of(form) != its_hash:
            return False
        if n == kept.count:
            if its_hash != kept.hash:
                return False
        elif json.loads(form)["previous_hash"] != previous:
            return False
        previous, expected = its_hash, n + 1
    return expected > kept.count

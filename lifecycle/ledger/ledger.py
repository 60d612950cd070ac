"""The ledger: facts go in and never change; what it holds can be read by any number at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from lifecycle.events import Fact
from lifecycle.journey import sweep
from lifecycle.ledger.append import append_in, end_of, hash_at, new_recording, refuse_free_text
from lifecycle.ledger.chain import Head, Origin, Recording
from lifecycle.ledger.errors import HeadMismatch, LedgerError, Refused, cannot_write, plain_files, plainly
from lifecycle.ledger.head import Stamp, head_file, read_head, stamp_of, write_head
from lifecycle.ledger.prepared import Books, Prepared, nothing_collected, prepare
from lifecycle.ledger.reading import Reading
from lifecycle.ledger.receipt import AppendResult
from lifecycle.ledger.standing import head_trouble
from lifecycle.ledger.store import Store, beside
from lifecycle.ledger.turns import Turns
from lifecycle.reference import load
from lifecycle.rules import JUDGE
from lifecycle.words import Sentence

AT_ONCE = 50
"""So many facts are booked under the lock: to make them ready before it would take longer than anybody waits."""


def _books_of_the_house() -> Books:
    """The sweep of ``journey`` with the reference values and the rules of this version."""
    reference = load()
    return lambda batch, past: sweep(batch, past, reference, JUDGE)


class Ledger(Reading):
    """One append-only ledger in one file, with its head beside it.

    Any number of processes may read and write at once: a writer waits for another, and
    says so after ``wait_s`` seconds. Readers wait for nobody.
    """

    def __init__(self, store: Store, *, ledger_id: str, books: Books | None = None) -> None:
        super().__init__(store, ledger_id)
        self._books = books
        self._to_publish = Turns(beside(store.path, ".head.lock"))
        self._seen: tuple[Stamp, Head] | None = None
        """The head as it was last read: while its stamp is the same, it need not be read again."""
        self._unpublished = False
        """Facts were recorded, and their head could not be written."""

    @property
    def path(self) -> Path:
        """The file of the ledger."""
        return self.store.path

    @property
    def read_only(self) -> bool:
        """It was opened for reading, or nothing else is possible where it lies."""
        return self.store.read_only

    @property
    def books(self) -> Books:
        """What a batch changes in the books: this version's sweep unless another was given."""
        if self._books is None:
            self._books = _books_of_the_house()
        return self._books

    def append(
        self,
        facts: Sequence[Fact],
        *,
        by: str,
        on_behalf_of: str,
        now: datetime,
        origins: Mapping[str, Origin] | None = None,
        stop_at_breach: bool = False,
        breach_reason: str = "",
    ) -> AppendResult:
        """Record a batch of facts, all or nothing, and give its receipt.

        ``by`` is the pseudonym of the account, ``on_behalf_of`` the code of the organisation,
        ``origins`` (by ``event_id``) where facts of another ledger were recorded first. A
        fact that is already here with the same content is left as it is. Raises
        :class:`Refused` with every reason at once, or another :class:`LedgerError`.

        ``stop_at_breach`` records nothing where a new fact breaks a rule: :class:`StoppedAtBreach`
        says which. ``breach_reason``, a code, is kept with the facts of the batch that break one.
        """
        if self.read_only:
            raise cannot_write(self.path)
        recording = new_recording(self.ledger_id, by=by, on_behalf_of=on_behalf_of, now=now)
        refuse_free_text(breach_reason)
        if self._unpublished:
            self._publish(self.head())
        ready = self._ready(facts, recording) if len(facts) > AT_ONCE else None
        kept = self._kept_head()
        with self.store.writing() as connection:
            end = self._agreed_end(connection, kept)
            result, reached = append_in(
                connection,
                facts,
                end=end,
                recording=recording,
                origins=origins or {},
                books=self.books,
                keep=True,
                ready=ready,
                stop_at_breach=stop_at_breach,
                breach_reason=breach_reason,
            )
            connection.commit()
        try:
            self._publish(reached)
        except LedgerError:
            self._unpublished = True  # the facts are in: the next append sees to their head before anything else
        return result

    def dry_run(
        self,
        facts: Sequence[Fact],
        *,
        by: str,
        on_behalf_of: str,
        now: datetime,
        origins: Mapping[str, Origin] | None = None,
    ) -> AppendResult:
        """What :meth:`append` would answer now; nothing is kept, and its receipt proves nothing."""
        recording = new_recording(self.ledger_id, by=by, on_behalf_of=on_behalf_of, now=now)
        with self.store.reading() as connection:
            end = end_of(connection, self.ledger_id)
            result, _ = append_in(
                connection, facts, end=end, recording=recording, origins=origins or {}, books=self.books, keep=False
            )
        return result

    def accept_head(self) -> Head:
        """Take the ledger as it stands for whole and renew its head, whatever the old one said.

        Only a person may decide this: a tail that was cut is then forgotten.
        """
        with self.store.writing() as connection, plain_files(head_file(self.path)):
            end = end_of(connection, self.ledger_id)
            write_head(self.path, end, lasting=True)
        return end

    def head_trouble(self) -> Sentence | None:
        """What is wrong between the ledger and the head beside it; None when they agree."""
        try:
            kept = read_head(self.path)  # before the ledger, which only grows
        except HeadMismatch as unreadable:
            return unreadable.sentence
        with self.store.reading() as connection:
            return head_trouble(connection, kept, end_of(connection, self.ledger_id), self.path)

    def renew_head(self) -> None:
        """After a crash between a commit and its head, bring the head up to the ledger if their link holds."""
        with suppress(LedgerError):  # whatever is wrong is said by the next append, or by verify
            if not self.read_only and read_head(self.path) != self.head() and self.head_trouble() is None:
                self._publish(self.head())

    def close(self) -> None:
        """Let go of the file."""
        self._to_publish.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ready(self, facts: Sequence[Fact], recording: Recording) -> Prepared | None:
        """The batch made ready while others write; None where the ledger went on before it could be refused."""
        with self.store.reading() as connection, nothing_collected():
            end = end_of(connection, self.ledger_id)
            try:
                return prepare(connection, facts, end=end, edition=recording.edition, books=self.books)
            except Refused:
                with self.store.reading() as now:
                    if end_of(now, self.ledger_id) == end:
                        raise
        return None

    def _kept_head(self) -> Head | None:
        """The head beside the ledger; it is opened only where it is no longer the file that was read last."""
        stamp = stamp_of(self.path)
        if stamp is None or self._seen is None or self._seen[0] != stamp:
            head = read_head(self.path)
            self._seen = (stamp, head) if stamp is not None and head is not None else None
            return head
        return self._seen[1]

    def _agreed_end(self, connection: Connection, kept: Head | None) -> Head:
        """Where the ledger ends, under the write lock, once it is seen to hold what its head told just before.

        What others have added since is chained to it: that was looked at when the ledger was
        opened, and by each of them.
        """
        end = end_of(connection, self.ledger_id)
        if kept == end or (kept is not None and _reaches(connection, end, kept)):
            return end
        trouble = head_trouble(connection, kept, end, self.path)
        if trouble is not None:
            raise HeadMismatch(trouble)
        return end

    def _publish(self, reached: Head) -> None:
        """Wait until the facts up to ``reached`` are on the disk, and the head tells of them.

        One of all who wait does it, for all that is committed by then: the others find it done.
        """
        with self._to_publish.taken(self.store.wait_s):
            kept = self._kept_head()
            if kept is not None and kept.ledger_id == self.ledger_id and kept.count >= reached.count:
                return
            with plainly(self.path):
                end = end_of(self.store.glance, self.ledger_id)
            self.store.settle()  # first: a head never tells of facts that a power cut could take back
            with plain_files(head_file(self.path)):
                write_head(self.path, end)
            stamp = stamp_of(self.path)
            self._seen = (stamp, end) if stamp is not None else None
            self._unpublished = False


def _reaches(connection: Connection, end: Head, kept: Head) -> bool:
    """The ledger holds, at the position of its head, the fact of its head."""
    return (
        kept.ledger_id == end.ledger_id and 0 < kept.count <= end.count and hash_at(connection, kept.count) == kept.hash
    )

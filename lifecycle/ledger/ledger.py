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
from lifecycle.ledger.append import Books, append_in, end_of, new_recording
from lifecycle.ledger.chain import Head, Origin
from lifecycle.ledger.errors import (
    HeadMismatch,
    LedgerBusy,
    LedgerError,
    LedgerReadOnly,
    plain_files,
    plainly,
)
from lifecycle.ledger.head import Stamp, head_file, read_head, stamp_of, write_head
from lifecycle.ledger.reading import Reading
from lifecycle.ledger.receipt import AppendResult
from lifecycle.ledger.standing import head_trouble
from lifecycle.ledger.store import Store, without_waiting
from lifecycle.reference import load
from lifecycle.rules import JUDGE
from lifecycle.words import Sentence, say


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
        self._written: tuple[Stamp, Head] | None = None
        """The head as this program last wrote it: while its stamp is the same, it need not be read again."""

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
    ) -> AppendResult:
        """Record a batch of facts, all or nothing, and give its receipt.

        ``by`` is the pseudonym of the account, ``on_behalf_of`` the code of the organisation,
        ``origins`` (by ``event_id``) where facts of another ledger were recorded first. A
        fact that is already here with the same content is left as it is. Raises
        :class:`Refused` with every reason at once, or another :class:`LedgerError`.
        """
        if self.read_only:
            raise LedgerReadOnly(
                say(
                    "{path} can only be read here: nothing was recorded; make the file and its folder writable "
                    "and try again",
                    path=self.path,
                )
            )
        recording = new_recording(self.ledger_id, by=by, on_behalf_of=on_behalf_of, now=now)
        with self.store.writing() as connection:
            end = self._agreed_end(connection)
            result, reached = append_in(
                connection, facts, end=end, recording=recording, origins=origins or {}, books=self.books, keep=True
            )
            if not result.recorded:
                return result
            connection.commit()
            self._publish(connection, reached)
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
            if self.read_only or read_head(self.path) == self.head():
                return
            with self.store.writing() as connection, without_waiting(connection, self.store.wait_s):
                self._agreed_end(connection)

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _agreed_end(self, connection: Connection) -> Head:
        """Where the ledger ends, under the write lock, once its head is seen to agree."""
        end = end_of(connection, self.ledger_id)
        if self._written is not None and self._written == (stamp_of(self.path), end):
            return end
        kept = read_head(self.path)
        if kept == end:
            return end
        trouble = head_trouble(connection, kept, end, self.path)
        if trouble is not None:
            raise HeadMismatch(trouble)
        with plain_files(head_file(self.path)):
            write_head(self.path, end)
        return end

    def _publish(self, connection: Connection, reached: Head) -> None:
        """Replace the head after a commit, under the lock again, unless a later writer is already at it.

        The facts are safe by now: whatever fails here leaves a head that is behind, which
        the next writer checks and renews before anything else.
        """
        with suppress(LedgerBusy, OSError), plainly(self.path), without_waiting(connection, self.store.wait_s):
            if end_of(connection, self.ledger_id) == reached:
                write_head(self.path, reached)
                stamp = stamp_of(self.path)
                self._written = (stamp, reached) if stamp else None

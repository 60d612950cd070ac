"""The folder: facts to the letter, a table of each kind, books, states, reference values, and what explains them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from hashlib import file_digest
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from lifecycle import reference
from lifecycle.documents.everything.beside import books, evidence, values, where_devices_stand
from lifecycle.documents.everything.kinds import fields_of, row_of
from lifecycle.documents.everything.readme import readme
from lifecycle.documents.everything.tables import Field, TableFile
from lifecycle.ledger import BackupRefused, Entry, Head, Ledger, Receipt
from lifecycle.ledger.backup import Progress
from lifecycle.ledger.errors import plain_files
from lifecycle.words import LANGUAGES, N_, _, say

FORMAT = "lifecycle-open-1"
FACTS, RECEIPTS, MANIFEST, SUMS = "facts.jsonl", "receipts.jsonl", "manifest.json", "SHA256SUMS"
READMES = {"fr": "LISEZMOI.md", "en": "README.md"}


class Written(NamedTuple):
    """What was written, and where the ledger stood."""

    folder: Path
    head: Head
    files: int


def export_open(ledger: Ledger, folder: Path, *, today: date, progress: Progress | None = None) -> Written:
    """Write the whole ledger into a new folder, which appears under its name once it is complete.

    Facts are read page by page and never held as a whole. A ledger that its head contradicts is
    refused, as for a backup. ``progress`` is told how many facts, then legs, are written.
    """
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise BackupRefused(say("{file} already exists and is left as it is; choose another name", file=folder))
    if not folder.parent.is_dir():
        raise BackupRefused(
            say("there is no folder {folder} to put the export in; make it first", folder=folder.parent)
        )
    if (trouble := ledger.head_trouble()) is not None:
        raise BackupRefused(say("nothing was exported: {why}", why=trouble))
    head = ledger.head()
    with plain_files(folder), TemporaryDirectory(dir=folder.parent, prefix=".export-") as place:
        made = Path(place) / "export"
        made.mkdir()
        files = _write(ledger, head, made, today, progress)
        if folder.exists():
            folder.rmdir()
        os.rename(made, folder)
    return Written(folder, head, files)


def _write(ledger: Ledger, head: Head, made: Path, today: date, progress: Progress | None) -> int:
    told = _Facts(ledger, head, made, progress)
    told.write()
    dictionary = {**told.fields, **books(ledger, head, made, progress), **where_devices_stand(ledger, made)}
    devices_at = ledger.head().count
    dictionary |= values(told.editions or {reference.load().edition}, made)
    evidence(ledger, made)
    _dictionary(dictionary, made)
    manifest = {
        "format": FORMAT,
        **head._asdict(),
        "exported_on": today.isoformat(),
        "devices_stand_at": devices_at,
        "facts_by_kind": dict(sorted(told.counts.items())),
        "editions": sorted(told.editions),
    }
    (made / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for language in LANGUAGES:
        (made / READMES[language]).write_text(readme(language, manifest, ledger.keeper() or ""), encoding="utf-8")
    return _sums(made)


class _Facts:
    """The facts: one line each as they are hashed, one row each in the table of their kind, a receipt a batch."""

    def __init__(self, ledger: Ledger, head: Head, made: Path, progress: Progress | None) -> None:
        self.ledger, self.head, self.made, self.progress = ledger, head, made, progress
        self.void = {n for n, _by in ledger.voids()}
        self.editions: set[str] = set()
        self.counts: dict[str, int] = {}
        self.fields: dict[str, tuple[Field, ...]] = {}

    def write(self) -> None:
        """All of them, in the order of the ledger."""
        with ExitStack() as stack:
            lines = stack.enter_context((self.made / FACTS).open("w", encoding="utf-8", newline="\n"))
            receipts = stack.enter_context((self.made / RECEIPTS).open("w", encoding="utf-8", newline="\n"))
            tables: dict[str, TableFile] = {}
            for _batch, some in groupby(self._read(), key=lambda one: one[1]["batch"]):
                ids, entry = [], None
                for entry, said in some:
                    lines.write(f"{entry.form}\n")
                    ids.append(entry.event_id)
                    if entry.kind not in tables:
                        tables[entry.kind] = stack.enter_context(self._table(entry.kind))
                    fields = self.fields[f"kinds/{entry.kind}"]
                    tables[entry.kind].add(row_of(entry, said, fields, void=entry.n in self.void))
                    self.counts[entry.kind] = self.counts.get(entry.kind, 0) + 1
                if entry is not None:
                    receipts.write(f"{_receipt(self.head, ids, entry).model_dump_json()}\n")

    def _table(self, kind: str) -> TableFile:
        fields = fields_of(kind)
        self.fields[f"kinds/{kind}"] = fields
        return TableFile(self.made / "kinds" / kind, fields)

    def _read(self) -> Iterator[tuple[Entry, dict[str, Any]]]:
        for entry in self.ledger.facts(upto=self.head.count):
            said = entry.content
            self.editions.add(said["edition"])
            if self.progress is not None and not entry.n % 1000:
                self.progress(entry.n, 2 * self.head.count)
            yield entry, said


def _receipt(head: Head, ids: list[str], last: Entry) -> Receipt:
    return Receipt(
        ledger_id=head.ledger_id,
        event_ids=tuple(ids),
        first_n=last.n - len(ids) + 1,
        last_n=last.n,
        hash_at_last_n=last.hash,
    )


_DICTIONARY = (
    Field("file", "text", N_("Table: its file, without the ending")),
    Field("column", "text", N_("Name of the column")),
    Field("sort", "text", N_("What it holds: text, whole number, truth, or a list as JSON")),
    Field("what", "text", N_("What it means")),
)


def _dictionary(tables: dict[str, tuple[Field, ...]], made: Path) -> None:
    """Every column of every table; masses are grams, money cents, as in the facts."""
    own = tuple(field._replace(what=_(field.what)) for field in _DICTIONARY)
    with TableFile(made / "dictionary", own) as file:
        for name, fields in sorted({**tables, "dictionary": own}.items()):
            for field in fields:
                file.add([name, field.name, field.sort, field.what])


def _sums(made: Path) -> int:
    """SHA-256 of every file, in the form that ``sha256sum --check`` reads; how many files there are with it."""
    files = sorted(path for path in made.rglob("*") if path.is_file())
    with (made / SUMS).open("w", encoding="utf-8", newline="\n") as out:
        for path in files:
            with path.open("rb") as file:
                out.write(f"{file_digest(file, 'sha256').hexdigest()}  {path.relative_to(made).as_posix()}\n")
    return len(files) + 1

"""From files to facts of the ledger: what is good is recorded at once, what is not is told with every reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Literal

from lifecycle.intake.draft import Draft, Fault, Origin, Question, Skipped, shown
from lifecycle.intake.files import Progress
from lifecycle.intake.gather import Gathering
from lifecycle.intake.recording import Appends, Recording, Refusal
from lifecycle.intake.settle import Settled, settle
from lifecycle.ledger.receipt import Receipt
from lifecycle.rules import RULES
from lifecycle.words import _

Mode = Literal["per_file", "keep_good", "all_or_nothing"]
"""Each file whole or not at all; each good row; or everything whole or not at all."""


ROW_ATTEMPTS = 50
"""How often single rows are left out before what still fails goes file by file."""


@dataclass
class ImportResult:
    """What became of an import. The receipt proves what was recorded; None where nothing was."""

    recorded: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    receipt: Receipt | None = None

    def as_json(self) -> dict[str, object]:
        """The answer of ``import --json``."""
        return {
            "recorded": self.recorded,
            "unchanged": self.unchanged,
            "skipped": [one._asdict() for one in self.skipped],
            "refused": [one._asdict() for one in self.refused],
            "questions": [
                {"kind": one.kind, "text": one.text, "subjects": list(one.subjects), "file": one.file}
                for one in self.questions
            ],
        }


@dataclass(frozen=True)
class Importer:
    """Records a gathering. ``by``: who records; ``on_behalf_of``: for which organisation; ``now``: the clock."""

    by: str
    on_behalf_of: str
    now: datetime
    mode: Mode = "per_file"
    dry_run: bool = False
    progress: Progress | None = None
    """Told after each batch how many facts are in the ledger, of how many."""

    def run(self, ledger: Appends, gathering: Gathering) -> ImportResult:
        """Append all good files; what the ledger refuses is left out, and the rest tried again.

        So a file is refused only if it fails with all the others present. Each attempt leaves
        out a file more (with ``keep_good`` a row more, for the first attempts).
        """
        refused = list(gathering.faults)
        files = {fault.file for fault in refused if fault.row is None or self.mode != "keep_good"}
        rows: set[Origin] = set()
        recording = Recording(ledger, by=self.by, on_behalf_of=self.on_behalf_of, now=self.now, progress=self.progress)
        for attempt in count():
            settled = settle(gathering, without=files, without_rows=rows)
            refusal = self._offer(recording, settled, spoilt=bool(refused), again=attempt > 0)
            if refusal is None:
                return self._result(recording, settled, gathering, refused)
            refused += _told(refusal)
            by_row = self.mode == "keep_good" and attempt < ROW_ATTEMPTS
            for origin in {refusal.drafts[reason.index].origin for reason in refusal.refused.reasons}:
                if by_row and origin.row is not None:
                    rows.add(origin)
                else:
                    files.add(origin.file)
        raise AssertionError("each attempt leaves out something more, so one of them is the last")

    def _offer(self, recording: Recording, settled: Settled, *, spoilt: bool, again: bool) -> Refusal | None:
        """Record what is good. The first attempt is meant, since most files are; after a refusal all is tried first.

        A try keeps nobody waiting, while a batch that ends in a refusal does.
        """
        drafts, at_once = settled.drafts, self.mode == "all_or_nothing"
        if at_once and spoilt:
            return recording.try_all(drafts)
        if self.dry_run:
            return recording.note(drafts)
        refusal = recording.try_all(drafts) if again else None
        return refusal or recording.keep(drafts, at_once=at_once, whole_files=self.mode == "per_file")

    def _result(
        self, recording: Recording, settled: Settled, gathering: Gathering, refused: list[Fault]
    ) -> ImportResult:
        told = recording.recorded or recording.unchanged
        return ImportResult(
            recorded=recording.recorded,
            unchanged=recording.unchanged + settled.repeated if told else 0,
            skipped=gathering.skipped,
            refused=sorted(refused, key=lambda fault: (fault.file, fault.row or 0, fault.column)),
            questions=[*gathering.questions, *settled.questions, *_breaches(recording.breaches, settled.drafts)],
            receipt=recording.receipt(settled.drafts),
        )


def _told(refusal: Refusal) -> Iterable[Fault]:
    """The reasons of the ledger, each at the row that met it."""
    drafts = refusal.drafts
    first_row: dict[tuple[str, str, str], int] = {}
    for draft in sorted(drafts, key=lambda draft: draft.origin.row or 0):
        if draft.origin.row is not None and not draft.stated_id:
            first_row.setdefault((draft.origin.file, draft.origin.sheet, draft.content), draft.origin.row)
    for refused in refusal.refused.reasons:
        draft = drafts[refused.index]
        reason, row = str(refused.reason), draft.origin.row
        earlier = first_row.get((draft.origin.file, draft.origin.sheet, draft.content))
        if row is not None and earlier is not None and earlier < row:
            reason = _("row {row} repeats row {earlier}: this cannot happen twice; remove one of them").format(
                row=row, earlier=earlier
            )
        yield Fault(draft.origin.file, row, "", shown(draft.fact.subject), reason)


def _breaches(broken: Mapping[str, tuple[str, ...]], drafts: Sequence[Draft]) -> Iterable[Question]:
    """What is true and breaks a rule: one question a file and rule, that names the rows."""
    found: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        for rule in broken.get(draft.fact.event_id, ()):
            found.setdefault((draft.origin.file, rule), []).append(draft)
    for (file, rule), some in found.items():
        text = _("{rule}: {says} ({facts})").format(
            rule=rule, says=_(RULES[rule].says), facts=", ".join(_named(draft) for draft in some)
        )
        yield Question("breach", text, tuple(dict.fromkeys(draft.fact.subject for draft in some)), file)


def _named(draft: Draft) -> str:
    code, row = draft.fact.code, draft.origin.row
    return code if row is None else _("row {row} {code}").format(row=row, code=code)

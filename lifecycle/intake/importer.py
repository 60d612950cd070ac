"""From files to facts of the ledger: what is good is recorded at once, what is not is told with every reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Literal, Protocol

from lifecycle.events import Fact
from lifecycle.intake.draft import Draft, Fault, Origin, Question, Skipped, shown
from lifecycle.intake.gather import Gathering
from lifecycle.intake.settle import Settled, settle
from lifecycle.ledger.errors import Refused
from lifecycle.ledger.receipt import AppendResult, Receipt
from lifecycle.rules import RULES
from lifecycle.words import _

Mode = Literal["per_file", "keep_good", "all_or_nothing"]
"""Each file whole or not at all; each good row; or everything whole or not at all."""


ROW_ATTEMPTS = 50
"""How often single rows are left out before what still fails goes file by file."""


class Appends(Protocol):
    """What the importer asks of a ledger."""

    def append(self, facts: Sequence[Fact], *, by: str, on_behalf_of: str, now: datetime) -> AppendResult:
        """Record a batch, all or nothing. Raises :class:`Refused` with all reasons."""

    def dry_run(self, facts: Sequence[Fact], *, by: str, on_behalf_of: str, now: datetime) -> AppendResult:
        """What ``append`` would answer; nothing is kept."""


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

    def run(self, ledger: Appends, gathering: Gathering) -> ImportResult:
        """Append all good files as one batch; what the ledger refuses is left out, and the rest tried again.

        So a file is refused only if it fails with all the others present. Each attempt leaves
        out a file more (with ``keep_good`` a row more, for the first attempts).
        """
        refused = list(gathering.faults)
        files = {fault.file for fault in refused if fault.row is None or self.mode != "keep_good"}
        rows: set[Origin] = set()
        for attempt in count():
            settled = settle(gathering, without=files, without_rows=rows)
            whole = self.mode != "all_or_nothing" or not refused
            try:
                answer = self._offer(ledger, settled, keep=whole and not self.dry_run)
            except Refused as refusal:
                refused += _told(refusal, settled.drafts)
                by_row = self.mode == "keep_good" and attempt < ROW_ATTEMPTS
                for origin in {settled.drafts[reason.index].origin for reason in refusal.reasons}:
                    if by_row and origin.row is not None:
                        rows.add(origin)
                    else:
                        files.add(origin.file)
                continue
            return self._result(answer if whole else None, settled, gathering, refused)
        raise AssertionError("each attempt leaves out something more, so one of them is the last")

    def _offer(self, ledger: Appends, settled: Settled, *, keep: bool) -> AppendResult | None:
        facts = [draft.fact for draft in settled.drafts]
        if not facts:
            return None
        act = ledger.append if keep else ledger.dry_run
        return act(facts, by=self.by, on_behalf_of=self.on_behalf_of, now=self.now)

    def _result(
        self, answer: AppendResult | None, settled: Settled, gathering: Gathering, refused: list[Fault]
    ) -> ImportResult:
        return ImportResult(
            recorded=answer.recorded if answer else 0,
            unchanged=answer.unchanged + settled.repeated if answer else 0,
            skipped=gathering.skipped,
            refused=sorted(refused, key=lambda fault: (fault.file, fault.row or 0, fault.column)),
            questions=[*gathering.questions, *settled.questions, *_breaches(answer, settled.drafts)],
            receipt=answer.receipt if answer and not self.dry_run else None,
        )


def _told(refusal: Refused, drafts: Sequence[Draft]) -> Iterable[Fault]:
    """The reasons of the ledger, each at the row that met it."""
    first_row: dict[tuple[str, str, str], int] = {}
    for draft in sorted(drafts, key=lambda draft: draft.origin.row or 0):
        if draft.origin.row is not None and not draft.stated_id:
            first_row.setdefault((draft.origin.file, draft.origin.sheet, draft.content), draft.origin.row)
    for refused in refusal.reasons:
        draft = drafts[refused.index]
        reason, row = str(refused.reason), draft.origin.row
        earlier = first_row.get((draft.origin.file, draft.origin.sheet, draft.content))
        if row is not None and earlier is not None and earlier < row:
            reason = _("row {row} repeats row {earlier}: this cannot happen twice; remove one of them").format(
                row=row, earlier=earlier
            )
        yield Fault(draft.origin.file, row, "", shown(draft.fact.subject), reason)


def _breaches(answer: AppendResult | None, drafts: Sequence[Draft]) -> Iterable[Question]:
    """What is true and breaks a rule: one question a file and rule, that names the rows."""
    broken = answer.breaches if answer else {}
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

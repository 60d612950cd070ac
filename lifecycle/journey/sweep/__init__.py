"""What a batch of facts changes: only what lies downstream of it is replayed.

A fact touches its subject, then the lots its grams later entered, never the other way.
Each touched subject starts from its last kept state before the fact; from there on its
facts, and those of the lots it is in, are taken again in order of life. The difference
between the legs they gave and the legs they give now is what the ledger appends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lifecycle.events import Corrected
from lifecycle.journey.corrections import Corrections, corrections_of
from lifecycle.journey.order import BEGINNING, END
from lifecycle.journey.past import Outcome, Past, Recorded, StateRow
from lifecycle.journey.state import sort_of
from lifecycle.journey.sweep.differences import breach_differences, leg_differences
from lifecycle.journey.sweep.judge import Judge
from lifecycle.journey.sweep.lives import Lives, has_life
from lifecycle.journey.sweep.plain import Organisations, contradictions
from lifecycle.journey.sweep.replay import Replay
from lifecycle.journey.sweep.rows import ORGANISATIONS_KEY, row_of
from lifecycle.reference import Reference
from lifecycle.words import say

__all__ = ["Judge", "sweep"]


def sweep(batch: Sequence[Recorded], past: Past, reference: Reference, judge: Judge) -> Outcome:
    """What the facts of ``batch`` (positions given, in order of position) change in the books.

    Pure: nothing is written. Where any fact is impossible, the outcome holds every reason
    and nothing else counts.
    """
    corrections = corrections_of(batch, past)
    lives = Lives(batch, past, corrections)
    organisations = Organisations(past, corrections)
    replay = Replay(lives, organisations, reference, judge, first_n=batch[0].n if batch else 0)
    starts = _starts(lives, organisations)
    lives.prepare(starts)
    replay.run((r for r in lives.come if has_life(r.fact)), starts)
    refused = [*replay.refused, *contradictions(lives, organisations, judge, reference)]
    refusals = _refusals(batch, lives, refused)
    if refusals:
        return Outcome(refusals, (), (), {}, (), {}, (), (), {})
    return _outcome(batch, past, replay)


def _outcome(batch: Sequence[Recorded], past: Past, replay: Replay) -> Outcome:
    corrections, told = replay.lives.corrections, replay.organisations.told
    legs = leg_differences(replay.queued, corrections.voided, replay.pages, past, first_n=replay.first_n)
    breaches = breach_differences(
        replay.queued,
        corrections.voided,
        replay.broken,
        past,
        first_n=replay.first_n,
        judged_once=replay.judge.judged_once,
        revived=corrections.revived,
    )
    return Outcome(
        refusals=(),
        legs=tuple(legs),
        breaches=tuple(breaches),
        known_then={r.n: tuple(replay.broken[r.n][2]) if r.n in replay.broken else () for r in batch},
        states=(*replay.rows(), *_organisation_rows(replay)),
        stale={**replay.started, **{f"organisation:{code}": BEGINNING for code in told}},
        voids=tuple(corrections.voids),
        revived=tuple(corrections.revived_pairs),
        kept_codes=replay.lives.labels.changed,
    )


def _organisation_rows(replay: Replay) -> Iterator[StateRow]:
    for code in sorted(replay.organisations.told):
        subject = f"organisation:{code}"
        yield row_of(replay, subject, ORGANISATIONS_KEY, replay.organisations.known[code])


def _starts(lives: Lives, organisations: Organisations) -> dict[str, str]:
    """Whose lives begin again, and at which key, though no fact of theirs is told."""
    starts: dict[str, str] = {}

    def begin(subjects: Iterable[str], key: str) -> None:
        for subject in subjects:
            starts[subject] = min(starts.get(subject, END), key)

    voided = lives.corrections.voided
    for recorded in (*lives.come, *voided.values()):
        gone = recorded.n in voided
        if gone and has_life(recorded.fact):
            begin(lives.subjects(recorded.fact), recorded.key)
        elif sort_of(recorded.fact.subject) == "organisation":
            since = organisations.tell(recorded, gone=gone)
            for certificate in lives.past.certificates_of({recorded.fact.code}) if since else ():
                if certificate.key >= (since or "") and certificate.n not in voided:
                    begin(lives.subjects(certificate.fact), certificate.key)
    for subject, key in _moved_by_voided_lot_facts(lives, lives.corrections):
        begin([subject], key)
    begin(lives.labels.affected, BEGINNING)
    return starts


def _moved_by_voided_lot_facts(lives: Lives, corrections: Corrections) -> Iterator[tuple[str, str]]:
    """Members that a lot's void fact had moved without naming them: their lives begin again there."""
    keys = {n: r.key for n, r in corrections.voided.items() if sort_of(r.fact.subject) == "lot"}
    for leg in lives.past.legs_of(keys) if keys else ():
        yield lives.kept(leg.item.partition("#")[0]), keys[leg.fact]


# --- why a batch is refused ------------------------------------------------------------------------


def _refusals(
    batch: Sequence[Recorded], lives: Lives, refused: Sequence[tuple[Recorded, str]]
) -> tuple[tuple[int, str], ...]:
    """(position in the batch, reason): each once, of earlier facts under the new ones to blame."""
    first_n = batch[0].n if batch else 0
    positions = [(n - first_n, reason) for n, reason in lives.corrections.refusals]
    for known, reason in refused:
        if known.n >= first_n:
            positions.append((known.n - first_n, reason))
        else:
            text = _of_an_earlier_fact(known, reason)
            positions += [(i, text) for i in _to_blame(batch, lives, known)]
    return tuple(dict.fromkeys(sorted(positions)))


def _of_an_earlier_fact(known: Recorded, reason: str) -> str:
    return str(
        say(
            "this would make an earlier fact impossible ({kind} of {subject} on {day}, n° {n}): {reason}",
            kind=say(known.fact.label),
            subject=known.fact.subject,
            day=known.fact.occurred_on.isoformat(),
            n=known.n,
            reason=reason,
        )
    )


def _to_blame(batch: Sequence[Recorded], lives: Lives, known: Recorded) -> list[int]:
    """The facts of the batch that touch what an impossible earlier fact touches, else the corrections, else all."""
    touched = set(lives.subjects(known.fact))
    blamed = [i for i, r in enumerate(batch) if touched & set(lives.subjects(r.fact))]
    corrections = [i for i, r in enumerate(batch) if isinstance(r.fact, Corrected)]
    return blamed or corrections or list(range(len(batch)))

"""Commands that say what the ledger knows of things."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import click

from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import WrongUse, asked_of, consulted, json_option, ledger_option, plainly, print_json
from lifecycle.cli.paper import grid
from lifecycle.words import _

if TYPE_CHECKING:
    from lifecycle.reports.known import Known


@click.command("devices", help=summaries()["devices"])
@ledger_option
@click.option("--custody", metavar=_("TEXT"), help=_("Only those in this custody: in_stock, in_use…"))
@click.option("--category", metavar=_("TEXT"), help=_("Only this category."))
@json_option
@plainly
def devices_command(ledger_path: str, custody: str | None, category: str | None, as_json: bool) -> None:
    """lifecycle devices --custody in_stock"""
    from lifecycle.reports.devices import devices
    from lifecycle.rules import CUSTODY_WORDS

    for option, asked, known in (("--custody", custody, CUSTODY_WORDS), ("--category", category, _categories())):
        if asked is not None and asked not in known:
            raise WrongUse(f"{option} “{asked}”: " + _("not one of: {choices}").format(choices=", ".join(known)))
    with consulted(ledger_path) as ledger:
        found = devices(ledger, custody=custody, category=category)
    if as_json:
        print_json([one.as_json() for one in found])
        return
    if not found and (custody or category):
        click.echo(_("No device is so."))
        return
    if not found:
        click.echo(_("No device yet: lifecycle import FOLDER, or lifecycle record received."))
        return
    click.echo(
        grid(
            [_("code"), _("category"), _("machine"), _("where"), _("data"), _("grams"), _("breaches")],
            [
                [
                    one.device_id,
                    one.category_label,
                    " ".join(filter(None, (one.manufacturer, one.model))) or "–",
                    _(CUSTODY_WORDS[one.custody]),
                    one.data_words,
                    "–" if one.ended else one.mass_g,
                    len(one.breaches) or "",
                ]
                for one in found
            ],
        )
    )


def _categories() -> Collection[str]:
    from lifecycle import reference
    from lifecycle.journey.state import UNSORTED

    return (*reference.load().categories, UNSORTED)


@click.command("show", help=summaries()["show"])
@click.argument("code", metavar="CODE")
@ledger_option
@click.option("--books", is_flag=True, help=_("Also the books, to the gram, and the identity of each fact."))
@json_option
@plainly
def show_command(code: str, ledger_path: str, books: bool, as_json: bool) -> None:
    """lifecycle show PC-1"""
    from lifecycle.cli.paper import of_report
    from lifecycle.reports import Filter, answer
    from lifecycle.reports.devices import devices
    from lifecycle.reports.known import known

    with asked_of(ledger_path, quiet=as_json) as ledger:
        subject = ledger.resolve(code if ":" in code else code.upper())
        if subject is None:
            raise WrongUse(_("{code} is unknown here; lifecycle devices lists what is known").format(code=code))
        sort, _colon, kept = subject.partition(":")
        one = known(ledger, subject)
        if sort in {"part", "organisation"}:
            _tell(one, as_json=as_json)
            return
        standing = devices(ledger, subject=subject) if sort == "device" else []
        told = answer(ledger, sort, Filter(lot=kept) if sort == "lot" else Filter(device=kept))
    if as_json:
        device = standing[0].as_json() if standing else None
        print_json({"device": device, "facts": one.told(), **told.to_json()})
        return
    for line in standing:
        _show_lines(line.lines())
        click.echo()
    shown = told if books else dataclasses.replace(told, tables=tuple(t for t in told.tables if t.id != "legs"))
    click.echo(of_report(shown))
    if books:
        click.echo()
        click.echo(grid([_("Fact no."), _("Identity")], [[fact["n"], fact["event_id"]] for fact in one.told()]))


def _show_lines(lines: Iterable[tuple[str, str]]) -> None:
    for label, value in lines:
        click.echo(f"{label:<22} {value}")


def _tell(one: Known, *, as_json: bool) -> None:
    """A part or an organisation: where it stands, and the facts that name it."""
    from lifecycle.reports.exports.text import table_lines

    if as_json:
        print_json(one.as_json())
        return
    _show_lines(one.lines())
    click.echo("\n".join(table_lines(one.timeline())))


@click.command("journey", help=summaries()["journey"])
@json_option
def journey_command(as_json: bool) -> None:
    """lifecycle journey"""
    from lifecycle.events import KINDS
    from lifecycle.reports.devices import LEGAL_WORDS, WORK_WORDS
    from lifecycle.reports.words import SORTS
    from lifecycle.rules import CUSTODY_WORDS

    rows: list[dict[str, Any]] = [
        {
            "group": kind.group,
            "kind": kind.kind,
            "label": _(kind.label),
            "subjects": list(kind.subjects),
            "needs": list(kind.needs) if kind.needs is not None else None,
            "needs_legal": list(kind.needs_legal) if kind.needs_legal else None,
            "becomes": kind.becomes,
            "work": kind.work,
            "legal_becomes": kind.legal_becomes,
        }
        for kind in KINDS.values()
    ]
    if as_json:
        print_json(rows)
        return
    words = {**CUSTODY_WORDS, **WORK_WORDS, **LEGAL_WORDS, **SORTS}

    def listed(codes: Iterable[str | None]) -> str:
        return ", ".join(_(words[code]) for code in codes if code) or "–"

    click.echo(
        grid(
            [_("kind"), _("in words"), _("told of"), _("possible when"), _("leads to")],
            [
                [
                    row["kind"],
                    row["label"],
                    listed(row["subjects"]),
                    listed([*(row["needs"] or ()), *(row["needs_legal"] or ())]),
                    listed(row[name] for name in ("becomes", "work", "legal_becomes")),
                ]
                for row in rows
            ],
        )
    )


@click.command("questions", help=summaries()["questions"])
@ledger_option
@json_option
@plainly
def questions_command(ledger_path: str, as_json: bool) -> None:
    """lifecycle questions"""
    from lifecycle.reports.devices import questions

    with consulted(ledger_path) as ledger:
        asked = questions(ledger)
    if as_json:
        print_json([{"kind": one.kind, "text": str(one.text), "subjects": list(one.subjects)} for one in asked])
        return
    for one in asked:
        click.echo(f"? {one.text}")
    if not asked:
        click.echo(_("No open question."))


@click.command("breaches", help=summaries()["breaches"])
@ledger_option
@click.option("--as-of", type=click.IntRange(min=0), metavar="N", help=_("As known at this position of the ledger."))
@json_option
@plainly
def breaches_command(ledger_path: str, as_of: int | None, as_json: bool) -> None:
    """lifecycle breaches"""
    from lifecycle.cli.paper import of_report
    from lifecycle.reports import Filter, answer

    with asked_of(ledger_path, quiet=as_json) as ledger:
        told = answer(ledger, "breaches", Filter(as_of=as_of))
    if as_json:
        print_json(told.to_json())
        return
    click.echo(of_report(told))

"""``lifecycle init``: a new ledger, and the organisation that keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import Refusal, WrongUse, by_option, is_person, ledger_option, now, plainly, today
from lifecycle.words import _

if TYPE_CHECKING:
    from lifecycle.events import Fact

Values = Mapping[str, str | None]
WELL_FORMED_CODE = "CODE"
WELL_FORMED: Values = {"name": "-", "roles": "other", "commune": "00000"}
"""Answers that no check refuses, beside which one answer is checked alone."""


@click.command("init", help=summaries()["init"])
@ledger_option
@click.option(
    "--organisation", "code", metavar="CODE", help=_("Its code: ATELIR. Labels begin with its first six signs.")
)
@click.option("--name", metavar=_("TEXT"), help=_("Its name, as in the public register."))
@click.option(
    "--roles",
    "--role",
    "roles",
    multiple=True,
    metavar=_("TEXT"),
    help=_("What it does: association, recycler, authority… (repeatable)."),
)
@click.option("--siret", metavar=_("TEXT"), help=_("SIRET number, 14 digits."))
@click.option("--rna", metavar=_("TEXT"), help=_("RNA number of an association: W and 9 digits."))
@click.option("--commune", metavar=_("TEXT"), help=_("INSEE code of its commune: 44109."))
@by_option
@plainly
def init_command(
    ledger_path: str,
    code: str | None,
    name: str | None,
    roles: tuple[str, ...],
    siret: str | None,
    rna: str | None,
    commune: str | None,
    by: str,
) -> None:
    """lifecycle init --organisation ATELIR --name "L'Atelier" --role association --commune 44109"""
    from lifecycle.ledger import Refused, create
    from lifecycle.ledger.append import new_recording

    given = {"code": code, "name": name, "roles": "|".join(roles), "commune": commune, "siret": siret, "rna": rna}
    answers = _asked_for(given)
    code = str(answers.pop("code")).strip().upper()
    fact = _registration(code, answers)
    new_recording("", by=by, on_behalf_of=code, now=now())  # refuses a bad account, before there is a ledger
    with create(ledger_path) as ledger:
        try:
            ledger.append([fact], by=by, on_behalf_of=code, now=now())
        except Refused as refused:
            raise Refusal(str(refused)) from refused
        click.echo(_("{path}: a ledger for {name} ({code}).").format(path=ledger.path, name=answers["name"], code=code))
        click.echo(_("Next: lifecycle import FOLDER, or lifecycle record received --category laptop --legal PRODUCT"))


def _asked_for(given: Values) -> dict[str, str | None]:
    """The answers given as options; a person at the terminal is asked for those that are missing."""
    needed = {"code": "--organisation", "name": "--name", "commune": "--commune", "roles": "--roles"}
    missing = [option for name, option in needed.items() if not given[name]]
    if not missing:
        return dict(given)
    if not is_person():
        raise WrongUse(_("needed: {options}").format(options=", ".join(missing)))
    numbers_too = not given["siret"] and not given["rna"]
    questions = {
        "code": _("Code of the organisation (its labels begin with its first six signs)"),
        "name": _("Its name"),
        "roles": _("What it does (association, recycler, authority…)"),
        "siret": _("SIRET (14 digits; empty if none)"),
        "rna": _("RNA (W and 9 digits; empty if none)"),
        "commune": _("INSEE code of its commune"),
    }
    answers = dict(given)
    for name, question in questions.items():
        if not given[name] and (name in needed or numbers_too):
            answers[name] = _answer(name, question, optional=name not in needed)
    return answers


def _answer(name: str, question: str, *, optional: bool) -> str | None:
    """One answer, asked again until it is well formed."""
    default = "" if optional else None
    said: str = click.prompt(question, default=default, show_default=False, value_proc=_checked(name), err=True)
    return said or None


def _checked(name: str) -> Callable[[str], str]:
    def check(said: str) -> str:
        said = said.strip()
        try:
            if name == "code":
                _registration(said.upper(), WELL_FORMED)
            elif said:
                _registration(WELL_FORMED_CODE, {**WELL_FORMED, name: said})
        except WrongUse as fault:
            raise click.UsageError(str(fault)) from fault
        return said

    return check


def _registration(code: str, answers: Values) -> Fact:
    """The fact that registers the organisation; what is wrong with the answers is said at once in :class:`WrongUse`."""
    from lifecycle.cli.filling import fact_of
    from lifecycle.events import OrganisationRegistered

    faults = list(_faults_of_code(code))
    known = WELL_FORMED_CODE if faults else code
    try:
        fact = fact_of(OrganisationRegistered, f"organisation:{known}", answers, acting=known, on=today())
    except WrongUse as fault:
        raise WrongUse("\n".join([*faults, str(fault)])) from fault
    if faults:
        raise WrongUse("\n".join(faults))
    return fact


def _faults_of_code(code: str) -> Iterator[str]:
    from lifecycle.codes import prefix_of
    from lifecycle.events.envelope import Code
    from lifecycle.intake.table.reasons import shape_in_words
    from lifecycle.intake.table.shape import pattern_of

    if not re.fullmatch(pattern_of(Code), code):
        yield f"--organisation “{code}”: {shape_in_words(pattern_of(Code))}"
    elif len(prefix_of(code)) < 2:
        yield _(
            "{code}: the code of an organisation has at least two of A-Z and 0-9; its labels begin with them"
        ).format(code=code)

"""``lifecycle record KIND``: one command a kind of fact, its options from the class alone."""

from __future__ import annotations

from typing import Any

import click

from lifecycle import reference
from lifecycle.cli.commands import summaries
from lifecycle.cli.doors import (
    Refusal,
    WrongUse,
    by_option,
    is_person,
    json_option,
    ledger_option,
    now,
    opened,
    own_organisation,
    plainly,
    print_json,
    today,
)
from lifecycle.cli.filling import fact_of, option_of
from lifecycle.cli.naming import checked_code, names_facts, told_codes, with_identities
from lifecycle.cli.told import told_on_input
from lifecycle.codes import prefix_of, random_code
from lifecycle.events import ENVELOPE, KINDS, Fact
from lifecycle.intake.future import future_days
from lifecycle.intake.live import Recorded, RefusedHere, Stopped, record_live
from lifecycle.intake.table.shape import shapes_of
from lifecycle.ledger import Ledger
from lifecycle.rules import RULES
from lifecycle.rules.reasons import REASONS
from lifecycle.words import N_, _

SORT_HELP = {
    "device": N_("Code of the device."),
    "part": N_("Code of the part."),
    "lot": N_("Code of the lot."),
    "organisation": N_("Code of the organisation."),
}
EXAMPLES = {
    "received": "--device PC-1 --category laptop --legal PRODUCT --on 2026-01-05",
    "weighed": "--device PC-1 --grams 2100",
    "data_sanitised": '--device PC-1 --medium S123 --method purge --standard "NIST SP 800-88r2" --tool "nwipe 0.40" '
    "--verdict pass",
    "handed_over": "--device PC-1 --terms sale --recipient B-0042 --charter-version 2026-1",
    "lot_packed": '--lot L-1 --devices "PC-1|PC-2"',
    "treatment_certified": '--lot L-1 --certified-on 2026-04-02 --fractions "2000:R 4:recycling | 100:D 10:disposal"',
}


def _asked_why(stopped: Stopped, facts: list[Fact]) -> str:
    """Why a person at the terminal records for ever what breaks a rule; refused where they say no."""
    for fact in facts:
        for rule in stopped.breaches.get(fact.event_id, ()):
            click.echo(f"! {fact.subject}  {_(fact.label)}: {_(RULES[rule].says)} ({rule})", err=True)
    asked = _("This breaks a rule and cannot be undone without trace. Record it all the same? (yes, no)")
    said = str(click.prompt(asked, default=_("no"), show_default=False, err=True)).strip().casefold()
    if said not in {_("yes"), _("yes")[:1]}:
        raise Refusal(_("Nothing was recorded."))
    for number, words in enumerate(REASONS.values(), start=1):
        click.echo(f"  {number}  {_(words)}", err=True)
    number = click.prompt(_("Why? (number)"), type=click.IntRange(1, len(REASONS)), err=True)
    return list(REASONS)[number - 1]


def _keep(
    ledger: Ledger,
    facts: list[Fact],
    *,
    by: str,
    own: str,
    as_json: bool,
    accept_breach: bool = False,
    reason: str | None = None,
) -> None:
    if not facts:
        raise WrongUse(_("nothing to record"))
    day = today()
    early = [f"? {option_of(name)} “{on}”: {why}" for fact in facts for name, on, why in future_days(fact, day)]
    for line in dict.fromkeys(early):
        click.echo(line, err=True)
    asks = is_person() and not accept_breach
    done = record_live(ledger, facts, by=by, on_behalf_of=own, now=now(), reason=reason, asks=asks)
    if isinstance(done, Stopped):
        done = record_live(ledger, facts, by=by, on_behalf_of=own, now=now(), reason=_asked_why(done, facts))
    match done:
        case RefusedHere():
            _tell_refusal(done, as_json=as_json)
        case Recorded():
            _tell_receipt(done, as_json=as_json)


def _tell_refusal(refused: RefusedHere, *, as_json: bool) -> None:
    if as_json:
        print_json({"refused": [{"fact": place, "reason": reason} for place, reason in refused.reasons]})
        raise click.exceptions.Exit(1)
    raise Refusal("\n".join(f"✗ {reason}" for _place, reason in refused.reasons))


def _tell_receipt(done: Recorded, *, as_json: bool) -> None:
    receipt = done.receipt
    if as_json:
        print_json(
            {
                "recorded": len(done.facts) - done.unchanged,
                "unchanged": done.unchanged,
                "receipt": receipt.model_dump(mode="json"),
                "breaches": done.breaches,
            }
        )
        return
    for fact in done.facts:
        click.echo(f"✓ n° {done.numbers[fact.event_id]}  {fact.occurred_on}  {fact.subject}  {_(fact.label)}")
        for rule in done.breaches.get(fact.event_id, ()):
            click.echo(f"  ! {rule} – {_(RULES[rule].says)}", err=True)
    click.echo(
        _("receipt: facts {first}–{last}, hash {hash}").format(
            first=receipt.first_n, last=receipt.last_n, hash=receipt.hash_at_last_n
        )
    )


def _subject_of(kind: type[Fact], values: dict[str, Any], ledger: Ledger, own: str) -> str | None:
    named = [(sort, values.pop(sort)) for sort in ("device", "part", "lot", "organisation") if sort in values]
    told = [f"{sort}:{code}" for sort, code in named if code]
    if values.get("subject"):
        told.append(str(values.pop("subject")))
    values.pop("subject", None)
    if len(told) > 1:
        raise WrongUse(_("a fact has one subject; given: {subjects}").format(subjects=", ".join(told)))
    if told:
        return checked_code(ledger, told[0])
    if kind.subjects == ("organisation",):
        return f"organisation:{own}"
    if kind.kind == "received":
        return f"device:{random_code(prefix_of(own))}"
    return None


def _command_of(kind: type[Fact]) -> click.Command:
    subjects = [f"{sort}" for sort in kind.subjects]
    shapes = shapes_of(kind)
    own_fields = [name for name in kind.model_fields if name not in ENVELOPE]
    params: list[click.Parameter] = [
        click.Option([f"--{sort}"], metavar="CODE", help=_(SORT_HELP[sort]))
        for sort in subjects
        if sort not in own_fields
    ]
    taken = {sort for sort in subjects if sort in own_fields}
    for name in own_fields:
        field, shape = kind.model_fields[name], shapes[name]
        words = _described(kind, name)
        if shape.choices:
            words += f" [{'|'.join(shape.choices)}]"
        if names_facts(shape):
            words += " " + _("(or the numbers of these facts)")
        if field.is_required():
            words += " *"
        params.append(click.Option([option_of(name)], metavar=_metavar(shape.sort), help=words))
    if taken:
        params.append(click.Option(["--subject"], help=_("Subject, such as device:PC-1.")))
    for name, flags in (
        ("occurred_on", ["--on", "--occurred-on"]),
        ("occurred_at", ["--occurred-at"]),
        ("acting", ["--acting"]),
        ("place", ["--place"]),
        ("event_id", ["--event-id"]),
    ):
        words = _described(kind, name)
        params.append(click.Option([*flags, name], metavar=_metavar(shapes[name].sort), help=words))
    params.append(
        click.Option(["--codes"], metavar="-", help=_("Codes on the standard input, one a line: one fact each."))
    )
    params.append(
        click.Option(["--accept-breach"], is_flag=True, help=_("Record it without asking, even if it breaks a rule."))
    )
    params.append(
        click.Option(
            ["--breach-reason"],
            metavar="CODE",
            type=click.Choice(list(REASONS)),
            help=_("Why it is recorded even if it breaks a rule, without asking: {codes}.").format(
                codes=", ".join(REASONS)
            ),
        )
    )
    example = EXAMPLES.get(kind.kind)
    first_line = (kind.__doc__ or "").strip().splitlines()[0]
    command = click.Command(
        kind.kind,
        params=params,
        callback=_callback_of(kind, taken),
        help=_(first_line)
        + (f"\n\n{_('Example:')} lifecycle record {kind.kind} {example}" if example else "")
        + "\n\n"
        + _("* needed")
        + _categories(own_fields),
        short_help=_(first_line),
    )
    return json_option(by_option(ledger_option(command)))  # type: ignore[return-value]


def _categories(fields: list[str]) -> str:
    """The categories, where a field asks for one."""
    if "category" not in fields:
        return ""
    known = reference.load().categories.values()
    return "\n\n" + _("Categories:") + " " + ", ".join(f"{one.id} ({one.label()})" for one in known)


def _described(kind: type[Fact], name: str) -> str:
    """What a field says of itself; an empty text is no key of the catalogue."""
    description = kind.model_fields[name].description
    return _(description) if description else ""


def _metavar(sort: str) -> str:
    return {"whole": _("NUMBER"), "yes_no": _("yes|no"), "day": _("DAY"), "instant": _("TIME")}.get(sort, _("TEXT"))


def _callback_of(kind: type[Fact], taken: set[str]) -> Any:
    @plainly
    def callback(
        ledger_path: str,
        by: str,
        as_json: bool,
        accept_breach: bool,
        breach_reason: str | None,
        codes: str | None,
        **values: Any,
    ) -> None:
        if codes not in (None, "-"):
            raise WrongUse(_("--codes takes “-”: the codes come on the standard input"))
        with opened(ledger_path) as ledger:
            own = own_organisation(ledger)
            acting = str(values.pop("acting") or own).upper()
            fields = {name: value for name, value in values.items() if name not in kind.subjects or name in taken}
            subjects = {name: value for name, value in values.items() if name in kind.subjects and name not in taken}
            if "subject" in fields:
                subjects["subject"] = fields.pop("subject")
            fields = with_identities(kind, fields, ledger)
            if codes:
                told = told_codes(ledger, kind.subjects[0])
                facts = [fact_of(kind, one, fields, acting=acting, on=today()) for one in told]
            else:
                subject = _subject_of(kind, subjects, ledger, own)
                facts = [fact_of(kind, subject, fields, acting=acting, on=today())]
            _keep(ledger, facts, by=by, own=own, as_json=as_json, accept_breach=accept_breach, reason=breach_reason)

    return callback


class Kinds(click.Group):
    """One command a kind of fact."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Kinds, group by group, in the order of a life."""
        return list(KINDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a kind."""
        kind = KINDS.get(name.replace("-", "_"))
        return _command_of(kind) if kind else None


@click.group(
    "record",
    cls=Kinds,
    invoke_without_command=True,
    help=summaries()["record"] + "\n\n" + _("Example:") + " lifecycle record weighed --device PC-1 --grams 2100",
)
@click.option("--json", "told", metavar="-", help=_("Any fact in its stored form, as JSON on the standard input."))
@ledger_option
@by_option
@click.pass_context
@plainly
def record_command(ctx: click.Context, told: str | None, ledger_path: str, by: str) -> None:
    """Record one fact, or with --json - any facts."""
    if ctx.invoked_subcommand is not None:
        return
    if told is None:
        click.echo(ctx.get_help())
        return
    if told != "-":
        raise WrongUse(_("--json takes “-”: the facts come on the standard input"))
    with opened(ledger_path) as ledger:
        _keep(ledger, list(told_on_input()), by=by, own=own_organisation(ledger), as_json=not is_person())

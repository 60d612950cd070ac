"""``lifecycle publish --site FOLDER``: what everybody may see of an organisation and a period, as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from lifecycle import reference
from lifecycle.cli.doors import Refusal, WrongUse, asked_of, own_organisation
from lifecycle.cli.question import question_of
from lifecycle.words import _, of_system

ADDRESS = "LIFECYCLE_ADDRESS"
"""Environment variable: where the pages of this ledger stand for everybody."""


def refuse_beside_site(given: Mapping[str, object]) -> None:
    """These choose what is recorded; a site records nothing."""
    if named := [option for option, value in given.items() if value]:
        raise WrongUse(_("not with --site, which records nothing: {options}").format(options=", ".join(named)))


def publish_site(
    ledger_path: str,
    folder: Path,
    *,
    days: Mapping[str, Any],
    narrowed: Mapping[str, Any],
    edition: str | None,
    address: str,
) -> None:
    """Write the site and name its files."""
    # Here: what only records a publication needs no setter of pages.
    from lifecycle.documents.public import public, site
    from lifecycle.documents.sheets import made_from

    with asked_of(ledger_path, quiet=False) as ledger:
        asked = {**narrowed, "organisation": (narrowed.get("organisation") or own_organisation(ledger)).upper()}
        filter = question_of("given", **days, narrowed=asked)
        try:
            written = made_from(
                ledger, filter, lambda bundle: site(public(bundle), folder), edition=edition, address=address
            )
        except reference.UnknownEdition as fault:
            raise WrongUse(str(fault)) from fault
        except OSError as fault:
            raise Refusal(
                _("{file} cannot be written: {reason}").format(file=fault.filename or folder, reason=of_system(fault))
            ) from fault
    for place in written:
        click.echo(str(place))

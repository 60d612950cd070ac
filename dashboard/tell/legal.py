"""The texts of the pages that the law asks for: they say what this tool does, and invent nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any, NamedTuple

from dashboard.draw import count_of, day, share
from lifecycle.reference.accessibility import Audit
from lifecycle.reports.words import ROLES
from lifecycle.words import N_, _


class Part(NamedTuple):
    """A part of a page: its heading, its paragraphs, then a list."""

    heading: str
    paragraphs: Sequence[str]
    items: Sequence[str] = ()


STATES: Mapping[str, str] = {
    "full": N_("{site} fully conforms to the general framework for improving accessibility (RGAA), version 4."),
    "partial": N_(
        "{site} partially conforms to the general framework for improving accessibility (RGAA), version 4, because "
        "of what is listed below."
    ),
    "none": N_(
        "{site} does not conform to the general framework for improving accessibility (RGAA), version 4, because of "
        "what is listed below."
    ),
}
SHORT_STATES: Mapping[str, str] = {
    "full": N_("Accessibility: fully conforming"),
    "partial": N_("Accessibility: partially conforming"),
    "none": N_("Accessibility: not conforming"),
}
"""State of conformity -> the words at the foot of every page."""


def accessibility(audit: Audit, keeper: str, site: str, pages: Sequence[str]) -> list[Part]:
    """The declaration, in the order that the model of the State gives it."""
    respected, applying = audit.respected
    told = _("The audit made by {by} on {day} shows that {share} of the criteria that apply are respected.").format(
        by=audit.by(), day=day(audit.audited_on.isoformat()), share=share(respected, applying)
    )
    counted = _("{respected} of {applying} criteria; {rest} of the {all} of {standard} do not apply to these pages.")
    numbers = counted.format(
        respected=count_of(respected),
        applying=count_of(applying),
        rest=count_of(len(audit.not_applicable)),
        all=count_of(applying + len(audit.not_applicable)),
        standard=audit.standard,
    )
    failed = [_("Criterion {number}: {what}").format(number=one.criterion, what=one.what()) for one in audit.failed]
    if audit.untested:
        words = _("Not examined yet, and therefore not counted as respected: criteria {numbers}.")
        failed.append(words.format(numbers=", ".join(audit.untested)))
    return [
        Part(
            "",
            [
                _(
                    "{keeper} undertakes to make its websites accessible, in keeping with article 47 of law "
                    "no. 2005-102 of 11 February 2005."
                ).format(keeper=keeper),
                _("This declaration applies to {site}.").format(site=site),
            ],
        ),
        Part(_("State of conformity"), [_(STATES[audit.state]).format(site=site)]),
        Part(_("Results of the tests"), [told, numbers]),
        Part(_("Content that is not accessible"), [] if failed else [_("None is known.")], failed),
        Part(_("Exemptions for disproportionate burden"), [_("None.")]),
        Part(
            _("How this declaration was made"),
            [_("It was made on {day}.").format(day=day(audit.audited_on.isoformat()))],
            [
                _("Technologies: {list}").format(list=", ".join(audit.technologies)),
                _("Environment: {text}").format(text=audit.environment()),
                _("Tools: {list}").format(list="; ".join(audit.tools)),
                _("Pages examined: {list}").format(list=", ".join(pages)),
            ],
        ),
        Part(
            _("Contact"),
            [
                _(
                    "If some content or service is out of your reach, ask {keeper}, who keeps this ledger, to "
                    "be led to "
                    "another way or to get it in another form."
                ).format(keeper=keeper)
            ],
        ),
        Part(
            _("Remedies"),
            [
                _(
                    "If you tell us of a fault of accessibility that keeps you from some content or function, "
                    "and get no "
                    "answer, you may complain to the Défenseur des droits, or ask them to act:"
                )
            ],
            [
                _("by the form on their website;"),
                _("through their delegate in your region;"),
                _(
                    "by letter, free of charge, without a stamp: Défenseur des droits, Libre réponse 71120, "
                    "75342 Paris CEDEX 07."
                ),
            ],
        ),
    ]


def notice(keeper: str, registered: Mapping[str, Any], address: str, invented: bool) -> list[Part]:
    """Who publishes, where it is served from, what it is made with."""
    known = [_("Name: {name}").format(name=keeper)]
    if registered.get("roles"):
        known.append(_("Role: {roles}").format(roles=", ".join(_(ROLES[role]) for role in registered["roles"])))
    for name, words in (("siret", _("SIRET: {value}")), ("rna", _("RNA: {value}")), ("commune", _("Commune: {value}"))):
        if registered.get(name):
            known.append(words.format(value=registered[name]))
    fiction = [_("This ledger is a demonstration: this organisation is invented.")] if invented else []
    return [
        Part(_("Who publishes"), [_("The organisation that keeps this ledger:"), *fiction], known),
        Part(
            _("Who answers for it"),
            [
                _(
                    "This ledger names no person: the person who represents this organisation by law answers "
                    "for what it publishes."
                )
            ],
        ),
        Part(
            _("Where it is served from"),
            [
                _(
                    "From the computer on which the ledger lies, at {address}. It answers this computer only; no other "
                    "company hosts it, and nothing is asked of another site."
                ).format(address=address)
            ],
        ),
        Part(
            _("What it is made with"),
            [],
            [
                _("lifecycle {version}, under the Apache-2.0 licence").format(version=version("lifecycle")),
                _("IBM Plex typefaces, under the SIL Open Font Licence 1.1"),
                _("Values of reference: each with its source and its licence, on the page of method"),
            ],
        ),
        Part(
            _("What the figures are worth"),
            [
                _(
                    "Each figure leads to its formula, its values, their sources and the facts behind it. "
                    "Facts cannot be altered unseen."
                )
            ],
        ),
    ]


def privacy(keeper: str, file: str) -> list[Part]:
    """What is recorded, what never is, where it lies, for how long, and what one may ask."""
    return [
        Part(_("Who is responsible"), [_("{keeper}, who keeps this ledger.").format(keeper=keeper)]),
        Part(
            _("What is recorded"),
            [_("What happens to equipment:")],
            [
                _(
                    "codes of devices, parts and lots, their category, maker, model, mass, and their serial "
                    "numbers, which no page shows;"
                ),
                _("organisations: name, role, SIRET or RNA, commune;"),
                _("who received a device: a pseudonym drawn at random, and the kind of recipient;"),
                _("the commune of collection and of hand-over, the day, contributions in euros, coded reasons;"),
                _("the pseudonym of the account that recorded each fact, and when;"),
                _("of papers that prove a fact: their digest, not their content."),
            ],
        ),
        Part(
            _("What never is"),
            [
                _("The ledger has no field for the name, e-mail, telephone or address of a person, nor for free text."),
                _("Whose a pseudonym is, the association knows from its own papers: this tool does not."),
            ],
        ),
        Part(
            _("What these pages keep in your browser"),
            [
                _(
                    "No audience is measured, nobody is followed, nothing is sent to another site. What is "
                    "kept serves only to show the pages:"
                )
            ],
            [
                _("_streamlit_xsrf: a cookie that protects forms, until the browser is closed;"),
                _("the choice of light or dark, in the storage of the browser;"),
                _("at the bench, scans that wait to be recorded, in the storage of the browser, until they are."),
            ],
        ),
        Part(
            _("Where it lies"),
            [
                _(
                    "In the file {file}, on the computer that serves these pages, and in the backups that its "
                    "keeper makes."
                ).format(file=file),
                _("When something fails, what failed is written into a file beside it, for its keeper alone."),
            ],
        ),
        Part(
            _("For how long"),
            [
                _(
                    "A recorded fact is never erased, since each is bound to all before it: a mistake is "
                    "corrected by a later fact."
                ),
                _(
                    "This is why nothing that names a person enters. Without the papers that say whose a "
                    "pseudonym is, it names nobody."
                ),
                _("How long those papers are kept, the organisation that made the hand-over decides and says."),
            ],
        ),
        Part(
            _("Your rights"),
            [
                _(
                    "You may ask the organisation that handed you a device for access to what concerns you, for its "
                    "correction or erasure, for limits to its use, and object to it: it finds your pseudonym "
                    "in its papers, "
                    "and can destroy the link."
                ),
                _(
                    "If the answer does not satisfy you: CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris "
                    "CEDEX 07, or its website."
                ),
            ],
        ),
    ]

"""The form of a course that was held."""

from __future__ import annotations

from dashboard.answers import Answers
from dashboard.form import Words, form_of
from lifecycle.events import TrainingHeld
from lifecycle.reports.courses import COURSES
from lifecycle.words import _

FIELDS = ("occurred_on", "course", "sessions", "minutes", "people", "price_cents", "funder", "funded_cents")


def ask_course(answers: Answers, organisation: str) -> None:
    """How long, for how many, who paid: nobody is named."""
    funders = {one.code: one.name for one in answers.organisations if {"funder", "authority"} & set(one.roles)}
    words = Words(
        submit=_("Record this course"),
        then=_("Its hours count in the figures above, where its day lies in the period shown."),
        labels={
            "course": _("Course"),
            "minutes": _("Length of one session"),
            "people": _("People present"),
            "price_cents": _("Price for a person"),
            "funder": _("Who paid the rest"),
        },
        hints={
            "minutes": _("In minutes, or as 1 h, 90 min."),
            "people": _("How many, over all sessions: nobody is named."),
        },
        options={"course": {code: _(label) for code, label in COURSES.items()}, "funder": funders},
        defaults={"sessions": "1"},
    )
    form_of(
        TrainingHeld,
        "course",
        fields=FIELDS,
        subject=f"organisation:{organisation}",
        acting=organisation,
        words=words,
    )

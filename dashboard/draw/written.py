"""What became of what somebody wrote: a receipt, a refusal with all its reasons, a stop before a breach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from dashboard.draw.texts import Html


def receipt(what: str, lines: Iterable[str], breaches: Iterable[str], then: str, proof: str) -> Html:
    """Recorded: each fact with its number, what it breaks, what comes next, and the receipt."""
    return Markup(
        '<div class="lc-outcome" role="status"><p><strong><span aria-hidden="true">✓</span> {}</strong></p>'
        "{}{}{}{}</div>"
    ).format(
        what,
        _listed(lines),
        _listed(breaches),
        Markup("<p>{}</p>").format(then) if then else "",
        Markup('<p class="lc-receipt">{}</p>').format(proof) if proof else "",
    )


def refusal(what: str, reasons: Sequence[str], then: str) -> Html:
    """Not recorded: every reason, and what to do."""
    return Markup(
        '<div class="lc-outcome lc-not-done" role="alert"><p><strong><span aria-hidden="true">✗</span> {}</strong></p>'
        "{}{}</div>"
    ).format(what, _listed(reasons), Markup("<p>{}</p>").format(then) if then else "")


def stop(what: str, breaches: Sequence[str], then: str) -> Html:
    """Not recorded yet: the rules that would be broken, and what is asked."""
    return Markup(
        '<div class="lc-outcome lc-not-done" role="alert"><p><strong><span aria-hidden="true">▲</span> {}</strong></p>'
        "{}<p>{}</p></div>"
    ).format(what, _listed(breaches), then)


def brief(sign: str, words: str) -> Html:
    """The same in a line beside the button: on a small screen the rest is out of sight."""
    return Markup('<p class="lc-brief"><span aria-hidden="true">{}</span> {}</p>').format(sign, words)


def fault(reason: str) -> Html:
    """What is wrong with a field, below it."""
    return Markup('<p class="lc-fault"><span aria-hidden="true">✗</span> {}</p>').format(reason)


def hint(text: str) -> Html:
    """How a field is filled in, below it."""
    return Markup('<p class="lc-hint">{}</p>').format(text)


def _listed(texts: Iterable[str]) -> Html:
    lines = Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup("<ul>{}</ul>").format(lines) if lines else Markup("")

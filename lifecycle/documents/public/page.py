"""A page that stands alone in any site or frame: no script, no request, no person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from lifecycle.documents.public.figures import Public, Told
from lifecycle.documents.typeset import TEMPLATES
from lifecycle.reports.amounts import count_of
from lifecycle.words import _, language

NAMES = {"fr": "Français", "en": "English"}
"""Language -> its own name."""
STYLE = TEMPLATES / "page.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
"""What a browser is told: this page asks nothing of anybody."""


def page(told: Public, *, others: Mapping[str, str]) -> bytes:
    """The page; ``others`` are addresses of the same by language."""
    bundle = told.bundle
    title = _("What {who} did with what it was given, {period}").format(who=bundle.who, period=bundle.period)
    drawn = Markup(
        '<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">'
        "<title>{title}</title><style>{style}</style></head><body><main><h1>{title}</h1>\n{fiction}{other}{figures}{lines}"
        "{notes}{basis}</main></body></html>\n"
    ).format(
        lang=language(),
        policy=POLICY,
        title=title,
        style=Markup(STYLE.read_text(encoding="utf-8")),  # noqa: S704 - a file of ours
        fiction=_fiction(told),
        other=_others(others),
        figures=_table(_("Over the period"), told.figures),
        lines=_table(_("The six lines: where the matter is, net changes over the period"), told.lines),
        notes=_notes(told),
        basis=_basis(told),
    )
    return drawn.encode()


def _others(others: Mapping[str, str]) -> Markup:
    links = (
        Markup('<a href="{}" hreflang="{}" lang="{}">{}</a>').format(address, code, code, NAMES[code])
        for code, address in others.items()
    )
    return Markup("<p>{}</p>\n").format(Markup(" · ").join(links)) if others else Markup("")


def _fiction(told: Public) -> Markup:
    words = _("Fiction: demonstration, all of it is invented")
    return Markup('<p class="fiction">{}</p>\n').format(words) if told.fiction else Markup("")


def _table(caption: str, rows: Iterable[Told]) -> Markup:
    heads = Markup('<th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th>').format(
        _("Figure"), _("Value"), _("Range")
    )
    drawn = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>\n').format(
            _(one.label), one.value, one.between or "–"
        )
        for one in rows
    )
    return Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>\n").format(
        caption, heads, drawn
    )


def _notes(told: Public) -> Markup:
    lines = [_("Re-use and recycling are two things: they are never added up.")]
    if told.screening and told.avoided:
        lines.append(_("Emissions: indicative estimate (screening), too few recipients have answered."))
    if any(one.few for one in told.figures):
        lines.append(_("So few people that one might be known are not told exactly."))
    return Markup("").join(Markup('<p class="soft">{}</p>\n').format(line) for line in lines)


def _basis(told: Public) -> Markup:
    bundle = told.bundle
    terms = [
        (_("Method"), _("{method}, values of edition {edition}").format(method="lifecycle", edition=bundle.edition)),
        (_("Position"), _("fact {n}").format(n=count_of(bundle.filter.as_of or 0))),
        (_("Hash"), bundle.hash),
    ]
    rows = [Markup("<dt>{}</dt><dd>{}</dd>").format(*term) for term in terms]
    if bundle.permalink:
        link = Markup('<a href="{0}" rel="noopener">{0}</a>').format(bundle.permalink)
        rows.append(Markup("<dt>{}</dt><dd>{}</dd>").format(_("Permalink"), link))
    return Markup("<dl>{}</dl>\n").format(Markup("").join(rows))

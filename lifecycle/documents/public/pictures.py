"""What is shared as a picture: an image for a post, a badge for another site."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from lifecycle.documents.public.figures import Public, Told
from lifecycle.documents.typeset import Data, pictures
from lifecycle.reports.amounts import count_of
from lifecycle.reports.numbers import about
from lifecycle.words import _

SIZES: Mapping[str, tuple[int, int]] = {"1200x630": (1200, 630), "1080x1080": (1080, 1080)}
"""Name of a share image -> its width and height in pixels."""
_PPI = 72
"""One point of the page is one pixel of the picture."""


def share_image(told: Public, size: str = "1200x630") -> bytes:
    """A picture to share, PNG: three figures, whose they are, where they stand."""
    width, height = SIZES[size]
    return pictures("share", {**_said(told), "width": width, "height": height}, ppi=_PPI)[0]


def _said(told: Public) -> Mapping[str, Data]:
    bundle = told.bundle
    shown = [told.figure("received_units"), told.figure("served_units"), told.figure("people")]
    return {
        "title": f"{bundle.who} – {bundle.period}",
        "fiction": _("Fiction: demonstration, all of it is invented") if told.fiction else "",
        "who": bundle.who,
        "period": bundle.period,
        "figures": [{"label": _(one.label), "value": one.value} for one in shown],
        "emissions": _emissions(told.figure("avoided"), screening=told.screening),
        "foot": _foot(told),
    }


def _emissions(one: Told, *, screening: bool) -> str:
    """With bounds, and in words where they hold zero: a picture is shared without its notes."""
    figure = one.figure
    if not figure.coverage.counted:
        return ""
    low, high = figure.quantity.low, figure.quantity.high
    if low is not None and high is not None and low <= 0:
        return _("Emissions avoided by re-use: cannot be told from zero ({range})").format(range=one.between)
    words = (
        _("Emissions avoided by re-use: {amount}, indicative estimate (screening)")
        if screening
        else _("Emissions avoided by re-use: {amount}")
    )
    return words.format(amount=about(figure.quantity))


def _foot(told: Public) -> str:
    bundle = told.bundle
    words = _("Method lifecycle, edition {edition} · fact {n}, {hash}… of the ledger")
    n = count_of(bundle.filter.as_of or 0)
    return words.format(edition=bundle.edition, n=n, hash=bundle.hash[:16])


_HEIGHT, _PAD, _SIGN = 28, 10, 7.2
"""Pixels: height, room beside a text, mean width of a sign at the size of the badge."""


def badge(told: Public) -> bytes:
    """A small picture for another site (SVG): how many served at least once, over which days, and whose they are."""
    one, bundle = told.figure("served_units"), told.bundle
    label = _("{label}, {period}").format(label=_(one.label), period=bundle.period)
    value = f"{one.value} · {_('fiction')}" if told.fiction else one.value
    left, right = (round(len(text) * _SIGN) + 2 * _PAD for text in (label, value))
    said = f"{bundle.who} – {label}: {value} – {_foot(told)}"
    drawn = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' role="img" aria-label="{said}"><title>{said}</title>'
        '<rect width="{width}" height="{height}" rx="3" fill="#1d1b18"/>'
        '<path d="M{left} 1h{inner}a2 2 0 0 1 2 2v{deep}a2 2 0 0 1 -2 2h-{inner}z" fill="#fbf9f4"/>'
        '<g font-family="IBM Plex Sans,Verdana,DejaVu Sans,sans-serif" font-size="13">'
        '<text x="{pad}" y="18.5" fill="#fbf9f4" textLength="{left_text}"'
        ' lengthAdjust="spacingAndGlyphs">{label}</text>'
        '<text x="{right_at}" y="18.5" fill="#1d1b18" font-weight="600" textLength="{right_text}"'
        ' lengthAdjust="spacingAndGlyphs">{value}</text></g></svg>\n'
    ).format(
        width=left + right,
        height=_HEIGHT,
        said=said,
        left=left,
        inner=right - 3,
        deep=_HEIGHT - 6,
        pad=_PAD,
        left_text=left - 2 * _PAD,
        right_at=left + _PAD,
        right_text=right - 2 * _PAD,
        label=label,
        value=value,
    )
    return drawn.encode()

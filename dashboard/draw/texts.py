"""Titles, sentences, notices: our own markup, in which every value is escaped by ``Markup.format``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from markupsafe import Markup

Html = Markup


def title(text: str) -> Html:
    """The question of the page."""
    return Markup('<h1 class="lc-title" id="content">{}</h1>').format(text)


def heading(text: str, anchor: str = "") -> Html:
    """A part of the page."""
    place = Markup(' id="{}"').format(anchor) if anchor else ""
    return Markup('<h2 class="lc-heading"{}>{}</h2>').format(place, text)


def masthead(name: str, home: str, words: str, language: str, address: str, skip: str) -> Html:
    """The line at the very top: a way past it, the tool, and this page in the other language."""
    return Markup(
        '<header class="lc-masthead"><a href="#content" class="lc-skip">{}</a>'
        '<a href="{}" target="_self" class="lc-name">{}</a>'
        '<a href="{}" target="_self" lang="{}" hreflang="{}">{}</a></header>'
    ).format(skip, home, name, address, language, language, words)


def perimeter(parts: Iterable[str]) -> Html:
    """Who, where, which days, as known when."""
    return Markup('<p class="lc-perimeter">{}</p>').format(Markup(" · ").join(parts))


def sentence(text: str) -> Html:
    """The answer in one sentence."""
    return Markup('<p class="lc-answer">{}</p>').format(text)


def prose(text: str) -> Html:
    """A paragraph to be read."""
    return Markup('<p class="lc-prose">{}</p>').format(text)


def listed(texts: Iterable[str]) -> Html:
    """A list to be read."""
    lines = Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup('<ul class="lc-prose">{}</ul>').format(lines)


def note(text: str) -> Html:
    """A remark under a figure or a table."""
    return Markup('<p class="lc-note">{}</p>').format(text)


def notes(texts: Iterable[str]) -> Html:
    """Remarks, one below the other."""
    lines = Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup('<ul class="lc-notes">{}</ul>').format(lines)


def notice(what: str, then: str, role: Literal["status", "alert"] = "status", links: Iterable[Html] = ()) -> Html:
    """What happened or what is missing, what to do now, and where."""
    places = Markup(" · ").join(links)
    return Markup('<div class="lc-notice" role="{}"><p><strong>{}</strong></p><p>{}</p>{}</div>').format(
        role, what, then, Markup("<p>{}</p>").format(places) if places else ""
    )


def banner(text: str) -> Html:
    """A line that stays at the top."""
    return Markup('<p class="lc-banner" role="note">{}</p>').format(text)


def anchor(text: str, address: str) -> Html:
    """A link inside the dashboard."""
    return Markup('<a href="{}" target="_self">{}</a>').format(address, text)


def terms(pairs: Iterable[tuple[str, str | Html]]) -> Html:
    """Names and what they stand for."""
    lines = Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, value) for name, value in pairs)
    return Markup('<dl class="lc-terms">{}</dl>').format(lines)

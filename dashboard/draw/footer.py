"""The foot of every page: what the law asks to be reachable from everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from dashboard.draw.texts import Html, anchor


def footer(links: Iterable[tuple[str, str]], name: str) -> Html:
    """(words, address) of each page, side by side; ``name`` is what a screen reader calls the foot."""
    shown = Markup("").join(Markup("<li>{}</li>").format(anchor(words, address)) for words, address in links)
    return Markup('<nav class="lc-foot" aria-label="{}"><ul>{}</ul></nav>').format(name, shown)

"""The colours and faces of IDENTITY.md, as Streamlit's own widgets need them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SANS = "'Narrow Space', 'Plex Sans', system-ui, sans-serif"
SERIF = "'Narrow Space', 'Plex Serif', Georgia, serif"

_LIGHT = {
    "backgroundColor": "#fbf9f4",
    "secondaryBackgroundColor": "#f2eee4",
    "textColor": "#1d1b18",
    "primaryColor": "#96291c",
    "linkColor": "#96291c",
    "borderColor": "#8a8478",
}
_DARK = {
    "backgroundColor": "#181715",
    "secondaryBackgroundColor": "#24221f",
    "textColor": "#ece8df",
    "primaryColor": "#f09a8a",
    "linkColor": "#f09a8a",
    "borderColor": "#8a8478",
}

THEME: Mapping[str, str | int | bool] = {
    **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in _DARK.items()},
    "theme.font": SANS,
    "theme.headingFont": SERIF,
    "theme.baseFontSize": 16,
    "theme.baseRadius": "2px",
    "theme.buttonRadius": "2px",
    "theme.linkUnderline": True,
    "theme.showWidgetBorder": True,
}
"""Settings of Streamlit's theme; light or dark follows the reader's system."""

INK: Mapping[str, str] = {"light": str(_LIGHT["textColor"]), "dark": str(_DARK["textColor"])}
"""What pictures write with, on light and on dark paper."""
PAPER: Mapping[str, str] = {"light": str(_LIGHT["backgroundColor"]), "dark": str(_DARK["backgroundColor"])}

FLOW_COLOURS: Mapping[str, str] = {
    "receptions": "#7b756b",
    "hand_overs": "#3f95d6",
    "returns": "#c4604f",
    "recycled": "#00906a",
}
"""One colour a flow, for light and dark paper alike: a reader may change over while a picture stands.

At least 3:1 on both; each row bears its name, so that none rests on its colour.
"""

LINE_COLOURS: Mapping[str, str] = {
    "reused": "#00508f",
    "prepared": "#4191c8",
    "parts": "#bd4a98",
    "recycled": "#00906a",
    "other_recovery": "#c06000",
    "disposed": "#3d3934",
}
"""The six lines in pictures of plotly, where each bears its name; style.css has those of dark paper too."""


def on_paper(ink: str) -> dict[str, Any]:
    """What the layouts of all pictures share: our face, on the paper of the page."""
    return {
        "plot_bgcolor": "rgba(0,0,0,0)",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": SANS, "size": 14, "color": ink},
    }

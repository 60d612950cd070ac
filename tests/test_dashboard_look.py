"""The look that IDENTITY.md promises, computed from the style sheet."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from dashboard import ahead, draw, look

HOUSE = Path(__file__).parent.parent / "dashboard"
STYLE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HOUSE.rglob("*.css")))
LINES = ("reused", "prepared", "parts", "recycled", "other", "disposed")

# How the three kinds of colour blindness see linear RGB: Machado, Oliveira and Fernandes, 2009, severity 1.
SEEN_BY = {
    "everyone": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
THEMES = dict(zip(("light", "dark"), re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL), strict=True))


def colours(theme: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", THEMES[theme]))


def linear(colour: str) -> list[float]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """As WCAG defines it."""
    dark, light = sorted(
        sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, eyes: str) -> tuple[float, float, float]:
    """CIELAB of a colour as some eyes see it."""
    seen = [
        min(1.0, max(0.0, sum(w * part for w, part in zip(row, linear(colour), strict=True)))) for row in SEEN_BY[eyes]
    ]
    white = ((0.4124, 0.3576, 0.1805, 0.9505), (0.2126, 0.7152, 0.0722, 1.0), (0.0193, 0.1192, 0.9505, 1.089))
    x, y, z = (sum(w * part for w, part in zip(row[:3], seen, strict=True)) / row[3] for row in white)
    a, b, c = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eyes", SEEN_BY)
def test_any_two_of_the_six_lines_are_told_apart_by_all_eyes(theme, eyes):
    """A difference of 10 in CIELAB is seen at a glance."""
    for one, other in itertools.combinations(LINES, 2):
        first, second = (lab(colours(theme)[line], eyes) for line in (one, other))
        assert sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5 >= 10, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_texts_stand_out_from_the_paper(theme):
    """Marks at least 3:1, texts at least 4.5:1, on the paper and on the sheet of notices."""
    ours = colours(theme)
    for line in LINES:
        assert contrast(ours[line], ours["paper"]) >= 3, line
    for text in ("ink", "soft", "accent"):
        assert contrast(ours[text], ours["paper"]) >= 4.5, text
        assert contrast(ours[text], ours["sheet"]) >= 4.5, text


@pytest.mark.parametrize("theme", THEMES)
def test_streamlit_and_our_style_sheet_use_the_same_colours(theme):
    ours = colours(theme)
    pairs = {
        "backgroundColor": "paper",
        "secondaryBackgroundColor": "sheet",
        "textColor": "ink",
        "primaryColor": "accent",
    }
    for theirs, name in pairs.items():
        assert look.THEME[f"theme.{theme}.{theirs}"] == ours[name]


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_written_down_is_what_is_drawn(theme):
    written = (HOUSE / "IDENTITY.md").read_text(encoding="utf-8")
    for name in (*LINES, "paper", "ink", "accent"):
        assert colours(theme)[name] in written, name


def test_the_fonts_come_with_their_licence():
    files = {path.name for path in (HOUSE / "static" / "fonts").iterdir()}
    assert set(re.findall(r'url\("fonts/([^"]+)"\)', STYLE)) == {name for name in files if name.endswith(".woff2")}
    assert "SIL Open Font License" in (HOUSE / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("view", sorted((HOUSE / "views").glob("*.py")), ids=lambda path: path.stem)
def test_a_view_asks_answers_and_draws_on_one_screen(view):
    """At most sixty lines, and no markup or arithmetic of amounts of its own: those stand in dashboard/draw."""
    text = view.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert "markupsafe" not in text
    assert "/ 1000" not in text


CODE = "\n".join(path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py"))


def test_every_class_of_the_style_sheet_is_drawn_somewhere_and_every_drawn_class_has_a_style():
    """Names end in a variable where code makes them up: lc-rung-total, lc-menu-matiere-here."""
    styled = set(re.findall(r"[.-](lc-[\w-]+)", STYLE)) - {"lc-"}
    drawn = set(re.findall(r"\b(lc-[a-z-]+)", CODE))
    made_up = tuple(name for name in drawn if name.endswith("-"))
    assert {name for name in styled - drawn if not name.startswith(made_up)} == set()
    assert {name for name in drawn - styled if not any(one.startswith(name.rstrip("-")) for one in styled)} == set()


def test_draw_offers_what_somebody_outside_of_it_uses():
    """Nothing is kept at the door just in case."""
    outside = "\n".join(path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py") if path.parent.name != "draw")
    assert [name for name in draw.__all__ if not re.search(rf"\b{name}\b", outside)] == []


@pytest.mark.parametrize("theme", THEMES)
def test_flows_stand_out_from_both_papers_and_are_written_down(theme):
    written = (HOUSE / "IDENTITY.md").read_text(encoding="utf-8")
    for flow, colour in look.FLOW_COLOURS.items():
        assert contrast(colour, colours(theme)["paper"]) >= 3, flow
        assert colour in written, flow


def test_values_over_bars_are_readable_or_left_out_and_the_highest_is_always_told():
    """Twelve months on a telephone: no room for all values, which the table below holds."""
    months = draw.months_between("2025-01", "2025-12")
    row = draw.Row("receptions", "Received", "6 t", {"2025-02": 1_200_000, "2025-12": 5_000_000})
    picture = draw.bars([row], months)
    assert picture.layout.uniformtext.mode == "hide"
    assert picture.layout.uniformtext.minsize >= 12
    _name, highest = picture.layout.annotations
    assert (re.sub(r"\D", "", highest.text), highest.font.size, highest.xanchor) == ("5000", 14, "right")
    assert [re.sub(r"\D", "", text) for text in picture.data[0].text if text] == ["1200"]


def test_the_parts_at_the_head_of_every_page_are_fetched_with_the_frame():
    """Each of Streamlit's scripts that they need is there, once, and none that the frame fetches anyway."""
    found = re.findall(r'rel="modulepreload" href="/static/js/([^"]+)"', ahead.links())
    assert len(found) == len(set(found)) > len(ahead.AT_ONCE)
    assert all((ahead.SCRIPTS / name).is_file() for name in found)
    for part in ahead.AT_ONCE:
        assert any(name.startswith(f"{part}.") for name in found), f"Streamlit calls {part} otherwise now"
    page = (ahead.SCRIPTS.parent.parent / "index.html").read_text(encoding="utf-8")
    assert not [name for name in found if name in page]

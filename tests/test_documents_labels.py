"""Labels, as rules: to scale, read by a scanner and by people, each code once."""

from __future__ import annotations

import io
import re

import pytest
import segno
import zxingcpp
from papers_read import NAUGHTY, Read, scanned
from PIL import Image

from lifecycle import demonstration
from lifecycle.codes import check_sign_ok, random_code
from lifecycle.documents.labels import SHEETS, Label, device_labels, labels, labels_data, parts_of
from lifecycle.documents.squares import qr
from lifecycle.documents.typeset import pictures
from lifecycle.intake.bench.typed import TEST_LABEL, typed
from lifecycle.reports import Unanswerable

CODES = ["ATL7K3M9QXF", "PC-1", "A" * 40]
POINTS_PER_MM = 72 / 25.4


def of(*codes: str) -> list[Label]:
    return [Label(code, "Laptop", "Les Bons Clics") for code in codes]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_label_is_read_by_a_scanner(sheet):
    """A code of ours, an old one, the longest that there may be; first the page of control with the test label."""
    control, *pages = pictures("labels", labels_data(of(*CODES), sheet=sheet), ppi=150)
    assert scanned(control) == [TEST_LABEL]
    assert sorted(code for page in pages for code in scanned(page)) == sorted(CODES)


def test_the_test_label_is_known_to_the_bench():
    """It reads it as the label that tells how a scanner is set, not as a device."""
    assert typed(TEST_LABEL, prefixes=(), known=lambda _code: False).is_test


def test_with_an_address_the_code_on_a_label_leads_to_its_page_and_the_bench_still_finds_it():
    (page,) = pictures(
        "labels", labels_data(of(CODES[0]), sheet="70x37", address="https://a.example/", control=False), ppi=150
    )
    assert scanned(page) == [f"https://a.example/d/{CODES[0]}"]
    assert typed(scanned(page)[0], prefixes=("ATL",), known=lambda _code: True).codes == (CODES[0],)


@pytest.mark.parametrize(("name", "sheet"), SHEETS.items())
def test_pages_have_the_size_of_the_sheet_and_labels_their_places(name, sheet):
    """Twenty-five labels on an A4 of twenty-four make two pages, besides the control."""
    read = Read(labels(of(*[random_code("ATL") for _ in range(25)]), sheet=name))
    per_page = sheet.columns * sheet.rows
    assert read.pages == 1 + -(-25 // per_page)
    box = read.reader.pages[1].mediabox
    assert [round(float(side) / POINTS_PER_MM * 100) for side in (box.width, box.height)] == pytest.approx(
        sheet.page, abs=2
    )
    width = 2 * sheet.edge[0] + sheet.columns * sheet.cell[0] + (sheet.columns - 1) * sheet.gap
    assert width == pytest.approx(sheet.page[0], abs=10)
    assert sheet.edge[1] + sheet.rows * sheet.cell[1] <= sheet.page[1]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_code_is_at_least_two_centimetres_wide(sheet):
    """Measured on the picture: 20 mm at 254 dots an inch are 200 dots, from the first dark square to the last."""
    data = labels_data(of(CODES[0]), sheet=sheet, control=False)
    (page,) = pictures("labels", data, ppi=254)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)).convert("L"))
    assert found.position.top_right.x - found.position.top_left.x >= 198


def test_the_ruler_is_a_hundred_millimetres_long():
    """Counted in dark dots of the control page, along the one line that is that long: 1000 at 254 dots an inch."""
    control = pictures("labels", labels_data([], sheet="70x37"), ppi=254)[0]
    picture = Image.open(io.BytesIO(control)).convert("L")
    rows = (picture.crop((0, y, picture.width, y + 1)).tobytes() for y in range(picture.height))
    longest = max(len(run) for row in rows for run in re.findall(b"[\x00-\x7f]+", row))
    assert longest == pytest.approx(1000, abs=8)


def test_people_read_a_code_in_groups_and_an_old_one_as_it_is():
    assert parts_of("ATL7K3M9QXF") == ("ATL", "7K3M", "9QXF")
    assert parts_of("PC-1") == ("", "PC-1")


def test_labels_are_the_same_bytes_and_tagged():
    made = labels(of(*CODES))
    assert made == labels(of(*CODES))
    assert Read(made).is_tagged


@pytest.mark.parametrize("name", NAUGHTY, ids=range(len(NAUGHTY)))
def test_names_on_labels_are_no_markup(name):
    read = Read(labels([Label("PC-1", name, "")], control=False))
    assert read.pages == 1
    assert "".join(name.split())[:20] in read.bare


def test_a_demonstration_prints_fiction_on_its_labels_and_an_unknown_code_is_refused(tmp_path):
    with demonstration.build(tmp_path / "demo.db", setting=demonstration.load()) as ledger:
        codes = [row.subject.partition(":")[2] for row in ledger.states("device")][:2]
        read = Read(device_labels(ledger, [codes[0], codes[1], codes[0]]))
        assert read.text.count("FICTION") == 2
        with pytest.raises(Unanswerable, match="NOWHERE is not in this ledger"):
            device_labels(ledger, ["NOWHERE"])


def test_squares_are_drawn_once_each():
    """As many dark squares in the drawing as in the code."""
    drawn = qr(CODES[0])
    lengths = [int(length) for length in re.findall(r"h(\d+)v", drawn.svg)]
    assert sum(lengths) == sum(map(sum, segno.make_qr(CODES[0], error="q").matrix))
    assert check_sign_ok(CODES[0])

"""An address that nobody can read as a whole says so, and says what is shown instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_dashboard import ACTORS, LIFE, ledger_of, page_of

NOTICE = "A part of this address was not understood."


@pytest.fixture(scope="module")
def ledger(tmp_path_factory) -> Path:
    return ledger_of(tmp_path_factory.mktemp("address") / "lifecycle.db", ACTORS, LIFE)


@pytest.mark.parametrize(
    "asked, says",
    [
        (
            {"organisation": "XXX"},
            "organisation=XXX is none of this ledger: shown is All organisations of this ledger.",
        ),
        ({"organisation": "RECYCLER,XXX"}, "organisation=XXX is none of this ledger: shown is Tri de l"),
        ({"path": "recycleur", "organisation": "XXX"}, "organisation=XXX is none of this ledger: shown is Tri de l"),
        ({"period": "1850"}, "period=1850 is no period"),
        ({"period": "2026-13"}, "period=2026-13 is no period"),
        ({"period": "free", "from": "2026-02-30"}, "from=2026-02-30 is no day of such a period"),
        ({"period": "free", "from": "2026-02-01", "to": "2026-01-01"}, "to=2026-01-01 is no day of such a period"),
        ({"as_of": "abc"}, "as_of=abc is no position of a ledger: what is known now is shown, as of fact 17."),
        ({"as_of": "-3"}, "as_of=-3 is no position of a ledger"),
        ({"as_of": "9" * 20}, "is no position of a ledger"),
        ({"path": "equipement", "device": "PC-1", "as_of": "1O"}, "as_of=1O is no position of a ledger"),
        ({"path": "", "as_of": "1O"}, "as_of=1O is no position of a ledger"),
        ({"as_of": "<b>"}, "as_of=&lt;b&gt; is no position of a ledger"),
    ],
)
def test_what_an_address_asks_in_vain_is_named_with_what_is_shown_instead(ledger, monkeypatch, asked, says):
    """A code, a period, a day or a position with a wrong sign, on pages of each sort."""
    page = page_of(ledger, monkeypatch, **asked)
    assert NOTICE in page
    assert says in page


def test_the_address_of_what_is_shown_keeps_what_was_understood(ledger, monkeypatch):
    """One of two codes is known, the period is not."""
    page = page_of(ledger, monkeypatch, organisation="RECYCLER,XXX", period="1850", as_of="17")
    assert 'href="?organisation=RECYCLER&amp;as_of=17" target="_self">Address of what is shown' in page


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"period": "2026-Q1", "organisation": "RECYCLER", "as_of": "17"},
        {"path": "association", "organisation": "RECYCLER,ASSO"},
        {"path": "association", "organisation": "RECYCLER"},
        {"period": "free", "from": "2026-02-01", "to": "2026-02-28"},
        {"period": "free"},
    ],
)
def test_an_address_that_is_understood_is_left_without_a_word(ledger, monkeypatch, asked):
    """A known organisation of another sort is no mistake: it comes along from another page."""
    assert NOTICE not in page_of(ledger, monkeypatch, **asked)


def test_a_lot_asked_for_as_a_device_is_said_to_be_one(ledger, monkeypatch):
    """L-1 is the lot in which PC-3 left."""
    page = page_of(ledger, monkeypatch, "equipement", device="l-1")
    assert "L-1 is a lot, not a device." in page
    assert "lifecycle report lot --lot L-1" in page
    assert 'href="/matiere" target="_self">Lots that await proof' in page

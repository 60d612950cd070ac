"""The page of one device: what its facts say, what may come next, what anybody may see of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from test_dashboard import ACTORS, SHELL, ledger_of, page_of

from dashboard.tell.said import said
from lifecycle.events import read
from lifecycle.journey import Device, load_state
from lifecycle.journey.possible import possible
from lifecycle.ledger import Refused, open_ledger

NOW = datetime(2026, 12, 1, tzinfo=UTC)
LIFE = """
2026-01-05 PC-1 received       category=laptop legal=PRODUCT place=44109 donor_kind=person
2026-01-06 PC-1 hardware_read  manufacturer=Kerdrole model=Dolmen serial_number=SN-987654 media=["SSD-SN-987654"]
2026-01-06 PC-1 weighed        grams=2134
2026-01-08 PC-1 data_sanitised medium=SSD-SN-987654 method=purge verdict=pass
2026-01-09 PC-1 made_ready     grade=B
2026-02-01 PC-1 handed_over    recipient=B-0042 recipient_kind=person place=44162 charter_version=CH-1
2026-03-01 PC-1 use_confirmed  channel=phone
"""
TREATED = """
2026-04-01 PC-1 returned            reason=broken
2026-04-02 PC-1 discarded           waste_code="20 01 36"
2026-04-03 L-1  lot_packed          devices=[PC-1]
2026-04-04 L-1  lot_dispatched      waste_code="20 01 36" grams=2134
2026-04-05 L-1  lot_received        net=2134
2026-04-20 L-1  treatment_certified fractions=[(2000,"R 4","recycling"),(134,"D 10","disposal")]
"""


def shown(path: Path, monkeypatch: pytest.MonkeyPatch, *lives: str, **asked: str) -> str:
    """The page of PC-1."""
    return page_of(ledger_of(path / "d.db", ACTORS, *lives), monkeypatch, "equipement", **{"device": "PC-1", **asked})


def test_each_fact_says_what_it_tells_and_covers_serial_numbers(tmp_path, monkeypatch):
    """The wipe names a medium after its serial number: neither is shown."""
    page = shown(tmp_path, monkeypatch, LIFE)
    assert "passed · method: thorough erasure (purge)" in page
    assert "gift · to B-0042 · person · charter CH-1" in page
    assert "recorded on" in page
    assert "987654" not in page


def test_the_papers_that_prove_a_fact_are_named_by_their_digest(tmp_path, monkeypatch):
    """The hand-over of PC-1 bears the digest of a signed charter."""
    digest = "ab" * 32
    ledger = ledger_of(tmp_path / "d.db", ACTORS, LIFE)
    fact = {
        "event_id": "00000000-0000-0000-0000-0000000000aa",
        "kind": "support_given",
        "subject": "device:PC-1",
        "acting": "ASSO",
        "occurred_on": "2026-03-02",
        "evidence": [{"sha256": digest, "media_type": "application/pdf"}],
        "facts": {"minutes": 30},
    }
    with open_ledger(ledger) as opened:
        opened.append([read(fact)], by="A-1", on_behalf_of="ASSO", now=NOW)
    page = page_of(ledger, monkeypatch, "equipement", device="PC-1")
    assert f"Evidence: application/pdf, SHA-256 {digest}" in page


@pytest.mark.parametrize(
    ("lives", "says", "proof"),
    [
        ((LIFE,), "It serves again.", "2 of 3"),
        ((LIFE.rsplit("\n", 2)[0],), "It serves again.", "1 of 3"),
        ((LIFE, TREATED), "All of it was treated: recycled 94%, disposed of 6%.", "3 of 3"),
    ],
)
def test_anybody_may_see_months_and_an_outcome_with_its_proof_and_no_name(tmp_path, monkeypatch, lives, says, proof):
    """PC-1 is in use, with and without a call that confirmed it; then treated."""
    page = shown(tmp_path, monkeypatch, *lives, public="1")
    assert says in page.replace("\u202f", "")
    assert proof in page
    assert "February 2026" in page
    body = re.sub(r"<[^>]*>", " ", page)
    for hidden in ("987654", "B-0042", "Ordis", "44109", "44162", "1 February", "2026-02-01", "Kerdrole", "Dolmen"):
        assert hidden not in body, hidden


def test_a_few_signs_find_a_device_for_those_who_keep_the_ledger_and_for_nobody_else(tmp_path, monkeypatch):
    """C-1 are the last signs of PC-1."""
    assert "Kerdrole" in shown(tmp_path, monkeypatch, LIFE, device="C-1")
    (tmp_path / "other").mkdir()
    page = shown(tmp_path / "other", monkeypatch, LIFE, device="C-1", public="1")
    assert "No device bears this code here." in page
    assert "PC-1" not in page


@pytest.mark.parametrize(
    ("lives", "ways"),
    [
        ((LIFE,), {"atelier", "suivi"}),
        ((LIFE, TREATED), set()),
        ((LIFE.splitlines()[1],), {"atelier", "remise", "suivi", "arrivees", "lots"}),
    ],
)
def test_what_may_come_next_leads_to_the_page_that_records_it(tmp_path, monkeypatch, lives, ways):
    """In use; treated; just received."""
    page = shown(tmp_path, monkeypatch, *lives)
    part = page[page.index('id="next"') : page.index('id="life"')]
    assert set(re.findall(r'href="/(\w+)\?device=PC-1', part)) == ways


@pytest.mark.parametrize("lives", [(), (LIFE,), (LIFE, TREATED)], ids=["nothing", "in use", "ended"])
def test_the_ledger_refuses_what_is_said_to_be_impossible(tmp_path, lives):
    """What no custody or status allows is refused as a contradiction when it is told all the same."""
    ledger = ledger_of(tmp_path / "d.db", ACTORS, *lives)
    with open_ledger(ledger) as opened:
        row = opened.state("device:PC-1")
        state = load_state(row.state, row.subject) if row else Device()
        assert isinstance(state, Device)
        allowed = {kind.kind for kind in possible("device", state.custody, state.legal)}
        for kind, facts in {"given_back": {}, "found": {"where": "stock"}, "returned": {"reason": "broken"}}.items():
            fact = {
                "event_id": "00000000-0000-0000-0000-0000000000bb",
                "kind": kind,
                "subject": "device:PC-1",
                "acting": "ASSO",
                "occurred_on": "2026-11-01",
                "facts": facts,
            }
            try:
                opened.dry_run([read(fact)], by="A-1", on_behalf_of="ASSO", now=NOW)
                assert kind in allowed
            except Refused:
                assert kind not in allowed


def test_what_was_told_last_is_undone_by_a_click_and_history_shows_both(tmp_path, monkeypatch):
    """The call of March was about another machine: it is undone, once, and stays in the life as void."""
    ledger = ledger_of(tmp_path / "d.db", ACTORS, LIFE)
    monkeypatch.setenv("LIFECYCLE_LEDGER", str(ledger))
    run = AppTest.from_file(str(SHELL), default_timeout=30)
    run._page_hash = calc_hash("equipement")
    run.query_params["device"] = "PC-1"
    run.run()
    (button,) = [one for one in run.button if one.label == "Undo this fact"]
    button.click().run()
    page = "\n".join(element.proto.body for element in run.get("html"))
    assert "Undone: a correction is recorded" in page
    assert "corrected: no longer counts" in page
    with open_ledger(ledger, read_only=True) as opened:
        kinds = [entry.kind for entry in opened.facts()]
    assert kinds.count("corrected") == 1


def test_no_field_that_names_a_person_or_a_serial_number_is_told():
    """A form with everything in it: what is not in the list stays covered."""
    form = {"facts": {"serial_number": "SN-1", "medium": "SSD-SN-1", "handover_id": "R-1", "grade": "A"}}
    assert said(form, {}) == "grade A"

"""The paper of a hand-over and the receipt for a donor, as cases; and the commands that print papers."""

from __future__ import annotations

import pytest
from papers_read import NAUGHTY, Read

from lifecycle.cli import main
from lifecycle.documents.papers import donor_receipt, handover_paper
from lifecycle.ledger import open_ledger
from lifecycle.reports import Unanswerable

HOSTILE = NAUGHTY[0]
STORY = (
    "received --device PC-1 --category laptop --legal PRODUCT --donor-kind company --donor TOWN",
    "received --device PC-2 --category laptop --legal PRODUCT --donor-kind company --donor TOWN",
    "received --device PC-3 --category laptop --legal PRODUCT --donor-kind person",
    "weighed --device PC-1 --grams 2100",
    "media_absent --device PC-1",
    "media_absent --device PC-2",
    "made_ready --device PC-1 --grade A",
    "made_ready --device PC-2 --grade A",
    "handed_over --device PC-1 --terms sale --recipient B-0042 --recipient-kind person_in_precarity"
    " --handover-id R-1 --charter-version 2026-1",
    "handed_over --device PC-2 --terms loan --due-back 2027-01-31 --recipient B-0043 --handover-id R-2",
    "contribution_received --device PC-1 --handover-id R-1 --cents 2000",
)


@pytest.fixture
def ledger(tmp_path, monkeypatch, capfd):
    """An association with a hostile name; two machines of a town, one of a person; two hand-overs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LIFECYCLE_LEDGER", raising=False)
    init = ["init", "--organisation", "ATL", "--name", HOSTILE, "--role", "association", "--commune", "44109"]
    assert main(init) == 0
    for line in STORY:
        kind, *options = line.split(" ")
        assert main(["record", kind, "--on", "2026-02-01", *options, "--accept-breach"]) == 0, capfd.readouterr().err
    capfd.readouterr()
    with open_ledger("lifecycle.db", read_only=True) as opened:
        yield opened


def test_the_paper_of_a_hand_over_says_what_on_which_terms_and_no_name(ledger):
    read = Read(handover_paper(ledger, ["PC-1"]))
    assert read.is_tagged
    for said in ("PC-1", "B-0042", "sale", "2026-1", "20.00", "No name is recorded in the ledger", "2.10", "weighed"):
        assert said in read.text
    assert "".join(HOSTILE.split()) in read.bare
    assert "precarity" not in read.text
    assert read.text.lower().count("refurbished") == 0


def test_a_loan_says_when_it_is_due_back(ledger):
    assert "31 January 2027" in Read(handover_paper(ledger, ["PC-2"])).text


def test_things_handed_over_together_are_on_one_paper_others_are_not(ledger):
    with pytest.raises(Unanswerable, match="PC-1 and PC-2 are not of one hand-over"):
        handover_paper(ledger, ["PC-1", "PC-2"])
    with pytest.raises(Unanswerable, match="PC-3 was not handed over"):
        handover_paper(ledger, ["PC-3"])
    with pytest.raises(Unanswerable, match="NOWHERE is not in this ledger"):
        handover_paper(ledger, ["NOWHERE"])


def test_a_receipt_lists_codes_categories_masses_and_states(ledger):
    """PC-1 was weighed, PC-2 never: its mass is the default of its category, and it says so."""
    read = Read(donor_receipt(ledger, ["PC-1", "PC-2"]))
    for said in ("Receipt for a donation", "PC-1", "PC-2", "Laptop", "TOWN", "product", "no tax receipt"):
        assert said in read.text
    assert "2 devices" in read.text


def test_a_person_who_gives_stays_unnamed(ledger):
    assert "from a person" in Read(donor_receipt(ledger, ["PC-3"])).text


def test_gifts_of_two_donors_have_two_receipts(ledger):
    with pytest.raises(Unanswerable, match="are not of one donation"):
        donor_receipt(ledger, ["PC-1", "PC-3"])


def test_a_paper_of_many_things_numbers_its_pages_and_repeats_its_head(ledger, capfd):
    codes = [f"PC-{n}" for n in range(10, 70)]
    for code in codes:
        main(
            ["record", "received", "--on", "2026-02-02", "--device", code, "--category", "laptop", "--legal", "PRODUCT"]
        )
    capfd.readouterr()
    read = Read(donor_receipt(ledger, codes))
    assert read.pages > 1
    assert all("Category" in page.extract_text() for page in read.reader.pages[:2])


def test_the_same_facts_give_the_same_bytes(ledger):
    assert handover_paper(ledger, ["PC-1"]) == handover_paper(ledger, ["PC-1"])


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("papers handover PC-1 --output a.pdf", 0),
        ("papers handover pc-3 --output a.pdf", 2),
        ("papers receipt PC-1 PC-2 --output a.pdf", 0),
        ("papers sheet --year 2026 --output a.pdf", 0),
        ("papers donor --donor TOWN --year 2026 --output a.pdf", 0),
        ("papers donor --donor NOBODY --year 2026 --output a.pdf", 2),
        ("papers funder --organisation ATL --year 2026 --output a.pdf", 2),
        ("papers sheet --year 2026 --edition 1999-1 --output a.pdf", 2),
        ("labels PC-1 pc-2 a.pdf", 0),
        ("labels --new 3 --sheet 62 a.pdf", 0),
        ("labels --category laptop --no-control a.pdf", 0),
        ("labels --category spaceship a.pdf", 2),
        ("labels --category tablet a.pdf", 2),
        ("labels a.pdf", 2),
        ("labels NOWHERE a.pdf", 2),
    ],
)
def test_each_command_writes_its_paper_or_says_what_to_do(ledger, capfd, tmp_path, command, code):
    assert main(command.split()) == code
    out, err = capfd.readouterr()
    assert "Traceback" not in out + err
    assert (tmp_path / "a.pdf").exists() == (code == 0)
    assert (out if code == 0 else err).strip()


def test_the_command_that_a_sheet_names_prints_the_very_same_sheet(ledger, tmp_path, capfd):
    assert main(["papers", "sheet", "--year", "2026", "--output", "a.pdf"]) == 0
    text = Read((tmp_path / "a.pdf").read_bytes()).text
    command = text[text.index("lifecycle --language") :].split("Impact sheet")[0].split()
    assert main([*command[1:], "--output", "b.pdf"]) == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_new_labels_bear_codes_of_the_keeper_that_nothing_bears(ledger, tmp_path, capfd):
    assert main(["labels", "--new", "3", "--no-control", "a.pdf"]) == 0
    read = Read((tmp_path / "a.pdf").read_bytes())
    assert read.text.count("ATL") == 3

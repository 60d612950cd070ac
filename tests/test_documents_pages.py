"""Papers that pages hand out: the same bytes as the command line writes, made in the language of whoever asks."""

from __future__ import annotations

from datetime import date

import pytest
from papers_read import Read

from dashboard.answers import Answers
from dashboard.papers import _of_ledger
from dashboard.views.footing import later
from lifecycle import demonstration
from lifecycle.cli import main
from lifecycle.documents.labels import device_labels
from lifecycle.documents.public import public, share_image
from lifecycle.documents.sheets import association_sheet
from lifecycle.reports import Filter
from lifecycle.words import choose_language

YEAR = {"first_day": date(2025, 1, 1), "last_day": date(2025, 12, 31)}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("demo") / "lifecycle.db"
    with demonstration.build(place, setting=demonstration.load()):
        return place


@pytest.fixture
def answers(path, monkeypatch):
    monkeypatch.setenv("LIFECYCLE_LEDGER", str(path))
    monkeypatch.delenv("LIFECYCLE_ADDRESS", raising=False)
    return Answers.now()


def test_the_sheet_of_a_page_is_that_of_the_command_line(answers, path, tmp_path):
    organisation = next(one.code for one in answers.organisations if "association" in one.roles)
    made = association_sheet(answers.bundle(Filter(organisation=organisation, **YEAR)))
    file = tmp_path / "a.pdf"
    asked = ["--organisation", organisation, "--year", "2025", "--ledger", str(path), "--output", str(file)]
    assert main(["papers", "sheet", *asked]) == 0
    assert file.read_bytes() == made


def test_a_paper_is_made_when_it_is_asked_for_in_the_language_of_its_button(answers):
    organisation = next(one.code for one in answers.organisations if "association" in one.roles)
    bundle = answers.bundle(Filter(organisation=organisation, **YEAR))
    choose_language("fr")
    make = later(lambda: association_sheet(bundle))
    choose_language("en")
    assert Read(make()).language == "fr"
    assert share_image(public(bundle)).startswith(b"\x89PNG")


def test_where_an_address_is_configured_papers_lead_there(answers, monkeypatch):
    monkeypatch.setenv("LIFECYCLE_ADDRESS", "https://a.example/")
    organisation = next(one.code for one in answers.organisations if "association" in one.roles)
    read = Read(association_sheet(answers.bundle(Filter(organisation=organisation, **YEAR))))
    assert f"https://a.example/association?organisation={organisation}&period=2025&as_of=" in read.bare


def test_labels_of_a_page_are_those_of_the_ledger_it_shows(answers):
    code = answers.codes()[0]
    assert code[-4:] in Read(_of_ledger(device_labels, [code])).text

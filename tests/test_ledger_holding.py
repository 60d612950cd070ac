"""What an organisation holds, what a life is made of, what was told last: asked without walking the whole ledger."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from books.life import PREAMBLE, Life
from ledger_facts import WHO

from lifecycle.ledger import create, open_ledger

TOLD = """
2026-01-05 PC-1 received      category=laptop
2026-01-06 PC-1 media_absent
2026-01-07 =ready PC-1 made_ready
2026-01-05 PC-2 received      category=desktop acting=ASSO2
2026-01-08 PC-1 relabelled    new_code=PC-9
2026-01-09 PC-9 handed_over   charter_version=2026-1
--
2026-01-10 organisation:ASSO corrected voids=[ready]
"""


@pytest.fixture
def path(tmp_path):
    story = Life.__new__(Life)
    story.named, story.rank = {}, 0
    with create(tmp_path / "lifecycle.db") as ledger:
        for text in (PREAMBLE, TOLD):
            for batch in story.facts(text):
                ledger.append(batch, **WHO)
    return tmp_path / "lifecycle.db"


def test_a_life_holds_the_deeds_in_force_told_under_any_of_its_labels(path):
    """What a correction took back is not told; what was told under the new label is."""
    with open_ledger(path, read_only=True) as ledger:
        lives = ledger.lives(["device:PC-1", "device:PC-2", "device:PC-3"])
    assert [deed.kind for deed in lives["device:PC-1"]] == ["received", "media_absent", "relabelled", "handed_over"]
    assert [deed.day for deed in lives["device:PC-2"]] == ["2026-01-05"]
    assert lives["device:PC-3"] == []


def test_what_was_told_last_is_found_among_the_newest_facts_only(path):
    """Past the limit nothing is found: the whole ledger is never walked."""
    with open_ledger(path, read_only=True) as ledger:
        assert [one.subject for one in ledger.lately(["received"], acting="ASSO")] == ["device:PC-1"]
        assert ledger.lately(["made_ready"], acting="ASSO") == []  # it was taken back
        assert ledger.lately(["received"], acting="ASSO", within=3) == []


def test_a_ledger_of_before_the_index_gets_it_when_it_is_opened_for_writing(path):
    """A reader leaves the file as it is."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP INDEX state_held")
    indexes = "SELECT count(*) FROM sqlite_master WHERE name = 'state_held'"
    for read_only, there in ((True, 0), (False, 1)):
        with open_ledger(path, read_only=read_only) as ledger:
            assert [row.subject for row in ledger.states("device", organisation="ASSO2")] == ["device:PC-2"]
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute(indexes).fetchone() == (there,)

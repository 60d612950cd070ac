"""A new edition of the reference values moves nothing in the past."""

from __future__ import annotations

import shutil
from datetime import date

from books.life import Life
from books.memory import Memory
from lifecycle import reference
from lifecycle.journey import Recorded, life_key, sweep
from lifecycle.reference import reference_folder
from lifecycle.rules import JUDGE

NEWER = """
[[mass_g]]
valid_from = 2010-01-01
edition    = "2027-1"
central    = 330
source     = "unu_cbs"
"""


class Edited(Memory):
    """A ledger in memory whose reference data know two editions; ``edition`` is the one of today."""

    def __init__(self, folder) -> None:
        super().__init__()
        self.folder = folder
        self.edition = "2026-1"

    def outcome_of(self, facts):
        first = len(self.recorded) + 1
        batch = [Recorded(n, fact, life_key(fact, n), self.edition) for n, fact in enumerate(facts, start=first)]
        return batch, sweep(batch, self, reference.load(self.edition, folder=self.folder), JUDGE)


def test_a_late_fact_after_a_new_edition_leaves_the_old_default_mass(tmp_path):
    """
    2026-01-05 E-1 received category=ereader          recorded under 2026-1: 230 g
    2026-02-01 E-1 handed_over
    2026-01-06 E-1 triaged                            recorded late, under 2027-1: E-1 still weighs 230 g
    2026-03-01 E-2 received category=ereader          recorded under 2027-1: 330 g
    """
    folder = tmp_path / "reference"
    shutil.copytree(reference_folder(), folder)
    with (folder / "categories" / "ereader.toml").open("a", encoding="utf-8") as file:
        file.write(NEWER)
    assert reference.load("2026-1", folder=folder).mass_g("ereader", on=date(2026, 1, 5)).central == 230
    assert reference.load("2027-1", folder=folder).mass_g("ereader", on=date(2026, 1, 5)).central == 330
    life = Life()
    recorded = life.memory.recorded
    life.memory = Edited(folder)
    life.memory.append([one.fact for one in recorded])
    life.tell("""
    2026-01-05 E-1 received category=ereader
    2026-02-01 E-1 handed_over
    """)
    life.memory.edition = "2027-1"
    n = len(life.memory.legs)
    life.tell("2026-01-06 E-1 triaged verdict=refurbish")
    assert life.memory.legs[n:] == []
    life.tell("2026-03-01 E-2 received category=ereader")
    assert life.balance_change(2026).reused_g == 230
    assert life.at("stock") == 330

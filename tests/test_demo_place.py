"""Where the demonstration's ledger is kept: another program keeps another one."""

from __future__ import annotations

import pytest

from lifecycle.demonstration import place


@pytest.mark.parametrize(
    "maker",
    [
        "codes.py",
        "demonstration/desk.py",
        "events/use.py",
        "journey/leg.py",
        "ledger/append.py",
        "rules/__init__.py",
        "demo/five_years.toml",
    ],
)
def test_whatever_makes_its_bytes_gives_the_demonstration_another_folder(maker, monkeypatch, tmp_path):
    """A program whose codes, facts, books, rules or ledger changed builds anew, and leaves the old one alone."""
    (made_by,) = [file for file in place._made_by() if file.as_posix().endswith(f"/{maker}")]
    before = place._fingerprint("one")
    changed = tmp_path / made_by.name
    changed.write_bytes(made_by.read_bytes() + b"\n# changed")
    files = [changed if file == made_by else file for file in place._made_by()]
    monkeypatch.setattr(place, "_made_by", lambda: iter(files))
    assert place._fingerprint("one") != before

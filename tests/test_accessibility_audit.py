"""The audit of the pages: each criterion once, the state counted, never written."""

from __future__ import annotations

import json
import shutil

import pytest

from dashboard.pages import PAGES
from dashboard.views.legal import EXAMINED
from lifecycle.reference import BadReference, reference_folder
from lifecycle.reference.accessibility import EVERY, FILE, Audit, audit

SAID = {
    "standard": "RGAA 4.1.2",
    "audited_on": "2026-11-23",
    **dict.fromkeys(("by_fr", "by_en", "environment_fr", "environment_en"), "…"),
}


def told(passed: int, not_applicable: int = 0) -> Audit:
    """An audit in which so many criteria pass, so many do not apply, and nobody looked at the others."""
    every = sorted(EVERY)
    lists = {
        "passed": every[:passed],
        "not_applicable": every[passed : passed + not_applicable],
        "untested": every[passed + not_applicable :],
    }
    return Audit.model_validate_json(json.dumps({**SAID, **lists, "tools": ["axe"], "technologies": ["HTML5"]}))


@pytest.mark.parametrize(
    ("passed", "not_applicable", "state"),
    [(106, 0, "full"), (76, 30, "full"), (53, 0, "partial"), (52, 0, "none"), (50, 6, "partial"), (0, 0, "none")],
)
def test_the_state_is_counted_and_what_nobody_looked_at_is_not_respected(passed, not_applicable, state):
    """All of what applies; half of it; one less."""
    assert told(passed, not_applicable).state == state


def test_a_criterion_forgotten_or_told_twice_is_refused_by_name(tmp_path):
    """1.1 is told twice; 13.12 is missing."""
    shutil.copytree(reference_folder(), tmp_path / "reference")
    file = tmp_path / "reference" / FILE
    file.write_text(file.read_text(encoding="utf-8").replace('"13.12"', '"1.1"'), encoding="utf-8")
    with pytest.raises(BadReference, match=r"13\.12"):
        audit(tmp_path / "reference")


def test_the_pages_that_were_examined_exist():
    paths = {f"/{page.path}" for page in PAGES}
    assert set(EXAMINED) <= paths
    assert audit().respected[0] == len(audit().passed)

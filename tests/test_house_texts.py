"""Every text a person reads has its French, and the French is well written."""

from __future__ import annotations

import re
import string
from contextvars import copy_context
from pathlib import Path

import pytest
from texts import (
    FRENCH,
    HOUSE,
    catalogue_of,
    compiled,
    read_french,
    texts_of_code,
    texts_of_facts,
    texts_of_reference,
    texts_of_rules,
    unreadable_marks,
    untranslated,
    written,
)

from lifecycle.events import KINDS, ValidationError, read
from lifecycle.words import choose_language, language, say


@pytest.fixture(scope="module")
def texts() -> set[str | tuple[str, str]]:
    """The texts of the code, of the facts and of the reference data."""
    return texts_of_code(HOUSE) | texts_of_facts() | texts_of_rules() | texts_of_reference()


PAIRS = [
    (english, french)
    for text, said in sorted(read_french().items(), key=str)
    for english, french in ([(text, said)] if isinstance(text, str) else zip(text, said, strict=True))
]
"""English -> French, each plural apart."""


def test_every_text_has_its_french(texts):
    """`make texts`, then fill what is empty in lifecycle.po, then `make texts` again."""
    assert untranslated(catalogue_of(texts, read_french())) == []


def test_no_french_is_kept_for_a_text_that_is_gone(texts):
    """`make texts` takes them away."""
    assert set(read_french()) - texts == set()


def test_the_kept_catalogue_is_as_the_tool_writes_it(texts):
    """So that a change of one text changes one place of the file."""
    assert FRENCH.read_bytes() == written(catalogue_of(set(read_french()), read_french()))


def test_the_compiled_catalogue_is_that_of_the_kept_one():
    """lifecycle.mo is committed, so that nothing need be compiled to install; it may not lag behind."""
    french = read_french()
    assert FRENCH.with_suffix(".mo").read_bytes() == compiled(catalogue_of(set(french), french))


def test_no_text_is_put_together_before_it_is_looked_up():
    """_(f"{n} devices") could never be found: _("{n} devices").format(n=n) can."""
    assert unreadable_marks(HOUSE) == []


def fields_of(text: str) -> set[str]:
    """The names of the values that a text holds places for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def formatted(text: str) -> bool:
    """Whether a text holds places for values (braces that are not meant so are not parsed)."""
    try:
        return bool(fields_of(text))
    except ValueError:
        return False


def test_the_french_holds_the_same_values():
    """A value that only the French names would stop the sentence with a traceback."""
    wrong = {
        english: french
        for english, french in PAIRS
        if french and formatted(english) and fields_of(english) != fields_of(french)
    }
    assert wrong == {}


def slips_of_type(french: str) -> list[str]:
    """What is against French typography in a text; commands in backticks are left alone."""
    prose = re.sub(r"`[^`]*`", "", french)
    slips = {
        "a straight apostrophe": r"\w'\w",
        "straight quotes": r'"',
        "English quotes": r"[“”]",
        "no narrow space before": r"(?<![\u202f\d:|])[ \u00a0]?[;!?](?!\w)|[^\u202f]»|[ \u00a0]:",
        "no narrow space after «": r"«[^\u202f]",
        "three points for one sign": r"\.\.\.",
    }
    return [what for what, pattern in slips.items() if re.search(pattern, prose)]


def test_the_french_is_set_as_french_is():
    """Curved apostrophe, narrow no-break space before ; : ! ? » and after «, … as one sign."""
    assert {french: slips for _, french in PAIRS if french and (slips := slips_of_type(french))} == {}


@pytest.mark.parametrize(
    ("french", "count"),
    [
        ("l’équipement\u202f: prêt", 0),
        ("l'équipement", 1),
        ("équipement : prêt", 1),
        ("prêt; remis", 1),
        ("« prêt »", 2),
        ("«\u202fprêt\u202f»", 0),
        ("grammes:opération:mode | …", 0),
        ("à 10:30", 0),
        ("`lifecycle show 'x'` ; prêt", 1),
    ],
)
def test_a_slip_of_type_is_seen(french, count):
    assert len(slips_of_type(french)) == count


def test_the_regulated_word_is_not_used_lightly():
    """ "Reconditionné" is printed only where tests of all functions and erasure are recorded (C. conso R. 122-4).

    The title of somebody else's study, and what others sell under the name, keep it.
    """
    quoted = ("refurbished", "reconditionn")
    assert [f for english, f in PAIRS if "reconditionn" in f and not any(one in english for one in quoted)] == []


@pytest.mark.parametrize(
    ("asked", "spoken"), [(None, "fr"), ("", "fr"), ("en_GB.UTF-8", "en"), ("fr_FR", "fr"), ("de", "fr")]
)
def test_french_is_spoken_unless_english_is_asked_for(monkeypatch, asked, spoken):
    """LIFECYCLE_LANG absent, empty, with a country, and of a language that nobody translated."""
    monkeypatch.delenv("LIFECYCLE_LANG")
    if asked is not None:
        monkeypatch.setenv("LIFECYCLE_LANG", asked)
    assert language() == spoken


def test_a_sentence_is_said_in_the_readers_language():
    """In the language chosen here, whatever the surroundings ask for; in another when asked."""
    sentence = say("fact {n} is missing", n=3)

    def in_french() -> tuple[str, str]:
        choose_language("fr")
        return str(sentence), sentence.in_language("en")

    assert copy_context().run(in_french) == ("le fait 3 manque", "fact 3 is missing")
    assert str(sentence) == "fact 3 is missing"


def test_what_a_fact_finds_wrong_in_itself_is_said_in_french(monkeypatch):
    """
    2026-03-11 L-1 lot_received gross=100 tare=100
    """
    monkeypatch.setenv("LIFECYCLE_LANG", "fr")
    form = {"kind": "lot_received", "subject": "lot:L-1", "acting": "RECYCLER", "occurred_on": "2026-03-11"}
    identity = "0196c0de-7000-7000-8000-000000000001"
    with pytest.raises(ValidationError, match="la tare doit être inférieure à la masse brute"):
        read({**form, "event_id": identity, "facts": {"gross": 100, "tare": 100}})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_its_french_word(kind):
    assert read_french()[KINDS[kind].label]


def test_the_tool_sees_each_way_of_marking_a_text(tmp_path: Path):
    """_, N_, say, ngettext; at the top, in functions, over several lines; and not what only looks like it."""
    (tmp_path / "lifecycle").mkdir()
    (tmp_path / "lifecycle" / "page.py").write_text(
        'TITLE = N_("a title")\n'
        "def page():\n"
        '    _("one "\n      "sentence")\n'
        '    say("of {code}", code="PC-1")\n'
        '    ngettext("{n} device", "{n} devices", 2)\n'
        '    other("not this")\n'
        '    _(f"neither {this}")\n',
        encoding="utf-8",
    )
    assert texts_of_code(tmp_path) == {"a title", "one sentence", "of {code}", ("{n} device", "{n} devices")}
    (fault,) = unreadable_marks(tmp_path)
    assert "line 8" in fault

"""The bench: what is read in what was scanned, and what each scan tells the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from books import life as told
from PIL import Image

from dashboard.bench.photo import codes_on, label
from lifecycle.codes import make_code, uuid7
from lifecycle.intake.bench import ACTS, STATES, TEST_LABEL, Answer, Bench, Presets, Scan, answers, typed
from lifecycle.intake.bench.open_lots import open_lots
from lifecycle.intake.bench.typed import grams_typed, run_together
from lifecycle.intake.table.cells import BadCell
from lifecycle.ledger import Ledger, create

ONE, TWO, THREE = (make_code("TRIEUR", signs) for signs in ("7K3M9QX", "0WZA1MC", "QQQAAAZ"))
OTHERS = make_code("ASSO", "2468BDF")
PREFIXES = {"TRIEUR", "ASSO"}

STORY = f"""
2025-01-01 organisation:TRIEUR   organisation_registered name="Tri de la Baie" roles=[recycler] commune=44109
2025-01-01 organisation:ASSO     organisation_registered name="Ordis du quai" roles=[association] commune=44109
2025-01-02 lot:L-1               lot_opened legal=WASTE waste_code="16 02 13*" acting=TRIEUR
2025-01-02 lot:L-2               lot_opened legal=WASTE acting=TRIEUR
2026-01-05 {ONE}                 received acting=TRIEUR
2026-01-05 {OTHERS}              received acting=ASSO
2026-01-06 {OTHERS}              hardware_read media=["SSD-1"] acting=ASSO
"""


def on_azerty(text: str) -> str:
    """What a French keyboard shows of a scanner that is set for an English one, letters as capitals."""
    digits = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
    letters = dict(zip("QAZWM", "AQWZ?", strict=True))
    return "".join({**digits, **letters, "-": ")", "/": "!", ":": "M", ".": ":"}.get(sign, sign) for sign in text)


def on_qwerty(text: str) -> str:
    """What an English keyboard shows of a scanner that is set for a French one."""
    digits = dict(zip("1234567890", "!@#$%^&*()", strict=True))
    letters = dict(zip("QAZWM", "AQWZ:", strict=True))
    return "".join({**digits, **letters, "-": "6"}.get(sign, sign) for sign in text)


def read(text: str, *known: str) -> tuple[tuple[str, ...], str]:
    found = typed(text, prefixes=PREFIXES, known=lambda code: code in known)
    return found.codes, found.layout


# --- what was scanned --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (ONE, [ONE]),
        (f"  {ONE.lower()} ", [ONE]),
        (f"{ONE} {TWO}\t{THREE}", [ONE, TWO, THREE]),
        (f"{ONE}; {TWO}", [ONE, TWO]),
        (f"https://exemple.fr/d/{ONE}", [ONE]),
        (f"http://127.0.0.1:8501/d/{ONE}?lang=fr", [ONE]),
        (f"https://exemple.fr/d/{ONE}https://exemple.fr/d/{TWO}", [ONE, TWO]),
        (ONE + TWO, [ONE, TWO]),
        (ONE + OTHERS + ONE, [ONE, OTHERS, ONE]),
    ],
)
def test_codes_are_found_however_they_come(text, codes):
    assert read(text) == (tuple(codes), "as_typed")


@pytest.mark.parametrize("code", [ONE, TWO, THREE, OTHERS])
def test_a_scanner_of_another_keyboard_is_put_right_by_the_check_sign(code):
    """Set for QWERTY on an AZERTY computer digits come as &é"' and letters change places; and the other way round."""
    assert read(on_azerty(code)) == ((code,), "qwerty_on_azerty")
    assert read(on_azerty(code).lower()) == ((code,), "qwerty_on_azerty")
    assert read(on_qwerty(code)) == ((code,), "azerty_on_qwerty")


def test_an_address_in_a_qr_code_is_put_right_too():
    assert read(on_azerty(f"HTTPS://EXEMPLE.FR/d/{ONE}")) == ((ONE,), "qwerty_on_azerty")


def test_codes_that_run_together_under_another_keyboard_are_put_right_and_cut_apart():
    assert read(on_azerty(ONE + TWO)) == ((ONE, TWO), "qwerty_on_azerty")


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (TEST_LABEL, "as_typed"),
        (on_azerty(TEST_LABEL), "qwerty_on_azerty"),
        (on_qwerty(TEST_LABEL), "azerty_on_qwerty"),
    ],
)
def test_the_test_label_says_how_a_scanner_is_set(text, layout):
    found = typed(text, prefixes=PREFIXES, known=lambda code: False)
    assert (found.is_test, found.layout) == (True, layout)


def test_what_can_be_cut_in_two_ways_is_not_cut():
    """Only certain cuts count: of a text with no code in it, or with a sign left over, there is none."""
    assert run_together(ONE + TWO[:-1], PREFIXES) == ()
    assert run_together("X" * 40, PREFIXES) == ()


def test_letters_that_no_code_holds_are_read_as_the_digits_they_look_like():
    """A person types O for 0 and I for 1 behind the prefix."""
    assert "0" in TWO
    assert "1" in TWO
    mistyped = TWO[:6] + TWO[6:].replace("0", "O").replace("1", "I")
    assert read(mistyped) == ((TWO,), "as_typed")


def test_a_code_of_another_shape_is_taken_where_the_ledger_knows_it():
    assert read("PC-1", "PC-1") == (("PC-1",), "as_typed")
    assert read(on_azerty("PC-12"), "PC-12") == (("PC-12",), "qwerty_on_azerty")


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("12,4 kg", 12400),
        ("12.4kg", 12400),
        ("2100", 2100),
        ("2 100 g", 2100),
        (on_azerty("12.4 KG"), 12400),
        ("&é;' kg", 12400),
    ],
)
def test_a_mass_is_read_to_the_gram_from_a_hand_or_a_scale(text, grams):
    assert grams_typed(text) == grams


def test_a_mass_that_is_none_says_what_to_write():
    with pytest.raises(BadCell, match="2100"):
        grams_typed("heavy")


# --- what a scan tells -------------------------------------------------------------------------


class Desk:
    """A bench of the recycler, whose clock goes on by a minute with each scan."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.at = ledger, datetime(2026, 6, 1, 8, tzinfo=UTC)

    def scan(self, text: str, act: str = "dispose", *, after: timedelta = timedelta(minutes=1), **more: object) -> Scan:
        self.at += after
        given = {"id": uuid7(), "at": self.at, "act": act, "text": text, "organisation": "TRIEUR", "lot": "L-1", **more}
        return Scan.model_validate(given)

    def answer(self, scan: Scan) -> Answer:
        (one,) = answers(Bench(self.ledger, "A-1", datetime(2026, 6, 2, tzinfo=UTC)), scan)
        assert one.as_json()["sign"]
        return one

    def __call__(self, text: str, act: str = "dispose", **more: object) -> Answer:
        return self.answer(self.scan(text, act, **more))

    def kinds(self, code: str) -> list[str]:
        """The facts of a device in order of life, those taken back too."""
        return [entry.kind for entry in self.ledger.facts_about(f"device:{code}")]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with create(tmp_path / "lifecycle.db") as ledger:
        story = told.Life.__new__(told.Life)
        story.named, story.rank = {}, 0
        for batch in story.facts(STORY):
            ledger.append(batch, by="A-1", on_behalf_of="TRIEUR", now=datetime(2026, 2, 1, tzinfo=UTC))
        yield Desk(ledger)


def test_a_disposal_discards_and_packs_in_one_scan(desk):
    done = desk(ONE)
    assert (done.state, done.receipt.last_n - done.receipt.first_n) == ("done", 1)
    assert desk.kinds(ONE) == ["received", "discarded", "lot_packed"]


def test_a_scan_that_is_sent_again_gives_the_same_receipt_and_no_fact(desk):
    """The connection broke before the answer came: the browser sends the scan again."""
    scan = desk.scan(ONE)
    first, again = desk.answer(scan), desk.answer(scan)
    assert first.receipt == again.receipt
    assert again.state == "done"
    assert desk.kinds(ONE).count("discarded") == 1


@pytest.mark.parametrize("after", [timedelta(seconds=2), timedelta(hours=1)])
def test_a_second_scan_of_the_same_code_is_said_and_tells_nothing(desk, after):
    desk(ONE)
    assert desk(ONE, after=after).state == "again"
    assert desk.kinds(ONE).count("lot_packed") == 1


def test_an_unknown_code_is_created_with_one_key_and_the_category_chosen(desk):
    asked = desk(TWO)
    assert (asked.state, asked.remedies[0].first, asked.remedies[0].needs) == ("unknown", "create", "category")
    done = desk(TWO, first="create", presets=Presets(category="laptop", legal="WASTE"))
    assert done.state == "done"
    assert desk.kinds(TWO) == ["received", "lot_packed"]


def test_creating_without_a_category_says_to_choose_one(desk):
    refused = desk(TWO, first="create")
    assert (refused.state, "category" in str(refused.title)) == ("refused", True)
    assert desk.kinds(TWO) == []


def test_a_device_of_another_organisation_is_taken_over_with_one_key_once_a_reason_is_given(desk):
    """Its medium was not wiped: passing it on breaks a rule, so a coded reason is asked for first."""
    asked = desk(OTHERS)
    assert (asked.state, asked.remedies[0].first) == ("foreign", "take_over")
    stopped = desk(OTHERS, first="take_over")
    assert stopped.state == "breach"
    assert {one.first for one in stopped.remedies} == {"take_over"}
    assert desk.kinds(OTHERS) == ["received", "hardware_read"]
    done = desk(OTHERS, first="take_over", reason=stopped.remedies[0].reason)
    assert done.state == "done"
    assert desk.kinds(OTHERS) == ["received", "hardware_read", "transferred", "received", "discarded", "lot_packed"]


def test_what_is_in_another_lot_is_shown_and_may_be_moved(desk):
    desk(ONE, lot="L-2")
    asked = desk(ONE)
    assert (asked.state, asked.remedies[0].first) == ("disposed", "take_out")
    assert desk(ONE, first="take_out").state == "done"
    assert desk.kinds(ONE)[-2:] == ["lot_unpacked", "lot_packed"]


def test_what_left_with_its_lot_is_only_shown(desk):
    desk(ONE)
    story = told.Life.__new__(told.Life)
    story.named, story.rank = {}, 100
    sent = '2026-06-01 lot:L-1 lot_dispatched acting=TRIEUR destination=TRIEUR grams=2000 waste_code="16 02 13*"'
    for batch in story.facts(sent):
        desk.ledger.append(batch, by="A-1", on_behalf_of="TRIEUR", now=datetime(2026, 6, 2, tzinfo=UTC))
    answer = desk(ONE)
    assert answer.state == "disposed"
    assert [one.device for one in answer.remedies] == [ONE]


def test_taking_out_and_packing_again_on_one_day_is_possible(desk):
    """Each scan tells its time: a life of one morning has one order."""
    assert [desk(ONE, act).state for act in ("pack", "take_out", "pack", "take_out")] == ["done"] * 4
    assert desk(ONE, "take_out").state == "again"


def test_a_day_that_was_told_without_hours_does_not_stand_in_the_way(desk):
    """A lot is opened on a page that tells the day only; it is filled the same morning."""
    story = told.Life.__new__(told.Life)
    story.named, story.rank = {}, 100
    for batch in story.facts("2026-06-01 lot:L-3 lot_opened legal=WASTE acting=TRIEUR"):
        desk.ledger.append(batch, by="A-1", on_behalf_of="TRIEUR", now=datetime(2026, 6, 2, tzinfo=UTC))
    assert desk(ONE, lot="L-3").state == "done"


def test_no_lot_or_an_unknown_one_is_said(desk):
    assert "no lot" in str(desk(ONE, lot=None).title)
    assert "L-9" in str(desk(ONE, lot="L-9").title)
    assert desk.kinds(ONE) == ["received"]


def test_the_same_mass_within_five_seconds_is_one_weighing(desk):
    first = desk(ONE, "weigh", mass="2,1 kg")
    assert (first.state, str(first.title)) == ("done", "Weighed: 2100 g")
    assert desk(ONE, "weigh", mass="2100", after=timedelta(seconds=5)).state == "again"
    assert desk(ONE, "weigh", mass="2200", after=timedelta(seconds=1)).state == "done"
    assert desk(ONE, "weigh", mass="2200", after=timedelta(seconds=6)).state == "done"
    assert desk.kinds(ONE).count("weighed") == 3


def test_undoing_a_scan_is_a_correction_and_the_scan_can_be_made_again(desk):
    done = desk(ONE)
    scan = desk.scan(ONE, "undo", voids=done.receipt.event_ids)
    assert [desk.answer(scan).state, desk.answer(scan).state] == ["undone", "undone"]
    entries = desk.ledger.facts_about(f"device:{ONE}")
    assert len(desk.ledger.voided([entry.n for entry in entries])) == 2
    assert desk(ONE).state == "done"


def test_what_later_facts_rest_on_is_not_undone(desk):
    packed = desk(ONE, "pack")
    desk(ONE, "take_out")
    refused = desk(ONE, "undo", voids=packed.receipt.event_ids)
    assert refused.state == "refused"


def test_the_last_four_signs_find_a_device_or_offer_a_choice(desk):
    assert desk(ONE[-4:], "show").code == ONE
    assert desk("ZZZZ", "show").state == "unknown"
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    twins = (make_code("TRIEUR", f"{one}{other}3M9QX") for one in signs for other in signs)
    twin = next(code for code in twins if code[-4:] == ONE[-4:] and code != ONE)
    desk(twin, first="create", presets=Presets(category="laptop"))
    asked = desk(ONE[-4:], "show")
    assert asked.state == "choose"
    assert {one.code for one in asked.remedies} == {ONE, twin}


def test_a_label_that_was_misread_creates_nothing(desk):
    wrong = ONE[:-1] + ("A" if ONE[-1] != "A" else "B")
    answer = desk(wrong)
    assert (answer.state, answer.remedies) == ("refused", ())


def test_scanning_a_lot_takes_it_in_hand(desk):
    assert desk("L-2").lot == "L-2"
    assert open_lots(desk.ledger, "TRIEUR") == ["L-1", "L-2"]
    assert open_lots(desk.ledger, "ASSO") == []


def test_the_association_receives_wipes_declares_ready_and_discards(desk):
    """Each act once, then again: the second time it is said that nothing was to be done."""
    ours = {"organisation": "ASSO", "lot": None}
    wiped = {"presets": Presets(standard="NIST SP 800-88r2", tool="nwipe 0.40")}
    new = {**ours, "presets": Presets(category="laptop", donor_kind="person")}
    assert [desk(THREE, "receive", **new).state for _ in range(2)] == ["done", "again"]
    nothing = desk(THREE, "sanitised", **ours, **wiped)
    assert (nothing.state, nothing.remedies[0].act) == ("refused", "media_absent")
    assert [desk(THREE, "media_absent", **ours).state for _ in range(2)] == ["done", "again"]
    assert [desk(OTHERS, "sanitised", **ours, **wiped).state for _ in range(2)] == ["done", "again"]
    assert [desk(OTHERS, "ready", **ours).state for _ in range(2)] == ["done", "again"]
    assert [desk(OTHERS, "discard", **ours).state for _ in range(2)] == ["done", "again"]


def test_a_shelf_is_counted_by_category_each_device_once(desk):
    ours = {"organisation": "ASSO", "lot": None}
    assert desk(OTHERS, "count", **ours).counted == "laptop"
    elsewhere = desk(ONE, "count", **ours)
    assert elsewhere.counted == "laptop"
    assert len(elsewhere.details) == 2
    done = desk("", "count_done", codes=[OTHERS, ONE, OTHERS], **ours)
    fact = desk.ledger.entry(done.receipt.last_n).fact
    assert [(one.category, one.count) for one in fact.counts] == [("laptop", 2)]


def test_several_codes_in_one_scan_are_answered_one_by_one(desk):
    scan = desk.scan(f"{ONE} {TWO}", first=None)
    told_of = list(answers(Bench(desk.ledger, "A-1", datetime(2026, 6, 2, tzinfo=UTC)), scan))
    assert [(one.rank, one.code, one.state) for one in told_of] == [(0, ONE, "done"), (1, TWO, "unknown")]


def test_each_state_has_a_word_and_a_sign_of_its_own():
    words, signs = [{*column} for column in list(zip(*STATES.values(), strict=True))[:2]]
    assert len(words) == len(STATES)
    assert len(signs - {"?"}) == len(STATES) - 2


def test_the_acts_of_one_bench_have_letters_of_their_own():
    for role in ("recycler", "association"):
        letters = [act.sign for act in ACTS.values() if act.role in {role, ""}]
        assert len(set(letters)) == len(letters)
        assert not {"U", "M"} & set(letters)


# --- photos ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["QRCode", "Code128"])
def test_a_code_on_a_photo_is_read_and_what_is_no_picture_is_none(kind):
    made = zxingcpp.create_barcode(ONE, getattr(zxingcpp.BarcodeFormat, kind))
    picture = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(made, scale=4)))
    photo = BytesIO()
    picture.save(photo, "JPEG")
    assert codes_on(photo.getvalue()) == [ONE]
    assert codes_on(b"no picture") == []


def test_the_test_label_is_drawn_as_a_picture_and_escapes_its_words():
    drawn = label(TEST_LABEL, "<b>")
    assert 'src="data:image/svg+xml;base64,' in drawn
    assert "&lt;b&gt;" in drawn

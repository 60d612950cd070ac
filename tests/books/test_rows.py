"""The table "legs of each kind of fact", row by row: from where to where, with which attributes, how many grams."""

from __future__ import annotations

import pytest

from books.life import Life

PC = """
2026-01-05 PC-1 received category=laptop place=44109
2026-01-05 PC-1 weighed grams=2000
"""
USED = PC + "2026-01-10 PC-1 handed_over\n"
WASTE = """
2026-01-05 PC-1 received category=desktop legal=WASTE
2026-01-05 PC-1 weighed grams=9000
2026-01-10 L-1 lot_packed devices=[PC-1]
"""
SENT = WASTE + "2026-01-11 L-1 lot_dispatched grams=9000\n"
THERE = SENT + "2026-01-12 L-1 lot_received net=9000\n"
PART = PC + "2026-01-06 PC-1 part_removed part=P-1 part_kind=ram grams=20\n"
HOST = PART + "2026-01-07 PC-2 received category=laptop\n2026-01-07 PC-2 weighed grams=1500\n"


def at(leg) -> str:
    """An account with what stands beside it: ``stock/ASSO/PRODUCT`` then line, lot and proof where there are any."""
    if leg.account in {"outside", "estimate", "reweighing"}:
        return leg.account
    extra = "".join(f" {word}" for word in (leg.line, leg.lot, leg.proof) if word)
    return f"{leg.account}/{leg.organisation}/{leg.legal}{extra}" + (" first" if leg.first else "")


def legs(story: str, fact: str) -> dict[tuple[str, str], tuple[int, int]]:
    """(item, account) -> grams and units that the last fact moved."""
    life = Life()
    life.tell(story)
    n = life.tell(fact)
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for _, leg in life.memory.legs:
        if leg.fact == n:
            grams, units = found.get((leg.item, at(leg)), (0, 0))
            found[leg.item, at(leg)] = (grams + leg.grams, units + leg.units)
    assert sum(grams for grams, _ in found.values()) == 0
    assert sum(units for _, units in found.values()) == 0
    return {key: value for key, value in found.items() if value != (0, 0)}


def moved(item: str, source: str, goal: str, grams: int, units: int = 1) -> dict[tuple[str, str], tuple[int, int]]:
    return {(item, source): (-grams, -units), (item, goal): (grams, units)}


PC1, PC2, P1 = "device:PC-1", "device:PC-2", "part:P-1"
STOCK, USE = "stock/ASSO/PRODUCT", "use/ASSO/PRODUCT reused"

ROWS = [
    (
        "received, new, with no weighing: default",
        "",
        "2026-01-05 PC-1 received category=laptop",
        moved(PC1, "outside", STOCK, 1650),
    ),
    (
        "received again, from use: its return",
        USED,
        "2026-03-01 PC-1 received category=laptop acting=ASSO2",
        moved(PC1, USE, "stock/ASSO2/PRODUCT", 2000),
    ),
    (
        "received again, as waste",
        USED,
        "2026-03-01 PC-1 received category=laptop legal=WASTE",
        moved(PC1, USE, "stock/ASSO/WASTE", 2000),
    ),
    (
        "received, passed on",
        PC + "2026-01-10 PC-1 transferred to=ASSO2\n",
        "2026-01-12 PC-1 received acting=ASSO2",
        moved(PC1, "passed_on/ASSO2/PRODUCT", "stock/ASSO2/PRODUCT", 2000),
    ),
    (
        "lot_opened with lines",
        "",
        '2026-01-05 L-1 lot_opened lines=[("peripheral",20,9000,True),("laptop",2)]',
        moved("lot:L-1#1", "outside", "stock/ASSO/PRODUCT L-1", 9000, 20)
        | moved("lot:L-1#2", "outside", "stock/ASSO/PRODUCT L-1", 3300, 2),
    ),
    (
        "weighed on entry: counted there",
        "2026-01-05 PC-1 received category=laptop\n",
        "2026-01-06 PC-1 weighed grams=2000",
        {},
    ),
    (
        "weighed later, first measure: estimate",
        "2026-01-05 PC-1 received category=laptop\n2026-01-10 PC-1 handed_over\n",
        "2026-02-06 PC-1 weighed grams=2000",
        {(PC1, "estimate"): (-350, 0), (PC1, USE): (350, 0)},
    ),
    (
        "weighed twice: reweighing",
        USED,
        "2026-02-06 PC-1 weighed grams=1900",
        {(PC1, "reweighing"): (100, 0), (PC1, USE): (-100, 0)},
    ),
    (
        "weighed with a part in it: the body is the rest",
        PC + "2026-01-06 PC-1 part_installed part=P-9 new=true part_kind=ram grams=50\n",
        "2026-02-06 PC-1 weighed grams=2100",
        {(PC1, "reweighing"): (-50, 0), (PC1, STOCK): (50, 0)},
    ),
    (
        "part_removed of the body",
        PC,
        "2026-01-06 PC-1 part_removed part=P-1 part_kind=ram grams=20",
        {(PC1, STOCK): (-20, 0), (P1, "parts/ASSO/PRODUCT"): (20, 1), (P1, "outside"): (0, -1)},
    ),
    (
        "part_removed, installed before",
        HOST + "2026-01-08 PC-2 part_installed part=P-1\n",
        "2026-01-09 PC-2 part_removed part=P-1",
        {(P1, STOCK): (-20, 0), (P1, "parts/ASSO/PRODUCT"): (20, 1), (P1, "outside"): (0, -1)},
    ),
    (
        "media_destroyed: remains are waste",
        PC,
        "2026-01-06 PC-1 media_destroyed medium=ssd-1 part=P-1 part_kind=ssd grams=60",
        {(PC1, STOCK): (-60, 0), (P1, "parts/ASSO/WASTE"): (60, 1), (P1, "outside"): (0, -1)},
    ),
    (
        "part_installed, harvested, into after-sales: line parts, its first use",
        HOST + "2026-01-08 PC-2 handed_over\n2026-01-09 PC-2 taken_in\n",
        "2026-01-10 PC-2 part_installed part=P-1",
        {
            (P1, "parts/ASSO/PRODUCT"): (-20, -1),
            (P1, "outside"): (0, 1),
            (P1, "support/ASSO/PRODUCT parts first"): (20, 0),
        },
    ),
    (
        "part_installed, new",
        PC,
        "2026-01-06 PC-1 part_installed part=P-1 new=true part_kind=ram grams=50",
        moved(P1, "outside", STOCK, 50, 0),
    ),
    ("handed_over: re-used", PC, "2026-01-10 PC-1 handed_over", moved(PC1, STOCK, USE + " first", 2000)),
    (
        "handed_over a second time: not first",
        USED + "2026-02-01 PC-1 returned\n",
        "2026-03-01 PC-1 handed_over",
        moved(PC1, STOCK, USE, 2000),
    ),
    (
        "handed_over: prepared",
        WASTE.replace("2026-01-10 L-1 lot_packed devices=[PC-1]", "2026-01-10 PC-1 waste_ended"),
        "2026-01-11 PC-1 handed_over",
        moved(PC1, "stock/ASSO/ENDED_WASTE", "use/ASSO/ENDED_WASTE prepared first", 9000),
    ),
    (
        "handed_over out of a lot, still waste: contested, lot emptied",
        WASTE,
        "2026-01-11 PC-1 handed_over",
        moved(PC1, "stock/ASSO/WASTE L-1", "use/ASSO/WASTE contested first", 9000),
    ),
    (
        "handed_over with another's part and a new one in it",
        HOST
        + "2026-01-08 PC-2 part_installed part=P-1\n2026-01-08 PC-2 part_installed part=P-2 new=true part_kind=ram grams=9\n",
        "2026-01-10 PC-2 handed_over",
        moved(PC2, STOCK, USE + " first", 1500)
        | moved(P1, STOCK, "use/ASSO/PRODUCT parts first", 20, 0)
        | moved("part:P-2", STOCK, "use/ASSO/PRODUCT new first", 9, 0),
    ),
    (
        "handed_over with its own part back in it: body's line",
        PART + "2026-01-07 PC-1 part_installed part=P-1\n",
        "2026-01-10 PC-1 handed_over",
        moved(PC1, STOCK, USE + " first", 1980) | moved(P1, STOCK, USE + " first", 20, 0),
    ),
    (
        "handed_over.replaces",
        USED + "2026-01-11 PC-2 received category=laptop\n2026-01-11 PC-2 weighed grams=1500\n",
        "2026-02-01 PC-2 handed_over replaces=PC-1",
        moved(PC2, STOCK, USE + " first", 1500) | moved(PC1, USE, STOCK, 2000),
    ),
    ("taken_in: line kept", USED, "2026-02-01 PC-1 taken_in", moved(PC1, USE, "support/ASSO/PRODUCT reused", 2000)),
    (
        "given_back",
        USED + "2026-02-01 PC-1 taken_in\n",
        "2026-02-03 PC-1 given_back",
        moved(PC1, "support/ASSO/PRODUCT reused", USE, 2000),
    ),
    ("returned", USED, "2026-02-01 PC-1 returned acting=ASSO2", moved(PC1, USE, "stock/ASSO2/PRODUCT", 2000)),
    (
        "transferred with custody",
        PC,
        "2026-02-01 PC-1 transferred to=ASSO2",
        moved(PC1, STOCK, "passed_on/ASSO2/PRODUCT", 2000),
    ),
    ("transferred, ownership only", PC, "2026-02-01 PC-1 transferred to=ASSO2 custody=false", {}),
    ("lost from use: line kept", USED, "2026-02-01 PC-1 lost", moved(PC1, USE, "lost/ASSO/PRODUCT reused", 2000)),
    (
        "lost from transit",
        SENT,
        "2026-02-01 PC-1 lost",
        moved(PC1, "transit/ASSO/WASTE L-1", "lost/ASSO/WASTE L-1", 9000),
    ),
    (
        "found with its holder: where it was",
        USED + "2026-02-01 PC-1 lost\n",
        "2026-02-05 PC-1 found where=holder",
        moved(PC1, "lost/ASSO/PRODUCT reused", USE, 2000),
    ),
    (
        "found in stock",
        USED + "2026-02-01 PC-1 lost\n",
        "2026-02-05 PC-1 found where=stock",
        moved(PC1, "lost/ASSO/PRODUCT reused", STOCK, 2000),
    ),
    (
        "found, a loose part",
        PART + "2026-02-01 P-1 lost\n",
        "2026-02-05 P-1 found where=stock",
        moved(P1, "lost/ASSO/PRODUCT", "parts/ASSO/PRODUCT", 20),
    ),
    (
        "a lost lot found in stock stays together",
        WASTE + "2026-02-01 L-1 lost\n",
        "2026-02-05 L-1 found where=stock",
        moved(PC1, "lost/ASSO/WASTE L-1", "stock/ASSO/WASTE L-1", 9000),
    ),
    ("discarded in use: line emptied", USED, "2026-02-01 PC-1 discarded", moved(PC1, USE, "stock/ASSO/WASTE", 2000)),
    (
        "discarded in a lot: stays in it",
        PC + "2026-01-06 L-1 lot_packed devices=[PC-1]\n",
        "2026-02-01 L-1 discarded",
        moved(PC1, "stock/ASSO/PRODUCT L-1", "stock/ASSO/WASTE L-1", 2000),
    ),
    (
        "waste_ended at the operator: same account",
        THERE,
        "2026-02-01 L-1 waste_ended acting=RECYCLER",
        moved(PC1, "operator/RECYCLER/WASTE L-1", "operator/RECYCLER/ENDED_WASTE L-1", 9000),
    ),
    (
        "lot_packed, a loose part",
        PART,
        "2026-02-01 L-1 lot_packed parts=[P-1]",
        moved(P1, "parts/ASSO/PRODUCT", "stock/ASSO/PRODUCT L-1", 20),
    ),
    (
        "lot_unpacked from stock",
        WASTE,
        "2026-02-01 L-1 lot_unpacked devices=[PC-1]",
        moved(PC1, "stock/ASSO/WASTE L-1", "stock/ASSO/WASTE", 9000),
    ),
    (
        "lot_unpacked at the operator",
        THERE,
        "2026-02-01 L-1 lot_unpacked devices=[PC-1]",
        moved(PC1, "operator/RECYCLER/WASTE L-1", "stock/RECYCLER/WASTE", 9000),
    ),
    (
        "lot_dispatched, weighed: the difference is a reweighing",
        WASTE,
        "2026-01-11 L-1 lot_dispatched grams=8900",
        {
            (PC1, "stock/ASSO/WASTE L-1"): (-9000, -1),
            (PC1, "transit/ASSO/WASTE L-1"): (8900, 1),
            (PC1, "reweighing"): (100, 0),
        },
    ),
    (
        "lot_dispatched, estimated: no difference",
        WASTE,
        "2026-01-11 L-1 lot_dispatched grams=8900 weighed=false",
        moved(PC1, "stock/ASSO/WASTE L-1", "transit/ASSO/WASTE L-1", 9000),
    ),
    (
        "lot_received, waste, to net",
        SENT,
        "2026-01-12 L-1 lot_received net=9050",
        {
            (PC1, "transit/ASSO/WASTE L-1"): (-9000, -1),
            (PC1, "operator/RECYCLER/WASTE L-1"): (9050, 1),
            (PC1, "reweighing"): (-50, 0),
        },
    ),
    (
        "lot_received, products: into stock",
        PC + "2026-01-06 L-1 lot_packed devices=[PC-1]\n2026-01-07 L-1 lot_dispatched destination=ASSO2\n",
        "2026-01-12 L-1 lot_received acting=ASSO2",
        moved(PC1, "transit/ASSO/PRODUCT L-1", "stock/ASSO2/PRODUCT L-1", 2000),
    ),
    (
        "lot_received, refused: back, no lot, legal unchanged",
        SENT,
        '2026-01-12 L-1 lot_received refused=[{"device":"PC-1","taken_back_by":"TOWN"}]',
        moved(PC1, "transit/ASSO/WASTE L-1", "stock/TOWN/WASTE", 9000),
    ),
    (
        "lot_received from nothing: one item of no category",
        "",
        "2026-01-12 L-1 lot_received net=80000",
        moved("lot:L-1#1", "outside", "operator/RECYCLER/WASTE L-1", 80000),
    ),
    (
        "lot_regrouped whole: proof is a batch share",
        THERE,
        '2026-02-01 L-2 lot_regrouped parents=[("L-1",)] acting=RECYCLER',
        moved(PC1, "operator/RECYCLER/WASTE L-1", "operator/RECYCLER/WASTE L-2 batch_share", 9000),
    ),
    (
        "lot_regrouped in part",
        '2026-01-05 L-1 lot_opened lines=[("peripheral",20,9000,True)]\n',
        '2026-02-01 L-2 lot_regrouped parents=[("L-1",3000,7)]',
        moved("lot:L-1#1", "stock/ASSO/PRODUCT L-1", "stock/ASSO/PRODUCT L-2 batch_share", 3000, 7),
    ),
    (
        "treatment_certified: by mode, proof on the leg, the rest to reweighing",
        THERE,
        '2026-02-01 L-1 treatment_certified fractions=[(8000,"R 4","recycling"),(500,"R 1","energy_recovery"),(400,"D 10","disposal")]',
        {
            (PC1, "operator/RECYCLER/WASTE L-1"): (-9000, -1),
            (PC1, "reweighing"): (100, 0),
            (PC1, "recycled/RECYCLER/WASTE L-1 lot"): (8000, 0),
            (PC1, "other_recovery/RECYCLER/WASTE L-1 lot"): (500, 0),
            (PC1, "disposed/RECYCLER/WASTE L-1 lot"): (400, 0),
            (PC1, "treated/RECYCLER/WASTE L-1"): (0, 1),
        },
    ),
    (
        "treatment_certified in part: the rest awaits proof, and so do its units",
        THERE,
        '2026-02-01 L-1 treatment_certified covers_grams=4000 fractions=[(4000,"R 4","recycling")]',
        {
            (PC1, "operator/RECYCLER/WASTE L-1"): (-4000, 0),
            (PC1, "recycled/RECYCLER/WASTE L-1 lot"): (4000, 0),
        },
    ),
    (
        "treatment_certified without a reception: through the operator",
        SENT,
        '2026-02-01 L-1 treatment_certified fractions=[(9000,"R 4","recycling")]',
        {
            (PC1, "transit/ASSO/WASTE L-1"): (-9000, -1),
            (PC1, "recycled/RECYCLER/WASTE L-1 lot"): (9000, 0),
            (PC1, "treated/RECYCLER/WASTE L-1"): (0, 1),
        },
    ),
    (
        "treatment_certified, not authorised",
        THERE,
        '2026-02-01 L-1 treatment_certified acting=RECY2 fractions=[(9000,"R 4","recycling")]',
        {},
    ),
    (
        "certificate_withdrawn: every leg reversed",
        THERE + '2026-02-01 L-1 treatment_certified reference=C-1 fractions=[(8900,"R 4","recycling")]\n',
        "2026-03-01 L-1 certificate_withdrawn certificate=C-1",
        {
            (PC1, "operator/RECYCLER/WASTE L-1"): (9000, 1),
            (PC1, "reweighing"): (-100, 0),
            (PC1, "recycled/RECYCLER/WASTE L-1 lot"): (-8900, 0),
            (PC1, "treated/RECYCLER/WASTE L-1"): (0, -1),
        },
    ),
    (
        "certificate_withdrawn that had told of the arrival: back in transit",
        SENT + '2026-02-01 L-1 treatment_certified reference=C-1 fractions=[(9000,"R 4","recycling")]\n',
        "2026-03-01 L-1 certificate_withdrawn certificate=C-1",
        {
            (PC1, "transit/ASSO/WASTE L-1"): (9000, 1),
            (PC1, "recycled/RECYCLER/WASTE L-1 lot"): (-9000, 0),
            (PC1, "treated/RECYCLER/WASTE L-1"): (0, -1),
        },
    ),
    (
        "authorisation_granted",
        THERE,
        "2026-02-01 organisation:ECO authorisation_granted activity=treatment reference=X valid_from=2026-01-01",
        {},
    ),
    ("relabelled", PC, "2026-02-01 PC-1 relabelled new_code=PC-9", {}),
    ("depolluted", THERE, "2026-02-01 L-1 depolluted components=[battery]", {}),
    ("tested", PC, "2026-02-01 PC-1 tested", {}),
    ("made_ready", PC, "2026-02-01 PC-1 made_ready", {}),
    ("use_confirmed", USED, "2026-02-01 PC-1 use_confirmed", {}),
    ("contribution_received", USED, "2026-02-01 PC-1 contribution_received cents=2000", {}),
]


@pytest.mark.parametrize(("story", "fact", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_a_row_of_the_table(story, fact, expected):
    assert legs(story, fact) == expected


def test_an_item_keeps_its_home_its_category_and_its_origin():
    """A memory module from PC-1 (collected in Nantes), used in PC-2: its home device and place stay those of PC-1."""
    life = Life()
    life.tell(HOST + "2026-01-08 PC-2 part_installed part=P-1\n2026-01-10 PC-2 handed_over place=35238")
    (leg,) = [leg for _, leg in life.memory.legs if leg.item == P1 and leg.account == "use"]
    assert (leg.home_device, leg.home_place, leg.origin, leg.category) == (PC1, "44109", "harvested", "component")
    assert leg.place == "35238"


def test_a_reception_already_in_stock_is_refused():
    life = Life()
    life.tell(PC)
    with pytest.raises(Exception, match="PC-1"):
        life.tell("2026-02-01 PC-1 received category=laptop")

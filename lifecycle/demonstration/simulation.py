"""A setting lived through, day by day: the facts that its people would have recorded."""

from __future__ import annotations

from lifecycle.demonstration.arrivals import plan_arrivals
from lifecycle.demonstration.bench import Bench
from lifecycle.demonstration.desk import Desk
from lifecycle.demonstration.money import Office, register_all
from lifecycle.demonstration.notebook import Batch
from lifecycle.demonstration.recycler import Recycler
from lifecycle.demonstration.setting import Setting
from lifecycle.demonstration.stories import Tales
from lifecycle.demonstration.waste import WasteCorner
from lifecycle.demonstration.workshop import Workshop
from lifecycle.demonstration.world import World
from lifecycle.reference import load as load_reference


def batches(setting: Setting) -> list[Batch]:
    """All facts of a setting, by the evening on which they are recorded; the same each time."""
    world = World(setting, load_reference())
    register_all(world)
    recycler = Recycler(world, setting.waste.recycler)
    workshop, taker = Workshop(world, setting.keeper), Workshop(world, setting.stories.sold_to)
    desk = Desk(workshop)
    plan_arrivals(workshop)
    Bench(workshop).plan()
    desk.plan()
    WasteCorner(workshop, recycler).plan()
    recycler.plan()
    Office(workshop).plan()
    Tales(workshop, desk, taker, Desk(taker)).plan()
    world.agenda.live()
    return list(world.notebook.batches())

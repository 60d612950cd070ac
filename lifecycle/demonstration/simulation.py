"""A setting lived through, day by day: the facts that its people would have recorded."""

from __future__ import annotations

from lifecycle.demonstration.arrivals import plan_arrivals
from lifecycle.demonstration.bench import Bench
from lifecycle.demonstration.desk import Desk
from lifecycle.demonstration.money import Lessons, Office, register_all
from lifecycle.demonstration.notebook import Batch
from lifecycle.demonstration.patience import nothing_forgotten
from lifecycle.demonstration.public_body import PublicBody, public_bodies
from lifecycle.demonstration.recycler import Recycler
from lifecycle.demonstration.scheme import CollectionPoints
from lifecycle.demonstration.setting import Setting
from lifecycle.demonstration.stories import Tales
from lifecycle.demonstration.waste import WasteCorner
from lifecycle.demonstration.workshop import Workshop
from lifecycle.demonstration.world import World
from lifecycle.reference import load as load_reference


def batches(setting: Setting) -> list[Batch]:
    """All facts of a setting, by the evening on which they are recorded; the same each time."""
    with nothing_forgotten():
        world = World(setting, load_reference())
        _plan_all(world)
        world.diary.live()
        return list(world.notebook.batches())


def _plan_all(world: World) -> None:
    setting = world.setting
    register_all(world)
    recyclers = {card.code: Recycler(world, card) for card in setting.recycler}
    desks = {house.code: Desk(Workshop(world, house)) for house in setting.house}
    for house in setting.house:
        for code in house.stories.sold_to:
            if code not in desks:  # an association of which only this is told, as if it worked like the seller
                desks[code] = Desk(Workshop(world, house, code))
    bodies = public_bodies(world, recyclers)
    for body in bodies.values():
        body.plan()
    for house in setting.house:
        _plan_house(desks[house.code], desks, recyclers, bodies)
    for recycler in recyclers.values():
        recycler.plan()
    if setting.scheme is not None:
        CollectionPoints(world, setting.scheme, recyclers).plan()
    if setting.school is not None:
        for lesson in setting.school.lesson:
            for year, month in world.agenda.months():
                Lessons(world, setting.school.code, lesson, world.agenda).plan(year, month)


def _plan_house(
    desk: Desk, desks: dict[str, Desk], recyclers: dict[str, Recycler], bodies: dict[str, PublicBody]
) -> None:
    workshop = desk.workshop
    plan_arrivals(workshop, recyclers[workshop.house.waste.recyclers[0]], bodies)
    Bench(workshop).plan()
    desk.plan()
    WasteCorner(workshop, recyclers).plan()
    Office(workshop).plan()
    Tales(workshop, desk, desks).plan()

"""The workshop of an association: what it holds, how far each machine has come, what each waits for."""

from __future__ import annotations

from lifecycle.reports.workshop.board import Board, board
from lifecycle.reports.workshop.card import COLUMNS, WAITS, Card
from lifecycle.reports.workshop.fitness import Fitness, fitness
from lifecycle.reports.workshop.habits import habits
from lifecycle.reports.workshop.media import open_media
from lifecycle.reports.workshop.shelf import STATES, Shelf, shelf

__all__ = [
    "COLUMNS",
    "STATES",
    "WAITS",
    "Board",
    "Card",
    "Fitness",
    "Shelf",
    "board",
    "fitness",
    "habits",
    "open_media",
    "shelf",
]

"""A writer among others: ``python ledger_writer.py LEDGER FIRST COUNT`` records so many machines one by one."""

from __future__ import annotations

import sys

from ledger_facts import WHO, received, small_books

from lifecycle.ledger import open_ledger


def main(where: str, first: int, count: int) -> None:
    with open_ledger(where, books=small_books) as ledger:
        for number in range(first, first + count):
            ledger.append([received(f"PC-{number}")], **WHO)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

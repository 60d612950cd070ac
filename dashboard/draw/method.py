"""The page of method: its contents, its paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from dashboard.draw.doors import notes_of_links
from dashboard.draw.tables import Head, table
from dashboard.draw.texts import Html, prose
from lifecycle.reports.method_page import Block, Table
from lifecycle.words import ngettext


def contents(words: str, links: Iterable[tuple[str, str]]) -> Html:
    """The parts of a long page, each a link."""
    return Markup('<nav class="lc-contents" aria-label="{}">{}</nav>').format(words, notes_of_links(links))


def method_block(block: Block) -> Html:
    """A paragraph, a list, or a table."""
    if isinstance(block, str):
        return prose(block)
    if isinstance(block, Table):
        heads = [Head(*column) for column in block.columns]
        return table(block.caption, heads, block.rows, shown=not block.folded, told=True)
    lines = Markup("").join(Markup("<li>{}</li>").format(line) for line in block)
    return Markup('<ul class="lc-prose">{}</ul>').format(lines)


def folded(table: Table) -> str:
    """What a long table is called while it is closed."""
    rows = len(table.rows)
    return ngettext("{caption}: {count} row", "{caption}: {count} rows", rows).format(caption=table.caption, count=rows)

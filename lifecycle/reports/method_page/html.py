"""The page as one file of HTML that needs nothing else: read offline, printed, put on any site."""

from __future__ import annotations

from markupsafe import Markup

from lifecycle.reports.method_page.shape import Block, Column, Page, Section, Table
from lifecycle.words import _

STYLE = Markup("""
:root { color-scheme: light dark; }
:root { --paper: #fbf9f4; --ink: #1d1b18; --soft: #5c574e; --rule: #d9d3c5; --accent: #96291c; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #181715; --ink: #ece8df; --soft: #b0a99c; --rule: #3d3a34; --accent: #f09a8a; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 "IBM Plex Sans", system-ui, sans-serif; }
body { font-variant-numeric: tabular-nums; }
main { max-width: 960px; margin: 0 auto; padding: 24px; overflow-wrap: break-word; }
h1, h2 { font-family: "IBM Plex Serif", Georgia, serif; font-weight: 500; line-height: 1.3; }
h2 { margin: 48px 0 0; padding-top: 16px; border-top: 1px solid var(--ink); }
p, li { max-width: 44rem; }
a { color: var(--accent); }
.scroll { overflow-x: auto; margin: 16px 0; }
.scroll:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; line-height: 1.45; }
caption { text-align: left; color: var(--soft); padding-bottom: 8px; }
th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
th, td { text-align: left; vertical-align: baseline; }
thead th { border-bottom-color: var(--ink); font-weight: 600; vertical-align: bottom; }
td:last-child { overflow-wrap: anywhere; }
.number { text-align: right; }
.number, .uncut { white-space: nowrap; }
thead .number { white-space: normal; }
@media (max-width: 560px) {
  main { padding: 16px; }
  table, tbody, caption { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--rule); }
  td { display: flex; justify-content: space-between; gap: 16px; border: 0; padding: 1px 0; text-align: right; }
  .number { white-space: normal; }
  th[scope="row"] { display: block; border: 0; padding: 1px 0; font-weight: 600; }
  td::before { content: attr(data-head); color: var(--soft); text-align: left; }
  td:not(.number) { display: block; text-align: left; }
  td:not(.number)::before { display: block; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #333; --rule: #999; --accent: #000; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  table { font-size: 8pt; }
  .uncut { white-space: normal; }
  tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
}
""")


def html(page: Page) -> bytes:
    """All of it; every text is escaped."""
    contents = Markup("").join(
        Markup('<li><a href="#{}">{}</a></li>').format(one.id, one.title) for one in page.sections
    )
    whole = Markup(
        '<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{}</title><style>{}</style></head><body><main><h1>{}</h1><p>{}</p>"
        '<nav aria-label="{}"><ol>{}</ol></nav>{}</main></body></html>\n'
    ).format(
        page.language,
        page.title,
        STYLE,
        page.title,
        page.summary,
        _("Contents"),
        contents,
        Markup("\n").join(_section(section) for section in page.sections),
    )
    return whole.encode()


def _section(section: Section) -> Markup:
    blocks = Markup("\n").join(_block(block) for block in section.blocks)
    return Markup('<section><h2 id="{}">{}</h2>\n{}</section>').format(section.id, section.title, blocks)


def _block(block: Block) -> Markup:
    if isinstance(block, str):
        return Markup("<p>{}</p>").format(block)
    if isinstance(block, Table):
        return _table(block)
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(line) for line in block))


def _table(table: Table) -> Markup:
    heads = Markup("").join(
        Markup('<th scope="col" role="columnheader"{}>{}</th>').format(_class(column), column.words)
        for column in table.columns
    )
    rows = Markup("\n").join(_row(table.columns, row) for row in table.rows)
    return Markup(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}"><table role="table"><caption>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>\n<tbody role="rowgroup">{}</tbody></table></div>'
    ).format(table.caption, table.caption, heads, rows)


def _row(columns: tuple[Column, ...], row: tuple[str, ...]) -> Markup:
    first, *others = zip(columns, row, strict=True)
    cells = Markup("").join(
        Markup('<td role="cell"{} data-head="{}">{}</td>').format(_class(column), column.words, cell)
        for column, cell in others
    )
    return Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>').format(first[1], cells)


def _class(column: Column) -> Markup:
    return Markup(' class="{}"').format("number" if column.number else "uncut" if column.uncut else "")

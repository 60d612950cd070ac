"""The page as Markdown, for a repository or an editor."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.reports.method_page.shape import Block, Page, Table


def markdown(page: Page) -> bytes:
    """All of it, tables open."""
    return ("\n".join(_lines(page)).rstrip() + "\n").encode()


def _lines(page: Page) -> Iterator[str]:
    yield f"# {_plain(page.title)}"
    yield ""
    yield _plain(page.summary)
    for section in page.sections:
        yield ""
        yield f"## {_plain(section.title)}"
        for block in section.blocks:
            yield ""
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield _plain(block)
    elif isinstance(block, Table):
        yield f"**{_plain(block.caption)}**"
        yield ""
        yield _row([column.words for column in block.columns])
        yield _row(["---:" if column.number else "---" for column in block.columns])
        yield from (_row(row) for row in block.rows)
    else:
        yield from (f"- {_plain(line)}" for line in block)


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _plain(text: str) -> str:
    """A text on one line whose signs Markdown does not read as its own."""
    for sign in "\\|<>*_`":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split("\n"))

"""The nodes of lshw's tree, whatever a file puts into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lifecycle.intake.draft import Reference

Node = Mapping[str, object]

_MOST_BYTES = 2**53 - 1


def walk(system: Node) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Each node with those it hangs from, outermost first; a stack of our own, for trees of any depth."""
    waiting: list[tuple[Node, tuple[Node, ...]]] = [(system, ())]
    while waiting:
        node, above = waiting.pop()
        yield node, above
        children = node.get("children")
        below = [child for child in children if isinstance(child, Mapping)] if isinstance(children, list) else []
        waiting.extend((child, (*above, node)) for child in reversed(below))


def text_of(value: object) -> str:
    """One line without control signs, spaces joined; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())[:200]


def known(value: object, reference: Reference) -> str | None:
    text = text_of(value)
    return text if text and not reference.is_placeholder(text) else None


def number_of(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 < value <= _MOST_BYTES else None


def capabilities(node: Node) -> tuple[str, ...]:
    said = node.get("capabilities")
    return tuple(str(name).lower() for name in said) if isinstance(said, Mapping | list) else ()


def configuration(node: Node, name: str) -> str:
    said = node.get("configuration")
    return text_of(said.get(name)) if isinstance(said, Mapping) else ""


def logical_names(node: Node) -> tuple[str, ...]:
    said = node.get("logicalname")
    names = said if isinstance(said, list) else [said]
    return tuple(name for name in names if isinstance(name, str))

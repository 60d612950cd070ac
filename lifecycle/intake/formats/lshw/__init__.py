"""``lshw -json``: what a machine says of itself.

Boot sticks, card readers, floppies and optical drives are no storage of the machine. What the
file does not say, or fills with a maker's placeholder, stays unknown. A virtual machine is no device.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from lifecycle.codes import machine_identity, maker_name, plain_words
from lifecycle.intake.draft import Context, Fault, Machine, Origin, Reading, Reference, Skipped, shown
from lifecycle.intake.formats.lshw.nodes import Node, configuration, known, number_of, text_of, walk
from lifecycle.intake.formats.lshw.storage import media_inside
from lifecycle.intake.json_text import NotJson, documents
from lifecycle.intake.source import Source
from lifecycle.words import _

_SYSTEM = re.compile(r'"class"\s*:\s*"system"')
_VIRTUAL = re.compile(
    r"virtualbox|innotek|qemu|vmware|\bkvm\b|virtual machine|\bxen\b|\bhvm domu\b|bochs|parallels virtual"
    r"|openstack|amazon ec2|google compute|standard pc \(",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")


def recognises(source: Source) -> bool:
    """A system node on top; a damaged file that begins like one counts, so that its fault is told."""
    if not source.looks_like_json or source.too_large:
        return False
    try:
        found = documents(source.text or "")
    except NotJson:
        return _SYSTEM.search((source.text or "")[:1000]) is not None
    return any(_is_system(document) for document in found)


def read(source: Source, context: Context) -> Reading:
    """The machines of the file."""
    reading = Reading()
    try:
        found = documents(source.text or "")
    except NotJson as error:
        reason = _("not valid JSON ({reason}): run lshw -json again").format(reason=error.reason)
        reading.faults.append(Fault(source.name, error.line, "", "", reason))
        return reading
    systems: list[Node] = [document for document in found if isinstance(document, Mapping) and _is_system(document)]
    if not systems:
        reading.faults.append(Fault(source.name, None, "class", "", _("no machine inside: lshw -json gives a system")))
    for rank, system in enumerate(systems):
        if _is_virtual(system):
            product = shown(system.get("product") or system.get("vendor"))
            reading.skipped.append(
                Skipped(source.name, _("virtual machine ({product}): no device").format(product=product))
            )
            continue
        reading.machines.append(_machine(system, source, rank=rank, reference=context.reference))
    return reading


def _machine(system: Node, source: Source, *, rank: int, reference: Reference) -> Machine:
    """One machine. Its digest is that of the file, so that the same content is the same reading."""
    nodes = list(walk(system))
    vendor = known(system.get("vendor"), reference)
    product = known(_BRACKETED.sub("", text_of(system.get("product"))), reference)
    model = _without_maker(product, vendor) if product else None
    serial = known(system.get("serial"), reference)
    said = {
        "reader": "lshw",
        "manufacturer": vendor,
        "model": model,
        "chassis": _chassis(system),
        "serial_number": serial,
        "memory_bytes": _memory(nodes),
        "cpu": _processor(nodes),
        "media": media_inside(nodes, reference),
    }
    content = source.content if rank == 0 else source.content + f":{rank}".encode()
    return Machine(
        origin=Origin(source.name),
        reader="lshw",
        digest=hashlib.sha256(content).digest(),
        identity=machine_identity(vendor, model, serial),
        read={name: value for name, value in said.items() if value is not None},
    )


def _is_system(document: object) -> bool:
    return isinstance(document, Mapping) and document.get("class") == "system"


def _is_virtual(system: Node) -> bool:
    return _VIRTUAL.search(f"{text_of(system.get('vendor'))} {text_of(system.get('product'))}") is not None


def _without_maker(product: str, vendor: str | None) -> str:
    """The model without the maker's name before it: "HP ProBook 430 G4" of HP is a "ProBook 430 G4"."""
    if vendor is None:
        return product
    for name in (vendor, vendor.split()[0]):
        rest = product[len(name) :].lstrip(" -")
        if rest and plain_words(product).startswith(plain_words(name) + " "):
            return rest
    first, _space, rest = product.partition(" ")
    return rest if rest and maker_name(first) == maker_name(vendor) else product


def _chassis(system: Node) -> str | None:
    slug = "-".join(plain_words(configuration(system, "chassis")).split())[:64]
    return slug if slug.isascii() and slug else None


def _memory(nodes: list[tuple[Node, tuple[Node, ...]]]) -> int | None:
    """Bytes of the memory modules; where none tells its size, what the board says; else unknown.

    By the ids of the nodes, which lshw never translates, unlike their descriptions.
    """
    boards = [node for node, _above in nodes if _is_memory(node)]
    modules = 0
    for board in boards:
        children = board.get("children")
        banks = [bank for bank in children if isinstance(bank, Mapping)] if isinstance(children, list) else []
        modules += sum(
            number_of(bank.get("size")) or 0
            for bank in banks
            if text_of(bank.get("id")).startswith("bank") and "flash" not in text_of(bank.get("description")).lower()
        )
    return modules or sum(number_of(board.get("size")) or 0 for board in boards) or None


def _is_memory(node: Node) -> bool:
    named = re.fullmatch(r"memory(:\d+)?", text_of(node.get("id"))) is not None
    return named and node.get("class") == "memory" and "flash" not in text_of(node.get("description")).lower()


def _processor(nodes: list[tuple[Node, tuple[Node, ...]]]) -> str | None:
    """The first processor that is there: an empty socket and a co-processor are none."""
    for node, _above in nodes:
        if node.get("class") != "processor" or re.fullmatch(r"cpu(:\d+)?", text_of(node.get("id"))) is None:
            continue
        name = re.sub(r"\((?:R|TM|C)\)|[®™©]", " ", text_of(node.get("product")), flags=re.IGNORECASE)
        name = re.sub(r"\bCPU\b|\bProcessor\b|\s@\s*[\d.,]+\s*[GM]Hz|\b[\d.,]+\s*[GM]Hz$", " ", name)
        cleaned = " ".join(name.split())
        if cleaned and "[empty]" not in cleaned:
            return cleaned
    return None

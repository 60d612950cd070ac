"""``lshw -json``: what a machine says of itself.

Boot sticks, card readers, floppies and optical drives are no storage of the machine. What the
file does not say, or fills with a maker's placeholder, stays unknown. A virtual machine is no device.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from lifecycle.codes import machine_identity, maker_name, plain_words
from lifecycle.intake.draft import Context, Fault, Machine, Origin, Reading, Reference, Skipped, shown
from lifecycle.intake.json_text import NotJson, documents
from lifecycle.intake.source import Source
from lifecycle.words import _

Node = Mapping[str, object]

_SYSTEM = re.compile(r'"class"\s*:\s*"system"')
_VIRTUAL = re.compile(
    r"virtualbox|innotek|qemu|vmware|\bkvm\b|virtual machine|\bxen\b|\bhvm domu\b|bochs|parallels virtual"
    r"|openstack|amazon ec2|google compute|standard pc \(",
    re.IGNORECASE,
)
_NOT_INSIDE = re.compile(r"^/dev/(sr|scd|fd|cdrom|cdrw|dvd|st|nst)\d*")
_EMMC = re.compile(r"^/dev/mmcblk\d+$")
_NVME_LINK = re.compile(r"^/dev/ng\d")
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")
_MOST_BYTES = 2**53 - 1


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
    nodes = list(_walk(system))
    vendor = _known(system.get("vendor"), reference)
    product = _known(_BRACKETED.sub("", _text(system.get("product"))), reference)
    model = _without_maker(product, vendor) if product else None
    serial = _known(system.get("serial"), reference)
    said = {
        "reader": "lshw",
        "manufacturer": vendor,
        "model": model,
        "chassis": _chassis(system),
        "serial_number": serial,
        "memory_bytes": _memory(nodes),
        "cpu": _processor(nodes),
        "media": _media(nodes, reference),
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
    return _VIRTUAL.search(f"{_text(system.get('vendor'))} {_text(system.get('product'))}") is not None


def _walk(system: Node) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Each node with those it hangs from, outermost first; a stack of our own, for trees of any depth."""
    waiting: list[tuple[Node, tuple[Node, ...]]] = [(system, ())]
    while waiting:
        node, above = waiting.pop()
        yield node, above
        children = node.get("children")
        below = [child for child in children if isinstance(child, Mapping)] if isinstance(children, list) else []
        waiting.extend((child, (*above, node)) for child in reversed(below))


def _text(value: object) -> str:
    """One line without control signs, spaces joined; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())[:200]


def _known(value: object, reference: Reference) -> str | None:
    text = _text(value)
    return text if text and not reference.is_placeholder(text) else None


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
    configuration = system.get("configuration")
    word = configuration.get("chassis") if isinstance(configuration, Mapping) else None
    slug = "-".join(plain_words(_text(word)).split())[:64]
    return slug if slug.isascii() and slug else None


def _number(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 < value <= _MOST_BYTES else None


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
            _number(bank.get("size")) or 0
            for bank in banks
            if _text(bank.get("id")).startswith("bank") and "flash" not in _text(bank.get("description")).lower()
        )
    return modules or sum(_number(board.get("size")) or 0 for board in boards) or None


def _is_memory(node: Node) -> bool:
    named = re.fullmatch(r"memory(:\d+)?", _text(node.get("id"))) is not None
    return named and node.get("class") == "memory" and "flash" not in _text(node.get("description")).lower()


def _processor(nodes: list[tuple[Node, tuple[Node, ...]]]) -> str | None:
    """The first processor that is there: an empty socket and a co-processor are none."""
    for node, _above in nodes:
        if node.get("class") != "processor" or re.fullmatch(r"cpu(:\d+)?", _text(node.get("id"))) is None:
            continue
        name = re.sub(r"\((?:R|TM|C)\)|[®™©]", " ", _text(node.get("product")), flags=re.IGNORECASE)
        name = re.sub(r"\bCPU\b|\bProcessor\b|\s@\s*[\d.,]+\s*[GM]Hz|\b[\d.,]+\s*[GM]Hz$", " ", name)
        cleaned = " ".join(name.split())
        if cleaned and "[empty]" not in cleaned:
            return cleaned
    return None


def _media(nodes: list[tuple[Node, tuple[Node, ...]]], reference: Reference) -> list[dict[str, object]] | None:
    """The storage media inside the machine, each under its serial, else its rank.

    None (unknown) where the file has no word of storage at all, as when lshw ran without rights.
    """
    found: list[dict[str, object]] = []
    for rank, (node, above) in enumerate(_inner_disks(nodes), start=1):
        around = (node, *above[-1:]) if _is_nvme(node, above) else (node,)
        serial = next((said for one in around if (said := _known(one.get("serial"), reference))), None)
        model = next((said for one in around if (said := _known(one.get("product"), reference))), None)
        name = serial[:100] if serial else f"disk-{rank}"
        if any(medium["medium"] == name for medium in found):
            name = f"{name[:90]}-{rank}"
        medium: dict[str, object] = {"medium": name, "kind": _kind(node, above, model)}
        size = _number(node.get("size"))
        medium |= {key: value for key, value in (("serial", serial), ("model", model), ("bytes", size)) if value}
        found.append(medium)
    if not found and not any(node.get("class") in ("storage", "disk") for node, _above in nodes):
        return None
    return found


def _inner_disks(nodes: list[tuple[Node, tuple[Node, ...]]]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    seen: set[str] = set()
    for node, above in nodes:
        if not _is_inner_disk(node, above):
            continue
        place = next(iter(_logical_names(node)), "")
        if place and place in seen:
            continue
        seen.add(place)
        yield node, above


def _is_inner_disk(node: Node, above: tuple[Node, ...]) -> bool:
    names = _logical_names(node)
    if any(_EMMC.match(name) for name in names):
        return not _is_sd_card((node, *above)) and not _comes_by_cable((node, *above))
    if _is_bare_nvme(node):
        return True
    if node.get("class") != "disk" or _text(node.get("id")).startswith(("cdrom", "medium", "floppy", "hwmon")):
        return False
    if any(parent.get("class") == "disk" for parent in above) or any(_NVME_LINK.match(name) for name in names):
        return False
    if any(_NOT_INSIDE.match(name) for name in names) or _comes_by_cable((node, *above)):
        return False
    if _is_sd_card((node, *above)):
        return False
    # A drive for cards or cartridges says that its medium comes out; an ATA disk never does.
    removable = "removable" in _capabilities(node) and not _text(node.get("description")).startswith("ATA")
    return not removable and (_number(node.get("size")) is not None or bool(_text(node.get("serial"))))


def _is_bare_nvme(node: Node) -> bool:
    """An NVMe controller whose disk lshw is too old to show: the medium is there all the same."""
    if node.get("class") != "storage":
        return False
    described = _text(node.get("description")).lower()
    nvme = "non-volatile memory controller" in described or _configuration(node, "driver") == "nvme"
    children = node.get("children")
    below = children if isinstance(children, list) else []
    return nvme and not any(isinstance(child, Mapping) and child.get("class") == "disk" for child in below)


def _is_nvme(node: Node, above: tuple[Node, ...]) -> bool:
    return any(name.startswith("/dev/nvme") for name in _logical_names(node)) and bool(above)


def _comes_by_cable(chain: tuple[Node, ...]) -> bool:
    """True for what hangs from USB or FireWire: a boot stick, a card reader, a box on the desk."""
    return any(
        _text(node.get("businfo")).startswith(("usb@", "firewire@"))
        or _configuration(node, "driver") in ("usb-storage", "uas")
        for node in chain
    )


def _is_sd_card(chain: tuple[Node, ...]) -> bool:
    return any(_text(node.get("description")) == "SD Card" or "sd" in _capabilities(node) for node in chain)


def _kind(node: Node, above: tuple[Node, ...], model: str | None) -> str:
    """hdd, ssd or flash only where it is certain: by the bus, the rotation, or "SSD" in the model."""
    if any(_EMMC.match(name) for name in _logical_names(node)):
        return "flash"
    if _is_nvme(node, above) or _is_bare_nvme(node):
        return "ssd"
    turning = [cap for cap in _capabilities(node) if re.fullmatch(r"\d+rpm", cap)]
    if turning:
        return "hdd"
    return "ssd" if model and "SSD" in model.upper() else "unknown"


def _capabilities(node: Node) -> tuple[str, ...]:
    said = node.get("capabilities")
    return tuple(str(name).lower() for name in said) if isinstance(said, Mapping | list) else ()


def _configuration(node: Node, name: str) -> str:
    said = node.get("configuration")
    return _text(said.get(name)) if isinstance(said, Mapping) else ""


def _logical_names(node: Node) -> tuple[str, ...]:
    said = node.get("logicalname")
    names = said if isinstance(said, list) else [said]
    return tuple(name for name in names if isinstance(name, str))

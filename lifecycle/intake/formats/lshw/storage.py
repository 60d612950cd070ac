"""Which nodes are storage inside the machine, and what kind each is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lifecycle.intake.draft import Reference
from lifecycle.intake.formats.lshw.nodes import (
    Node,
    capabilities,
    configuration,
    known,
    logical_names,
    number_of,
    text_of,
)

_NOT_INSIDE = re.compile(r"^/dev/(sr|scd|fd|cdrom|cdrw|dvd|st|nst)\d*")
_EMMC = re.compile(r"^/dev/mmcblk\d+$")
_NVME_LINK = re.compile(r"^/dev/ng\d")


def media_inside(nodes: list[tuple[Node, tuple[Node, ...]]], reference: Reference) -> list[dict[str, object]] | None:
    """The storage media inside the machine, each under its serial, else its rank.

    None (unknown) where the file has no word of storage at all, as when lshw ran without rights.
    """
    found: list[dict[str, object]] = []
    for rank, (node, above) in enumerate(_inner_disks(nodes), start=1):
        around = (node, *above[-1:]) if _is_nvme(node, above) else (node,)
        serial = next((said for one in around if (said := known(one.get("serial"), reference))), None)
        model = next((said for one in around if (said := known(one.get("product"), reference))), None)
        name = serial[:100] if serial else f"disk-{rank}"
        if any(medium["medium"] == name for medium in found):
            name = f"{name[:90]}-{rank}"
        medium: dict[str, object] = {"medium": name, "kind": _kind(node, above, model)}
        size = number_of(node.get("size"))
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
        place = next(iter(logical_names(node)), "")
        if place and place in seen:
            continue
        seen.add(place)
        yield node, above


def _is_inner_disk(node: Node, above: tuple[Node, ...]) -> bool:
    names = logical_names(node)
    if any(_EMMC.match(name) for name in names):
        return not _is_sd_card((node, *above)) and not _comes_by_cable((node, *above))
    if _is_bare_nvme(node):
        return True
    if node.get("class") != "disk" or text_of(node.get("id")).startswith(("cdrom", "medium", "floppy", "hwmon")):
        return False
    if any(parent.get("class") == "disk" for parent in above) or any(_NVME_LINK.match(name) for name in names):
        return False
    if any(_NOT_INSIDE.match(name) for name in names) or _comes_by_cable((node, *above)):
        return False
    if _is_sd_card((node, *above)):
        return False
    # A drive for cards or cartridges says that its medium comes out; an ATA disk never does.
    removable = "removable" in capabilities(node) and not text_of(node.get("description")).startswith("ATA")
    return not removable and (number_of(node.get("size")) is not None or bool(text_of(node.get("serial"))))


def _is_bare_nvme(node: Node) -> bool:
    """An NVMe controller whose disk lshw is too old to show: the medium is there all the same."""
    if node.get("class") != "storage":
        return False
    described = text_of(node.get("description")).lower()
    nvme = "non-volatile memory controller" in described or configuration(node, "driver") == "nvme"
    children = node.get("children")
    below = children if isinstance(children, list) else []
    return nvme and not any(isinstance(child, Mapping) and child.get("class") == "disk" for child in below)


def _is_nvme(node: Node, above: tuple[Node, ...]) -> bool:
    return any(name.startswith("/dev/nvme") for name in logical_names(node)) and bool(above)


def _comes_by_cable(chain: tuple[Node, ...]) -> bool:
    """True for what hangs from USB or FireWire: a boot stick, a card reader, a box on the desk."""
    return any(
        text_of(node.get("businfo")).startswith(("usb@", "firewire@"))
        or configuration(node, "driver") in ("usb-storage", "uas")
        for node in chain
    )


def _is_sd_card(chain: tuple[Node, ...]) -> bool:
    return any(text_of(node.get("description")) == "SD Card" or "sd" in capabilities(node) for node in chain)


def _kind(node: Node, above: tuple[Node, ...], model: str | None) -> str:
    """hdd, ssd or flash only where it is certain: by the bus, the rotation, or "SSD" in the model."""
    if any(_EMMC.match(name) for name in logical_names(node)):
        return "flash"
    if _is_nvme(node, above) or _is_bare_nvme(node):
        return "ssd"
    turning = [cap for cap in capabilities(node) if re.fullmatch(r"\d+rpm", cap)]
    if turning:
        return "hdd"
    return "ssd" if model and "SSD" in model.upper() else "unknown"

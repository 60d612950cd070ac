"""``lshw -json``: what is inside a machine, and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lifecycle.intake import Context, Source
from lifecycle.intake.formats import READERS, recognise

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
LSHW = [*sorted((SAMPLES / "lshw").glob("*.json")), *sorted((SAMPLES / "ereuse-snapshots" / "lshw").glob("*.json"))]
with_samples = pytest.mark.skipif(not LSHW, reason="the samples are not there")


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LIFECYCLE_LANG", "en")


class FewPlaceholders:
    categories = {}

    def category_of_chassis(self, chassis):
        return {"notebook": "laptop"}.get(chassis)

    def is_placeholder(self, text):
        return text.lower() in ("system serial number", "to be filled by o.e.m.", "none", "0", "system product name")


def machine(**changes):
    """A small laptop as lshw tells of it."""
    return {
        "id": "pc",
        "class": "system",
        "product": "ProBook 430 G4 (W6P93AV)",
        "vendor": "HP",
        "serial": "5CD7314HDY",
        "configuration": {"chassis": "notebook"},
        "children": [{"id": "core", "class": "bus", "children": []}],
        **changes,
    }


def disk(**changes):
    return {
        "id": "disk",
        "class": "disk",
        "description": "ATA Disk",
        "product": "WDC WD5000",
        "serial": "WD-1",
        "size": 500107862016,
        "businfo": "scsi@0:0.0.0",
        "logicalname": "/dev/sda",
        **changes,
    }


def inside(*nodes):
    return machine(children=[{"id": "core", "class": "bus", "children": list(nodes)}])


def reading(tmp_path, document, name="pc.json"):
    path = tmp_path / name
    path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    source = Source(path)
    assert recognise(source) == "lshw"
    return READERS["lshw"].read(source, Context(FewPlaceholders(), "ATELIER"))


def read_one(tmp_path, document):
    (found,) = reading(tmp_path, document).machines
    return found.read


def test_the_sku_in_brackets_and_the_makers_name_are_no_part_of_the_model(tmp_path):
    said = read_one(tmp_path, machine(product="HP ProBook 430 G4 (W6P93AV)"))
    assert (said["manufacturer"], said["model"], said["serial_number"]) == ("HP", "ProBook 430 G4", "5CD7314HDY")
    assert said["chassis"] == "notebook"


def test_a_placeholder_is_unknown_and_gives_no_identity(tmp_path):
    (found,) = reading(tmp_path, machine(serial="System Serial Number")).machines
    assert "serial_number" not in found.read
    assert found.identity == ""


def test_internal_disks_count_with_serial_bytes_and_kind(tmp_path):
    said = read_one(tmp_path, inside(disk(), disk(serial="S-2", product="Samsung SSD 850", logicalname="/dev/sdb")))
    assert said["media"] == [
        {"medium": "WD-1", "serial": "WD-1", "model": "WDC WD5000", "bytes": 500107862016, "kind": "unknown"},
        {"medium": "S-2", "serial": "S-2", "model": "Samsung SSD 850", "bytes": 500107862016, "kind": "ssd"},
    ]


@pytest.mark.parametrize(
    "node",
    [
        {"id": "usb", "class": "storage", "businfo": "usb@1:1", "children": [disk(description="SCSI Disk")]},
        {"id": "s", "class": "storage", "configuration": {"driver": "uas"}, "children": [disk()]},
        disk(id="cdrom", logicalname=["/dev/cdrom", "/dev/sr0"]),
        disk(logicalname="/dev/fd0", description="Floppy"),
        disk(description="SCSI Disk", capabilities={"removable": "media can be removed"}),
        disk(description="SCSI Disk", size=None, serial=None),
        {"id": "device", "class": "disk", "description": "SD Card", "logicalname": "/dev/mmcblk0", "size": 16 * 10**9},
    ],
    ids=["boot stick", "usb box", "optical", "floppy", "card reader", "empty slot", "sd card"],
)
def test_what_is_not_inside_is_no_disk(tmp_path, node):
    assert read_one(tmp_path, inside(disk(), node))["media"] == read_one(tmp_path, inside(disk()))["media"]


def test_an_nvme_disk_is_one_ssd_under_the_serial_of_its_controller(tmp_path):
    names = [disk(id="namespace:0", logicalname="/dev/ng0n1", size=None, serial=None)]
    names.append(disk(id="namespace:1", logicalname="/dev/nvme0n1", product=None, serial=None, size=256 * 10**9))
    node = {"id": "nvme", "class": "storage", "product": "KXG5", "serial": "N-1", "children": names}
    (medium,) = read_one(tmp_path, inside(node))["media"]
    assert medium == {"medium": "N-1", "serial": "N-1", "model": "KXG5", "bytes": 256 * 10**9, "kind": "ssd"}


def test_an_nvme_controller_without_its_disk_still_means_a_medium(tmp_path):
    node = {"id": "storage", "class": "storage", "description": "Non-Volatile memory controller"}
    assert [medium["medium"] for medium in read_one(tmp_path, inside(node))["media"]] == ["disk-1"]


def test_soldered_flash_is_inside(tmp_path):
    node = {"id": "device", "class": "generic", "description": "SD/MMC Device", "logicalname": "/dev/mmcblk2"}
    (medium,) = read_one(tmp_path, inside({**node, "size": 15758000128}))["media"]
    assert medium["kind"] == "flash"


def test_a_machine_without_a_word_of_storage_has_unknown_media_and_an_empty_controller_none(tmp_path):
    assert "media" not in read_one(tmp_path, inside())
    assert read_one(tmp_path, inside({"id": "sata", "class": "storage"}))["media"] == []


def test_memory_is_the_sum_of_the_modules_and_flash_of_the_board_is_none(tmp_path):
    """The description may be in any language: "Mémoire système" counts as "System Memory" does."""
    banks = [{"id": f"bank:{n}", "class": "memory", "size": 2**31, "units": "bytes"} for n in range(2)]
    board = {"id": "memory", "class": "memory", "description": "Mémoire système", "children": banks}
    chip = {"id": "bank", "class": "memory", "description": "Chip FLASH Non-volatile", "size": 4194304}
    flash = {"id": "memory:1", "class": "memory", "description": "Flash Memory", "children": [chip]}
    assert read_one(tmp_path, inside(board, flash))["memory_bytes"] == 2**32
    assert "memory_bytes" not in read_one(tmp_path, inside({**board, "children": []}))
    assert read_one(tmp_path, inside({**board, "children": [], "size": 2**30}))["memory_bytes"] == 2**30


def test_the_processor_is_the_first_one_there_with_its_name_cleaned(tmp_path):
    empty = {"id": "cpu:0", "class": "processor", "product": "[empty]"}
    real = {"id": "cpu:1", "class": "processor", "product": "Intel(R) Core(TM)2 Duo CPU     T6400  @ 2.00GHz"}
    assert read_one(tmp_path, inside(empty, real))["cpu"] == "Intel Core 2 Duo T6400"


@pytest.mark.parametrize("vendor", ["innotek GmbH", "QEMU", "VMware, Inc.", "Xen"])
def test_a_virtual_machine_is_skipped_by_name(tmp_path, vendor):
    found = reading(tmp_path, machine(vendor=vendor, product="VM"))
    assert not found.machines
    assert "VM" in found.skipped[0].reason


def test_a_list_and_documents_in_a_row_hold_one_machine_each(tmp_path):
    both = [machine(), machine(serial="OTHER1")]
    assert [one.read["serial_number"] for one in reading(tmp_path, both).machines] == ["5CD7314HDY", "OTHER1"]
    row = b"\n".join(json.dumps(one).encode() for one in both)
    assert len({one.digest for one in reading(tmp_path, row).machines}) == 2


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.decode().encode("utf-16"),
        lambda text: b"WARNING: you should run this program as super-user.\n" + text,
        lambda text: text.replace(b"[]", b"[ {}, ]").replace(b"}]}", b"},]}"),
        lambda text: text.replace(b"HP", b"HP\x01"),
    ],
    ids=["mark", "utf-16", "warning", "commas too many", "control sign"],
)
def test_the_bytes_may_be_dressed_in_many_ways(tmp_path, dress):
    text = json.dumps(inside(disk())).encode()
    assert read_one(tmp_path, dress(text))["serial_number"] == "5CD7314HDY"


def test_a_cut_file_is_told_with_its_place_and_what_to_do(tmp_path):
    text = json.dumps(machine(), indent=1).encode()
    (fault,) = reading(tmp_path, text[:-20]).faults
    assert fault.row is not None
    assert "lshw -json" in fault.reason


def test_json_of_absurd_depth_is_a_fault_and_no_crash(tmp_path):
    deep = b'{"class" : "system", "children": ' + b"[" * 200_000
    assert reading(tmp_path, deep).faults


@with_samples
def test_seventeen_contents_two_virtual_machines_fifteen_devices_one_without_identity():
    found = [READERS["lshw"].read(Source(path), Context(FewPlaceholders(), "A")) for path in LSHW]
    machines = {one.digest: one for reading in found for one in reading.machines}
    assert len(LSHW) == 24
    assert len({path.read_bytes() for path in LSHW}) == 17
    assert sum(len(reading.skipped) for reading in found) == 2
    assert len(machines) == 15
    assert ["nox" in one.origin.file for one in machines.values() if not one.identity] == [True]


@with_samples
@pytest.mark.parametrize(
    "name, memory, disks",
    [
        ("lshw/acer-aspire-5737z.lshw.json", 4 * 2**30, ["WD-WXN209S36759"]),
        ("ereuse-snapshots/lshw/lenovo-415522g.lshw.json", 24 * 2**30, ["173586804248", "S24NJ9CBC00089"]),
        ("lshw/8100.lshw.json", 8 * 2**30, ["WD-WCAV2U856544"]),
        ("lshw/boxnuc6cayh.lshw.json", 4 * 2**30, ["50026B77821CF9DE"]),
        ("ereuse-snapshots/lshw/acer-iconia-w500.lshw.json", 2 * 2**30, ["110938317894"]),
    ],
)
def test_real_machines_keep_their_own_disks_only(name, memory, disks):
    (found,) = READERS["lshw"].read(Source(SAMPLES / name), Context(FewPlaceholders(), "A")).machines
    assert found.read["memory_bytes"] == memory
    assert [medium["medium"] for medium in found.read["media"]] == disks

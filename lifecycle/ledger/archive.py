"""Reading the archive of a backup: nothing in it is believed before it was looked at."""

from __future__ import annotations

import errno
import json
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath

from lifecycle.ledger.backup import (
    EVIDENCE,
    FORMAT,
    LEDGER,
    MANIFEST,
    PEOPLE,
    PIECE,
    Manifest,
    Member,
    Progress,
    is_digest,
)
from lifecycle.ledger.chain import Head
from lifecycle.ledger.errors import BackupRefused
from lifecycle.ledger.opening import refuse_newer
from lifecycle.words import Sentence, say

_LARGEST_MANIFEST = 64 << 20
_SMALL = 16 << 20
_LARGEST_RATIO = 100
"""A ledger holds hashes, which do not shrink: an archive that unpacks to more than this is a bomb."""


def refused(file: Path, why: Sentence) -> BackupRefused:
    """The refusal of an archive, and why."""
    return BackupRefused(say("{file} is refused, nothing was restored: {why}", file=file, why=why))


@contextmanager
def opened_archive(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever shows while it is read that it is none, or damaged, is a refusal."""
    damaged = refused(file, say("it is no backup, or it is damaged"))
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError) as trouble:
        raise damaged from trouble
    except OSError as trouble:
        if trouble.errno != errno.EINVAL:
            raise
        raise damaged from trouble  # its list points before its beginning


def manifest_of(packed: zipfile.ZipFile, file: Path) -> Manifest:
    """What the archive says it holds, once its list of members is seen to hold that and nothing else."""
    infos = packed.infolist()
    names = [info.filename for info in infos]
    told = next((info for info in infos if info.filename == MANIFEST), None)
    if told is None or told.file_size > _LARGEST_MANIFEST or told.flag_bits & 1:
        raise refused(file, say("it is no backup of a ledger"))
    try:
        manifest = _parse(packed.read(MANIFEST))
    except (ValueError, LookupError, TypeError, RecursionError) as trouble:
        raise refused(file, say("its manifest cannot be read")) from trouble
    refuse_newer(file, manifest.version)
    for info in infos:
        link, locked = stat.S_ISLNK(info.external_attr >> 16), info.flag_bits & 1
        if link or locked or not _is_expected(info.filename):
            raise refused(file, say("it holds “{name}”, which no backup does", name=info.filename))
    if sorted(names) != sorted([MANIFEST, *(member.name for member in manifest.members)]):
        raise refused(file, say("it does not hold what its manifest says"))
    total = sum(member.size for member in manifest.members)
    if total > max(_SMALL, _LARGEST_RATIO * file.stat().st_size):
        raise refused(file, say("it would unpack to {size} bytes, which no ledger does", size=total))
    return manifest


def _parse(text: bytes) -> Manifest:
    said = json.loads(text)
    if said["format"] != FORMAT:
        raise ValueError("another format")
    head = Head(str(said["ledger_id"]), int(said["count"]), str(said["hash"]))
    members = tuple(Member(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in said["members"])
    if LEDGER not in {member.name for member in members} or any(member.size < 0 for member in members):
        raise ValueError("no ledger")
    return Manifest(head, int(said["version"]), members)


def _is_expected(name: str) -> bool:
    """Only these names are ever written: nothing can climb out of the folder."""
    if name in (MANIFEST, LEDGER, PEOPLE):
        return True
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and parts[0] == EVIDENCE and is_digest(parts[1]) and name == "/".join(parts)


def unpack(packed: zipfile.ZipFile, manifest: Manifest, folder: Path, file: Path, progress: Progress | None) -> None:
    """Write the files of the archive into a folder, each found to be what the manifest says."""
    free = shutil.disk_usage(folder).free
    total = sum(member.size for member in manifest.members)
    if total > free:
        raise refused(file, say("it needs {size} bytes and the disk has {free} left", size=total, free=free))
    (folder / EVIDENCE).mkdir()
    done = 0
    for member in manifest.members:
        digest, left = sha256(), member.size
        with packed.open(member.name) as source, (folder / member.name).open("xb") as target:
            while piece := source.read(min(PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    break  # more than it says: a bomb is not unpacked any further
                digest.update(piece)
                target.write(piece)
                done += len(piece)
                if progress is not None:
                    progress(done, 2 * total)
        named_wrongly = member.name.startswith(EVIDENCE) and not member.name.endswith(member.sha256)
        if left or digest.hexdigest() != member.sha256 or named_wrongly:
            raise refused(file, say("{name} in it is damaged", name=member.name))

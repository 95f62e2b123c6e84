"""Where this PC keeps what it keeps of documents, and what it remembers of each."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

from core.safekeeping import disk

_KEADAAN = "keadaan.json"


class Places(NamedTuple):
    """The user's own folder on this PC; below it a folder for each document and its backups."""

    folder: Path

    def work_folder(self, target: Path) -> Path:
        """The folder of the working copy of the document that lies at `target`."""
        place = os.path.normcase(os.path.realpath(target))
        return self.folder / "kerja" / hashlib.sha256(place.encode()).hexdigest()[:16]

    def backup_folder(self, berkas_id: str) -> Path:
        """The folder of the backups of a document, wherever its copies lie."""
        return self.folder / "cadangan" / hashlib.sha256(berkas_id.encode()).hexdigest()[:16]

    def evidence_folder(self, berkas_id: str) -> Path:
        """The folder of the evidence of a document, for all its copies on this PC."""
        return self.folder / "bukti" / hashlib.sha256(berkas_id.encode()).hexdigest()[:16]

    def remembered(self) -> list[Keadaan]:
        """Every document that this PC has a working copy of, the last published first."""
        found = [read_keadaan(path.parent) for path in self.folder.glob(f"kerja/*/{_KEADAAN}")]
        return sorted(filter(None, found), key=lambda each: each.waktu, reverse=True)

    def unpublished(self) -> list[Path]:
        """Where the documents lie to which work on this PC has not gone yet, as far as known."""
        return [each.berkas for each in self.remembered() if _is_unpublished(each)]


class Keadaan(NamedTuple):
    """What this PC remembers of one document.

    `kerja` is the working copy, `salinan` its name in the journal. `terbit` is the SHA-256 of what
    was last seen or put at `berkas`, `dicoba` of what it was tried to put there since; `vektor`
    and `waktu` belong to `terbit`. Of documents that hold evidence, `asal` has the SHA-256 of the
    working copy that each of these was made of, and `rupa` how the document showed when it was
    proved to be `terbit`; see disk.look_of.
    """

    folder: Path
    berkas: Path
    berkas_id: str
    salinan: str
    kerja: str
    terbit: str
    dicoba: tuple[str, ...]
    vektor: Mapping[str, int]
    waktu: str
    asal: Mapping[str, str] = {}
    rupa: str = ""

    @property
    def working_copy(self) -> Path:
        return self.folder / self.kerja

    def kerja_of(self, sha256: str) -> str:
        """The SHA-256 of the working copy that holds what this document holds."""
        return self.asal.get(sha256, sha256)

    def tries(self, sha256: str, kerja: str, most: int) -> Keadaan:
        """With one more content that is to be put there, made of this working copy."""
        earlier = [each for each in self.dicoba if each != sha256]
        tried = self._replace(dicoba=(*earlier[-most:], sha256))
        return tried._with_asal({**self.asal, sha256: kerja})

    def stands(self, sha256: str, rupa: str = "") -> Keadaan:
        """With this content there, which is known to be one of its own."""
        arrived = self._replace(terbit=sha256, dicoba=(), rupa=rupa)
        return arrived._with_asal(self.asal)

    def known_by(self, sha256: str | None, rupa: str) -> Keadaan:
        """With how a document with evidence looks that was found to be the one remembered."""
        has_evidence = sha256 == self.terbit != self.kerja_of(self.terbit)
        if not has_evidence or rupa == self.rupa:
            return self
        looking = self._replace(rupa=rupa)
        with suppress(OSError):
            looking.write()
        return looking

    def _with_asal(self, asal: Mapping[str, str]) -> Keadaan:
        known = (self.terbit, *self.dicoba)
        return self._replace(
            asal={each: asal[each] for each in known if asal.get(each, each) != each}
        )

    def write(self) -> None:
        """Remember it durably; OSError where the disk refuses."""
        values = {**self._asdict(), "berkas": str(self.berkas)}
        del values["folder"]
        # Who has cleared it away takes the working copy, but not what is still to be published.
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{_KEADAAN}.baru"
        disk.write_durable(draft, json.dumps(values, ensure_ascii=False, indent=1).encode())
        disk.replace_durable(draft, self.folder / _KEADAAN)


def _is_unpublished(keadaan: Keadaan) -> bool:
    with suppress(OSError):
        here = disk.hash_of(keadaan.working_copy)
        if here in (None, keadaan.kerja_of(keadaan.terbit)):
            return False
        # What was tried may have arrived without this PC having noted it.
        tried = [each for each in keadaan.dicoba if keadaan.kerja_of(each) == here]
        return not tried or disk.hash_of(keadaan.berkas) not in tried
    return True


def read_keadaan(folder: Path) -> Keadaan | None:
    """What is remembered in a folder; None where nothing is, or nothing that makes sense."""
    with suppress(
        OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError
    ):
        values: dict[str, Any] = json.loads((folder / _KEADAAN).read_bytes())
        if not fnmatch(values["kerja"], "kerja-*.sqlite"):
            return None
        texts = {name: str(values[name]) for name in ("berkas_id", "salinan", "terbit", "waktu")}
        return Keadaan(
            folder=folder,
            berkas=Path(values["berkas"]),
            kerja=Path(values["kerja"]).name,
            dicoba=tuple(map(str, values["dicoba"])),
            vektor={str(salinan): int(urut) for salinan, urut in values["vektor"].items()},
            asal={str(each): str(kerja) for each, kerja in values.get("asal", {}).items()},
            rupa=str(values.get("rupa", "")),
            **texts,
        )
    return None

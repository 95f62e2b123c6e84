"""Edits by other programs: found in a document or working copy, taken back or taken over."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from core.cell_values import one_line
from core.document import Environment
from core.errors import DamagedError, FileError
from core.history.keadaan import moments, tables_as_of
from core.model.journal import JournalStep
from core.model.register import Row
from core.pengesahan.beku import Beku, parse_beku
from core.pengesahan.selisih import differences
from core.row_check import Tables
from core.safekeeping import disk
from core.safekeeping.arrival import looked_at, on_this_pc
from core.safekeeping.outside_found import (
    KATEGORI,
    LembarBeku,
    Luar,
    OutsideEdits,
    Pemeriksaan,
)
from core.safekeeping.outside_mending import LABEL, accept, restore, why_not
from core.safekeeping.outside_words import (
    blob_findings,
    findings,
    lembar_of,
    named_arsip,
    wanted_arsip,
)
from core.safekeeping.places import Places
from core.safekeeping.rescue import candidates
from core.sheets.kode import format_kode, kode_of
from core.signed import readable_acts
from core.storage import file
from core.storage.outside import Examined, differing_cells, examine, read_blob
from core.storage.replay import hash_of

__all__ = [
    "KATEGORI",
    "LABEL",
    "OutsideEdits",
    "Pemeriksaan",
    "accept",
    "examine_file",
    "outside_edits",
    "restore",
]


def outside_edits(
    error: FileError, berkas: Path, target: Path, places: Places, environment: Environment
) -> OutsideEdits | None:
    """The same refusal with what another program did; None where the file is damaged otherwise."""
    with suppress(FileError, OSError):
        found = examine_file(berkas, target, places, environment)
        if not found.is_sound and not found.rusak:
            return OutsideEdits(str(error), found)
    return None


# Finding out


def examine_file(
    berkas: Path, target: Path, places: Places, environment: Environment
) -> Pemeriksaan:
    """Examine a file as it lies there; FileError where nothing can be read of it."""
    with _copied(berkas) as copy:
        sha256 = disk.hash_of(copy) or ""
        found = examine(copy, target.name)
        others = list(_others(berkas, target, places, environment))
        steps = found.steps
        if not found.is_sound:
            found, steps = _completed(found, others, environment)
        sumber = _sources(found, others, environment)
        luar = list(findings(found))
        luar += blob_findings(found, with_evidence=berkas == target)
        unsigned = list(_unsigned(copy, found))
        luar += unsigned
        lembar = list(_frozen(copy, found, luar))
    rusak = found.is_damaged
    can_restore = bool(luar and steps and found.pasti) and sumber is not None
    can_restore = can_restore and not any(each.beku for each in unsigned)
    can_restore = can_restore and not any(each.jenis == "beku" for each in luar)
    made = Pemeriksaan(
        berkas,
        target,
        sha256,
        tuple(luar),
        tuple(lembar),
        found,
        steps,
        sumber or (),
        rusak,
        can_restore,
        False,
        "",
    )
    if not made.temuan:
        return made
    sebab = why_not(made, environment)
    return made._replace(bisa_terima=not sebab, sebab=sebab)


@contextmanager
def _copied(berkas: Path) -> Iterator[Path]:
    """A private copy, without the journal of a transaction that may have broken off."""
    with on_this_pc(berkas), tempfile.TemporaryDirectory(prefix="iku-") as folder:
        with file.user_errors(berkas):
            content = disk.read_whole(berkas)
        copy = Path(folder) / "diperiksa.sqlite"
        copy.write_bytes(content)
        yield copy


def _others(berkas: Path, target: Path, places: Places, environment: Environment) -> Iterator[Path]:
    if berkas != target:
        yield target
    for path, _ in candidates(target, places, environment):
        if path != berkas:
            yield path


def _completed(
    found: Examined, others: Iterable[Path], environment: Environment
) -> tuple[Examined, tuple[JournalStep, ...]]:
    """What another copy of the document knows of a journal that was cut or altered.

    Where its journal goes on to the very content that is there, the end was cut off. Where it
    holds the last step, it holds the ones before it too.
    """
    if found.is_sound or (found.steps and not found.sel):
        return found, found.steps
    for path in others:
        with suppress(FileError), looked_at(path, environment) as arrived:
            known = arrived.doc.journal()
            made = _completed_by(found, known, arrived.doc.all_rows())
            if made is not None:
                return made
    return found, found.steps


def _completed_by(
    found: Examined, known: Sequence[JournalStep], tables: Tables
) -> tuple[Examined, tuple[JournalStep, ...]] | None:
    last = "" if found.last is None else found.last.sidik
    at = next((n for n, step in enumerate(known) if step.sidik == last), None)
    after = 0 if at is None else at + 1
    for number in range(len(known) - 1, after - 1, -1):
        if known[number].isi == found.isi and number + 1 > len(found.sidik):
            cut = known[after : number + 1] if at is not None else known[number : number + 1]
            names = (_cut_name(cut),) if at is not None else ()
            riwayat = (*found.riwayat, *names)
            whole = found._replace(riwayat=riwayat, sel=(), pasti=True, seharusnya=found.ada)
            return whole, tuple(known[: number + 1])
    if at is None or found.steps or known[at] not in moments(known):
        return None
    steps = tuple(known[: at + 1])
    ought = tables_as_of(tables, known, known[at].nomor)
    content = {table: {key: dict(row) for key, row in own.items()} for table, own in ought.items()}
    if hash_of(content) != known[at].isi:
        return None
    sel = tuple(differing_cells(content, found.ada)) if found.isi != known[at].isi else ()
    return found._replace(seharusnya=content, pasti=True, sel=sel), steps


def _cut_name(steps: Sequence[JournalStep]) -> str:
    first, last = steps[0], steps[-1]
    which = (
        f"langkah {first.nomor}"
        if len(steps) == 1
        else (f"langkah {first.nomor} sampai {last.nomor}")
    )
    return (
        f"Akhir riwayat dipotong: {which} dihapus (yang terakhir {last.waktu.replace('T', ' ')}, "
        f"{last.oleh[:60]}: {last.tindakan[:80]}), sedangkan isinya masih ada."
    )


def _sources(
    found: Examined, others: Iterable[Path], environment: Environment
) -> tuple[Path, ...] | None:
    """The copies that have the sheets which this file lacks; None where one is nowhere."""
    missing = {each for each in wanted_arsip(found) if each not in found.arsip}
    sources = []
    for path in others if missing else ():
        with suppress(FileError), looked_at(path, environment) as arrived:
            there = {each for each in missing if arrived.doc.has_arsip(each)}
            if there:
                sources.append(path)
                missing -= there
    return None if missing else tuple(sources)


def _frozen(copy: Path, found: Examined, luar: list[Luar]) -> Iterator[LembarBeku]:
    """Every signed version; what differs from the frozen copies is added to `luar`."""
    rows = {**found.ada["pengesahan"], **found.seharusnya["pengesahan"]}
    current = {each.id for each in readable_acts(found.seharusnya).in_force.values()}
    for key, row in sorted(rows.items(), key=lambda each: _by_version(each[1])):
        masalah = []
        if key not in found.ada["pengesahan"]:
            masalah.append("pengesahannya dihapus")
        elif found.ada["pengesahan"][key] != row:
            masalah.append("pengesahannya diubah")
        masalah += _sheet_problems(found, row)
        beku = _beku(copy, str(row["sidik"]), row, masalah)
        if beku is not None and key in current:
            changed = list(_changed(beku, found, luar))
            luar += [each for each in changed if each.jenis == "beku"]
            if changed:
                masalah.append(f"{len(changed)} isian di dalam berkas bukan lagi yang disahkan")
        lembar = lembar_of(row, masalah, digantikan=key not in current)
        if lembar is not None:
            yield lembar
        elif key in found.ada["pengesahan"]:
            nama = f"Keterangan pengesahan {one_line(key)[:60]} tidak ditulis oleh program ini."
            luar.append(Luar("arsip", nama, beku=True))


def _unsigned(copy: Path, found: Examined) -> Iterator[Luar]:
    """What is kept of signed versions that are not there any more, nor in the journal.

    The frozen copies are marked: with them the file tells of something that it should hold.
    """
    others = sorted(found.arsip - named_arsip(found))
    frozen = {sidik: beku for sidik in others if (beku := _frozen_copy(copy, sidik)) is not None}
    for sidik, beku in frozen.items():
        nama = (
            f"Pengesahan {beku.periode.singkat} versi {beku.versi} (kode "
            f"{format_kode(kode_of(sidik))}) dihapus beserta riwayatnya; salinan bekunya masih "
            "ada di dalam berkas."
        )
        yield Luar("arsip", nama, beku.periode, beku=True)
    if others and not frozen:
        yield Luar("arsip", f"{len(others)} lampiran tanpa pengesahan ada di dalam berkas.")


def _frozen_copy(copy: Path, sidik: str) -> Beku | None:
    data = read_blob(copy, sidik) or b""
    with suppress(DamagedError):
        return parse_beku(data) if data.startswith(b"{") else None
    return None


def _by_version(row: Row) -> tuple[str, int]:
    return str(row["periode_id"]), row["versi"] if isinstance(row["versi"], int) else 0


def _sheet_problems(found: Examined, row: Row) -> Iterator[str]:
    for kolom, what in (
        ("pengukuran", "lembar pengukuran"),
        ("iku", "lembar IKU"),
        ("kertas_kerja", "kertas kerja"),
    ):
        sidik = row[kolom]
        if sidik is not None and sidik not in found.arsip:
            yield f"{what} {'diubah' if sidik in found.lampiran else 'hilang'}"


def _beku(copy: Path, sidik: str, row: Row, masalah: list[str]) -> Beku | None:
    data = read_blob(copy, sidik)
    if data is None:
        masalah.append("salinan beku hilang atau diubah")
        return None
    try:
        beku = parse_beku(data)
    except DamagedError:
        masalah.append("salinan beku tidak ditulis oleh program ini")
        return None
    waived = json.dumps(beku.abaikan, ensure_ascii=False, separators=(",", ":"))
    said = (beku.periode.id, beku.versi, beku.waktu, beku.oleh, beku.kertas, waived)
    if said != tuple(row[k] for k in ("periode_id", "versi", "waktu", "oleh", "kertas", "abaikan")):
        masalah.append("keterangan pengesahan berbeda dari salinan beku")
    return beku


def _changed(beku: Beku, found: Examined, luar: Sequence[Luar]) -> Iterator[Luar]:
    """What the file says now of a signed period and the frozen copy does not."""
    known = {each.kunci for each in luar if each.kunci is not None}
    try:
        changed = differences(beku, found.ada)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, IndexError):
        return
    for each in changed:
        kunci = each.kunci.tabel, each.kunci.baris
        jenis = "isi" if kunci in known else "beku"
        yield Luar(
            jenis, each.nama, each.periode, each.iku, each.beku, each.kini, beku=True, kunci=kunci
        )

"""What this PC remembers outside any file: window, recent files, the user's name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from core.evidence_kinds import MAKS_MB, MAKS_MB_TERTINGGI

MAKS_BERKAS_TERAKHIR = 8


class Settings:
    """Kept in an INI file in the user's folder; `store` is given by tests."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "IKU Kominfo", "iku-kominfo"
        )

    @property
    def nama(self) -> str:
        """Who stands in the journal: the name given here, else that of the user's account."""
        chosen = str(self._store.value("pengguna/nama", "") or "").strip()
        if chosen:
            return chosen
        from ui.environment import local_environment

        return local_environment().oleh

    @nama.setter
    def nama(self, nama: str) -> None:
        self._store.setValue("pengguna/nama", nama.strip())

    @property
    def has_nama(self) -> bool:
        """Whether the user was asked for her name already."""
        return bool(str(self._store.value("pengguna/nama", "") or "").strip())

    @property
    def berkas_terakhir(self) -> list[Path]:
        """The files opened last, newest first; files that are gone are left out."""
        return [path for path in self._recent() if path.is_file()]

    def _recent(self) -> list[Path]:
        value = self._store.value("berkas/terakhir", [])
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(str(text)) for text in texts if text]

    def remember(self, path: Path) -> None:
        """Put a file at the head of the recent ones; it is the one to open next time."""
        path = path.absolute()
        paths = [path, *(each for each in self._recent() if each != path)]
        texts = [str(each) for each in paths[:MAKS_BERKAS_TERAKHIR]]
        self._store.setValue("berkas/terakhir", texts)
        self._store.setValue("berkas/terbuka", str(path))

    def closed(self) -> None:
        """No file is to be opened at the next start."""
        self._store.setValue("berkas/terbuka", "")

    @property
    def berkas_terbuka(self) -> Path | None:
        """The file that was open when the program ended, if it is still there."""
        text = str(self._store.value("berkas/terbuka", "") or "")
        path = Path(text) if text else None
        return path if path is not None and path.is_file() else None

    @property
    def folder_berkas(self) -> Path:
        """Where file dialogs start."""
        recent = self._recent()
        folder = recent[0].parent if recent else Path.home()
        documents = Path.home() / "Documents"
        if recent and folder.is_dir():
            return folder
        return documents if documents.is_dir() else Path.home()

    @property
    def batas_bukti(self) -> int:
        """The most megabytes that one piece of evidence may hold."""
        text = str(self._store.value("bukti/batas", "") or "")
        chosen = int(text) if text.isdecimal() else MAKS_MB
        return min(max(1, chosen), MAKS_MB_TERTINGGI)

    @batas_bukti.setter
    def batas_bukti(self, megabytes: int) -> None:
        self._store.setValue("bukti/batas", min(max(1, megabytes), MAKS_MB_TERTINGGI))

    @property
    def geometry(self) -> QByteArray | None:
        value = self._store.value("jendela/geometri")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("jendela/geometri", geometry)

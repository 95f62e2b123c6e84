"""The Indonesian words for what Qt itself writes: standard buttons, edit menus, key names."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

_BUTTONS = {
    "OK": "OK",
    "Save": "Simpan",
    "Save All": "Simpan semua",
    "Open": "Buka",
    "&Yes": "&Ya",
    "Yes": "Ya",
    "Yes to &All": "Ya untuk &semua",
    "&No": "&Tidak",
    "No": "Tidak",
    "N&o to All": "Tidak &untuk semua",
    "Abort": "Hentikan",
    "Retry": "Coba lagi",
    "Ignore": "Abaikan",
    "Close": "Tutup",
    "&Close": "&Tutup",
    "Cancel": "Batal",
    "Discard": "Buang",
    "Don't Save": "Jangan simpan",
    "Close without Saving": "Tutup tanpa menyimpan",
    "Help": "Bantuan",
    "Apply": "Terapkan",
    "Reset": "Atur ulang",
    "Restore Defaults": "Kembalikan bawaan",
    "Show Details...": "Tampilkan rincian…",
    "Hide Details...": "Sembunyikan rincian…",
}
_EDITING = {
    "&Undo": "&Urungkan",
    "&Redo": "U&langi",
    "Cu&t": "&Potong",
    "&Copy": "&Salin",
    "Copy &Link Location": "Salin alamat &tautan",
    "&Paste": "&Tempel",
    "Delete": "Hapus",
    "Select All": "Pilih semua",
    "&Select All": "Pilih &semua",
    "&Step up": "&Naikkan",
    "Step &down": "&Turunkan",
    "Clear": "Kosongkan",
    "Scroll Left": "Geser ke kiri",
    "Scroll Right": "Geser ke kanan",
    "Scroll here": "Geser ke sini",
    "Top": "Paling atas",
    "Bottom": "Paling bawah",
    "Left edge": "Tepi kiri",
    "Right edge": "Tepi kanan",
    "Page up": "Halaman sebelumnya",
    "Page down": "Halaman berikutnya",
    "Page left": "Halaman kiri",
    "Page right": "Halaman kanan",
    "Scroll up": "Geser ke atas",
    "Scroll down": "Geser ke bawah",
    "Scroll left": "Geser ke kiri",
    "Scroll right": "Geser ke kanan",
}
_FILE_DIALOG = {
    "Look in:": "Cari di:",
    "File &name:": "&Nama berkas:",
    "Files of type:": "Jenis berkas:",
    "&Open": "&Buka",
    "&Save": "&Simpan",
    "&Choose": "&Pilih",
    "Directory:": "Folder:",
    "Name": "Nama",
    "Size": "Ukuran",
    "Type": "Jenis",
    "Kind": "Jenis",
    "Date Modified": "Tanggal diubah",
    "Back": "Kembali",
    "Go back": "Kembali",
    "Forward": "Maju",
    "Go forward": "Maju",
    "Parent Directory": "Folder induk",
    "Go to the parent directory": "Ke folder induk",
    "Create New Folder": "Buat folder baru",
    "Create a New Folder": "Buat folder baru",
    "&New Folder": "Folder &baru",
    "New Folder": "Folder baru",
    "List View": "Tampilan daftar",
    "Change to list view mode": "Tampilkan sebagai daftar",
    "Detail View": "Tampilan rinci",
    "Change to detail view mode": "Tampilkan dengan rincian",
    "Sidebar": "Bilah samping",
    "Files": "Berkas",
    "Computer": "Komputer",
    "My Computer": "Komputer ini",
    "Drive": "Diska",
    "Folder": "Folder",
    "File Folder": "Folder",
    "File": "Berkas",
    "%1 File": "Berkas %1",
    "&Rename": "&Ganti nama",
    "&Delete": "&Hapus",
    "Directories": "Folder",
    "Show &hidden files": "Tampilkan berkas &tersembunyi",
    "All Files (*)": "Semua berkas (*)",
    "%1 already exists.\nDo you want to replace it?": "%1 sudah ada.\nGanti dengan yang baru?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nBerkas tidak ditemukan.\nPeriksa kembali nama berkasnya."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nFolder tidak ditemukan.\nPeriksa kembali nama foldernya."
    ),
}
_PRINT_DIALOG = {
    "&Name:": "&Nama:",
    "&Options >>": "&Pilihan >>",
    "&Options <<": "&Pilihan <<",
    "&Print": "&Cetak",
    "All Pages": "Semua halaman",
    "Collate": "Urut per rangkap",
    "Color": "Berwarna",
    "Color Mode": "Warna",
    "Copies": "Rangkap",
    "Copies:": "Rangkap:",
    "Current Page": "Halaman ini",
    "Double Sided Printing": "Cetak dua sisi",
    "Even Pages": "Halaman genap",
    "Grayscale": "Skala abu-abu",
    "Local file": "Berkas pada PC ini",
    "Location:": "Lokasi:",
    "Long side binding": "Jilid sisi panjang",
    "Odd Pages": "Halaman ganjil",
    "Off": "Tidak",
    "Options": "Pilihan",
    "Output &file:": "&Berkas hasil:",
    "Output Settings": "Pengaturan hasil",
    "P&roperties": "P&engaturan",
    "Page Set:": "Halaman:",
    "Pages": "Halaman",
    "Pages from": "Halaman",
    "Preview": "Pratinjau",
    "Print": "Cetak",
    "Print all": "Semua halaman",
    "Print range": "Yang dicetak",
    "Print to File (PDF)": "Simpan ke berkas (PDF)",
    "Printer": "Pencetak",
    "Reverse": "Urutan terbalik",
    "Selection": "Yang dipilih",
    "Short side binding": "Jilid sisi pendek",
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated "
    "by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": (
        "Halaman atau rentang, dipisahkan koma; contoh: 3,5-7,9."
    ),
    "Type:": "Jenis:",
    "Write PDF file": "Menulis berkas PDF",
    "to": "sampai",
}
"""Of the dialog on Linux; Windows shows its own, in the language of Windows."""

_KEYS = {"Left": "Kiri", "Right": "Kanan", "Up": "Atas", "Down": "Bawah", "Space": "Spasi"}

_BY_CONTEXT = {
    "QShortcut": _KEYS,
    "QFileDialog": {**_BUTTONS, **_EDITING, **_FILE_DIALOG},
}
_EVERYWHERE = {**_PRINT_DIALOG, **_FILE_DIALOG, **_BUTTONS, **_EDITING}


class StandardTexts(QTranslator):
    """Answers Qt's questions for a text; whatever is not listed stays as it is."""

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """Indonesian text, else the text itself: Qt takes "" for a translation."""
        source = _text(sourceText)
        return _BY_CONTEXT.get(_text(context), _EVERYWHERE).get(source, source)

    def isEmpty(self) -> bool:
        """Never: Qt does not install an empty translator."""
        return False


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def install(owner: QObject) -> None:
    """Use these words from now on; `owner` keeps them alive."""
    QCoreApplication.installTranslator(StandardTexts(owner))

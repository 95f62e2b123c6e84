"""Files as an office has them, made in memory: what may be evidence, and what pretends to be."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "6060600000000400012734270a0000000049454e44ae426082"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(20)
PROGRAM = b"MZ\x90\0" + bytes(100)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

_TYPES = "application/vnd.openxmlformats-officedocument"
_OOXML = {
    "xlsx": ("xl/workbook.xml", f"{_TYPES}.spreadsheetml.sheet.main+xml"),
    "docx": ("word/document.xml", f"{_TYPES}.wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{_TYPES}.presentationml.presentation.main+xml"),
}
_ODF = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
}


def zipped(parts: dict[str, str]) -> bytes:
    """An archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return made.getvalue()


def office(end: str, **more: str) -> bytes:
    """A document of a kind that is zipped, with more parts ("__" stands for a slash)."""
    parts = {name.replace("__", "/").replace("_dot_", "."): text for name, text in more.items()}
    if end in _ODF:
        return zipped({"mimetype": _ODF[end], "content.xml": "<x/>", **parts})
    main, kind = _OOXML[end]
    types = f'<Types><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    return zipped({"[Content_Types].xml": types, main: "<x/>", **parts})


def old_office(*streams: str) -> bytes:
    """A compound file whose directory has these streams."""
    made = OLE
    for stream in streams:
        name = stream.encode("utf-16-le")
        made += (name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little")).ljust(128, b"\1")
    return made

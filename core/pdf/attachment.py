"""Putting a file into a PDF, as data that belongs to the document."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

JENIS_BERKAS = "application/json"


def attach(canvas: Canvas, name: str, data: bytes, description: str) -> None:
    """Embed `data` under an ASCII name; readers list it among the attachments of the document.

    It stands in the name tree of embedded files and is associated with the document as /Data.
    Nothing of it depends on the clock. reportlab has no call for this: its objects are placed
    into the catalogue of the file by hand.
    """
    document: Any = canvas._doc  # type: ignore[attr-defined]
    stream = PDFStream(
        PDFDictionary(
            {
                "Type": PDFName("EmbeddedFile"),
                "Subtype": PDFName(JENIS_BERKAS),
                "Filter": PDFName("FlateDecode"),
                "Params": PDFDictionary(
                    {"Size": len(data), "CheckSum": _hex(hashlib.md5(data).digest())}
                ),
            }
        ),
        zlib.compress(data, 9),
    )
    kept = document.Reference(stream)
    filespec = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(name),
            "UF": PDFString(name),
            "Desc": PDFString(description),
            "AFRelationship": PDFName("Data"),
            "EF": PDFDictionary({"F": kept, "UF": kept}),
        }
    )
    reference = document.Reference(filespec)
    files = PDFDictionary({"Names": PDFArray([PDFString(name), reference])})
    catalogue = document.Catalog
    catalogue.Names = PDFDictionary({"EmbeddedFiles": files})
    catalogue.AF = PDFArray([reference])
    # The catalogue writes the keys that it knows; this one is younger than its list.
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "AF"]


def _hex(data: bytes) -> str:
    return f"<{data.hex()}>"

"""Pages of a PDF as pictures: the only place that knows pypdfium2, and only when first needed."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
MM_PER_POINT = 25.4 / POINTS_PER_INCH


class PdfPages:
    """An open PDF; sizes are in points, pictures in device pixels."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._pdf: Any = pypdfium2.PdfDocument(data)
        self.sizes: list[tuple[float, float]] = [
            self._pdf.get_page_size(number) for number in range(len(self._pdf))
        ]

    def __len__(self) -> int:
        return len(self.sizes)

    def close(self) -> None:
        """Release the memory at once; the pictures stay."""
        self._pdf.close()

    def picture(
        self, number: int, width: int, height: int, top: int = 0, rows: int | None = None
    ) -> QImage:
        """The page drawn `width` x `height` pixels large; of it only `rows` from `top` if given.

        Strips of one page fit together to the pixel, so a large page need not be in memory whole.
        """
        import pypdfium2
        import pypdfium2.raw as pdfium

        rows = height if rows is None else min(rows, height - top)
        bitmap = pypdfium2.PdfBitmap.new_native(width, rows, pdfium.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, rows)
        page = self._pdf[number]
        try:
            flags = pdfium.FPDF_ANNOT
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, flags)
            image = QImage(
                bytes(bitmap.buffer), width, rows, bitmap.stride, QImage.Format.Format_RGB32
            )
            return image.copy()
        finally:
            bitmap.close()
            page.close()

    def text(self, number: int) -> str:
        """What stands on the page, in reading order; for those who have it read aloud."""
        page = self._pdf[number]
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_range())
        finally:
            textpage.close()
            page.close()

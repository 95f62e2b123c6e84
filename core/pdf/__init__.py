"""Drawing sheets on paper: the only place that knows reportlab, and only once it draws."""

from __future__ import annotations

from core.sheets.lembar import Lembar


def render(lembar: Lembar) -> bytes:
    """The sheet as a PDF file; the same sheet gives the same bytes.

    InputError if the logo of the letterhead cannot be read; no other content can make it fail.
    """
    from core.pdf.drawing import draw_pdf
    from core.pdf.layout import layout
    from core.pdf.paper import frame_of

    frame = frame_of(lembar)
    return draw_pdf(lembar, layout(lembar, frame), frame)


def missing_glyphs(lembar: Lembar) -> str:
    """Every character of the sheet that the fonts do not have, once; "" if all can be printed."""
    from core.pdf.glyphs import missing_in_lembar

    return missing_in_lembar(lembar)

"""A printer and a scanner for tests: pages as grey pictures, worse than drawn; what zbar reads."""

from __future__ import annotations

import random
from functools import cache

import pypdfium2
from PIL import Image, ImageFilter
from pyzbar.pyzbar import ZBarSymbol, decode


def draw_page(data: bytes, number: int, dpi: int) -> Image.Image:
    """A page in shades of grey; -1 is the last one."""
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number % len(document)]
        picture: Image.Image = page.render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()
    return picture


@cache
def grain(seed: int, noise: float) -> Image.Image:
    """A small grey picture with so many levels of noise."""
    rng = random.Random(seed)
    levels = (max(0, min(255, round(rng.gauss(128, 4 * noise)))) for _ in range(400 * 400))
    return Image.frombytes("L", (400, 400), bytes(levels))


def scan(page: Image.Image, *, blur: float, degrees: float, noise: float, seed: int) -> Image.Image:
    """The page as a scanner sees it: askew, out of focus (pixels), greyish, grainy (levels)."""
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(blur))
    noisy = Image.new("L", page.size)
    tile = grain(seed, noise)
    for x in range(0, page.width, tile.width):
        for y in range(0, page.height, tile.height):
            noisy.paste(tile, (x, y))
    return Image.blend(soft, noisy, 0.25)


def qr_texts(picture: Image.Image) -> list[str]:
    """The text of every QR symbol that zbar finds."""
    found = decode(picture, symbols=[ZBarSymbol.QRCODE])
    return [each.data.decode("utf-8") for each in found]

"""How much a PDF unpacks to, found without ever holding it: small files can hold gigabytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

_STREAM = re.compile(rb"stream\r?\n")
_CHUNK = 64 * 1024
_DEEPEST = 3
_ZLIB = b"\x78"
"""The first byte of what is deflated."""


def unpacks_to_more_than(data: bytes, most: int) -> bool:
    """Whether the deflated streams of the file together hold more than so many bytes.

    A stream that was deflated up to three times is followed; other ways of packing are not.
    """
    total = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        for depth in range(1, _DEEPEST + 1):
            first = b""
            for part in _unpacked(data, start, depth):
                first = first or part[:1]
                total += len(part)
                if total > most:
                    return True
            if first != _ZLIB:
                break
    return False


def _unpacked(data: bytes, start: int, depth: int) -> Iterator[bytes]:
    parts: Iterator[bytes] = (
        data[place : place + _CHUNK] for place in range(start, len(data), _CHUNK)
    )
    for _ in range(depth):
        parts = _inflate(parts)
    return parts


def _inflate(parts: Iterable[bytes]) -> Iterator[bytes]:
    """What the parts unpack to, bit by bit; ends where they are no longer whole."""
    unpacking = zlib.decompressobj()
    for part in parts:
        while part and not unpacking.eof:
            try:
                out = unpacking.decompress(part, _CHUNK)
            except zlib.error:
                return
            part = unpacking.unconsumed_tail
            if out:
                yield out
        if unpacking.eof:
            return

"""Two PCs of an office, and a document that lies where both reach it."""

from tests.safekeeping.offices import other, pc, target

__all__ = ["other", "pc", "target"]

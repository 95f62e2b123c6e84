"""The version of this program, as the window and every frozen copy name it."""

VERSI = "0.1.0"

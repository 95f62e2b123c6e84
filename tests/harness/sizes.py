"""How much the harnesses do: a few seconds' worth, or, with IKU_HARNESS=large, all they promise."""

from __future__ import annotations

import os

IS_LARGE = os.environ.get("IKU_HARNESS") == "large"


def many(small: int, large: int) -> int:
    return large if IS_LARGE else small

"""What was signed, as it was signed: the formal acts of an open file and their frozen copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.errors import DamagedError
from core.model.pengesahan import Pengesahan
from core.model.periode import Periode
from core.row_check import Tables
from core.signed import Signed

if TYPE_CHECKING:  # read only where something was signed
    from core.pengesahan.beku import Beku


class Frozen:
    """`signed` are the acts as `tables` have them at the last `follow`; each copy is read once.

    `arsip` gives what is kept under a hash, `name` is how the file is called in a sentence.
    """

    def __init__(self, tables: Tables, arsip: Callable[[str], bytes], name: str) -> None:
        self._tables = tables
        self._arsip = arsip
        self._name = name
        self._beku: dict[str, Beku] = {}
        self.signed = Signed(tables)

    def follow(self) -> None:
        """Read the acts anew after they have changed."""
        self.signed = Signed(self._tables)
        self._beku.clear()

    def beku(self, pengesahan: Pengesahan) -> Beku:
        """The frozen copy of a signed version; DamagedError if it is not there or not the one."""
        if pengesahan.sidik not in self._beku:
            from core.pengesahan.beku import parse_beku

            beku = parse_beku(self._arsip(pengesahan.sidik))
            if (beku.periode, beku.versi) != (pengesahan.periode, pengesahan.versi):
                raise DamagedError(
                    f"Salinan beku {pengesahan.judul} di berkas {self._name} milik pengesahan "
                    "lain; berkas telah diubah di luar aplikasi."
                )
            self._beku[pengesahan.sidik] = beku
        return self._beku[pengesahan.sidik]

    def beku_in(self, periode: Periode) -> Beku | None:
        """The frozen copy from which the period answers; None while it is open."""
        if not self.signed.in_force:
            return None
        pengunci = self.signed.pengunci(periode)
        return None if pengunci is None else self.beku(pengunci)

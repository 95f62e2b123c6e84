"""The faces of the journal: Riwayat, the file as of a moment, why an indicator changed."""

"""Berkas bukti: a signed period with all its evidence, to be opened without this program."""

"""Triggers, which hold against raw SQL too: lines that are only added, rows of signed periods."""

from __future__ import annotations

SIGNED = (
    "Periode ini telah disahkan dan tidak dapat diubah; buka Perubahan untuk membuat versi baru."
)


def _is_signed(periode_id: str) -> str:
    """SQL for: the period, or the year that it is a quarter of, is signed and not reopened."""
    return (
        "EXISTS (SELECT 1 FROM pengesahan AS s WHERE s.periode_id IN "
        f"({periode_id}, substr({periode_id}, 1, 5) || 'tahunan') AND NOT EXISTS (SELECT 1 FROM "
        "perubahan AS u WHERE u.periode_id = s.periode_id AND u.versi > s.versi))"
    )


def locks(table: str, periode: str) -> tuple[str, ...]:
    """Triggers that hold the rows of signed periods fast.

    The one before INSERT also sees the row that INSERT OR REPLACE would delete without a word.
    """
    stop = f"BEGIN SELECT RAISE(ABORT, '{SIGNED}'); END"
    new, old = _is_signed(f"NEW.{periode}"), _is_signed(f"OLD.{periode}")
    there = f"SELECT 1 FROM {table} AS r WHERE r.id = NEW.id AND {_is_signed(f'r.{periode}')}"
    return (
        f"CREATE TRIGGER {table}_sah_insert BEFORE INSERT ON {table} "
        f"WHEN {new} OR EXISTS ({there}) {stop}",
        f"CREATE TRIGGER {table}_sah_update BEFORE UPDATE ON {table} WHEN {old} OR {new} {stop}",
        f"CREATE TRIGGER {table}_sah_delete BEFORE DELETE ON {table} WHEN {old} {stop}",
    )


def refusals(table: str, same: str) -> tuple[str, ...]:
    """Triggers that let lines only be added.

    The last of them because INSERT OR REPLACE deletes without firing DELETE triggers.
    """
    stop = f"SELECT RAISE(ABORT, '{table} tidak dapat diubah'); END"
    return (
        f"CREATE TRIGGER {table}_tanpa_update BEFORE UPDATE ON {table} BEGIN {stop}",
        f"CREATE TRIGGER {table}_tanpa_delete BEFORE DELETE ON {table} BEGIN {stop}",
        f"CREATE TRIGGER {table}_tanpa_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN {stop}",
    )


IN_ORDER = (
    "CREATE TRIGGER pengesahan_berurutan BEFORE INSERT ON pengesahan WHEN NEW.versi <> "
    "coalesce((SELECT max(versi) FROM perubahan WHERE periode_id = NEW.periode_id), 1) "
    "BEGIN SELECT RAISE(ABORT, 'versi pengesahan tidak berurutan'); END",
    "CREATE TRIGGER perubahan_berurutan BEFORE INSERT ON perubahan WHEN NEW.versi <> "
    "(SELECT coalesce(max(versi), 999) FROM pengesahan WHERE periode_id = NEW.periode_id) + 1 "
    "BEGIN SELECT RAISE(ABORT, 'versi perubahan tidak berurutan'); END",
)
"""A version follows the one before it: signed, reopened, signed again."""

"""Registers as tables: model, view, cells, clipboard."""

"""The one SQLite file: the only place that knows SQL."""

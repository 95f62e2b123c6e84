"""Signing in the window: the review, the state of a period, new versions, checking a sheet."""

"""Signing: the frozen copy of a period, what differs from it, and the paper that proves itself."""

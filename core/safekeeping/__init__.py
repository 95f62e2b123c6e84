"""Keeping the one file whole: bytes on disks that fail, not what the bytes mean."""

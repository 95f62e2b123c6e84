"""Backups, handing over and rescue, as the window shows them."""

"""What stands on each printed sheet, as data."""

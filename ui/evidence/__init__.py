"""Evidence in the window: what supports a figure, taking it in, opening it, scans of sheets."""

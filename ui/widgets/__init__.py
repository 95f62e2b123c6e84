"""Parts that several tabs show."""

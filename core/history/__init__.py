"""What the journal tells: the content as of a moment, why a figure changed, what can come back."""

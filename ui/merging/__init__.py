"""Two copies of a document in the window: set side by side, joined, and told apart."""

"""From the inputs of a quarter to the four indicators; pure and exact."""

"""The figures: pure functions from definitions and inputs to results that explain themselves."""

"""Comparing two copies of one document and joining them: values in, values out."""

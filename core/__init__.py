"""The figures, the file and the sheets of the agency; knows no window."""

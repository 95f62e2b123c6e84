"""The faces of the program: the Qt window and the command line."""

"""The reports area of the window."""

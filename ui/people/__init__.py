"""The people area of the window."""

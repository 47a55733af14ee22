"""The diary area of the window."""

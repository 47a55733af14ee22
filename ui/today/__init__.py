"""The today area of the window."""

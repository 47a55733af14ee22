"""The conferences area of the window."""

"""The actions area of the window."""

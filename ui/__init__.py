"""The window: everything that is Qt."""

"""Invents a whole authority for training: families, conferences and what came of them; nothing in it is real."""

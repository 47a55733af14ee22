"""Pure arithmetic of when a conference could be: no store, no clock."""

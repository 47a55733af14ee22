"""What the words mean: rules and facts of the field, free of clock, disk and SQL."""

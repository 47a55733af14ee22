"""One file for each thing a user would say they did."""

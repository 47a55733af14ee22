"""The only SQL in the program: the encrypted store and what is kept in it."""

"""Speed, memory and size, measured from outside: the program is run as a user runs it."""

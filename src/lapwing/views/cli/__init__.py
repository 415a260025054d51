"""The command line. `main` reads the arguments; each command has a module, imported when it is called."""

"""What people and programs see of the records: the command line, and files."""

"""Stories: copies of one report, records of one happening, accounts of it, and how happenings hang together."""

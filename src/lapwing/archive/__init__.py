"""The archive: pages, articles, records, events, stories and corrections in SQLite or PostgreSQL, one schema for both."""

"""The steps, from no tables to those of `archive.schema`."""

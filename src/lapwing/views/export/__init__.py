"""Records as files: JSON lines, CSV, Parquet, and folders of Parquet shards."""

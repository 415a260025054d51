"""What Lapwing knows before it reads: tables of the ontology, actors, places, calendar and verbs, each with its source."""

VERSION = "2026.11"
"""Stamped on every record, so that re-coding with other tables shows."""

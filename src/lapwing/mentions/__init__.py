"""Mentions: what the text says of actors, times, places, numbers and speakers. Each subpackage stands alone."""

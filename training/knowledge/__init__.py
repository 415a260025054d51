"""How each knowledge table is compiled from its sources."""

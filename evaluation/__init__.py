"""Scorers, floors and the gate: quality as a ratchet."""

"""The frozen values that stages hand to one another; each reads from and writes to JSON with msgspec."""

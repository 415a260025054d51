"""Events: triggers, types, roles and status from the trained heads, and the assembly of records."""

"""The trained files that live in the package, and how they are loaded."""

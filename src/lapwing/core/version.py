"""The version of the code; records carry it, and the package is built with it."""

VERSION = "0.1.0"

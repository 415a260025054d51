"""Readers: one module a kind of data, each giving plain typed values."""

"""Readers of the data sets that several evaluations share."""

"""Finds the dates of a year of professional learning and proves how good they are."""

__version__ = "0.1.0"

"""Finds the dates of a year of professional learning and proves how good they are."""

from importlib.metadata import version

__version__ = version("planner")

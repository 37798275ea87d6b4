"""The requests of a scenario as a sheet: one row for each, in a CSV file or a workbook."""

from planner.reading.sheet.requests import SUFFIXES, Sheet, read_sheet

__all__ = ["SUFFIXES", "Sheet", "read_sheet"]

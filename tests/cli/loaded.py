"""Loads all that planning loads, templates too, for the processes that are forked after."""

from __future__ import annotations

from importlib import import_module

from planner.reports.page import html
from planner.reports.subscribe import render

LATE = (
    "icalendar",
    "networkx",
    "openpyxl",
    "pandas",
    "planner.cli.dump",
    "planner.cli.process",
    "planner.cli.run",
    "planner.documents",
    "planner.reading.cache",
    "planner.reading.ics",
    "planner.reports.summary",
    "planner.solve.search",
    "pygal",
    "tomlkit",
    "xlsxwriter",
)
"""What the program only loads where it is needed."""

for name in LATE:
    import_module(name)
for pages in (html._environment(), render._environment()):
    for template in pages.list_templates():
        pages.get_template(template)

"""The pages beside the calendars, on which people read how to subscribe: `pages` makes them."""

from planner.reports.subscribe.pages import INDEX, pages

__all__ = ["INDEX", "pages"]

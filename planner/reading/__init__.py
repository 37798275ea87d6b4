"""Files to a `Problem`: scenarios, calendars and the record; all complaints come at once."""

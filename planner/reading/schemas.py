"""Every table a scenario may have, in the order of `docs/scenario.md`."""

from __future__ import annotations

from planner.reading.billing import BILLING
from planner.reading.contract import CONTRACT, LINE
from planner.reading.day import DAY
from planner.reading.feeds import FEEDS
from planner.reading.people import AUDIENCE, CAPS, FACILITATOR, SITE, TRAVEL
from planner.reading.request_keys import FOLLOW_UP, GAPS, OFFERING, PREFERENCES, REQUEST
from planner.reading.scenario import SCENARIO
from planner.reading.school_keys import CALENDAR, SHORT_DAYS, WORD
from planner.reading.sessions import SESSION

SCHEMAS = (
    SCENARIO,
    DAY,
    CALENDAR,
    SHORT_DAYS,
    WORD,
    TRAVEL,
    CONTRACT,
    LINE,
    BILLING,
    FEEDS,
    SITE,
    FACILITATOR,
    CAPS,
    AUDIENCE,
    REQUEST,
    FOLLOW_UP,
    PREFERENCES,
    GAPS,
    OFFERING,
    SESSION,
)

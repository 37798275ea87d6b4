"""[day]: the clock times of the two halves, the break between sessions, and the raster."""

from __future__ import annotations

from planner.domain.clock import Block
from planner.domain.problem import Day
from planner.reading.forms import CLOCK_RANGE, whole
from planner.reading.table import Key, Schema, Table

AM = Key("am", CLOCK_RANGE, Block(8 * 60 + 30, 11 * 60 + 30))
PM = Key("pm", CLOCK_RANGE, Block(12 * 60 + 30, 15 * 60 + 30))
BREAK = Key("break", whole(0, 120, "minutes"), 10)
GRAIN = Key("grain", whole(5, 60, "minutes"), 15)
DAY = Schema("day", (AM, PM, BREAK, GRAIN))


def read_day(table: Table) -> Day:
    """Return the halves of a working day; complain of a lunch that is none."""
    am, pm, pause = table.get(AM), table.get(PM), table.get(BREAK)
    lunch = pm.start - am.end
    key = PM if table.has(PM) else AM
    if table.is_wrong():
        pass
    elif lunch < 0:
        table.complain(key, f"PM {pm} begins before AM {am} ends")
    elif lunch < pause:
        table.complain(
            key,
            f"between AM {am} and PM {pm} lie {lunch} minutes, fewer than the break of {pause}",
        )
    return Day(am, pm, pause, table.get(GRAIN))

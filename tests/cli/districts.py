"""Two small engagements of one partner who share a coach, as files to plan."""

from __future__ import annotations

from pathlib import Path

POOL = """\
[facilitators.ann]
title    = "Ann"
timezone = "America/Chicago"
max_days = { week = 2 }
"""

YEAR = """\
title    = "{title}"
timezone = "America/Chicago"
start    = 2025-10-01
end      = 2025-10-31
today    = 2025-09-15
include  = "pool.toml"

[day]
am = "08:30-11:30"
pm = "12:30-15:30"

[contract]
state  = "{state}"
client = "{title}"
total  = 2_000
[contract.lines.coaching]
coach_days = 2
rate       = 1_000

[sites.school]
title = "{title} School"

[audiences]
team = "{title} team"

[requests.coaching]
audience = "team"
length   = "half-day"
count    = 2
window   = "2025-10-06/2025-10-10"
line     = "coaching"
"""

PORTFOLIO = """\
id          = "partner"
title       = "Everybody's October"
engagements = ["east.toml", "west.toml"]
"""


def write(folder: Path, **changed: str) -> Path:
    """Write both scenarios, the pool and the portfolio; `changed` texts replace whole files."""
    texts = {
        "pool": POOL,
        "east": YEAR.format(title="East", state="signed"),
        "west": YEAR.format(title="West", state="draft"),
        "partner": PORTFOLIO,
        **changed,
    }
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf8")
    return folder / "partner.toml"

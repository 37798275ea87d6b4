"""A year that is planned again and again in one process: its scenario, its record, its files."""

from __future__ import annotations

from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planner.cli.make import Wanted
from planner.cli.news import News
from planner.cli.replan import Outcome, Replanning
from planner.documents import RECORD, documents
from planner.domain.clock import moment
from planner.domain.plan import Plan
from planner.domain.record import Record
from planner.planning import as_recorded
from planner.publishing import published
from planner.reading.record import read_record
from planner.reading.scenario import Reading, read_scenario
from planner.verify import breaches

TINY = """
id       = "tiny"
title    = "A tiny year"
timezone = "America/Chicago"
start    = 2025-10-01
end      = 2025-12-19
today    = 2025-10-01

[contract]
total = 4_800

[contract.lines.days]
coach_days = 4
rate       = 1_200

[sites.school]

[facilitators.ann]
[facilitators.bob]

[audiences]
GK = "Kindergarten team"
G1 = "Grade 1 team"
G2 = "Grade 2 team"

[requests.cycle]
title  = "Cycle"
visits = [["GK", "G1"], ["G2"]]
window = "2025-10-06/2025-10-31"
line   = "days"

[requests.talk]
title    = "Talk"
type     = "one-to-one"
audience = "G2"
length   = 60
window   = "2025-11-03/2025-11-07"
line     = "none"
"""


@dataclass
class Year:
    """A scenario in a folder of its own, and what its record says."""

    folder: Path
    text: str = TINY
    record: Record | None = None
    outcome: Outcome | None = None

    def reading(self) -> Reading:
        with chdir(self.folder):
            path = Path("tiny.toml")
            path.write_text(self.text, encoding="utf-8")
            return read_scenario(path)

    def plan(
        self, today: str = "2025-10-01", *, release: tuple[str, ...] = (), fresh: bool = False
    ) -> Plan:
        """Plan as of a date, check the outcome without the solver, and keep the record."""
        reading = self.reading()
        reading = replace(
            reading, problem=replace(reading.problem, today=date.fromisoformat(today))
        )
        wanted = replace(WANTED, release=release, fresh=fresh)
        return self.keep(reading, Replanning(wanted, reading, lambda _: None).outcome(self.record))

    def publish(self, today: str = "2025-10-01", until: str | None = None) -> Plan:
        """Publish the plan of record."""
        assert self.record is not None
        reading = self.reading()
        problem = replace(reading.problem, today=date.fromisoformat(today))
        last = None if until is None else date.fromisoformat(until)
        told, plan = published(problem, self.record, last)
        files = documents(told, plan, self.record.digest, self.record.version)
        return self.keep(reading, Outcome(told, plan, files))

    def keep(self, reading: Reading, outcome: Outcome) -> Plan:
        self.outcome = outcome
        self.record = read_record(outcome.files[RECORD].decode(), RECORD)
        assert not list(breaches(as_recorded(reading.problem, self.record), self.record.plan))
        return outcome.plan

    def file(self, name: str) -> str:
        assert self.outcome is not None
        return self.outcome.files[name].decode().replace("\r\n ", "").replace("\r\n", "\n")

    def place(self, id: str) -> str:
        """Return where a session is: "2025-10-06 AM ann"."""
        assert self.outcome is not None
        problem, placed = self.outcome.problem, self.outcome.plan.placed[id]
        start = moment(placed.start, problem.engagement.zone)
        half = problem.engagement.day.half_at(start.hour * 60 + start.minute)
        return f"{start.date()} {half} {'+'.join(placed.facilitators)}"


WANTED = Wanted(
    scenario=Path("tiny.toml"),
    out=None,
    today=None,
    time_limit=1e6,
    seed=0,
    fresh=False,
    improve=False,
    release=(),
    news=News(),
    save=False,
    as_json=False,
    quiet=True,
    dump_models=None,
)

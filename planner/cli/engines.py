"""What searches, as the command line wants it: until when, from which seed, watched by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from planner.cli.dump import dumped
from planner.cli.make import Wanted
from planner.errors import BadInputError, Complaint, Where
from planner.solve.engine import Effort, Engine, Observer
from planner.solve.search import NoPlanInTimeError

SECONDS = 300.0
"""The usual time for the plan of one engagement, on the wall."""

_IMPROVING = 10
"""How many times as long each solve may take to search on from a plan."""


@contextmanager
def engines(wanted: Wanted, *, number: int) -> Iterator[Callable[[int], Engine]]:
    """Yield what makes an engine for the next of so many searches that are still to come.

    `number` is how many engagements are planned. BadInputError where there is no plan in time.
    """
    seconds = wanted.time_limit or SECONDS * number
    with dumped(wanted.dump_models) as observe:
        try:
            yield _Engines(wanted, wanted.asked_at + seconds, observe).next
        except NoPlanInTimeError:
            message = f"no plan within {seconds:g} seconds; nothing was written"
            where, hint = Where(str(wanted.scenario)), "allow more with --time-limit"
            raise BadInputError([Complaint(where, message, hint)]) from None


@dataclass
class _Engines:
    """Engines one after another, each with its share of the time that is left."""

    wanted: Wanted
    deadline: float
    observe: Observer
    _last: Engine | None = field(default=None, init=False)

    def next(self, waiting: int) -> Engine:
        """Return the engine of the next search; none goes on after Ctrl-C."""
        now = monotonic()
        effort = Effort(now + (self.deadline - now) / waiting, self.wanted.seed)
        if self.wanted.improve:
            seconds = _IMPROVING * effort.deterministic_seconds
            effort = Effort(effort.deadline, effort.seed, seconds)
        engine = Engine(effort, self.observe)
        engine.interrupted = self._last is not None and self._last.interrupted
        self._last = engine
        return engine

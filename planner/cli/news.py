"""News in one line: what `--closed`, `--absent` and `--need` would write into a scenario."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from planner.domain.by_hand import Mark
from planner.domain.overrides import make_up_id
from planner.domain.problem import Problem, Window
from planner.errors import BadInputError, Complaint, Where
from planner.reading.dated import A_DATED, Dated
from planner.reading.edit import Entry, Value
from planner.reading.forms import DATE, WrongValueError
from planner.reading.windows import DATES
from planner.reading.wording import suggestion

_NEED = re.compile(r"(after|before|on) (\S+)", re.ASCII)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class News:
    """What was said on the command line, as it was typed."""

    closed: tuple[str, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    need: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.closed or self.absent or self.need)


def entries(news: News, problem: Problem) -> tuple[Entry, ...]:
    """Return what the news would write into the scenario of a problem.

    Raises BadInputError with all that names nothing or means nothing.
    """
    reader = _Reader(problem, [])
    found = (*reader.closed(news), *reader.absent(news), *reader.need(news))
    if reader.complaints:
        raise BadInputError(reader.complaints)
    return found


@dataclass(frozen=True)
class _Reader:
    problem: Problem
    complaints: list[Complaint]

    def closed(self, news: News) -> Iterator[Entry]:
        sites = self.problem.engagement.sites
        for text in news.closed:
            dates, _, site = text.partition(":")
            dated = self._dated("--closed", dates)
            if site and not self._knows("--closed", "site", site, sites):
                continue
            if dated is not None:
                table = ("sites", site) if site else ("calendar",)
                yield Entry((*table, "closed"), _written(dated), added=True)

    def absent(self, news: News) -> Iterator[Entry]:
        for who, dates in news.absent:
            dated = self._dated("--absent", dates)
            known = self._knows("--absent", "facilitator", who, self.problem.facilitators)
            if known and dated is not None:
                yield Entry(("facilitators", who, "leave"), _written(dated), added=True)

    def need(self, news: News) -> Iterator[Entry]:
        for session, when in news.need:
            if self._knows("--need", "session", session, self.problem.sessions):
                if self._is_settled(session):
                    continue
                window = self._window(session, when)
                if window is not None:
                    yield Entry(("sessions", session, "window"), _dates(window))

    def _is_settled(self, session: str) -> bool:
        """Tell, and complain, whether it is already said what became of a session."""
        said = self.problem.by_hand.get(session)
        if said is None or said.mark is None:
            return False
        dated = "" if said.on is None else f" on {said.on}"
        made_up = make_up_id(self.problem.visits[self.problem.visit_of[session]], session)
        hint = f"what makes up for it is {made_up}" if said.mark is Mark.MISSED else None
        self._complain("--need", f"{session!r} is {said.mark}{dated}, and keeps its date", hint)
        return True

    def _window(self, session: str, when: str) -> Window | None:
        """Return when a session is needed: its window, cut or, where nothing is left, moved."""
        first, last = self.problem.engagement.first, self.problem.engagement.last
        window = self.problem.visits[self.problem.visit_of[session]].window
        match = _NEED.fullmatch(when.strip())
        try:
            if match is None:
                return DATES.read(when.strip())
            day = DATE.read(match[2])
        except WrongValueError:
            expected = "after D, before D, on D, or dates such as 2026-02-10/2026-02-20"
            self._complain("--need", f"{when!r} is not {expected}")
            return None
        if match[1] == "on":
            return Window(day, day)
        if match[1] == "after":
            rest, whole = Window(day + _ONE_DAY, window.last), Window(day + _ONE_DAY, last)
        else:
            rest, whole = Window(window.first, day - _ONE_DAY), Window(first, day - _ONE_DAY)
        return rest if rest.first <= rest.last else whole

    def _dated(self, option: str, text: str) -> Dated | None:
        try:
            return A_DATED.read(text.strip())
        except WrongValueError as wrong:
            fault = A_DATED.faults(text, wrong)[0]
            self._complain(option, fault.message, fault.hint)
            return None

    def _knows(
        self, option: str, sort: str, name: str, known: Collection[str] | Mapping[str, object]
    ) -> bool:
        if name not in known:
            hint = suggestion(name, tuple(known))
            self._complain(option, f"there is no {sort} {name!r}", hint)
        return name in known

    def _complain(self, option: str, message: str, hint: str | None = None) -> None:
        self.complaints.append(Complaint(Where(option), message, hint))


def _written(dated: Dated) -> Value:
    is_one_day = dated.days == 1 and dated.half is None
    return dated.window.first if is_one_day else str(dated)


def _dates(window: Window) -> Value:
    return window.first if window.first == window.last else str(window)

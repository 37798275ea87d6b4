"""Sessions by hand: one visit changed, split or lapsed, and what is promised in its stead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planner.domain.by_hand import ByHand, Mark
from planner.domain.clock import Half
from planner.domain.links import SameTeam
from planner.domain.problem import FOLLOW_UP, Problem, Session, Visit, Window

MAKE_UP_DAYS = 28
"""A make-up is due within so many days of the date missed, or later in its request's window."""


@dataclass(frozen=True, slots=True)
class Override:
    """What was said of one session; None and an empty team leave what its request says."""

    said: ByHand
    window: Window | None = None
    half: Half | None = None
    team: tuple[str, ...] = ()


def overridden(problem: Problem, index: int, overrides: Mapping[str, Override]) -> Problem:
    """Return the problem with what was said of the sessions of one visit, by their ids.

    A follow-up lapses with its session. What has lapsed stays in a visit of its own, which takes no
    place; what was missed is made up for by a visit at the end. Of what stays, one date, window and
    team holds for the whole visit.
    """
    visit, visits = problem.visits[index], list(problem.visits)
    overrides = dict(_with_follow_ups(visit, overrides))
    lapsed = tuple(s for s in visit.sessions if s.id in overrides and _lapses(overrides, s))
    staying = tuple(session for session in visit.sessions if session not in lapsed)
    if lapsed and staying:
        visits.append(replace(visit, id=lapsed[0].id, sessions=lapsed, promised=False))
    visits[index] = (
        _by_hand(problem, replace(visit, id=staying[0].id, sessions=staying), overrides)
        if staying
        else replace(visit, promised=False)
    )
    said = {id: override.said for id, override in overrides.items()}
    changed = replace(problem, visits=tuple(visits), by_hand={**problem.by_hand, **said})
    missed = {s: said[s.id].on for s in lapsed if said[s.id].mark is Mark.MISSED}
    return _made_up(changed, index, visit, missed) if missed else changed


def make_up_id(visit: Visit, session: str) -> str:
    """Return the id of what makes up for a session of a visit: plc/G1/3+1, and then plc/G1/3+2.

    A follow-up comes with its session: plc/G1/3+1/then.
    """
    whole = session.removesuffix(FOLLOW_UP)
    first, _, number = whole.rpartition("+") if visit.makes_up else (whole, "", "0")
    return f"{first}+{int(number) + 1}{session[len(whole) :]}"


def made_up_by(problem: Problem, session: str) -> str:
    """Return the id of what is promised in the stead of a missed session.

    Where that was missed too, of what is promised in its stead in turn.
    """
    while session in problem.by_hand and problem.by_hand[session].mark is Mark.MISSED:
        session = make_up_id(problem.visits[problem.visit_of[session]], session)
    return session


def _with_follow_ups(
    visit: Visit, overrides: Mapping[str, Override]
) -> Iterator[tuple[str, Override]]:
    """Yield what was said of each session, and of a follow-up that its session lapsed."""
    before = None
    for session in visit.sessions:
        said = overrides.get(session.id)
        if session.follows and before is not None and before.said.has_lapsed:
            said = Override(replace(before.said, note=said.said.note if said else ""))
        if said is not None:
            yield session.id, said
        before = said


def _lapses(overrides: Mapping[str, Override], session: Session) -> bool:
    return overrides[session.id].said.has_lapsed


def _by_hand(problem: Problem, visit: Visit, overrides: Mapping[str, Override]) -> Visit:
    said = [overrides[session.id] for session in visit.sessions if session.id in overrides]
    on = next((one.said.on for one in said if one.said.on is not None), None)
    window = next((one.window for one in said if one.window is not None), visit.window)
    team = next((one.team for one in said if one.team), ())
    sessions = tuple(
        replace(one, half=overrides[one.id].half) if one.id in overrides else one
        for one in visit.sessions
    )
    rules = visit.rules
    if sessions[0].half is not None:
        rules = replace(rules, half=None)
    if on is not None:
        rules = replace(rules, on=frozenset({on}), weekdays=frozenset())
        window = window if on in window else Window(on, max(window.last, problem.engagement.last))
    changed = replace(visit, sessions=sessions, rules=rules, window=window)
    if not team:
        return changed
    pool = tuple(id for id in problem.facilitators if id in team)
    return replace(changed, pool=pool, team=len(pool), named=True)


def _made_up(
    problem: Problem, index: int, visit: Visit, missed: Mapping[Session, date | None]
) -> Problem:
    """Return the problem with the promise of one more visit."""
    last = max(on for on in missed.values() if on is not None)
    sessions = tuple(replace(one, id=make_up_id(visit, one.id), half=None) for one in missed)
    end = max(visit.window.last, last + timedelta(days=MAKE_UP_DAYS))
    make_up = replace(
        visit,
        id=sessions[0].id,
        sessions=sessions,
        window=Window(last + timedelta(days=1), min(end, problem.engagement.last)),
        rules=replace(visit.rules, on=frozenset()),
        prefer=replace(visit.prefer, on=frozenset()),
        promised=True,
        makes_up=True,
    )
    added = len(problem.visits)
    return replace(
        problem,
        visits=(*problem.visits, make_up),
        series=tuple(
            replace(one, make_ups=(*one.make_ups, added))
            if index in one.visits + one.make_ups
            else one
            for one in problem.series
        ),
        same_team=(*problem.same_team, *_same_team(problem.same_team, index, added)),
    )


def _same_team(pairs: Sequence[SameTeam], index: int, added: int) -> Iterator[SameTeam]:
    """Yield the pairs of a visit once more, for the one that makes up for it."""
    for pair in pairs:
        if index in (pair.visit, pair.other):
            visit, other = (added if one == index else one for one in (pair.visit, pair.other))
            yield SameTeam(visit, other)

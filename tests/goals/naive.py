"""Every goal once more, the slow and simple way: a second opinion on `measure`.

Works on plain rows of local dates and clock times, with nothing of the planner but its data.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from planner.domain.calendar import Kind
from planner.domain.contract import Contract, Line, LineUnit
from planner.domain.placement import Part, PlacedSession
from planner.domain.plan import Plan
from planner.domain.problem import Continuity, LengthUnit, Problem, Session, Visit


class Row(NamedTuple):
    """One part of a session, for one of its facilitators, on the engagement's clocks."""

    session: str
    who: str
    site: str | None
    day: date
    start: int
    end: int


def local(problem: Problem, at: int) -> datetime:
    return datetime.fromtimestamp(at * 60, UTC).astimezone(problem.engagement.zone)


def clock(problem: Problem, at: int) -> int:
    return local(problem, at).hour * 60 + local(problem, at).minute


def rows(problem: Problem, plan: Plan) -> Iterator[Row]:
    for one in plan.sessions:
        for part in one.parts:
            on = local(problem, part.start).date()
            for who in one.facilitators:
                yield Row(
                    one.id, who, part.site, on, clock(problem, part.start), clock(problem, part.end)
                )


def day_of(problem: Problem, placed: PlacedSession) -> date:
    return local(problem, placed.parts[0].start).date()


def halves_of(session: Session) -> int:
    unit, amount = session.length.unit, session.length.amount
    return {LengthUnit.DAYS: 2 * amount, LengthUnit.FULL_DAY: 2}.get(unit, 1)


def unplaced(problem: Problem, plan: Plan) -> int:
    missing = 0
    for visit in problem.visits:
        for session in visit.sessions:
            if visit.promised and session.id not in {one.id for one in plan.sessions}:
                missing += visit.priority * halves_of(session)
    return missing


def optional(problem: Problem, plan: Plan) -> int:
    placed = {one.id for one in plan.sessions}
    lapsed = set(marked(problem, "missed", "cancelled"))
    return sum(
        visit.priority * len([one for one in visit.sessions if one.id not in placed | lapsed])
        for visit in problem.visits
        if not visit.promised
    )


def marked(problem: Problem, *words: str) -> list[str]:
    return [id for id, said in problem.by_hand.items() if said.mark in words]


def changed(problem: Problem, plan: Plan, among: Container[str]) -> int:
    total = 0
    for id, before in problem.baseline.items():
        if id not in among:
            continue
        after = next((one for one in plan.sessions if one.id == id), None)
        gone = set(before.facilitators) - set(after.facilitators if after else ())
        total += len(gone)
        for face in (dates, clocks, lambda _, one: one.mode):
            total += after is None or face(problem, before) != face(problem, after)
    return total


def dates(problem: Problem, placed: PlacedSession) -> list[date]:
    return [local(problem, part.start).date() for part in placed.parts]


def clocks(problem: Problem, placed: PlacedSession) -> list[tuple[int, int]]:
    return [(clock(problem, part.start), clock(problem, part.end)) for part in placed.parts]


def published_changed(problem: Problem, plan: Plan) -> int:
    return changed(problem, plan, problem.published)


def drafts_moved(problem: Problem, plan: Plan) -> int:
    lapsed = set(marked(problem, "missed", "cancelled"))
    return changed(problem, plan, set(problem.baseline) - problem.published - lapsed)


def published_days_moved(problem: Problem, plan: Plan) -> int:
    return sum(
        abs((day_of(problem, one) - day_of(problem, problem.baseline[one.id])).days)
        for one in plan.sessions
        if one.id in problem.published and one.id in problem.baseline
    )


def coach_days(problem: Problem, plan: Plan) -> int:
    contract = problem.engagement.contract
    if contract is None:
        return 0
    total = 0
    dates: dict[tuple[str, date], dict[str, list[tuple[PlacedSession, Part]]]] = {}
    cancelled = marked(problem, "cancelled") if contract.billing.charges_cancelled else []
    kept = [problem.baseline[id] for id in cancelled if id in problem.baseline]
    for one in (*plan.sessions, *[one for one in kept if came_late(problem, contract, one)]):
        line = contract.lines.get(problem.sessions[one.id].line or "")
        if line is not None and line.unit is LineUnit.COACH_DAYS:
            share = share_of(problem, problem.sessions[one.id])
            total += len(one.facilitators) * rounded(contract, line, share, one.mode)
            for part in one.parts:
                for who in one.facilitators:
                    on = local(problem, part.start).date()
                    dates.setdefault((who, on), {}).setdefault(line.id, []).append((one, part))
    if not contract.billing.is_by_date:
        return total
    return sum(of_date(problem, contract, by_line) for by_line in dates.values())


def came_late(problem: Problem, contract: Contract, one: PlacedSession) -> bool:
    said, notice = problem.by_hand[one.id].cancelled_on, contract.billing.notice_days
    if said is None or notice is None:
        return True
    return day_of(problem, one) < said + timedelta(days=notice)


def of_date(
    problem: Problem,
    contract: Contract,
    by_line: Mapping[str, list[tuple[PlacedSession, Part]]],
) -> int:
    billing = contract.billing
    total = sum(
        of_line(problem, contract, contract.lines[id], held) for id, held in by_line.items()
    )
    if any(one.mode == "in-person" for held in by_line.values() for one, _ in held):
        total = max(total, billing.on_site_minimum_ticks)
    return total if billing.day_cap_ticks is None else min(total, billing.day_cap_ticks)


def of_line(
    problem: Problem, contract: Contract, line: Line, held: list[tuple[PlacedSession, Part]]
) -> int:
    billing, noon = contract.billing, problem.engagement.day.am.end
    total, shared = 0, dict[tuple[bool, int], Fraction]()
    for one, part in held:
        session = problem.sessions[one.id]
        share = min(share_of(problem, session), Fraction(1))
        if billing.share_halves and session.length.unit in (LengthUnit.MINUTES, LengthUnit.HALVES):
            half = clock(problem, part.start) < noon, step_of(line, one.mode)
            shared[half] = shared.get(half, Fraction(0)) + share
        else:
            total += rounded(contract, line, share, one.mode)
    return total + sum(
        ceil(min(share, Fraction(1, 2)) * contract.ticks_per_day / step) * step
        for (_, step), share in shared.items()
    )


def share_of(problem: Problem, session: Session) -> Fraction:
    day = problem.engagement.day
    if session.length.unit is LengthUnit.MINUTES:
        return Fraction(session.length.amount, day.am.minutes + day.pm.minutes)
    return Fraction(halves_of(session), 2)


def rounded(contract: Contract, line: Line, share: Fraction, mode: str) -> int:
    step = step_of(line, mode)
    return ceil(share * contract.ticks_per_day / step) * step


def step_of(line: Line, mode: str) -> int:
    if mode == "virtual" and line.virtual_round_ticks:
        return line.virtual_round_ticks
    return line.round_ticks


def trips(problem: Problem, plan: Plan) -> int:
    return len({(row.who, row.site, row.day) for row in rows(problem, plan) if row.site})


def worked(problem: Problem, plan: Plan) -> set[tuple[str, date, str]]:
    day = problem.engagement.day
    return {
        (row.who, row.day, name)
        for row in rows(problem, plan)
        for name, block in (("AM", day.am), ("PM", day.pm))
        if set(range(row.start, row.end)) & set(range(block.start, block.end))
        if row.who in problem.facilitators
    }


def halves(problem: Problem, plan: Plan) -> int:
    return len(worked(problem, plan))


def load(problem: Problem, plan: Plan) -> int:
    """Look at every week, month and year that any date of work lies in, here or elsewhere."""
    shares = [Fraction(0)]
    touched = worked(problem, plan) | {
        (who, on, half.value)
        for who, there in problem.elsewhere.items()
        for on, half in there.halves
    }
    same: dict[str, Callable[[date, date], bool]] = {
        "week": lambda one, other: (
            one - timedelta(one.weekday()) == other - timedelta(other.weekday())
        ),
        "month": lambda one, other: (one.year, one.month) == (other.year, other.month),
        "year": lambda _one, _other: True,
    }
    for who, coach in problem.facilitators.items():
        mine = [on for name, on, _ in touched if name == who]
        for period, cap in coach.max_halves.items():
            for day in mine:
                count = sum(same[period.value](day, other) for other in mine)
                shares.append(Fraction(100 * count, cap))
    return ceil(max(shares))


def wishes(problem: Problem, plan: Plan) -> int:
    points = 0
    placed = {one.id: one for one in plan.sessions}
    first = [visit.sessions[0].id for visit in problem.visits]
    for series in problem.series:
        alike: dict[object, list[int]] = {}
        for index in series.visits:
            alike.setdefault(problem.visits[index].window, []).append(index)
        for members in alike.values():
            for number, index in enumerate(members, start=1):
                if first[index] in placed:
                    even = belongs(problem, problem.visits[index], number, len(members))
                    points += abs((day_of(problem, placed[first[index]]) - even).days)
        points += sum(late(problem, problem.visits[i], placed) for i in series.make_ups)
        if series.continuity is Continuity.PREFER:
            for one, other in pairwise([*series.visits, *series.make_ups]):
                pair = [placed.get(first[one]), placed.get(first[other])]
                teams = [set(each.facilitators) for each in pair if each]
                points += 10 * (len(teams) == 2 and teams[0] != teams[1])
    for visit, id in zip(problem.visits, first, strict=True):
        points += 5 * missed(problem, visit, placed[id]) if id in placed else 0
    return points


def late(problem: Problem, visit: Visit, placed: Mapping[str, PlacedSession]) -> int:
    """Count the days that a make-up comes after the first it could."""
    there = placed.get(visit.sessions[0].id)
    soonest = belongs(problem, visit, 1, 10**9)
    return abs((day_of(problem, there) - soonest).days) if there else 0


def belongs(problem: Problem, visit: Visit, number: int, members: int) -> date:
    engagement, wanted = problem.engagement, visit.rules
    everything = [engagement.first + timedelta(days=i) for i in range(400)]
    inside = [
        day
        for day in everything
        if visit.window.first <= day <= visit.window.last and day <= engagement.last
    ]
    allowed = [
        day
        for day in inside
        if all(
            any(kind in visit.kinds for kind in kinds(problem, visit, s, day))
            for s in visit.sessions
        )
        and (day.weekday() in wanted.weekdays or not wanted.weekdays)
        and (day in wanted.on or not wanted.on)
    ]
    dates = allowed or inside
    if not dates:
        return max(visit.window.first, engagement.first)
    days = (dates[-1] - dates[0]).days
    return dates[0] + timedelta(days=floor(Fraction((2 * number - 1) * days, 2 * members)))


def kinds(problem: Problem, visit: Visit, session: Session, day: date) -> tuple[Kind, ...]:
    from planner.domain.clock import Half  # noqa: PLC0415

    site = visit.sites[0] if visit.sites else None
    calendar = problem.engagement.calendar_for(session.audience, site)
    return tuple(calendar.kind(day, half) for half in Half)


def missed(problem: Problem, visit: Visit, placed: PlacedSession) -> int:
    wanted, part = visit.prefer, placed.parts[0]
    on, start = local(problem, part.start).date(), clock(problem, part.start)
    half = "AM" if start < problem.engagement.day.am.end else "PM"
    late = wanted.hours is not None and (
        start < wanted.hours.start or clock(problem, part.end) > wanted.hours.end
    )
    return (
        (wanted.half is not None and wanted.half.value != half)
        + (bool(wanted.weekdays) and on.weekday() not in wanted.weekdays)
        + (bool(wanted.on) and on not in wanted.on)
        + late
    )


def earliest(problem: Problem, plan: Plan) -> int:
    return sum((day_of(problem, one) - problem.engagement.first).days for one in plan.sessions)


NAIVE: Mapping[str, Callable[[Problem, Plan], int]] = {
    "unplaced": unplaced,
    "published-changed": published_changed,
    "published-days-moved": published_days_moved,
    "optional": optional,
    "coach-days": coach_days,
    "trips": trips,
    "halves": halves,
    "wishes": wishes,
    "load": load,
    "drafts-moved": drafts_moved,
    "earliest": earliest,
}

"""What binds one request to another: what comes earlier, and who leads both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from planner.domain.links import DayCount, Order, SameTeam
from planner.domain.problem import Visit
from planner.reading.asks import Ask
from planner.reading.chains import cycles
from planner.reading.names import Names
from planner.reading.request_keys import AFTER, NEEDS, SAME_FACILITATOR, Distance
from planner.reading.requests import Wanted
from planner.reading.table import Key


def read_orders(asks: Sequence[Ask]) -> tuple[Order, ...]:
    """Return what comes before what; complain of circles, naming the chain."""
    names = Names("request", [ask.id for ask in asks])
    orders = [order for ask in asks for order in _orders(ask, names)]
    by_id = {ask.id: ask for ask in asks}
    later_than: dict[str, list[str]] = {id: [] for id in by_id}
    for order in orders:
        later_than[order.later].append(order.earlier)
    for chain in cycles(later_than):
        ask = by_id[chain[0]]
        key = AFTER if chain[1] in {before.request for before in ask.get(AFTER)} else NEEDS
        ask.complain(key, f"leads round in a circle: {' after '.join(chain)}")
    return tuple(orders)


def _orders(ask: Ask, names: Names) -> Iterator[Order]:
    """Yield one order for each earlier request, also where both keys name it."""
    after = {before.request: before for before in _known(ask, AFTER, names)}
    needs = {before.request: before for before in _known(ask, NEEDS, names)}
    for id in {**after, **needs}:
        stated = [before for before in (after.get(id), needs.get(id)) if before and before.days]
        if len(stated) > 1:
            ask.complain(NEEDS, f"states a distance to {id}, and so does after")
        distance = stated[0] if stated else Distance(id, 0, DayCount.DAYS)
        yield Order(id, ask.id, distance.days, distance.counted, id in needs)


def _known(ask: Ask, key: Key[tuple[Distance, ...]], names: Names) -> Iterator[Distance]:
    return (before for before in ask.get(key) if names.knows(ask, key, before.request))


def read_same_team(
    asks: Sequence[Ask], wanted: Mapping[str, Wanted], visits: Sequence[Visit], warnings: list[str]
) -> tuple[SameTeam, ...]:
    """Return the visits whose facilitators another request decides."""
    names = Names("request", [ask.id for ask in asks])
    of_request: dict[str, list[int]] = {ask.id: [] for ask in asks}
    for index, visit in enumerate(visits):
        of_request[visit.request].append(index)
    pairs: list[SameTeam] = []
    for ask in asks:
        other = ask.get(SAME_FACILITATOR)
        if isinstance(other, bool) or other == "prefer":
            continue
        if other == ask.id:
            _complain_of_itself(ask)
        elif names.knows(ask, SAME_FACILITATOR, other) and {ask.id, other} <= wanted.keys():
            pairs += _pairs(ask, of_request[ask.id], of_request[other], visits, warnings)
    return tuple(pairs)


def _complain_of_itself(ask: Ask) -> None:
    """Complain of a request that names itself; one that inherits its own name has it anyway."""
    if ask.depth(SAME_FACILITATOR) == 0:
        ask.complain(SAME_FACILITATOR, "is this request itself", "write true")


def _pairs(
    ask: Ask, own: list[int], others: list[int], visits: Sequence[Visit], warnings: list[str]
) -> list[SameTeam]:
    """Pair each visit with those of the other request that share an audience, or its only one."""
    attended: dict[str, list[int]] = defaultdict(list)
    for other in others:
        for audience in _audiences(visits[other]):
            attended[audience].append(other)
    pairs: list[SameTeam] = []
    free: list[str] = []
    for index in own:
        shared = {other for id in _audiences(visits[index]) for other in attended.get(id, ())}
        decided_by = others if len(others) == 1 else sorted(shared)
        pairs += [SameTeam(index, other) for other in decided_by]
        free += [] if decided_by else [visits[index].id]
    if not pairs:
        ask.complain(SAME_FACILITATOR, f"shares no audience with {visits[others[0]].request}")
    elif free:
        warnings.append(
            f"{ask.id}: same_facilitator leaves {', '.join(free)} free: it shares no audience"
        )
    return pairs


def _audiences(visit: Visit) -> frozenset[str]:
    """Return whom a visit is for; who is in its follow-ups meets everybody."""
    sessions = (session for session in visit.sessions if not session.follows)
    return frozenset(id for session in sessions for id in session.audience)

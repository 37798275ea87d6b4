"""Who may lead the sessions of a request, and how many of them at once."""

from __future__ import annotations

from dataclasses import dataclass

from planner.reading.asks import Ask
from planner.reading.names import Names
from planner.reading.request_keys import ANY_OF, FACILITATORS, SKILLS
from planner.reading.setting import Setting
from planner.reading.wording import shown


@dataclass(frozen=True, slots=True)
class Team:
    """So many of a pool, which is in the scenario's order."""

    size: int
    pool: tuple[str, ...]


def read_team(ask: Ask, setting: Setting) -> Team | None:
    """Return who may lead; None if nobody can be told, and a complaint was made."""
    wanted, any_of, skills = ask.get(FACILITATORS), ask.get(ANY_OF), frozenset(ask.get(SKILLS))
    names = Names("facilitator", setting.facilitators)
    named = () if isinstance(wanted, int) else wanted
    if named and ask.beside(FACILITATORS, ANY_OF):
        ask.complain(ANY_OF, "does not go with a list of facilitators; expected one of the two")
        return None
    if named and ask.depth(ANY_OF) < ask.depth(FACILITATORS):
        named, wanted = (), 1
    elif named:
        any_of = ()
    known_skills = Names("skill", setting.skills).known_among(ask, SKILLS, skills)
    known = (
        *names.known_among(ask, FACILITATORS, named),
        *names.known_among(ask, ANY_OF, any_of),
    )
    is_unclear = len(known) < len(named) + len(any_of) or len(known_skills) < len(skills)
    if is_unclear or not setting.facilitators:
        return None
    able = {id for id, who in setting.facilitators.items() if who.skills >= skills}
    choice = set(known or setting.facilitators)
    for id in named:
        if id not in able:
            lacking = ", ".join(map(shown, sorted(skills - setting.facilitators[id].skills)))
            ask.complain(ask.nearest(SKILLS, FACILITATORS), f"{id} lacks the skill {lacking}")
            return None
    pool = tuple(id for id in setting.facilitators if id in choice & able)
    return _sized(ask, wanted if isinstance(wanted, int) else len(named), pool)


def _sized(ask: Ask, size: int, pool: tuple[str, ...]) -> Team | None:
    """Return a team out of a pool, and complain of a pool too small."""
    if size <= len(pool):
        return Team(size, pool)
    key = ask.nearest(ANY_OF, SKILLS, FACILITATORS)
    able = f"only {', '.join(pool)} can" if pool else "nobody can"
    ask.complain(key, f"{size} at once are to lead this, but {able}")
    return None

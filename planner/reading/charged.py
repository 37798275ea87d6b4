"""`line`: which line of the contract a session charges, everywhere or by where it is held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.domain.contract import NO_LINE
from planner.reading.asks import Ask
from planner.reading.names import Names
from planner.reading.request_keys import LINE
from planner.reading.setting import Setting
from planner.reading.table import Table


@dataclass(frozen=True, slots=True)
class Charged:
    """The line that sessions charge, None for none; where `by_site` has any, it alone counts."""

    everywhere: str | None = None
    by_site: Mapping[str, str | None] = field(default_factory=dict)

    def at(self, sites: Iterable[str]) -> str | None:
        """Return the line of a session that is held at some sites, which all charge one line."""
        if not self.by_site:
            return self.everywhere
        return next((self.by_site[site] for site in sites), None)


def read_line(place: Ask | Table, setting: Setting) -> Charged:
    """Return the line that is charged; under a contract it must be written."""
    said = place.get(LINE)
    if setting.lines is not None and not place.has(LINE):
        known = f" ({', '.join(setting.lines.known)})" if setting.lines.known else ""
        place.complain_of_missing(LINE, f'a contract line{known}, or "none"')
    if isinstance(said, Mapping):
        sites = Names("site", setting.sites).known_among(place, LINE, said)
        return Charged(by_site={site: _line(place, setting, said[site]) for site in sites})
    return Charged(_line(place, setting, said))


def complain_of_sites(
    place: Ask | Table, charged: Charged, visits: Iterable[tuple[str, ...]]
) -> None:
    """Complain of visits, each by its sites, for which no one line is written."""
    for sites in dict.fromkeys(visits) if charged.by_site else ():
        missing = [site for site in sites if site not in charged.by_site]
        if not sites:
            message = "has one for each site, and these sessions are virtual"
            place.complain(LINE, message, "make virtual sessions a request of their own")
        elif missing:
            place.complain(LINE, f"says nothing of {', '.join(missing)}, where sessions are held")
        elif len({charged.by_site[site] for site in sites}) > 1:
            message = f"has several for one session, whose days are at {', '.join(sites)}"
            place.complain(LINE, f"{message}; a session charges one line")


def _line(place: Ask | Table, setting: Setting, line: str | None) -> str | None:
    if line is None or line == NO_LINE:
        return None
    if setting.lines is None:
        place.complain(LINE, f'"{line}" is not a contract line: the scenario has no [contract]')
        return None
    return line if setting.lines.knows(place, LINE, line) else None

"""What lines, and the keys of every cut, are called in the workbook: each by a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planner.domain.cuts import Apart, By, Key, key_of
from planner.domain.postings import Kind, Posting
from planner.domain.problem import Mode, Problem
from planner.reports.workbook.cells import text

K = TypeVar("K", bound=Hashable)

_CALLED: Mapping[Apart, Mapping[By, str]] = {
    Apart.CONFIDENTIAL: {By.AUDIENCE: "(confidential)"},
    Apart.NOBODY: {By.AUDIENCE: "(nobody)", By.FACILITATOR: "(nobody)"},
    Apart.NOWHERE: {By.SITE: "(nowhere)"},
    Apart.VIRTUAL: {By.SITE: Mode.VIRTUAL.value},
    Apart.CANCELLED: {By.TYPE: "cancelled"},
    Apart.TRIP: {By.TYPE: Kind.TRIP.value},
    Apart.FEE: {By.TYPE: Kind.FEE.value},
    Apart.UNNAMED: {By.TYPE: "(not in the plan)", By.PURCHASE_ORDER: "(none)"},
}


@dataclass(frozen=True)
class Labels:
    """The names of lines by their ids, and of the keys of every cut but dates."""

    lines: Mapping[str, str]
    cuts: Mapping[By, Mapping[Key, str]]

    def of(self, problem: Problem, posting: Posting, by: By) -> str:
        """Return what a posting counts as."""
        return self.cuts[by][key_of(problem, posting, by)]


def labels(problem: Problem, posted: Iterable[Posting]) -> Labels:
    """Return the names of all that these postings speak of; equal titles have their ids beside."""
    contract, listed = problem.engagement.contract, tuple(posted)
    titles = {line.id: line.title for line in contract.lines.values()} if contract else {}
    keys = {by: dict.fromkeys(key_of(problem, one, by) for one in listed) for by in By}
    return Labels(
        lines=apart({id: (title, id) for id, title in titles.items()}),
        cuts={
            by: apart(
                {key: named(problem, by, key) for key in keys[by] if not isinstance(key, date)}
            )
            for by in By
        },
    )


def named(problem: Problem, by: By, key: Key) -> tuple[str, str]:
    """Return the title of a key, and its id."""
    if isinstance(key, Apart):
        return _CALLED[key][by], "no id"
    ids = key if isinstance(key, tuple) else (str(key),)
    engagement = problem.engagement
    known: Mapping[str, str] = {}
    if by is By.FACILITATOR:
        known = {id: one.title for id, one in problem.facilitators.items()}
    elif by is By.AUDIENCE:
        known = {id: one.title for id, one in engagement.audiences.items()}
    elif by is By.SITE:
        known = {id: one.title for id, one in engagement.sites.items()}
    return " + ".join(known.get(id, id) for id in ids), "+".join(ids)


def apart(named: Mapping[K, tuple[str, str]]) -> Mapping[K, str]:
    """Return titles; where several are the same, each with its id or, if need be, a number."""
    titles = {key: _shown(title) for key, (title, _) in named.items()}
    often = {title for title, number in Counter(titles.values()).items() if number > 1}
    taken: dict[str, K] = {}
    for key, (_, id) in named.items():
        title = titles[key]
        label, number = f"{title} ({_shown(id)})" if title in often else title, 2
        while label in taken:
            label, number = f"{title} ({number})", number + 1
        taken[label] = key
    return {key: label for label, key in taken.items()}


def _shown(title: str) -> str:
    return str(text(title).value)

"""Which pages there are, and which calendars each of them offers.

`index.html` offers the calendar of everything and those of sites. Every facilitator and every
audience has a page of its own beside its calendar; the index leads to those of them without
confidential sessions, and nothing leads to the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from planner.domain.facilitator import Facilitator
from planner.domain.feed_paths import ALL, FOLDER, SUFFIX, Readers, feed_path, whole_path
from planner.domain.plan import Plan
from planner.domain.problem import Audience, Problem
from planner.reports.subscribe.links import Links, from_page, hosted, links, qr_code
from planner.reports.subscribe.render import render
from planner.reports.subscribe.unlisted import unlisted
from planner.reports.wording import one_line

INDEX = f"{FOLDER}/index.html"


@dataclass(frozen=True, slots=True)
class Offer:
    """A calendar as a page offers it: whose it is, and the links to each of its files."""

    title: str
    files: tuple[Links, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A link from one page to another."""

    title: str
    page: str


def pages(problem: Problem, plan: Plan, feeds: Collection[str]) -> dict[str, bytes]:
    """Return each page by its path in the plan's folder; `feeds` has the paths of all calendars."""
    hidden = unlisted(problem, plan)
    site = _Site(problem, feeds)
    facilitators, audiences = problem.facilitators, problem.engagement.audiences
    led = site.own_pages(Readers.FACILITATORS, facilitators, hidden.facilitators)
    attended = site.own_pages(Readers.AUDIENCES, audiences, hidden.audiences)
    index = site.index(
        facilitators=site.ways(Readers.FACILITATORS, facilitators, hidden.facilitators),
        audiences=site.ways(Readers.AUDIENCES, audiences, hidden.audiences),
    )
    return {INDEX: index, **dict(led), **dict(attended)}


_People = Mapping[str, Facilitator] | Mapping[str, Audience]


@dataclass(frozen=True, slots=True)
class _Site:
    """All pages of one engagement, and what they share."""

    problem: Problem
    feeds: Collection[str]

    def index(self, facilitators: tuple[Way, ...], audiences: tuple[Way, ...]) -> bytes:
        sites = self.problem.engagement.sites
        return self._rendered(
            "index.html",
            INDEX,
            everything=self._offer(ALL, self.problem.engagement.title, INDEX),
            sites=[
                self._offer(feed_path(Readers.SITES, id), site.title, INDEX)
                for id, site in sites.items()
            ],
            facilitators=facilitators,
            audiences=audiences,
        )

    def own_pages(
        self, readers: Readers, people: _People, hidden: Collection[str]
    ) -> Iterator[tuple[str, bytes]]:
        for id, one in people.items():
            feed, page = feed_path(readers, id), _page(readers, id)
            yield (
                page,
                self._rendered(
                    "own.html",
                    page,
                    offer=self._offer(feed, one.title, page),
                    is_confidential=id in hidden,
                    index=from_page(INDEX, page),
                ),
            )

    def ways(self, readers: Readers, people: _People, hidden: Collection[str]) -> tuple[Way, ...]:
        return tuple(
            Way(one_line(one.title), from_page(_page(readers, id), INDEX))
            for id, one in people.items()
            if id not in hidden
        )

    def _offer(self, feed: str, title: str, page: str) -> Offer:
        base_url = self.problem.engagement.feeds_url
        files = (path for path in self.feeds if whole_path(path) == feed)
        return Offer(one_line(title), tuple(links(path, page, base_url) for path in files))

    def _rendered(self, template: str, page: str, **values: object) -> bytes:
        engagement = self.problem.engagement
        contract, base_url = engagement.contract, engagement.feeds_url
        return render(
            template,
            engagement=one_line(engagement.title),
            is_draft=contract is not None and contract.is_draft,
            qr=qr_code(hosted(page, base_url)) if base_url else "",
            **values,
        )


def _page(readers: Readers, id: str) -> str:
    return f"{feed_path(readers, id).removesuffix(SUFFIX)}.html"

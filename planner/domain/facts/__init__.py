"""What a plan is like, in the figures that a manager asks for: data, for any document to show.

None of it is decided here. What a plan may and should be is in the rules and the goals.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.facts.included import Included, included
from planner.domain.facts.load import Load, loads
from planner.domain.facts.spacing import Spacing, spacings
from planner.domain.facts.teams import Handover, Led, handovers, led_audiences, led_series
from planner.domain.facts.trips import SiteTrips, SplitDay, site_trips, split_days
from planner.domain.facts.waits import Wait, waits
from planner.domain.facts.wishes import MissedWish, missed_wishes
from planner.domain.plan import Plan
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is told of a plan besides its sessions, its goals and its ledger."""

    trips: tuple[SiteTrips, ...]
    split_days: tuple[SplitDay, ...]
    audiences: tuple[Led, ...]
    series: tuple[Led, ...]
    handovers: tuple[Handover, ...]
    spacing: tuple[Spacing, ...]
    load: tuple[Load, ...]
    included: tuple[Included, ...]
    missed: tuple[MissedWish, ...]
    waits: tuple[Wait, ...]


def facts(problem: Problem, plan: Plan) -> Facts:
    """Return what there is to tell of a plan."""
    return Facts(
        trips=site_trips(problem, plan),
        split_days=split_days(problem, plan),
        audiences=led_audiences(problem, plan),
        series=led_series(problem, plan),
        handovers=handovers(problem, plan),
        spacing=spacings(problem, plan),
        load=loads(problem, plan),
        included=included(problem, plan),
        missed=missed_wishes(problem, plan),
        waits=waits(problem, plan),
    )

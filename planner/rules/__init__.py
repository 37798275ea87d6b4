"""The rules, one a file: its words, its constraint, its check. A new rule is a file and a line."""

from planner.rules import (
    after,
    available,
    caps,
    continuity,
    contract,
    expenses,
    follow_up,
    frozen,
    gaps,
    length,
    modes,
    needs,
    one_audience,
    one_client,
    one_place,
    open_days,
    qualified,
    school_hours,
    series_order,
    span,
    team,
    today,
    travel,
    visit,
    wanted_times,
    window,
)
from planner.rules.protocols import FreeRule, PostedRule, Rule, SharedRule, StartRule, TeamRule

SHAPE_RULES: tuple[Rule, ...] = (length, visit, follow_up, team, window)
"""Kept by how the model is built: no variable stands for anything else."""

START_RULES: tuple[StartRule, ...] = (today, open_days, school_hours, wanted_times, frozen)
TEAM_RULES: tuple[TeamRule, ...] = (qualified,)
FREE_RULES: tuple[FreeRule, ...] = (available, one_client)
"""Kept by refusing single candidates before variables exist."""

POSTED_RULES: tuple[PostedRule, ...] = (
    one_place,
    one_audience,
    travel,
    series_order,
    gaps,
    span,
    modes,
    after,
    needs,
    continuity,
    caps,
    contract,
    expenses,
)
"""Kept by constraints between several visits."""

SHARED_RULES: tuple[SharedRule, ...] = (one_client, caps)
"""Kept by constraints between the engagements of a portfolio too."""

RULES: tuple[Rule, ...] = (
    *SHAPE_RULES,
    *START_RULES,
    *TEAM_RULES,
    *FREE_RULES,
    *POSTED_RULES,
)

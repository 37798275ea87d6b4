"""`plan diff OLD NEW`: what is otherwise in one plan's folder than in another's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from planner.cli.exits import Exit
from planner.cli.written import written, written_over_all
from planner.documents import RECORD
from planner.domain.difference import Difference, difference
from planner.domain.portfolio import Inputs
from planner.domain.record import Record, canonical
from planner.errors import BadInputError, Complaint, Where
from planner.reports.changes import NOTHING, changes_document, changes_json, changes_text

_FOLDER = click.Path(path_type=Path)


@click.command("diff", short_help="Show what changed between two plans.")
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
def command(old: Path, new: Path, *, as_json: bool) -> int:
    """Show what the plan in the folder NEW has otherwise than the one in OLD.

    The text has a paragraph for each team, facilitator and site whom it concerns, ready to send.
    Of two portfolios it is told engagement by engagement.
    """
    engagements = _portfolio(old), _portfolio(new)
    if None not in engagements:
        return _diff_all(old, new, as_json=as_json)
    told = _difference(old, new)
    click.echo(changes_json(told) if as_json else changes_text(told), nl=False)
    return Exit.DONE


def _diff_all(old: Path, new: Path, *, as_json: bool) -> int:
    """Show what is otherwise in each engagement of two portfolios, and which are in one alone."""
    had, has = _portfolio(old) or {}, _portfolio(new) or {}
    told = {id: _difference(old / id, new / id) for id in has if id in had}
    left, joined = [id for id in had if id not in has], [id for id in has if id not in had]
    if as_json:
        each = {id: changes_document(one) for id, one in told.items()}
        click.echo(canonical({"engagements": each, "left": left, "joined": joined}), nl=False)
        return Exit.DONE
    blocks = [changes_text(one) for one in told.values() if one]
    blocks += [f"No longer in the portfolio: {id}\n" for id in left]
    blocks += [f"New in the portfolio: {id}\n" for id in joined]
    click.echo("\n".join(blocks) or NOTHING, nl=False)
    return Exit.DONE


def _portfolio(folder: Path) -> Mapping[str, Inputs] | None:
    """Return the engagements of a portfolio's folder; None where it is of one, or of nothing."""
    try:
        return written_over_all(folder).inputs
    except BadInputError:
        return None


def _difference(old: Path, new: Path) -> Difference:
    before, after = map(_record, (old, new))
    if before.engagement != after.engagement:
        message = f"is a plan of {after.engagement!r}, and {old} of {before.engagement!r}"
        raise BadInputError([Complaint(Where(str(new)), message)])
    return difference(before, after)


def _record(folder: Path) -> Record:
    record = written(folder)
    if record is None:
        raise BadInputError([Complaint(Where(str(folder / RECORD)), "there is no plan")])
    return record

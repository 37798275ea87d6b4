"""`plan diff OLD NEW`: what is otherwise in one plan's folder than in another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from planner.cli.exits import Exit
from planner.cli.written import written, written_over_all
from planner.documents import RECORD
from planner.domain.difference import Difference, difference
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
    had, has = _engagements(old), _engagements(new)
    if had and has:
        both = {id: _difference(old / id, new / id) for id in has if id in had}
        over_all = both, [id for id in had if id not in has], [id for id in has if id not in had]
        shown = _json_over_all(*over_all) if as_json else _text_over_all(*over_all)
    else:
        told = _difference(old, new)
        shown = changes_json(told) if as_json else changes_text(told)
    click.echo(shown, nl=False)
    return Exit.DONE


_Both = Mapping[str, Difference]
"""What is otherwise in each engagement that two portfolios have."""


def _json_over_all(both: _Both, left: Sequence[str], joined: Sequence[str]) -> str:
    each = {id: changes_document(one) for id, one in both.items()}
    return canonical({"engagements": each, "left": left, "joined": joined})


def _text_over_all(both: _Both, left: Sequence[str], joined: Sequence[str]) -> str:
    blocks = [changes_text(one) for one in both.values() if one]
    blocks += [f"No longer in the portfolio: {id}\n" for id in left]
    blocks += [f"New in the portfolio: {id}\n" for id in joined]
    return "\n".join(blocks) or NOTHING


def _engagements(folder: Path) -> Sequence[str]:
    """Return the engagements of a portfolio's folder; none where it is of one, or of nothing."""
    try:
        return [*written_over_all(folder).inputs]
    except BadInputError:
        return []


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

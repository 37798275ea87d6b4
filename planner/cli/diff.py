"""`plan diff OLD NEW`: what is otherwise in one plan's folder than in another's."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.exits import Exit
from planner.cli.written import written
from planner.documents import RECORD
from planner.domain.difference import difference
from planner.domain.record import Record
from planner.errors import BadInputError, Complaint, Where
from planner.reports.changes import changes_json, changes_text

_FOLDER = click.Path(path_type=Path)


@click.command("diff", short_help="Show what changed between two plans.")
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
def command(old: Path, new: Path, *, as_json: bool) -> int:
    """Show what the plan in the folder NEW has otherwise than the one in OLD.

    The text has a paragraph for each team, facilitator and site whom it concerns, ready to send.
    """
    before, after = map(_record, (old, new))
    if before.engagement != after.engagement:
        message = f"is a plan of {after.engagement!r}, and {old} of {before.engagement!r}"
        raise BadInputError([Complaint(Where(str(new)), message)])
    told = difference(before, after)
    click.echo(changes_json(told) if as_json else changes_text(told), nl=False)
    return Exit.DONE


def _record(folder: Path) -> Record:
    record = written(folder)
    if record is None:
        raise BadInputError([Complaint(Where(str(folder / RECORD)), "there is no plan")])
    return record

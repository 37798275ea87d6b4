"""`plan log SCENARIO --month 2026-02`: a month to confirm, correct or strike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from planner.cli import options
from planner.cli.exits import Exit
from planner.cli.standing import standing_record
from planner.cli.warnings import warn
from planner.domain.log import DELIVERY_COLUMNS, Outcome, Said
from planner.errors import BadInputError, Complaint, Where
from planner.folder import Folder, open_folder
from planner.planning import on_record
from planner.reading.scenario import read_scenario
from planner.reading.sheet.typed import Look, typed_xlsx
from planner.reports.delivery import delivery_csv, delivery_rows
from planner.reports.phrases import counted

_DATE = "yyyy-mm-dd"
_FORMATS = {
    "part": "0",
    "planned_date": _DATE,
    "date": _DATE,
    "quantity": "0.0###",
    "amount": "#,##0.00",
}
_CHOICES = {
    "status": (
        Outcome.AS_PLANNED,
        Said.STRUCK,
        Said.CANCELLED_IN_TIME,
        Said.CANCELLED_LATE,
        Outcome.NOT_PLANNED,
        "correction",
    )
}


@click.command("log", short_help="Write a month to confirm, correct or strike.")
@options.scenario
@click.option("--month", type=options.Month(), required=True, help="The month, such as 2026-02.")
@click.option("--overwrite", is_flag=True, help="Write over a sheet that was edited.")
@options.out
@options.today
def command(
    scenario: Path, month: str, out: Path | None, today: date | None, *, overwrite: bool
) -> int:
    """Write delivery-MONTH.csv and .xlsx into the folder of SCENARIO's plan.

    Each has one row for each facilitator's part of each session, filled in as planned. Correct or
    strike what was otherwise, and hand either file in: plan budget SCENARIO --delivered FILE.
    """
    reading = read_scenario(scenario, today)
    warn(*reading.warnings)
    problem, engagement = reading.problem, reading.problem.engagement
    with open_folder(options.folder_of(out, engagement.id), engagement.id) as folder:
        record = standing_record(folder, problem, scenario, "to fill in a month from")
        rows = delivery_rows(on_record(problem, record), record.plan, month)
        name = f"delivery-{month}"
        files = {
            f"{name}.csv": delivery_csv(rows),
            f"{name}.xlsx": typed_xlsx(month, DELIVERY_COLUMNS, rows, Look(_FORMATS, _CHOICES)),
        }
        if not overwrite:
            _refuse_edited(folder, files, scenario)
        folder.replace(files, files.__contains__)
    click.echo(f"{folder.shown}/{name}.csv and .xlsx: {counted(len(rows), 'row')} to confirm")
    return Exit.DONE


def _refuse_edited(folder: Folder, files: Mapping[str, bytes], scenario: Path) -> None:
    """Refuse to write over a sheet that says something else, which may be somebody's work."""
    found = {name: folder.read(name) for name in files}
    edited = [name for name, text in found.items() if text is not None and text != files[name]]
    if edited:
        raise BadInputError(
            Complaint(
                Where(f"{folder.shown}/{name}"),
                "was edited, or the plan has changed since it was written",
                f"hand it in with plan budget {scenario} --delivered, or write over it with "
                "--overwrite",
            )
            for name in edited
        )

"""`plan new [FILE]`: a small scenario to begin with, explained in comments."""

from __future__ import annotations

import json
import os
import tomllib
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import click

from planner.cli.exits import Exit
from planner.errors import BadInputError, Complaint, Where
from planner.reading.forms import ID, is_id
from planner.reading.sheet import SUFFIXES

_SUFFIX = ".toml"
_BESIDE = Path()
"""What stands for a sheet without a name: requests.xlsx, in the scenario's folder."""
_NAMES_A_SHEET = "# requests = "
_FIRST_REQUEST = "\n# One half-day for everybody"


@click.command("new", short_help="Write a small scenario to begin with.")
@click.argument("file", type=click.Path(path_type=Path), default=Path("my-year.toml"))
@click.option(
    "--sheet",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=_BESIDE,
    metavar="[SHEET]",
    help="Put the requests into a sheet, .xlsx or .csv (requests.xlsx).",
)
def command(file: Path, sheet: Path | None) -> int:
    """Write a small commented scenario to FILE (my-year.toml), which plans as it is.

    With --sheet its requests stand in a sheet for Excel or LibreOffice, which the scenario names. A
    file that is there stays as it is.
    """
    _check_name(file)
    if sheet is None:
        _write({file: template().encode()})
        click.echo(f"{file}: a small year to begin with; to plan it: plan {file}")
    else:
        sheet = file.parent / "requests.xlsx" if sheet == _BESIDE else sheet
        _check_sheet_name(sheet)
        text = _with_sheet(Path(os.path.relpath(sheet, file.parent)).as_posix())
        _write({file: text.encode(), sheet: _sheet(sheet.suffix)})
        click.echo(f"{sheet}: the requests of {file}; to plan them: plan {file}")
    return Exit.DONE


def template() -> str:
    """Return the text of the scenario that `plan new` writes."""
    return (files("planner") / "templates" / "scenario.toml").read_text(encoding="utf-8")


def _with_sheet(name: str) -> str:
    """Return the scenario without its requests, naming the sheet that has them."""
    text = template().partition(_FIRST_REQUEST)[0]
    lines = [
        f"requests = {json.dumps(name)}" if line.startswith(_NAMES_A_SHEET) else line
        for line in text.splitlines()
    ]
    return "\n".join([*lines, ""])


def _sheet(suffix: str) -> bytes:
    """Return the requests of the scenario that `plan new` writes, as a sheet."""
    from planner.reading.sheet.template import sheet_csv, sheet_xlsx  # noqa: PLC0415

    requests = tomllib.loads(template())["requests"]
    return sheet_csv(requests) if suffix == SUFFIXES[0] else sheet_xlsx(requests)


def _check_name(file: Path) -> None:
    if file.suffix != _SUFFIX:
        raise _refused(file, f"does not end in {_SUFFIX}", f"write {file.name}{_SUFFIX}")
    if not is_id(file.stem):
        raise _refused(
            file, f"{file.stem!r} is to be the engagement's id, and is not {ID.expected}"
        )


def _check_sheet_name(sheet: Path) -> None:
    if sheet.suffix == _SUFFIX:
        hint = f"write plan new {sheet} --sheet"
    else:
        hint = f"write {sheet.name}.xlsx"
    if sheet.suffix not in SUFFIXES:
        raise _refused(sheet, f"does not end in {' or '.join(SUFFIXES)}", hint)


def _write(contents: dict[Path, bytes]) -> None:
    """Write files that are not there yet, all or none."""
    written: list[Path] = []
    try:
        for path, content in contents.items():
            with path.open("xb") as new:
                written.append(path)
                new.write(content)
    except OSError as error:
        for done in written:
            with suppress(OSError):
                done.unlink()
        if isinstance(error, FileExistsError):
            raise _refused(
                path, "is there already, and stays as it is", "give another name"
            ) from None
        raise _refused(path, f"cannot be written: {error.strerror}") from None


def _refused(file: Path, message: str, hint: str | None = None) -> BadInputError:
    return BadInputError([Complaint(Where(str(file)), message, hint)])

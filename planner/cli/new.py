"""`plan new [FILE]`: a small scenario to begin with, explained in comments."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from planner.cli.exits import Exit
from planner.errors import BadInputError, Complaint, Where
from planner.reading.forms import ID, is_id

_SUFFIX = ".toml"


@click.command("new", short_help="Write a small scenario to begin with.")
@click.argument("file", type=click.Path(path_type=Path), default=Path("my-year.toml"))
def command(file: Path) -> int:
    """Write a small commented scenario to FILE (my-year.toml), which plans as it is.

    A file that is there stays as it is.
    """
    if file.suffix != _SUFFIX:
        hint = f"write {file.name}{_SUFFIX}"
        raise BadInputError([Complaint(Where(str(file)), f"does not end in {_SUFFIX}", hint)])
    if not is_id(file.stem):
        message = f"{file.stem!r} is to be the engagement's id, and is not {ID.expected}"
        raise BadInputError([Complaint(Where(str(file)), message)])
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(template())
    except FileExistsError:
        message, hint = "is there already, and stays as it is", "give another name"
        raise BadInputError([Complaint(Where(str(file)), message, hint)]) from None
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise BadInputError([Complaint(Where(str(file)), message)]) from None
    click.echo(f"{file}: a small year to begin with; to plan it: plan {file}")
    return Exit.DONE


def template() -> str:
    """Return the text of the scenario that `plan new` writes."""
    return (files("planner") / "templates" / "scenario.toml").read_text(encoding="utf-8")

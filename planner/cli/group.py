"""`plan VERB ...`, and `plan SCENARIO ...` for the verb that needs no name."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from planner import __version__
from planner.cli.exits import Exit
from planner.errors import BadInputError, nearest

PLANNING = "make"
"""The verb that is left out: `plan SCENARIO` plans."""

VERBS = {
    PLANNING: "Plan a scenario (the verb itself is left out).",
    "new": "Write a small scenario to begin with, explained in comments.",
    "check": "Name every mistake of a scenario, and what no plan can keep.",
    "busy": "Show when a calendar says its owner is busy, and why the rest does not count.",
    "availability": "Show who is free when, and why not, and write it as a CSV.",
    "diff": "Show what changed between two plans, and for whom.",
    "mark": "Write into the scenario what became of one session.",
    "publish": "Mark what was sent to people, so that planning keeps it.",
    "log": "Write a month's sessions as a sheet to confirm, correct or strike.",
    "budget": "Show what is delivered and left, and read what was confirmed back.",
    "verify": "Check written files against the scenario, without the solver.",
}


class Verbs(click.Group):
    """Verbs that are loaded when they are called, so that none pays for another's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the verbs that a person types."""
        return [verb for verb in VERBS if verb != PLANNING]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a verb's command from the module of its name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"planner.cli.{cmd_name}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take anything that does not begin with a verb, --help or --version as planning."""
        if args and args[0] not in (*self.list_commands(ctx), "--help", "--version"):
            _check_first(self.list_commands(ctx), args[0])
            args = [PLANNING, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Show both ways to call."""
        formatter.write_usage("plan", "SCENARIO [OPTIONS]")
        formatter.write_usage("plan", "VERB SCENARIO [OPTIONS]")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of planning, then the verbs."""
        planning = self.get_command(ctx, PLANNING)
        if planning is not None:
            planning.format_options(click.Context(planning, parent=ctx), formatter)
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, VERBS[verb]) for verb in self.list_commands(ctx)])


@click.group(cls=Verbs, no_args_is_help=True)
@click.version_option(__version__, prog_name="plan")
def group() -> None:
    """Find the dates of a year of professional learning.

    Reads what was sold and who is free from SCENARIO, finds the best year that keeps every
    promise, proves how good it is, and writes calendars and a budget to out/<id>/. SCENARIO may be
    a portfolio, which lists several: nobody who works for two of them is in two places.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with an exit code of DESIGN section 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = group.main(arguments, prog_name="plan", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as helping:
        code = _refuse(helping.format_message())
    except click.ClickException as wrong:
        code = _refuse(f"plan: {wrong.format_message()}\n  hint: see {_helping(wrong)}")
    except BadInputError as wrong:
        code = _refuse(str(wrong))
    except (click.Abort, KeyboardInterrupt):
        click.echo("plan: interrupted before there was a plan; nothing was written", err=True)
        code = Exit.INTERRUPTED
    except Exception as defect:
        if "PLANNER_DEBUG" in os.environ:
            raise
        code = _refuse(
            f"plan: a defect of the planner, nothing was written: {type(defect).__name__}: "
            f"{defect}\n  hint: set PLANNER_DEBUG=1 to see where, and report it"
        )
    sys.exit(int(code or 0))


def _helping(wrong: click.ClickException) -> str:
    """Return what to type for help with what was typed wrongly: the verb's own, if it has one."""
    verb = wrong.ctx.info_name if isinstance(wrong, click.UsageError) and wrong.ctx else None
    return f"plan {verb} --help" if verb in VERBS and verb != PLANNING else "plan --help"


def _refuse(message: str) -> Exit:
    click.echo(message, err=True)
    return Exit.NOTHING


def _check_first(verbs: Sequence[str], first: str) -> None:
    """Refuse a first argument that is neither a verb, an option nor a file."""
    if first.startswith("-") or Path(first).exists():
        return
    here = [str(path) for path in (*Path().glob("*.toml"), *Path("scenarios").glob("*.toml"))]
    hint = nearest(first, [*verbs, *here])
    message = f"{first!r} is neither a verb nor a file"
    raise click.UsageError(f"{message}; {hint}" if hint else message)

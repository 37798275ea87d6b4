"""`python -m planner` is the command `plan`."""

from planner.cli.process import run

run()

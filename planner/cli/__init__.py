"""The command `plan`: the only room that prints, writes files and picks exit codes."""

from planner.cli.group import main

__all__ = ["main"]

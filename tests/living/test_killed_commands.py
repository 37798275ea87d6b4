"""Whole commands killed at random moments: planning, publishing, news, marks, planning again.

A moment is a step that changes the disk, counted, so that it is the same on any machine: between
two steps a kill finds the disk as it finds it before the second.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from command import SMALL, Ran, contents, ran
from effects import kill_before

from planner.folder import open_folder

STORY = (
    ("small.toml",),
    ("publish", "small.toml", "--until", "2025-10-15"),
    ("small.toml", "--closed", "2025-10-20", "--absent", "coach", "2025-10-06", "--save"),
    ("mark", "small.toml", "visit/1", "missed", "--note", "Snow"),
    ("small.toml", "--today", "2025-10-21"),
    ("publish", "small.toml", "--today", "2025-10-22"),
    ("small.toml", "--release", "all", "--need", "visit/2", "after 2025-10-27", "--save"),
    ("small.toml", "--fresh", "--improve"),
)


@dataclass(frozen=True)
class State:
    """What a command may find: the scenario, and the plan's folder."""

    scenario: bytes
    files: dict[str, bytes]


@dataclass(frozen=True)
class Chapter:
    """One command, the world before and after it, and in how many steps it changes the disk."""

    command: tuple[str, ...]
    before: Path
    then: State
    steps: int


def state(world: Path) -> State:
    return State((world / "small.toml").read_bytes(), contents(world / "out" / "small"))


def played(world: Path, arguments: tuple[str, ...], kill_at: int = 0) -> Ran:
    """Run a command in a world, killed before a step; the steps it does are counted in a file."""
    return ran(world, *arguments, before=partial(kill_before, kill_at, world / "steps"))


def told(room: Path, story: Sequence[tuple[str, ...]]) -> list[Chapter]:
    """Live through the story undisturbed, and keep the world before each of its commands."""
    world = room / "world"
    world.mkdir()
    (world / "small.toml").write_text(SMALL)
    chapters = []
    for number, arguments in enumerate(story):
        before = shutil.copytree(world, room / f"before {number}")
        done = played(world, arguments)
        assert done.code == 0, done.err
        steps = int((world / "steps").read_bytes())
        assert steps > 10
        chapters.append(Chapter(arguments, before, state(world), steps))
    return chapters


def kill(room: Path, story: Sequence[tuple[str, ...]], times: int) -> None:
    """Kill commands of a story, find old or new, and get to the new by running them again."""
    draw = random.Random(times)  # noqa: S311 - moments, not secrets
    seen = set()
    chapters = told(room, story)
    for number in range(times):
        chapter = chapters[number % len(chapters)]
        world = shutil.copytree(chapter.before, room / "killed")
        old, new = state(world), chapter.then
        end = played(world, chapter.command, draw.randint(1, chapter.steps))
        assert end.code == -signal.SIGKILL
        found = state(world)
        assert found in (old, State(new.scenario, old.files), new)
        seen.add((found.scenario != old.scenario, found.files != old.files))
        if found == new:
            with open_folder(world / "out" / "small", "small"):
                pass
        else:
            again = played(world, chapter.command)
            assert again.code == 0, again.err
        assert state(world) == new
        assert [path.name for path in (world / "out").iterdir()] == ["small"]
        assert {path.name for path in world.iterdir()} == {"out", "small.toml", "steps"}
        shutil.rmtree(world)
    assert len(seen) > 1


def test_killed_at_a_few_moments(tmp_path: Path) -> None:
    kill(tmp_path, STORY[:4], 4)


@pytest.mark.slow
def test_killed_at_a_hundred_moments(tmp_path: Path) -> None:
    kill(tmp_path, STORY, 100)

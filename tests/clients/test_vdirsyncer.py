"""vdirsyncer follows the folder as a web server hands it out: what changed changes, and no more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import strict_ics
from folders import write
from handmade import AM, TODAY, part, placed, plan, problem
from readers import feeds_in

from planner.domain.plan import Plan
from planner.domain.record import Record
from planner.reports.revisions import revise

LATER = date(2025, 10, 1)
CHANGED = {"kickoff", "cycle-1/GK", "check-in", "one-to-one/teacher-1", "one-to-one/1"}
"""One moved, one withdrawn after it was published, one draft dropped, one new by both its names."""

Kept = Mapping[str, tuple[str, int]]
"""What a subscriber keeps of a feed: each item and when it was written, by the file's name."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which this machine alone can read it."""
    folder = tmp_path / "hosted"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever).start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass(frozen=True)
class Subscriber:
    """Someone who subscribes to feeds with vdirsyncer and keeps what it brings in folders."""

    home: Path
    address: str
    feeds: list[str]

    def subscribe(self) -> None:
        sections = ["[general]", f'status_path = "{self.home}/status"']
        for number, feed in enumerate(self.feeds):
            self._items(feed).mkdir(parents=True)
            sections += [
                f'[pair p{number}]\na = "here{number}"\nb = "there{number}"\ncollections = null',
                f'[storage here{number}]\ntype = "filesystem"\nfileext = ".ics"',
                f'path = "{self._items(feed)}"',
                f'[storage there{number}]\ntype = "http"\nurl = "{self.address}/{feed}"',
            ]
        (self.home / "config").write_text("\n".join(sections))
        self._run("discover")

    def synchronise(self) -> Mapping[str, Kept]:
        """Return what is kept of each feed once all are up to date."""
        self._run("sync")
        return {
            feed: {
                path.name: (path.read_bytes().decode(), path.stat().st_mtime_ns)
                for path in self._items(feed).glob("*.ics")
            }
            for feed in self.feeds
        }

    def _items(self, feed: str) -> Path:
        return self.home / "items" / feed

    def _run(self, verb: str) -> None:
        program = Path(sys.executable).with_name("vdirsyncer")
        here = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        done = subprocess.run(
            [program, "--config", self.home / "config", verb],
            env={**here, "HOME": str(self.home)},
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr


def session(item: str) -> str:
    """Return the id of the session that an item tells of."""
    (only,) = re.findall(r"^X-PLANNER-SESSION:(.*)$", item.replace("\r\n ", ""), re.MULTILINE)
    return str(only).strip()


def event(item: str) -> str:
    """Return what an item says of its session, without what it says of its calendar.

    vdirsyncer replaces each UID by a hash over both.
    """
    _, begin, rest = item.partition("BEGIN:VEVENT")
    return re.sub(r"^UID:.*$", "UID", begin + rest.partition("END:VEVENT")[0], flags=re.MULTILINE)


def changed_plan() -> Plan:
    moved = placed("kickoff", (part(date(2025, 10, 17), *AM),), ("coach-a", "coach-b"))
    new = placed("one-to-one/teacher-1", (part(date(2026, 1, 5), *AM),), ("coach-a",))
    others = [one for one in plan().sessions if one.id not in CHANGED]
    return Plan(tuple(sorted([*others, moved, new], key=lambda one: (one.start, one.id))))


def sessions_in(folder: Path) -> Mapping[str, list[str]]:
    return {
        feed: sorted(
            one.text("X-PLANNER-SESSION")
            for one in strict_ics.events((folder / feed).read_bytes()).values()
        )
        for feed in feeds_in(folder)
    }


def kept_sessions(kept: Mapping[str, Kept]) -> Mapping[str, list[str]]:
    return {feed: sorted(session(item) for item, _ in one.values()) for feed, one in kept.items()}


@dataclass(frozen=True)
class Replanned:
    """What a subscriber kept before and after news, and the changed sessions in each feed."""

    before: Mapping[str, Kept]
    after: Mapping[str, Kept]
    changed: Mapping[str, set[str]]


def replanned(hosted: tuple[Path, str], tmp_path: Path, today: date) -> Replanned:
    folder, address = hosted
    first = revise(problem(), plan(), None)
    write(folder, problem(), first)
    subscriber = Subscriber(tmp_path / "subscriber", address, feeds_in(folder))
    subscriber.subscribe()
    before, sessions_before = subscriber.synchronise(), sessions_in(folder)
    assert kept_sessions(before) == sessions_before

    later = replace(problem(), today=today)
    write(folder, later, revise(later, changed_plan(), Record(first, "district-34", "", "")))
    after, sessions_after = subscriber.synchronise(), sessions_in(folder)
    assert kept_sessions(after) == sessions_after
    assert subscriber.synchronise() == after

    changed = {
        feed: CHANGED.intersection(sessions_before[feed] + sessions_after[feed])
        for feed in sessions_before
    }
    assert changed["calendars/all.ics"] == CHANGED - {"one-to-one/teacher-1"}
    return Replanned(before, after, changed)


def test_exactly_the_changed_events_change(hosted: tuple[Path, str], tmp_path: Path) -> None:
    """A calendar that says when it last changed is another head on a later day."""
    told = replanned(hosted, tmp_path, LATER)
    found = {feed: differing(told.before[feed], told.after[feed]) for feed in told.before}
    assert found == told.changed


def test_on_one_day_no_other_event_is_even_written(
    hosted: tuple[Path, str], tmp_path: Path
) -> None:
    told = replanned(hosted, tmp_path, TODAY)
    found = {feed: touched(told.before[feed], told.after[feed]) for feed in told.before}
    assert found == told.changed


def differing(before: Kept, after: Kept) -> set[str]:
    """Return the sessions of which the two say different things."""
    said = [{(session(item), event(item)) for item, _ in kept.values()} for kept in (before, after)]
    return {id for id, _ in said[0] ^ said[1]}


def touched(before: Kept, after: Kept) -> set[str]:
    """Return the sessions whose files were written, removed or made anew."""
    files = set(before.items()) ^ set(after.items())
    return {session(item) for _, (item, _) in files}

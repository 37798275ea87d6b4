"""A run that saves news, killed before any of its steps: scenario and folder are old or new."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from folder_world import ENGAGEMENT, files_of, in_child, version
from test_kills import after_each_kill

from planner.cli.putting import put
from planner.cli.scenario_file import Edited, edit
from planner.errors import BadInputError
from planner.folder import FolderError, open_folder
from planner.reading.edit import Entry

NEWS = (Entry(("calendar", "closed"), date(2026, 1, 27), added=True),)
OLD = '# the year\r\ntitle = "A year"\r\n'
NEW = '# the year\r\ntitle = "A year"\r\n\r\n[calendar]\r\nclosed = [2026-01-27]\r\n'


def files(number: int) -> dict[str, bytes]:
    return {name: data for name, data in version(number).items() if name != "report.html"}


def save(folder: Path, number: int, edited: Edited | None) -> None:
    with open_folder(folder, ENGAGEMENT) as held:
        put(held, files(number), edited)


def scenario(path: Path) -> Path:
    path.write_bytes(OLD.encode())
    path.chmod(0o640)
    return path


def test_killed_before_every_step(tmp_path: Path) -> None:
    folder, seen = tmp_path / "out" / "x", set()
    folder.parent.mkdir()
    year = scenario(tmp_path / "year.toml")
    edited = edit(year, NEWS)
    save(folder, 1, None)
    for _ in after_each_kill(lambda: save(folder, 2, edited)):
        text, found = year.read_bytes().decode(), files_of(folder)
        assert (text, found) in ((OLD, files(1)), (NEW, files(1)), (NEW, files(2)))
        assert stat.S_IMODE(year.stat().st_mode) == 0o640
        seen.add((text == NEW, found == files(2)))
        scenario(year)
        save(folder, 1, None)
    assert len(seen) == 3


def test_a_folder_that_resists_leaves_the_old_scenario(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    year = scenario(tmp_path / "year.toml")
    edited = edit(year, NEWS)
    save(folder, 1, None)
    (folder / "budget.csv").mkdir()
    with open_folder(folder, ENGAGEMENT) as held, pytest.raises(FolderError):
        put(held, {**files(2), "budget.csv": b""}, edited)
    assert year.read_bytes() == OLD.encode()
    assert files_of(folder) == files(1)


def test_a_scenario_that_somebody_else_has_changed_stays_theirs(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    year = scenario(tmp_path / "year.toml")
    edited = edit(year, NEWS)
    save(folder, 1, None)
    year.write_text("theirs")
    with pytest.raises(BadInputError, match="was changed by somebody else"):
        save(folder, 2, edited)
    assert (year.read_text(), files_of(folder)) == ("theirs", files(1))


def test_of_two_files_that_change_none_does_if_one_cannot(tmp_path: Path) -> None:
    folder, pool = tmp_path / "x", tmp_path / "pool.toml"
    year = scenario(tmp_path / "year.toml")
    year.write_text('include = "pool.toml"\n')
    pool.write_text("[facilitators.ann]\n")
    edited = edit(year, (*NEWS, Entry(("facilitators", "ann", "leave"), date(2026, 1, 5))))
    assert edited.shown.endswith("year.toml, " + edited.files[1].shown)
    save(folder, 1, None)
    (tmp_path / ".pool.toml.planner-part").mkdir()
    with open_folder(folder, ENGAGEMENT) as held, pytest.raises(BadInputError, match=r"pool\.toml"):
        put(held, files(2), edited)
    assert (year.read_text(), pool.read_text()) == (
        'include = "pool.toml"\n',
        "[facilitators.ann]\n",
    )
    assert files_of(folder) == files(1)


def test_a_scenario_that_cannot_be_written_leaves_the_old_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "x"
    year = scenario(tmp_path / "year.toml")
    edited = edit(year, NEWS)
    save(folder, 1, None)
    year.unlink()
    year.mkdir()

    def child() -> None:
        save(folder, 2, edited)

    assert in_child(child) != 0
    assert files_of(folder) == files(1)

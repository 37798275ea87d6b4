from __future__ import annotations

import ctypes
import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from folder_world import (
    ENGAGEMENT,
    LONG_AGO,
    add_foreign,
    files_of,
    foreign_of,
    in_child,
    owned,
    put,
    snapshot,
    version,
)

from planner.folder import FolderError, open_folder, write_beside
from planner.folder.exchange import Exchange, exchange_folders

Mount = Callable[[str, str], Path]


def test_a_first_run_makes_the_folder(tmp_path: Path, exchange: Exchange) -> None:
    assert put(tmp_path / "out" / "x", version(1), exchange)
    assert files_of(tmp_path / "out" / "x") == version(1)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["x"]


def test_what_is_not_made_again_disappears_with_its_folder(
    tmp_path: Path, exchange: Exchange
) -> None:
    put(tmp_path / "x", version(1) | {"calendars/facilitators/coach-a.ics": b"A"}, exchange)
    assert put(tmp_path / "x", version(2), exchange)
    assert files_of(tmp_path / "x") == version(2)
    assert not (tmp_path / "x" / "calendars" / "facilitators").exists()


def test_the_files_of_others_stay_as_they_are(tmp_path: Path, exchange: Exchange) -> None:
    put(tmp_path / "x", version(1), exchange)
    add_foreign(tmp_path / "x")
    before = foreign_of(tmp_path / "x")
    inode = (tmp_path / "x/notes/deep/secret.txt").stat().st_ino
    assert put(tmp_path / "x", version(2), exchange)
    assert foreign_of(tmp_path / "x") == before
    assert len(before) == 7
    assert (tmp_path / "x/notes/deep/secret.txt").stat().st_ino == inode
    assert (tmp_path / "x/notes/deep").stat().st_mtime_ns == LONG_AGO


def test_files_of_others_among_the_planners_own_keep_their_folder(
    tmp_path: Path, exchange: Exchange
) -> None:
    def feeds_only(name: str) -> bool:
        return name.endswith((".ics", "plan.json"))

    record = version(1)["plan.json"]
    with open_folder(tmp_path / "x", ENGAGEMENT, exchange=exchange) as held:
        held.replace({"plan.json": record, "calendars/a.ics": b"a"}, feeds_only)
    (tmp_path / "x" / "calendars" / "read me.txt").write_text("mine")
    with open_folder(tmp_path / "x", ENGAGEMENT, exchange=exchange) as held:
        held.replace({"plan.json": record}, feeds_only)
    assert files_of(tmp_path / "x") == {"plan.json": record, "calendars/read me.txt": b"mine"}


def test_the_same_files_again_touch_nothing(tmp_path: Path, exchange: Exchange) -> None:
    put(tmp_path / "x", version(1), exchange)
    add_foreign(tmp_path / "x")
    before = snapshot(tmp_path)
    stats = {path: path.lstat() for path in (tmp_path / "x", *(tmp_path / "x").rglob("*"))}
    assert not put(tmp_path / "x", version(1), exchange)
    assert snapshot(tmp_path) == before
    for path, old in stats.items():
        new = path.lstat()
        assert (new.st_ino, new.st_mtime_ns, new.st_ctime_ns) == (
            old.st_ino,
            old.st_mtime_ns,
            old.st_ctime_ns,
        )


def test_only_what_changes_is_written(tmp_path: Path, exchange: Exchange) -> None:
    put(tmp_path / "x", version(1) | {"calendars/all.ics": b"same"}, exchange)
    before = (tmp_path / "x" / "calendars" / "all.ics").stat()
    put(tmp_path / "x", version(2) | {"calendars/all.ics": b"same"}, exchange)
    after = (tmp_path / "x" / "calendars" / "all.ics").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_modes_of_the_folder_and_its_files_last(tmp_path: Path, exchange: Exchange) -> None:
    put(tmp_path / "x", version(1), exchange)
    modes = {"x": 0o2750, "x/plan.json": 0o600, "x/calendars": 0o711}
    for name, mode in modes.items():
        (tmp_path / name).chmod(mode)
    put(tmp_path / "x", version(2), exchange)
    assert {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in modes} == modes


def test_owners_last_when_root_plans_for_a_user(tmp_path: Path, exchange: Exchange) -> None:
    if os.geteuid():
        pytest.skip("only root may give files away")
    put(tmp_path / "x", version(1), exchange)
    names = ("x", "x/plan.json", "x/calendars")
    for name in names:
        os.chown(tmp_path / name, 1234, 1235)
    put(tmp_path / "x", version(2), exchange)
    for name in names:
        found = (tmp_path / name).stat()
        assert (found.st_uid, found.st_gid) == (1234, 1235)


def test_two_changes_in_one_run(tmp_path: Path, exchange: Exchange) -> None:
    with open_folder(tmp_path / "x", ENGAGEMENT, exchange=exchange) as held:
        for number in (1, 2, 3):
            assert held.replace(version(number), owned)
            assert held.read("plan.json") == version(number)["plan.json"]
    assert files_of(tmp_path / "x") == version(3)


@pytest.mark.parametrize("path", ["x", "x/", "./x", "up/../x", "ordner mit ümlaut ✓", "link"])
def test_any_way_to_write_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: Exchange, path: str
) -> None:
    (tmp_path / "up").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to("elsewhere/target")
    monkeypatch.chdir(tmp_path)
    for number in (1, 2):
        with open_folder(path, ENGAGEMENT, exchange=exchange) as held:
            assert held.replace(version(number), owned)
    assert files_of(Path(path)) == version(2)
    assert (tmp_path / "link").is_symlink()
    assert not list(tmp_path.rglob(".*"))


def test_the_working_directory_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: Exchange
) -> None:
    (tmp_path / "x").mkdir()
    monkeypatch.chdir(tmp_path / "x")
    for number in (1, 2):
        with open_folder(".", ENGAGEMENT, exchange=exchange) as held:
            held.replace(version(number), owned)
        assert files_of(Path()) == version(number)
        assert files_of(tmp_path / "x") == version(number)


def test_readers_always_meet_one_whole_plan(tmp_path: Path) -> None:
    put(tmp_path / "x", version(0, feeds=9))
    torn: list[int] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            here = os.open(tmp_path / "x", os.O_RDONLY | os.O_DIRECTORY)
            try:
                record = os.open("plan.json", os.O_RDONLY, dir_fd=here)
                os.close(record)
            except FileNotFoundError:
                # The folder opened was the old one and is being cleared: the path is what counts.
                if os.path.samestat(os.fstat(here), (tmp_path / "x").stat()):
                    torn.append(here)
            finally:
                os.close(here)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(1, 20):
        put(tmp_path / "x", version(number, feeds=9))
    stop.set()
    reader.join()
    assert torn == []


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../x", "", "a//b", "./a", "a/", "nul\0"])
def test_names_that_leave_the_folder_are_a_mistake_of_the_caller(tmp_path: Path, name: str) -> None:
    with (
        open_folder(tmp_path / "x", ENGAGEMENT) as held,
        pytest.raises(ValueError, match="no name"),
    ):
        held.replace({name: b""}, lambda _name: True)
    assert snapshot(tmp_path) == {}


@pytest.mark.parametrize(
    ("files", "told"), [(["notes"], "not said"), (["calendars/a", "calendars/a/b"], "both")]
)
def test_files_that_contradict_themselves(tmp_path: Path, files: list[str], told: str) -> None:
    with open_folder(tmp_path / "x", ENGAGEMENT) as held, pytest.raises(ValueError, match=told):
        held.replace(dict.fromkeys(files, b""), owned)


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_what_stands_in_the_way_is_kept_and_named(
    tmp_path: Path, exchange: Exchange, kind: str
) -> None:
    def feeds_only(name: str) -> bool:
        return name.endswith((".ics", "plan.json"))

    put(tmp_path / "x", {"plan.json": version(1)["plan.json"]}, exchange)
    if kind == "file":
        (tmp_path / "x" / "calendars").write_text("mine")
    elif kind == "link":
        (tmp_path / "x" / "calendars").symlink_to(tmp_path)
    else:
        (tmp_path / "x" / "calendars" / "all.ics").mkdir(parents=True)
    before = snapshot(tmp_path)
    with (
        open_folder(tmp_path / "x", ENGAGEMENT, exchange=exchange) as held,
        pytest.raises(FolderError, match="in the planner's way"),
    ):
        held.replace({"calendars/all.ics": b"x"}, feeds_only)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("how", ["added", "saved anew", "written in place"])
def test_a_file_of_others_changed_at_the_last_moment_is_not_lost(tmp_path: Path, how: str) -> None:
    put(tmp_path / "x", version(1))
    add_foreign(tmp_path / "x")
    name = {"added": "notes/new/late.txt"}.get(how, "notes/deep/call ümlaut.txt")

    def late(one: Path, other: Path) -> None:
        path = other / name
        path.parent.mkdir(exist_ok=True)
        if how == "saved anew":
            path.unlink()
        path.write_text("late")
        exchange_folders(one, other)

    put(tmp_path / "x", version(2), late)
    assert version(2).items() <= files_of(tmp_path / "x").items()
    assert (tmp_path / "x" / name).read_text() == "late"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_change_that_the_old_folder_missed_is_found_by_the_next_run(tmp_path: Path) -> None:
    """Killed right after the exchange: what others added to the old folder moves over then."""

    def die(one: Path, other: Path) -> None:
        (other / "late.txt").write_text("late")
        exchange_folders(one, other)
        os._exit(9)

    put(tmp_path / "x", version(1))
    in_child(lambda: (put(tmp_path / "x", version(2), die), None)[1])
    assert files_of(tmp_path / "x") == version(2)
    with open_folder(tmp_path / "x", ENGAGEMENT):
        pass
    assert files_of(tmp_path / "x") == version(2) | {"late.txt": b"late"}
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_folders_of_other_disks_are_not_touched(mount: Mount, tmp_path: Path) -> None:
    """Files there cannot be linked, so that the journal works around them."""
    put(tmp_path / "x", version(1))
    disk = mount("x/notes", "size=1m")
    (disk / "mine.txt").write_text("mine")
    inode = (disk / "mine.txt").stat().st_ino
    assert put(tmp_path / "x", version(2))
    assert files_of(tmp_path / "x") == version(2) | {"notes/mine.txt": b"mine"}
    assert (disk / "mine.txt").stat().st_ino == inode


def test_a_folder_that_is_a_disk_of_its_own(mount: Mount, tmp_path: Path) -> None:
    disk = mount("x", "size=1m")
    for number in (1, 2):
        assert put(disk, version(number))
        assert files_of(disk) == version(number)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_the_exchange_by_number_where_the_library_lacks_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ctypes.CDLL(None, use_errno=True)

    class Old:
        syscall = real.syscall

    monkeypatch.setattr(ctypes, "CDLL", lambda *_args, **_options: Old)
    (tmp_path / "a" / "1").mkdir(parents=True)
    (tmp_path / "b" / "2").mkdir(parents=True)
    exchange_folders(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "2").is_dir()
    with pytest.raises(FileNotFoundError):
        exchange_folders(tmp_path / "a", tmp_path / "c")


def test_other_systems_have_no_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    put(tmp_path / "x", version(1))
    inode = (tmp_path / "x").stat().st_ino
    put(tmp_path / "x", version(2))
    assert files_of(tmp_path / "x") == version(2)
    assert (tmp_path / "x").stat().st_ino == inode


def test_write_beside_keeps_the_mode_and_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("old")
    (tmp_path / "real.toml").chmod(0o640)
    (tmp_path / "link.toml").symlink_to("real.toml")
    write_beside(tmp_path / "link.toml", b"new")
    assert (tmp_path / "real.toml").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "real.toml").stat().st_mode) == 0o640
    assert (tmp_path / "link.toml").is_symlink()
    assert len(list(tmp_path.iterdir())) == 2

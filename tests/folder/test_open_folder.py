from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from folder_world import ENGAGEMENT, files_of, in_child, owned, put, snapshot, version

from planner.errors import BadInputError
from planner.folder import Folder, FolderError, open_folder
from planner.folder.lock import Held
from planner.folder.room import room_beside

Mount = Callable[[str, str], Path]


def refusal(path: str | Path, engagement: str = ENGAGEMENT) -> str:
    with pytest.raises(BadInputError) as caught, open_folder(path, engagement):
        pass
    return str(caught.value)


def touch(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_an_unused_folder_disappears_with_the_parents_made_for_it(tmp_path: Path) -> None:
    with open_folder(tmp_path / "out" / "deep" / "x", ENGAGEMENT) as held:
        assert held.names() == ()
        assert held.read("plan.json") is None
        assert (tmp_path / "out" / "deep" / "x").is_dir()
    assert snapshot(tmp_path) == {}


def test_a_failed_run_leaves_no_trace(tmp_path: Path) -> None:
    def fail() -> None:
        with open_folder(tmp_path / "out" / "x", ENGAGEMENT):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert snapshot(tmp_path) == {}


def test_an_empty_folder_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with open_folder(tmp_path / "x", ENGAGEMENT):
        pass
    assert list(tmp_path.iterdir()) == [tmp_path / "x"]


def test_errors_of_the_block_pass_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), open_folder(tmp_path / "x", ENGAGEMENT):
        (tmp_path / "nothing").read_text()


def test_a_second_run_is_refused_at_once_and_the_folder_is_free_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with open_folder(path, ENGAGEMENT) as held:
        assert "another run is at work in it" in refusal(path)
        held.replace(version(1), owned)
        assert "another run is at work in it" in refusal(path)
    put(path, version(2))


def test_a_run_in_another_process_is_refused(tmp_path: Path) -> None:
    def second() -> None:
        assert "another run" in refusal(tmp_path / "x")

    with open_folder(tmp_path / "x", ENGAGEMENT):
        assert in_child(second) == 0


def test_one_of_many_runs_at_once_wins_and_the_others_are_told(tmp_path: Path) -> None:
    """All make and remove the same first folder; none may meet another's half-way state."""
    start, told, won = threading.Barrier(8), [], []

    def run() -> None:
        start.wait()
        for _ in range(20):
            try:
                with open_folder(tmp_path / "out" / "x", ENGAGEMENT):
                    won.append(1)
            except FolderError as error:
                told.append(str(error))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won
    assert all("another run is at work in it" in message for message in told)
    assert len(won) + len(told) == 160


def test_a_folder_that_never_stays_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Held(Path("/proc/self/nothing")).take()
    assert snapshot(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("notes.txt", b"mine", "is not empty and holds no plan.json"),
        ("plan.json", b'{"engagement": "other"}', "its plan.json is of 'other', not of 'dis"),
        ("plan.json", b'{"terraform": 1}', "its plan.json names no engagement, not of 'dis"),
        ("plan.json", b"[]", "its plan.json names no engagement"),
        ("plan.json/x", b"{}", "plan.json: cannot be used: not a regular file"),
    ],
)
def test_what_is_not_this_engagements_is_refused(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    touch(tmp_path / "x" / name, data)
    before = snapshot(tmp_path)
    assert told in refusal(tmp_path / "x")
    assert snapshot(tmp_path) == before


def test_a_pipe_for_a_record_is_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    os.mkfifo(tmp_path / "x" / "plan.json")
    assert "not a regular file" in refusal(tmp_path / "x")


@pytest.mark.parametrize(
    "data",
    [b"", b'{"engagement": "district-34', b"\xff\xfe\x00", b"[" * 100_000, b"9" * 5000],
    ids=["empty", "cut", "no text", "nested", "huge number"],
)
def test_a_broken_record_is_handed_on(tmp_path: Path, data: bytes) -> None:
    touch(tmp_path / "x" / "plan.json", data)
    with open_folder(tmp_path / "x", ENGAGEMENT) as held:
        assert held.read("plan.json") == data


def test_reading_is_bounded_and_of_regular_files(tmp_path: Path) -> None:
    put(tmp_path / "x", version(1))
    with open_folder(tmp_path / "x", ENGAGEMENT) as held:
        assert held.names() == tuple(sorted(version(1)))
        assert held.read("calendars/0.ics") == version(1)["calendars/0.ics"]
        assert held.read("calendars/none.ics") is None
        assert held.read("plan.json/none.ics") is None
        for name, told in [("calendars", "not a regular file"), ("plan.json", "larger than 0 MB")]:
            with pytest.raises(FolderError, match=told):
                held.read(name, limit=10)


def test_a_file_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path / "file", b"data")
    monkeypatch.chdir(tmp_path)
    before = snapshot(tmp_path)
    for path in ("file", "file/", "./file/x/y"):
        message = refusal(path)
        assert message.startswith(f"{path}: cannot be used: a file stands where a folder is need")
        assert "hint: choose another folder with --out" in message
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("", "names no folder"),
        ("nul\0", "names no folder"),
        ("new/" + "n" * 300, "its name is too long"),
        ("n" * 252, "its name is too long"),
        ("loop", "its symbolic links go round in a circle"),
        ("loop/x", "its symbolic links go round in a circle"),
    ],
)
def test_paths_that_cannot_be_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, told: str
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    before = snapshot(tmp_path)
    assert told in refusal(path)
    assert snapshot(tmp_path) == before


def test_a_working_directory_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert "cannot be used" in refusal("x")


def test_a_read_only_disk_is_found_before_solving(mount: Mount, tmp_path: Path) -> None:
    disk = mount("disk", "size=1m")
    put(disk / "x", version(1))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for path in (disk / "x", disk / "y"):
        assert "its disk is read-only" in refusal(path)
    assert files_of(tmp_path / "disk" / "x") == version(1)


def test_a_read_only_disk_within_a_writable_one_is_found_too(mount: Mount) -> None:
    assert "its disk is read-only" in refusal(mount("disk", "size=1m,ro"))


def test_a_strangers_folder_in_the_way_is_kept(tmp_path: Path) -> None:
    touch(tmp_path / ".x.planner" / "thesis.txt", b"years of work")
    assert "'.x.planner' beside it is in the planner's way" in refusal(tmp_path / "x")
    assert files_of(tmp_path) == {".x.planner/thesis.txt": b"years of work"}


def test_leftovers_of_a_killed_run_are_cleaned(tmp_path: Path) -> None:
    put(tmp_path / "x", version(1))
    touch(tmp_path / ".x.planner" / "made-by-the-planner", b"")
    touch(tmp_path / ".x.planner" / "whole" / "plan.json", b"half")
    with open_folder(tmp_path / "x", ENGAGEMENT):
        assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert files_of(tmp_path / "x") == version(1)


def test_the_room_of_a_live_run_is_left_alone(tmp_path: Path) -> None:
    """A folder moved away while its run is at work, and another begun under its name."""
    (tmp_path / "x").mkdir()
    with room_beside(tmp_path / "x"):
        assert "another run is at work in it" in refusal(tmp_path / "x")
        assert (tmp_path / ".x.planner").is_dir()
    assert not (tmp_path / ".x.planner").exists()


def test_a_folder_moved_during_the_run_is_not_written(tmp_path: Path) -> None:
    put(tmp_path / "x", version(1))

    def run(held: Folder) -> None:
        (tmp_path / "x").rename(tmp_path / "moved")
        (tmp_path / "x").mkdir()
        held.replace(version(2), owned)

    with (
        pytest.raises(FolderError, match="was moved or replaced"),
        open_folder(tmp_path / "x", ENGAGEMENT) as held,
    ):
        run(held)
    assert files_of(tmp_path / "moved") == version(1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["moved", "x"]
    assert files_of(tmp_path / "x") == {}

"""Whatever a path leads to, reading it ends soon and in words."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from planner.errors import BadInputError
from planner.reading.source import read_source


def refusal(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        read_source(path)
    (complaint,) = caught.value.complaints
    return str(complaint)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_numbers_are_read_exactly(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("rate = 0.1\n")
    assert read_source(file).values == {"rate": Decimal("0.1")}


def test_a_path_is_named_relative_to_the_current_folder(tmp_path: Path) -> None:
    file = tmp_path / "scenarios" / "a.toml"
    file.parent.mkdir()
    file.write_text("")
    assert read_source(file).shown == str(Path("scenarios/a.toml"))


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "district-34.toml").write_text("")
    assert refusal(Path("distict-34.toml")) == (
        "distict-34.toml: there is no such file\n  hint: did you mean 'district-34.toml'?"
    )


def test_a_missing_folder_has_no_neighbours() -> None:
    assert refusal(Path("nowhere/a.toml")) == "nowhere/a.toml: there is no such file"


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "."])
def test_what_is_not_a_file_is_refused(path: str) -> None:
    assert refusal(Path(path)).endswith("is not a file; expected a TOML file")


def test_a_pipe_nobody_writes_to_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(Path("pipe")) == "pipe: is not a file; expected a TOML file"


def test_links_that_lead_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert refusal(Path("a")).startswith("a: cannot be opened: ")


def test_a_path_with_a_null_character_is_refused() -> None:
    assert "cannot be opened" in refusal(Path("a\0b"))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"#" * 5_000_001)
    assert refusal(Path("a.toml")) == "a.toml: is larger than 5,000,000 bytes; expected a TOML file"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = 1\nb = \xff\n", "a.toml:2: is not UTF-8 text\n  hint: save the file as UTF-8"),
        ("a = 1".encode("utf-16"), "a.toml:1: is not UTF-8 text\n  hint: save the file as UTF-8"),
        (b"a = 1\nb = \0\n", "a.toml:2: is not TOML: "),
        (b"a = 1\r\nb =\r\n", "a.toml:2: is not TOML: "),
        (b"a = " + b"[" * 5_000, "a.toml: nests lists or tables too deeply"),
        (b"a = 1\nb = " + b"9" * 5_000, "a.toml:2: holds a number beyond all bounds"),
        (b"a = 1e99999999999999999999", "a.toml: holds a number beyond all bounds"),
        (b"[a]\nb = 1\n[a]\n", "a.toml:3: a: is written twice"),
        (b"a = 1\na = 2\n", "a.toml:2: a: is written twice"),
        (b"a = { b = 1, b = 2 }", "a.toml:1: a: is written twice"),
    ],
)
def test_broken_contents_are_refused_with_their_line(
    content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / "a.toml").write_bytes(content)
    assert refusal(Path("a.toml")).startswith(message)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    assert read_source(Path("a.toml")).values == {"a": 1, "b": 2}

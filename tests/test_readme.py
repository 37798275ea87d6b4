"""The README says what is: its printed example, its verbs, its links.

    PYTHONPATH=tests/cli python tests/test_readme.py

prints the example anew into the README; read the difference before committing it.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from command import DISTRICT_34, ran

from planner.cli.group import PLANNING, VERBS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = sorted([README, *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")])
EXAMPLE = re.compile(r"```text\n(.*?)```\n", re.DOTALL)


def summary() -> str:
    """Return what planning District 34 from nothing prints."""
    with tempfile.TemporaryDirectory() as scratch:
        done = ran(ROOT, DISTRICT_34.relative_to(ROOT), "--out", f"{scratch}/out")
    assert done.code == 0, done.err
    return done.out


def excerpts(printed: str) -> list[str]:
    """Return the two parts of a summary that the README shows: its head, its contract."""
    blocks = printed.split("\n\n")
    last = next(i for i, block in enumerate(blocks) if block.startswith("Contract with"))
    return ["\n\n".join(blocks[:3]).rstrip() + "\n", "\n\n".join(blocks[last:]).rstrip() + "\n"]


def test_shows_what_planning_prints() -> None:
    assert EXAMPLE.findall(README.read_text("utf8")) == excerpts(summary())


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != PLANNING])
def test_names_each_verb(verb: str) -> None:
    assert f"| `plan {verb} " in README.read_text("utf8")


def test_begins_with_two_commands_of_one_line() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text("utf8"), re.DOTALL)
    assert [block.count("\n") for block in blocks[:2]] == [1, 1]
    assert blocks[0].endswith("plan scenarios/district-34.toml\n")
    assert blocks[1].endswith("pytest\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf8"))
    assert [link for link in targets if not (page.parent / link).exists()] == []


def regenerate() -> None:
    shown = iter(excerpts(summary()))
    text = EXAMPLE.sub(lambda _: f"```text\n{next(shown)}```\n", README.read_text("utf8"))
    README.write_text(text, "utf8")


if __name__ == "__main__":
    regenerate()

"""What a scenario includes is part of it; each mistake is told where it stands."""

from __future__ import annotations

import os
import re
from contextlib import chdir
from datetime import date
from pathlib import Path

import pytest

from planner.domain.absence import Cause
from planner.domain.digest import digest
from planner.domain.problem import Problem
from planner.errors import BadInputError
from planner.reading.scenario import OWN, SCENARIO, Reading, read_scenario
from scenarios import BASE

YEAR = f"""{BASE}
[sites.main]

[day]
am = "08:00-11:00"

[calendar]
closed = [2025-09-01]

[calendar.short.early]
weekdays = ["Wed"]
pm       = "12:30-14:00"

[windows]
autumn = "2025-09/2025-11"

[contract]
total = 1_800

[contract.lines.coaching]
coach_days = 1
rate       = 1_800

[billing]
round = 0.25

[travel]
minutes = 30

[requests.plc]
audience = "G1"
count    = 2
window   = "autumn"
line     = "coaching"
"""


def reading(folder: Path, **files: str) -> Reading:
    """Read `year`, one of some files that are named without their ending."""
    with chdir(folder):
        for name, text in files.items():
            path = Path(f"{name.replace('__', '/')}.toml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return read_scenario(Path("year.toml"), date(2025, 8, 1))


def problem(folder: Path, **files: str) -> Problem:
    return reading(folder, **files).problem


def said(folder: Path, **files: str) -> list[str]:
    """Return what is said of some files, without hints."""
    with pytest.raises(BadInputError) as caught:
        reading(folder, **files)
    return [f"{made.where}: {made.message}" for made in caught.value.complaints]


def parts(text: str) -> dict[str, str]:
    """Return the tables of a scenario by their names, those inside them with them."""
    _, *tables = re.split(r"^(?=\[)", text, flags=re.MULTILINE)
    found: dict[str, str] = {}
    for table in tables:
        name = re.split(r"[].]", table[1:])[0]
        found[name] = found.get(name, "") + table
    return found


@pytest.mark.parametrize("name", parts(YEAR))
def test_moving_a_table_into_another_file_changes_nothing(tmp_path: Path, name: str) -> None:
    moved = parts(YEAR)[name]
    rest = 'include = "more.toml"\n' + "".join(
        [YEAR.partition("[")[0], *(text for other, text in parts(YEAR).items() if other != name)]
    )
    assert name not in parts(rest)
    joined = problem(tmp_path, year=rest, more=moved)
    assert joined == problem(tmp_path, year=YEAR)
    assert digest(joined) == digest(problem(tmp_path, year=YEAR))


def test_two_files_may_say_different_things_in_one_table(tmp_path: Path) -> None:
    more = """
[calendar]
staff = [2025-10-10]
[calendar.short.late]
dates = [2025-10-24]
am    = "09:00-11:00"
[contract.lines.books]
price = 100
[facilitators.coach-c]
[requests.visit]
audience = "G2"
line     = "none"
"""
    year = 'include = ["more.toml"]\n' + YEAR.replace("1_800\n\n", "1_900\n\n", 1)
    joined = problem(tmp_path, year=year, more=more)
    assert list(joined.facilitators) == ["coach-c", "coach-a", "coach-b"]
    assert list(joined.engagement.requests) == ["visit", "plc"]
    assert joined.engagement.contract is not None
    assert list(joined.engagement.contract.lines) == ["books", "coaching"]


def test_a_path_starts_at_the_folder_of_the_file_that_says_it(tmp_path: Path) -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        "DTSTART:20250902T140000Z\r\nDTEND:20250902T150000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    people = tmp_path / "people"
    people.mkdir()
    (people / "ann.ics").write_text(calendar, newline="")
    (people / "requests.csv").write_text("id,audience,line\nvisit,G2,none\n")
    year = 'include = "people/all.toml"\n' + YEAR
    coaches = 'include = "more.toml"\nrequests = "requests.csv"\n'
    more = '[facilitators.ann]\nbusy = "ann.ics"\n'
    read = reading(tmp_path, year=year, people__all=coaches, people__more=more)
    assert Cause.BUSY in {absence.cause for absence in read.absences["ann"]}
    assert list(read.problem.engagement.requests) == ["visit", "plc"]


def test_a_file_that_is_included_twice_is_read_once(tmp_path: Path) -> None:
    both = 'include = "people.toml"\n'
    joined = problem(
        tmp_path,
        year='include = ["a.toml", "b.toml", "./people.toml"]\n' + YEAR,
        a=both,
        b=both,
        people="[facilitators.coach-c]\n",
    )
    assert list(joined.facilitators) == ["coach-c", "coach-a", "coach-b"]


@pytest.mark.parametrize("key", OWN, ids=lambda key: key.name)
def test_what_is_the_scenarios_own_is_not_taken_from_another(tmp_path: Path, key: object) -> None:
    name = getattr(key, "name", "")
    told = said(tmp_path, year='include = "more.toml"\n' + YEAR, more=f'{name} = "a"\n')
    assert told == [f"more.toml:1: {name}: does not go into a file that is included by year.toml"]


def test_all_that_is_no_table_is_the_scenarios_own() -> None:
    own = [key.name for key in SCENARIO.keys if "a table" not in key.form.expected]
    assert own == [*(key.name for key in OWN), "include"]


def test_one_thing_in_two_files_is_told_with_both_places(tmp_path: Path) -> None:
    more = '[day]\nam = "08:30-11:30"\n\n[contract.lines.coaching]\ncoach_days = 2\n'
    told = said(tmp_path, year='include = "more.toml"\n' + YEAR, more=more)
    number = next(n for n, line in enumerate(YEAR.splitlines(), 2) if line.startswith("am"))
    assert f"year.toml:{number}: day.am: is written in more.toml:2 too" in told
    assert "contract.lines.coaching: is written in more.toml:4 too" in " ".join(told)


def test_one_table_and_one_value_are_told_too(tmp_path: Path) -> None:
    told = said(tmp_path, year='include = "more.toml"\n' + YEAR, more="day = 1\n")
    assert told[0].startswith("more.toml:1: day: 1 is not a table")
    assert "day: is written in more.toml:1 too" in told[1]


def test_each_mistake_is_told_where_it_stands(tmp_path: Path) -> None:
    more = """[facilitators.coach-c]
skils = ["K-5"]

[requests.visit]
audience = "G9"
line     = "nowhere"
"""
    assert said(tmp_path, year='include = "more.toml"\n' + YEAR, more=more) == [
        "more.toml:2: facilitators.coach-c.skils: is not a key here",
        'more.toml:5: requests.visit.audience: there is no audience "G9"',
        'more.toml:6: requests.visit.line: there is no line "nowhere"',
    ]


def test_a_circle_is_told_with_its_chain(tmp_path: Path) -> None:
    told = said(
        tmp_path,
        year='include = "a.toml"\n' + YEAR,
        a='include = "b.toml"\n',
        b='# back again\ninclude = "./a.toml"\n',
    )
    assert told == ["b.toml:2: include: leads round in a circle: a.toml → b.toml → a.toml"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_a_link_to_the_file_itself_is_a_circle_too(tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to("year.toml")
    told = said(tmp_path, year='include = "link.toml"\n' + YEAR)
    assert told == ["year.toml:1: include: leads round in a circle: year.toml → link.toml"]


def test_files_lead_only_so_deep(tmp_path: Path) -> None:
    chain = {f"f{n}": f'include = "f{n + 1}.toml"\n' for n in range(1, 12)}
    told = said(tmp_path, year='include = "f1.toml"\n' + YEAR, **chain, f12="")
    assert told == ["f9.toml:1: include: leads to f10.toml, and so to more than 10 files deep"]


def test_files_are_only_so_many(tmp_path: Path) -> None:
    names = [f"f{n}" for n in range(100)]
    named = ", ".join(f'"{name}.toml"' for name in names)
    (told,) = said(tmp_path, year=f"include = [{named}]\n{YEAR}", **dict.fromkeys(names, ""))
    assert told == "year.toml:1: include: leads to f99.toml, and so to more than 100 files"


def test_what_cannot_be_read_is_told_alone(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    told = said(
        tmp_path,
        year='include = ["folder.toml", "broken.toml", "none.toml"]\n' + YEAR.replace("G1", "G7"),
        broken="[facilitators\n",
    )
    assert told == [
        "broken.toml:1: is not TOML: a heading is not closed; expected ]",
        "folder.toml: is not a file; expected a TOML file",
        "year.toml:1: include: there is no file none.toml",
    ]

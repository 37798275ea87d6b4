"""Requests as a sheet state the same problem as in TOML, however the sheet was saved."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from contextlib import chdir
from datetime import date
from pathlib import Path
from string import ascii_letters, digits
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from sheets import SITES, problem_of, saved, with_part, workbook

from planner.domain.calendar import Kind
from planner.domain.digest import digest
from planner.domain.problem import Mode, Problem
from planner.reading.forms import TABLE, Unusable
from planner.reading.request_keys import REQUEST
from planner.reading.scenario import read_scenario
from planner.reading.sheet import cells
from planner.reading.sheet.columns import COLUMNS, GRAMMARS, TABLES, cells_of
from planner.reading.sheet.template import sheet_csv, sheet_xlsx
from scenarios import with_base

ROOT = Path(__file__).parents[2]
FORMS: dict[str, Callable[..., bytes]] = {".csv": sheet_csv, ".xlsx": sheet_xlsx}

EVERY_KEY = """
[contract]
total = 9_000
[contract.lines.coaching]
coach_days = 5
rate       = 1_800

[windows]
autumn = "2025-09/2025-11"

[requests.kickoff]
title        = "Kick-off, for all"
type         = "workshop"
audience     = ["G1", "G2"]
length       = "half-day"
facilitators = 2
window       = "2025-10"
days         = ["staff", "school"]
half         = "AM"
at           = "main"
focus        = "Eliciting student reasoning"
bring        = "Student work"
leave        = "=A task, whose results teams bring"
room         = "Library"
line         = "coaching"
priority     = 10

[requests.cycle-1]
type   = "coaching"
visits = [["G1", ["G2", "G3"]], ["G3"]]
window = "2025-11-17/2025-12-19"
after  = { kickoff = "10 school days" }
ordered = false
span   = 30
at     = ["main", "north"]
line   = "coaching"

[requests.cycle-2]
like             = "cycle-1"
window           = "2026-01-20/2026-02-27"
after            = "cycle-1"
needs            = ["kickoff", "cycle-1"]
same_facilitator = "cycle-1"

[requests.plc]
each             = ["G1", ["G2", "G3"]]
count            = "2-4"
length           = 90
gap              = { min = 21, max = 70 }
same_facilitator = true
weekdays         = ["Tue", "Wed"]
hours            = "08:30-15:30"
prefer           = { half = "AM", weekdays = ["Tue"], hours = "08:30-11:30" }
any_of           = ["coach-a", "coach-b"]
skills           = ["K-5"]
mode             = "virtual"
link             = "https://meet.example.org/plc"
line             = "none"
optional         = true

[requests.plc.then]
title        = "Debrief"
type         = "debrief"
audience     = ["G1", "G3"]
length       = 20
line         = "none"
confidential = true
focus        = "What students did"
bring        = "Notes"
leave        = "Next steps"
link         = "https://meet.example.org/debrief"
room         = "Office"

[requests.reports]
audience = "none"
length   = 60
mode     = "virtual"
line     = "none"

[requests.institute]
type     = "institute"
audience = "G1"
length   = "2 days"
split    = true
windows  = ["autumn", "2026-03/2026-04"]
facilitators = ["coach-b"]
at       = "north"
line     = "none"

[requests.launch]
audience  = ["G1", "G2"]
offerings = { count = 2, capacity = 1_200 }
on        = [2025-09-09, 2025-09-10, 2025-09-11]
prefer    = { on = [2025-09-09] }
at        = "main"
line      = "none"

[requests.support]
audience = "G1"
count    = 5
mode     = { in-person = 2, virtual = 3 }
window   = "2025-09/2025-11"
same_facilitator = "prefer"
at       = "main"
line     = "none"

[requests.check-in]
type         = "one-to-one"
confidential = false
audience     = "G3"
every        = "month"
length       = 60
mode         = "virtual"
line         = "none"
"""


def read(folder: Path, text: str) -> Problem:
    with chdir(folder):
        Path("year.toml").write_text(text, encoding="utf-8")
        return read_scenario(Path("year.toml"), date(2025, 8, 1)).problem


@pytest.mark.parametrize("suffix", FORMS)
def test_nearly_every_key_says_the_same_in_a_sheet(tmp_path: Path, suffix: str) -> None:
    text = with_base(EVERY_KEY, SITES)
    head = text.partition("[requests.")[0]
    requests = tomllib.loads(text)["requests"]
    (tmp_path / f"requests{suffix}").write_bytes(FORMS[suffix](requests))
    in_a_sheet = read(tmp_path, f'requests = "requests{suffix}"\n{head}')
    assert in_a_sheet == read(tmp_path, text)
    assert digest(in_a_sheet) == digest(read(tmp_path, text))


def test_that_scenario_has_every_column_there_is() -> None:
    requests = tomllib.loads(with_base(EVERY_KEY, SITES))["requests"]
    used = {name for request in requests.values() for name in cells_of(request)}
    assert used == {column.name for column in COLUMNS}


@pytest.mark.parametrize("suffix", FORMS)
def test_district_34_says_the_same_in_a_sheet(tmp_path: Path, suffix: str) -> None:
    shutil.copytree(ROOT / "calendars", tmp_path / "calendars")
    scenarios = tmp_path / "scenarios"
    scenarios.mkdir()
    text = (ROOT / "scenarios" / "district-34.toml").read_text(encoding="utf-8")
    (scenarios / f"requests{suffix}").write_bytes(FORMS[suffix](tomllib.loads(text)["requests"]))
    head = text.partition("[requests.")[0]
    named = head.replace("[day]", f'requests = "requests{suffix}"\n[day]', 1)
    (scenarios / "district-34.toml").write_text(named, encoding="utf-8")
    in_a_sheet = read_scenario(scenarios / "district-34.toml").problem
    assert in_a_sheet == read_scenario(ROOT / "scenarios" / "district-34.toml").problem


def test_every_key_has_a_column_and_every_column_a_way_to_write_it() -> None:
    assert {key.name for key in REQUEST.keys if key.form is TABLE} == {key.name for key in TABLES}
    inside = {key for schema in TABLES.values() for key in schema.keys}
    assert set(REQUEST.keys) - TABLES.keys() | inside == GRAMMARS.keys()


@pytest.mark.parametrize("form", FORMS.values())
def test_a_sheet_has_the_same_bytes_whenever_it_is_made(form: Callable[..., bytes]) -> None:
    requests = tomllib.loads(with_base(EVERY_KEY, SITES))["requests"]
    assert form(requests) == form(requests)


# What programs do to CSV files

PLAIN = 'id,title,audience,at,length,prefer.weekdays\nplc,Größe,"G1, G2",main,90,Tue\n'


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.encode(), id="utf-8"),
        pytest.param(PLAIN.encode("utf-8-sig"), id="with a mark"),
        pytest.param(PLAIN.encode("cp1252"), id="Windows"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), id="CR"),
        pytest.param(
            PLAIN.replace(",", ";").replace('"G1; G2"', "G1, G2").encode("cp1252"), id="European"
        ),
        pytest.param(
            PLAIN.replace(",", "\t").replace('"G1\t G2"', '"G1, G2"').encode("utf-16"), id="Unicode"
        ),
        pytest.param(f"sep=,\n{PLAIN}".encode(), id="separator said"),
        pytest.param(PLAIN.replace("\n", ",,,\n").encode() + b",,,,,,,,\n\n,,\n", id="empty ones"),
        pytest.param(b"\n\n" + PLAIN.encode().rstrip(), id="empty rows above, no last line end"),
        pytest.param(PLAIN.replace("id,title", "ID,Title ").encode(), id="capitals and blanks"),
        pytest.param(
            b"# mine," + PLAIN.encode().replace(b"\nplc", b"\nask Ann,plc") + b",# off,x,y\n",
            id="remarks",
        ),
    ],
)
def test_a_csv_file_reads_the_same_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    problem = problem_of(tmp_path, "requests.csv", content)
    (visit,) = problem.visits
    assert problem.engagement.requests["plc"].title == "Größe"
    assert visit.sessions[0].audience == ("G1", "G2")
    assert (visit.sessions[0].length.amount, visit.prefer.weekdays) == (90, frozenset({1}))


def test_a_cell_of_several_lines_is_a_list_and_one_row(tmp_path: Path) -> None:
    content = b'id,at,visits\na,main,"G1, G2\nG3"\nb,main,G1\n'
    problem = problem_of(tmp_path, "requests.csv", content)
    assert [visit.id for visit in problem.visits] == ["a/G1", "a/G3", "b/G1"]


# What programs keep in workbooks

HEADINGS = ("id", "audience", "at", "window", "on", "count", "length", "split", "any_of")


def test_a_workbook_may_keep_dates_numbers_and_truth_as_such(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        HEADINGS,
        ("a", "G1", "main", date(2025, 10, 1), None, 2.0, 60, None, None),
        ("b", "G1", "main", date(2025, 10, 8), None, None, "2 days", True, None),
        ("c", "G1", "main", None, date(2025, 10, 14), None, "half-day", False, "coach-a, coach-b"),
        (None, None, None, None, None, None, None, None, None),
    ]
    formats = {"D2": "mmm-yy", "D3": "dd/mm/yyyy", "J9": "@"}
    one, two, b, c = problem_of(tmp_path, "requests.xlsx", workbook(rows, formats)).visits
    assert str(one.window) == str(two.window) == "2025-10-01/2025-10-31"
    assert str(b.window) == "2025-10-08/2025-10-08"
    assert b.sessions[0].length.split
    assert (c.rules.on, c.pool) == (frozenset({date(2025, 10, 14)}), ("coach-a", "coach-b"))


@pytest.mark.parametrize("shows", ["mmm-yy", "yyyy-mm", "[$-409]mmmm\\ yyyy;@", "mmmm yyyy"])
def test_a_date_shown_without_its_day_is_a_month(tmp_path: Path, shows: str) -> None:
    rows = [("id", "audience", "at", "window"), ("a", "G1", "main", date(2025, 10, 1))]
    (visit,) = problem_of(tmp_path, "requests.xlsx", workbook(rows, {"D2": shows})).visits
    assert str(visit.window) == "2025-10-01/2025-10-31"


def test_a_formula_counts_as_its_last_value(tmp_path: Path) -> None:
    rows = [("id", "audience", "at", "length"), ("a", "G1", "main", "=60+30")]
    content = workbook(rows)
    computed = with_part(content, "xl/worksheets/sheet1.xml", (b"<v />", b"<v>90</v>"))
    computed = with_part(computed, "xl/worksheets/sheet1.xml", (b"<v></v>", b"<v>90</v>"))
    assert computed != content
    (visit,) = problem_of(tmp_path, "requests.xlsx", computed).visits
    assert visit.sessions[0].length.amount == 90


@pytest.mark.parametrize("title", ["Requests", "requests"])
def test_of_several_sheets_the_one_called_requests_counts(tmp_path: Path, title: str) -> None:
    book = Workbook()
    book.worksheets[0].append(["notes"])
    sheet = book.create_sheet(title)
    sheet.append(["id", "audience", "mode"])
    sheet.append(["a", "G1", "virtual"])
    (visit,) = problem_of(tmp_path, "requests.xlsx", saved(book)).visits
    assert visit.modes == (Mode.VIRTUAL,)


def test_of_several_others_the_first_that_is_shown_counts(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].sheet_state = "hidden"
    sheet = book.create_sheet("2025-26")
    sheet.append(["id", "audience", "mode", "days"])
    sheet.append(["a", "G1", "virtual", "school, staff"])
    (visit,) = problem_of(tmp_path, "requests.xlsx", saved(book)).visits
    assert visit.kinds == frozenset({Kind.SCHOOL, Kind.STAFF})


# How a cell is read

IDS = st.text(ascii_letters + digits + "._-", min_size=1, max_size=6).filter(
    lambda text: not text.startswith(".")
)
GROUP = st.one_of(IDS, st.lists(IDS, min_size=2, max_size=3))
WRITTEN = {
    "visits": (cells.VISITS, st.lists(st.lists(GROUP, min_size=1), min_size=1)),
    "each": (cells.GROUPS, st.lists(GROUP, min_size=1)),
    "audience": (
        cells.TOGETHER,
        st.just("none") | st.lists(IDS.filter(lambda one: one != "none"), min_size=1),
    ),
    "any_of": (cells.LIST, st.lists(IDS, min_size=1)),
    "after": (
        cells.EARLIER,
        st.one_of(
            st.lists(IDS, min_size=1),
            st.dictionaries(IDS, st.sampled_from(["10 school days", "1 day"]), min_size=1),
        ),
    ),
    "line": (cells.LINE, IDS | st.dictionaries(IDS, IDS, min_size=1)),
    "count": (cells.COUNT, st.one_of(st.integers(1, 1000), st.just("4-6"))),
}


@pytest.mark.parametrize("name", WRITTEN)
@given(data=st.data())
def test_what_is_written_into_a_cell_is_read_from_it(name: str, data: st.DataObject) -> None:
    grammar, values = WRITTEN[name]
    value = data.draw(values)
    assert grammar.read(grammar.write(value)) == value


@pytest.mark.parametrize(
    ("grammar", "cell", "value"),
    [
        (cells.NUMBER, "1,200", 1200),
        (cells.NUMBER, "1'200", 1200),
        (cells.NUMBER, "1\u00a0200", 1200),
        (cells.NUMBER, "1.200", "1.200"),
        (cells.NUMBER, "40.0", 40),
        (cells.NUMBER, "90 minutes", "90 minutes"),
        (cells.YES_NO, "Yes", True),
        (cells.YES_NO, "FALSE", False),
        (cells.YES_NO, "perhaps", "perhaps"),
        (cells.YES_NO_OR_TEXT, "prefer", "prefer"),
        (cells.COUNT, "4\u20136", "4-6"),
        (cells.COUNT, "4 to 6", "4-6"),
        (cells.COUNT, 4, 4),
        (cells.NUMBER_OR_LIST, "2", 2),
        (cells.NUMBER_OR_LIST, "coach-a", ["coach-a"]),
        (cells.TEXT, 2026, "2026"),
        (cells.LIST, 6, ["6"]),
        (cells.TOGETHER, "GK + G1", ["GK", "G1"]),
        (cells.TOGETHER, "none", "none"),
        (cells.GROUPS, "GK; G1 + G2,", ["GK", ["G1", "G2"]]),
        (cells.VISITS, "GK, G1;\nG2;", [["GK", "G1"], ["G2"]]),
        (cells.VISITS, 6, [["6"]]),
        (cells.EARLIER, "a: 10 school days, b", {"a": "10 school days", "b": "0 days"}),
        (cells.EARLIER, "a: 1 day, a", ["a", "a"]),
        (cells.LINE, "coaching", "coaching"),
        (cells.LINE, "main: a, north: none", {"main": "a", "north": "none"}),
        (cells.LINE, "main: a, main: b", "main: a, main: b"),
    ],
)
def test_cells_are_read_as_people_write_them(
    grammar: cells.Grammar, cell: cells.Cell, value: object
) -> None:
    read = grammar.read(cell)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_what_is_no_value_stays_what_it_is_in_every_column(column: Any) -> None:
    nothing = Unusable("nothing")
    assert column.grammar.read(nothing) is nothing

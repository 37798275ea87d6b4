from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from json import loads
from pathlib import Path

import pytest
from years import all_day, calendar, timed, written, year

from planner.cli import main

Plan = Callable[..., tuple[int, str, str]]
PRIVATE = "Meeting about something private"
WEEK = (
    timed("weekly", "20251006T090000", "20251006T100000", "RRULE:FREQ=WEEKLY;COUNT=2",
          f"SUMMARY:{PRIVATE}"),
    timed("overlap", "20251006T094500", "20251006T110000", f"SUMMARY:{PRIVATE}"),
    timed("maybe", "20251007T090000", "20251007T100000", "STATUS:TENTATIVE"),
    timed("free", "20251008T090000", "20251008T100000", "TRANSP:TRANSPARENT", f"SUMMARY:{PRIVATE}"),
    timed("declined", "20251009T090000", "20251009T100000",
          "ATTENDEE;PARTSTAT=DECLINED:mailto:coach@example.org"),
)  # fmt: skip
WINDOW = ("--zone", "America/Chicago", "--from", "2025-10-06", "--to", "2025-10-10T05:00Z")


@pytest.fixture
def plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Plan:
    """Return a function that runs the command in the test's own folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        said = capsys.readouterr()
        assert PRIVATE not in said.out + said.err
        return int(left.value.code or 0), said.out, said.err

    return run


def busy(plan: Plan, *options: str) -> list[list[str]]:
    Path("a.ics").write_text(calendar(*WEEK))
    code, out, err = plan("busy", "a.ics", *WINDOW, "--json", *options)
    found = loads(out)
    assert (code, err, found["warnings"]) == (0, "", [])
    return [list(span) for span in found["busy"]]


def test_busy_prints_merged_intervals_in_utc(plan: Plan) -> None:
    monday = ["2025-10-06T14:00:00Z", "2025-10-06T16:00:00Z"]
    tuesday = ["2025-10-07T14:00:00Z", "2025-10-07T15:00:00Z"]
    thursday = ["2025-10-09T14:00:00Z", "2025-10-09T15:00:00Z"]
    assert busy(plan) == [monday, tuesday, thursday]
    assert busy(plan, "--tentative", "free") == [monday, thursday]
    assert busy(plan, "--owner", "Coach@example.org") == [monday, tuesday]


def test_busy_names_the_event_and_rule_of_each_and_why_others_do_not_count(plan: Plan) -> None:
    Path("a.ics").write_text(calendar(*WEEK))
    code, out, err = plan("busy", "a.ics", *WINDOW, "--tentative", "free")
    assert (code, err) == (0, "")
    assert (
        out
        == """\
busy, by clocks in America/Chicago:
  Mon 2025-10-06 09:00 - 11:00
      Mon 2025-10-06 09:00 - 10:00  busy  weekly  (FREQ=WEEKLY;COUNT=2)
      Mon 2025-10-06 09:45 - 11:00  busy  overlap  (single)
  Thu 2025-10-09 09:00 - 10:00
      Thu 2025-10-09 09:00 - 10:00  busy  declined  (single)
does not count:
  Tue 2025-10-07 09:00 - 10:00  tentative  maybe  (single)
  Wed 2025-10-08 09:00 - 10:00  transparent  free  (single)
"""
    )


def test_instants_have_an_offset_or_are_on_the_zones_clocks(plan: Plan) -> None:
    Path("a.ics").write_text(calendar(*WEEK))
    for since in ("2025-10-06T09:30", "2025-10-06T14:30Z", "2025-10-06T16:30+02:00"):
        window = ("--zone", "America/Chicago", "--from", since, "--to", "2025-10-07")
        _, out, _ = plan("busy", "a.ics", *window, "--json")
        assert loads(out)["busy"] == [["2025-10-06T14:30:00Z", "2025-10-06T16:00:00Z"]]


def test_busy_says_what_is_ours(plan: Plan) -> None:
    ours = timed("new", "20251006T083000", "20251006T113000", "X-PLANNER-SESSION:visit")
    Path("a.ics").write_text(calendar(ours))
    assert (
        plan("busy", "a.ics", *WINDOW)[1]
        == """\
never busy in this window
does not count:
  Mon 2025-10-06 08:30 - 11:30  ours  new  (single)
"""
    )


def test_busy_warns_beside_what_it_can_read(plan: Plan) -> None:
    Path("a.ics").write_text(calendar(*WEEK, timed("odd", "20251006T250000", "20251006T260000")))
    _, out, _ = plan("busy", "a.ics", *WINDOW, "--json")
    (warning,) = loads(out)["warnings"]
    assert "a.ics" in warning
    assert "odd" in warning
    assert "odd" in plan("busy", "a.ics", *WINDOW)[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("page.ics", *WINDOW), "page.ics: is a web page; expected a text that begins with BEGIN"),
        ((".", *WINDOW), ".: is a folder; expected one calendar (.ics)"),
        (("none.ics", *WINDOW), "none.ics: there is no such file"),
        (("a.ics", "--zone", "Chicago", *WINDOW[2:]), '"Chicago" is not a time zone'),
        (("a.ics", *WINDOW[:4], "--to", "2025-10-05"), "is not after --from"),
        (("a.ics", *WINDOW[:4], "--to", "soon"), "'soon' is not a date or time such as"),
        (("a.ics", *WINDOW[:4], "--to", "9999-12-31T23:59-12:00"), "is beyond all calendars"),
        (("a.ics", *WINDOW[:4]), "--to"),
    ],
)
def test_what_means_nothing_is_said_and_ends_with_2(
    plan: Plan, arguments: tuple[str, ...], said: str
) -> None:
    Path("a.ics").write_text(calendar(*WEEK))
    Path("page.ics").write_text("<html>")
    code, out, err = plan("busy", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def scenario(folder: Path) -> str:
    text = year(
        '[calendar]\nfiles = "district.ics"\n[calendar.short.early]\nweekdays = ["Wed"]\n'
        'pm = "12:30-14:00"\n[facilitators.other]\ntitle = "=Other"\nworkdays = ["Tue"]\n'
        'leave = ["2025-10-07 PM"]\nhours = "10:00-24:00"\n'
        '[audiences.PK]\ntitle = "Preschool"\nclosed = [2025-10-06]',
        site="staff = [2025-10-07]",
        coach='busy = "a.ics"',
    )
    district = calendar(all_day("Columbus Day - No School", "20251013", "20251014"))
    written(folder, text, a=calendar(*WEEK), district=district)
    return "year.toml"


def test_availability_prints_a_grid_by_week(plan: Plan, tmp_path: Path) -> None:
    code, out, err = plan("availability", scenario(tmp_path), "--today", "2025-10-06")
    assert (code, err) == (0, "wrote out/year/availability.csv\n")
    assert (
        out.split("\n\n")[0]
        == """\
2025-W41, Oct 2025  Mon 6       Tue 7       Wed 8       Thu 9       Fri 10
                    AM    PM    AM    PM    AM    PM    AM    PM    AM    PM
School              open  open  open  open  open  short open  open  open  open
Main Street School  open  open  staff staff open  short open  open  open  open
Preschool           -     -     open  open  open  short open  open  open  open
Coach               part  free  part  free  free  free  part  free  free  free
=Other              off   off   part  leave off   off   off   off   off   off"""
    )
    assert all(len(line) <= 80 for line in out.splitlines()[:9])


def test_availability_writes_who_is_free_when_and_why_not(plan: Plan, tmp_path: Path) -> None:
    plan("availability", scenario(tmp_path))
    text = Path("out/year/availability.csv").read_text()
    rows = {
        (row["date"], row["half"], row["sort"], row["id"]): row
        for row in csv.DictReader(StringIO(text))
    }
    found = {key: (row["state"], row["free"], row["reason"]) for key, row in rows.items()}
    monday, tuesday, wednesday = "2025-10-06", "2025-10-07", "2025-10-08"
    assert found[monday, "AM", "facilitator", "coach"] == (
        "part",
        "08:30-08:50 11:10-11:30",
        "busy 09:00-10:00 (a.ics); busy 09:45-11:00 (a.ics)",
    )
    assert found[monday, "PM", "facilitator", "coach"] == ("free", "12:30-15:30", "")
    assert found[monday, "AM", "facilitator", "other"] == ("off", "", "does not work on Mondays")
    assert found[tuesday, "AM", "facilitator", "other"] == (
        "part",
        "10:00-11:30",
        "outside working hours 00:00-10:00",
    )
    assert found[tuesday, "PM", "facilitator", "other"] == ("leave", "", "leave 12:30-24:00")
    assert found[tuesday, "AM", "site", "main"][::2] == ("staff", "no students, staff at work")
    assert found[monday, "AM", "audience", "PK"] == ("closed", "", "closed")
    assert found[wednesday, "PM", "school", ""] == ("school", "12:30-14:00", "only 12:30-14:00")
    assert found["2025-10-13", "AM", "school", ""] == ("closed", "", "closed")
    assert rows[monday, "AM", "facilitator", "other"]["title"] == "'=Other"
    assert PRIVATE not in text
    assert str(tmp_path) not in text


def test_planning_comes_after_availability_and_carries_it_over(plan: Plan, tmp_path: Path) -> None:
    file = scenario(tmp_path)
    plan("availability", file)
    before = Path("out/year/availability.csv").read_bytes()
    assert plan(file, "--quiet")[0] == 0
    assert Path("out/year/availability.csv").read_bytes() == before
    assert plan("availability", file)[0] == 0
    assert plan("verify", file)[0] == 0


def test_availability_is_refused_a_folder_of_something_else(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("notes")
    code, out, err = plan("availability", scenario(tmp_path), "--out", "mine")
    assert (code, out) == (2, "")
    assert "mine: is not empty and holds no plan.json" in err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_copy_that_lost_all_marks_is_warned_of_by_time_and_title(
    plan: Plan, tmp_path: Path
) -> None:
    written(tmp_path, year(coach='busy = "a.ics"'), a=calendar())
    assert plan("year.toml", "--quiet")[0] == 0
    feed = Path("out/year/calendars/facilitators/coach.ics").read_text()
    feed = feed.partition("BEGIN:VEVENT")[2]
    start, end, title = (
        next(line.partition(":")[2] for line in feed.splitlines() if line.startswith(name))
        for name in ("DTSTART", "DTEND", "SUMMARY")
    )
    copy = timed("copied", start, end, f"SUMMARY:  {title.upper()}")
    other = timed("other", "20251031T090000", "20251031T100000", f"SUMMARY:{PRIVATE}")
    Path("a.ics").write_text(calendar(copy, other))
    code, _, err = plan("year.toml", "--quiet")
    assert code == 0
    (warning,) = err.splitlines()
    assert "a.ics: copied: has the time and the title of a session planned for 2025-10-" in warning
    Path("a.ics").write_text(calendar(timed("copied", start, end, f"SUMMARY:{PRIVATE}")))
    assert plan("year.toml", "--quiet", "--fresh")[2] == ""


def test_copies_of_our_own_feed_change_nothing(plan: Plan, tmp_path: Path) -> None:
    written(tmp_path, year(coach='busy = ["a.ics", "copy.ics"]'), a=calendar(), copy=calendar())
    assert plan("year.toml", "--quiet")[0] == 0
    before = Path("out/year/plan.json").read_bytes()
    feed = Path("out/year/calendars/facilitators/coach.ics").read_bytes()
    Path("copy.ics").write_bytes(feed)
    assert plan("year.toml", "--quiet") == (0, "", "")
    assert Path("out/year/plan.json").read_bytes() == before

"""Charts are shapes where their dates and figures say, without anything else of pygal's."""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest
from handmade import FIRST, LAST

from planner.reports.page.charts import Dot, Marks, axis, bar, dots, pace


def test_nothing_bought_and_nothing_used_is_no_bar() -> None:
    assert bar(0, 0, 0) == ""


@pytest.mark.parametrize(
    ("figures", "shares"),
    [
        ((4, 0, 4), {"planned": 4}),
        ((4, 1, 2), {"before": 1, "planned": 2, "unplanned": 1}),
        ((4, 4, 4), {"before": 4, "over": 4}),
        ((4, 6, 0), {"before": 4, "over": 2}),
        ((2, 0, 3), {"planned": 2, "over": 1}),
        ((0, 0, 3), {"over": 3}),
        ((16_200_00, 0, 8_100_00), {"planned": 8_100_00, "unplanned": 8_100_00}),
    ],
)
def test_a_bar_has_its_shares(figures: tuple[int, int, int], shares: dict[str, int]) -> None:
    widths = {rect.attrib["class"]: float(rect.attrib["width"]) for rect in shapes(bar(*figures))}
    assert list(widths) == list(shares)
    for name, share in shares.items():
        assert widths[name] / sum(widths.values()) == pytest.approx(
            share / sum(shares.values()), abs=0.002
        )


def test_dates_are_where_the_axis_says() -> None:
    """The first of a month stands at its label; days in between are in proportion."""
    november, december = date(2025, 11, 1), date(2025, 12, 1)
    middle = november + timedelta(days=15)
    told = [Dot(day, f"{day}") for day in (november, middle, december)]
    (strip,) = dots(FIRST, LAST, [Marks(even=told[:1], planned=told)])
    circles = [one for one in shapes(strip) if one.tag == "circle"]
    assert [one.attrib["class"] for one in circles] == ["even", *["planned"] * 3]
    assert [one[0].text for one in circles[1:]] == ["2025-11-01", "2025-11-16", "2025-12-01"]
    at = [float(one.attrib["cx"]) for one in circles[1:]]
    assert at[1] == pytest.approx((at[0] + at[2]) / 2, abs=0.1)
    labels = {one.text: float(one.attrib["x"]) for one in shapes(axis(FIRST, LAST))}
    assert at[0] == pytest.approx(labels["Nov"], abs=0.1)
    assert at[2] == pytest.approx(labels["Dec"], abs=0.1)


def test_a_pace_has_three_curves_as_high_as_their_figures() -> None:
    """Of 100, a half is used by the second month: half as high as what was contracted."""
    months = [("Jan", 0, 30), ("Feb", 50, 65), ("Mar", 50, 100)]
    drawn = shapes(pace(months, 100))
    heights = {
        one.attrib["class"]: [
            float(y) for y in re.findall(r"[ML]?[\d.]+ ([\d.]+)", one.attrib["d"])
        ]
        for one in drawn
        if one.tag == "path"
    }
    assert set(heights) == {"limit", "even", "used"}
    top, bottom = heights["limit"][0], heights["used"][0]
    assert heights["limit"] == [top] * 3
    assert heights["used"][1:] == pytest.approx([(top + bottom) / 2] * 2, abs=0.2)
    assert heights["even"][2] == pytest.approx(top, abs=0.2)
    assert [one.text for one in drawn if one.tag == "text"] == ["Jan", "Feb", "Mar"]


def test_nothing_contracted_and_nothing_used_has_no_pace() -> None:
    assert pace([("Jan", 0, 0)], 0) == ""
    assert pace([], 0) == ""


def test_each_row_has_its_own_strip() -> None:
    rows = [
        Marks(even=[Dot(FIRST, "a")] * number, planned=[Dot(LAST, "b")] * number)
        for number in (1, 2, 3)
    ]
    counts = [
        sum(one.tag == "circle" for one in shapes(strip)) for strip in dots(FIRST, LAST, rows)
    ]
    assert counts == [2, 4, 6]


def test_an_axis_names_every_month_that_begins() -> None:
    names = [one.text for one in shapes(axis(date(2025, 11, 15), date(2026, 3, 1)))]
    assert names == ["Dec", "Jan", "Feb", "Mar"]


def test_nothing_else_of_pygal_s_is_in_a_chart() -> None:
    (strip,) = dots(FIRST, LAST, [Marks(even=[], planned=[Dot(FIRST, "a")])])
    for chart in (strip, axis(FIRST, LAST), bar(4, 1, 2)):
        assert {one.tag for one in parsed(chart).iter()} <= {
            "svg", "circle", "title", "line", "text", "rect",
        }  # fmt: skip
        assert "style" not in chart
        assert "http" not in chart


def test_no_later_import_goes_through_pygal() -> None:
    bar(4, 1, 2)
    assert [one for one in sys.meta_path if type(one).__module__.startswith("pygal")] == []


def shapes(chart: str) -> list[Element]:
    return list(parsed(chart))


def parsed(chart: str) -> Element:
    return fromstring(chart)  # noqa: S314 - our own

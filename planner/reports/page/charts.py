"""Charts as inline SVG without a word or a colour of its own: pygal places, the style sheet paints.

Only the shapes are taken from pygal's drawing: its scripts, its style, its date of making and
its random ids stay out of the page. Where a text is next to a chart anyway, screen readers are
spared the chart.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from pygal.graph.graph import Graph  # type: ignore[import-untyped]

_BAR = (400, 20)
_STRIP = (720, 46)
_RADIUS = {"even": 6.5, "planned": 4}
_AXIS = (720, 26)
_PACE = (720, 240)
_DECEMBER = 12
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


@dataclass(frozen=True, slots=True)
class Dot:
    """A date on an axis, and what is said of it."""

    date: date
    told: str


@dataclass(frozen=True, slots=True)
class Marks:
    """The dates of a series: where they are, and where even spacing would put them."""

    even: Sequence[Dot]
    planned: Sequence[Dot]


def bar(contracted: int, opening: int, planned: int) -> str:
    """Return what was used before, is planned, unplanned, and over, of what was bought; or "".

    All are whole numbers of one unit; the bar is as long as what was bought or, where that is
    exceeded, as what is used and planned.
    """
    whole = max(contracted, opening + planned)
    if whole == 0:
        return ""
    over = whole - contracted
    before = min(opening, contracted)
    within = min(planned, contracted - before)
    pieces = {"before": before, "planned": within, "unplanned": contracted - before - within}
    chart = _chart("HorizontalStackedBar", _BAR, range=(0, whole), spacing=0, show_x_labels=False)
    for name, value in {**pieces, "over": over}.items():
        chart.add(name, [value])
    shapes = _shapes(chart.render_tree(), "rect", (*pieces, "over"))
    return _svg(_BAR, "bar", (shape for _, shape in shapes if float(shape.get("width", "0"))))


def dots(first: date, last: date, rows: Sequence[Marks]) -> tuple[str, ...]:
    """Return a strip for each row: rings where its dates would be even, dots where they are."""
    chart = _dates(_STRIP, first, last, x_labels=list(_firsts(first, last)))
    for row in rows:
        for name, listed in (("even", row.even), ("planned", row.planned)):
            values = [{"value": (one.date, 1), "label": one.told} for one in listed]
            chart.add(name, values, dots_size=_RADIUS[name])
    drawn = chart.render_tree()
    names, (_, height) = tuple(_RADIUS), _plot(drawn)
    shapes = list(_shapes(drawn, "circle", names * len(rows)))
    return tuple(
        _svg(
            (_STRIP[0], height),
            "dots",
            (*_guides(drawn, height), *(one for at, one in shapes if at // 2 == number)),
        )
        for number in range(len(rows))
    )


def axis(first: date, last: date) -> str:
    """Return the months between two dates, on the scale of `dots`."""
    chart = _dates(_AXIS, first, last, x_labels=list(_firsts(first, last)))
    chart.x_value_formatter = lambda day: f"{day:%b}"
    chart.add("", [(first, 1)])
    return _svg(_AXIS, "axis", _labels(chart.render_tree()))


def pace(months: Sequence[tuple[str, int, int]], contracted: int) -> str:
    """Return what is used by the end of each month, an even pace, and all that was contracted.

    A month has its label; all are whole numbers of one unit. "" of nothing contracted and used.
    """
    most = max([contracted, *(used for _, used, _ in months)], default=0)
    if not most:
        return ""
    labels = [label for label, _, _ in months]
    chart = _chart("Line", _PACE, range=(0, most), x_labels=labels, show_dots=False)
    names = ("limit", "even", "used")
    chart.add(names[0], [contracted for _ in months])
    chart.add(names[1], [even for _, _, even in months])
    chart.add(names[2], [used for _, used, _ in months])
    drawn = chart.render_tree()
    curves = (shape for _, shape in _shapes(drawn, "path", names))
    return _svg(_PACE, "pace", (*_guides(drawn, _plot(drawn)[1]), *curves, *_labels(drawn)))


def _firsts(first: date, last: date) -> Iterator[date]:
    """Yield the first of each month that begins between two dates."""
    for number in range(first.year * _DECEMBER + first.month - 1, last.year * _DECEMBER + 12):
        day = date(number // _DECEMBER, number % _DECEMBER + 1, 1)
        if first <= day <= last:
            yield day


def _dates(size: tuple[int, int], first: date, last: date, **options: Any) -> Graph:
    return _chart("DateLine", size, xrange=(first, last), range=(0, 2), stroke=False, **options)


def _chart(kind: str, size: tuple[int, int], **options: Any) -> Graph:
    width, height = size
    bare = {"js": (), "css": (), "margin": 0, "show_legend": False, "show_y_labels": False}
    return getattr(_pygal(), kind)(width=width, height=height, **bare, **options)


@cache
def _pygal() -> ModuleType:
    """Return pygal, loaded when a page is written, without its hook for plug-ins of old.

    The hook sees every later import of the process, and Python 3.11 warns of its kind.
    """
    import pygal  # type: ignore[import-untyped]  # noqa: PLC0415

    hook = pygal.PluginImportFixer
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, hook)]
    return pygal  # type: ignore[no-any-return]


def _shapes(drawn: Element, tag: str, names: Sequence[str]) -> Iterator[tuple[int, Element]]:
    """Yield the number of each series with its shapes, called by its name and told of."""
    for group in drawn.iter("g"):
        kind, _, rest = group.get("class", "").partition(" serie-")
        if kind != "series":
            continue
        number = int(rest.split()[0])
        for holder in group.iter("g"):
            for found in holder.findall(tag):
                shape = Element(tag, {"class": names[number], **_geometry(found)})
                label = holder.find("desc[@class='label']")
                if label is not None:
                    SubElement(shape, "title").text = label.text
                yield number, shape


def _plot(drawn: Element) -> tuple[int, int]:
    """Return the width and height of a drawing without the labels below it."""
    plot = next(group for group in drawn.iter("g") if group.get("class") == "plot")
    box = plot[0].attrib
    return round(float(box["width"])), round(float(box["height"]))


def _guides(drawn: Element, height: int) -> Iterator[Element]:
    """Yield a line at the first of each month, which stands where its label would."""
    for found in drawn.iter("text"):
        x = _geometry(found)["x"]
        yield Element("line", {"x1": x, "x2": x, "y1": "0", "y2": f"{height}"})


def _labels(drawn: Element) -> Iterator[Element]:
    for found in drawn.iter("text"):
        label = Element("text", _geometry(found))
        label.text = found.text
        yield label


def _geometry(shape: Element) -> dict[str, str]:
    """Return where a shape is, to a tenth: no screen shows more, and every machine agrees."""
    known = ("x", "y", "width", "height", "cx", "cy", "r")
    found = {key: f"{float(shape.attrib[key]):.1f}" for key in known if key in shape.attrib}
    if "d" in shape.attrib:
        found["d"] = _NUMBER.sub(lambda at: f"{float(at[0]):.1f}", shape.attrib["d"])
    return found


def _svg(size: tuple[int, int], kind: str, shapes: Iterable[Element]) -> str:
    width, height = size
    root = Element("svg", {"class": kind, "viewBox": f"0 0 {width} {height}"})
    root.set("aria-hidden", "true")
    root.extend(shapes)
    return tostring(root, encoding="unicode")

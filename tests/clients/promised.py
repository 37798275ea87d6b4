"""What every feed has to say, from plan.json and the scenario's text alone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Said = tuple[datetime, datetime, str]
"""Start and end in UTC, and the summary."""


def promised(folder: Path, scenario: Path) -> Mapping[str, Mapping[str, Said]]:
    """Return what each feed says, by its path and by UID."""
    asked = _asked(scenario)
    found: dict[str, dict[str, Said]] = {path: {} for path in _paths(asked)}
    for session in json.loads((folder / "plan.json").read_text("utf8"))["sessions"]:
        for uid, part, summary in _events(asked, session):
            when = _utc(part["start"]), _utc(part["end"])
            outside = "Coaching" if _is_confidential(asked, session) else summary
            for path in _own(asked, session):
                found[path][uid] = (*when, summary)
            for path in ("calendars/all.ics", f"calendars/sites/{part['site']}.ics"):
                if path in found:
                    found[path][uid] = (*when, outside)
    return found


def _asked(scenario: Path) -> Mapping[str, Any]:
    """Return what a scenario says, with the facilitators of the one file that it may include."""
    asked = tomllib.loads(scenario.read_text("utf8"))
    if "include" not in asked:
        return asked
    included = tomllib.loads((scenario.parent / asked["include"]).read_text("utf8"))
    own = asked.get("facilitators", {})
    return {**asked, "facilitators": {**included["facilitators"], **own}}


def _paths(asked: Mapping[str, Any]) -> Iterator[str]:
    yield "calendars/all.ics"
    for kind in ("facilitators", "audiences", "sites"):
        for id in asked.get(kind, {}):
            yield f"calendars/{kind}/{id}.ics"


def _own(asked: Mapping[str, Any], session: Mapping[str, Any]) -> Iterator[str]:
    for id in session["facilitators"]:
        yield f"calendars/facilitators/{id}.ics"
    for id in set(session["audience"]).union(*(_inside(asked, id) for id in session["audience"])):
        yield f"calendars/audiences/{id}.ics"


def _inside(asked: Mapping[str, Any], id: str) -> set[str]:
    audience = asked["audiences"][id]
    inner = audience.get("includes", ()) if isinstance(audience, dict) else ()
    return set(inner).union(*(_inside(asked, one) for one in inner))


def _events(
    asked: Mapping[str, Any], session: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    titles = [_title(asked["audiences"], id) for id in session["audience"]]
    who = " and ".join(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))
    what = ": ".join(filter(None, (who, _called(asked, session))))
    parts = session["parts"]
    for number, (uid, part) in enumerate(zip(session["uids"], parts, strict=True), 1):
        place = " (virtual)"
        if session["mode"] == "in-person":
            place = f" at {_title(asked['sites'], part['site'])}"
        count = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        yield uid, part, f"{what}{place}{count}"


def _called(asked: Mapping[str, Any], session: Mapping[str, Any]) -> str:
    request = _request(asked, session["request"])
    title = str(request.get("title", session["request"]))
    if not session["id"].endswith("/then"):
        return title
    return str(request["then"].get("title", f"{title}, follow-up"))


def _request(asked: Mapping[str, Any], id: str) -> Mapping[str, Any]:
    request = asked["requests"][id]
    return {**_request(asked, request["like"]), **request} if "like" in request else request


def _is_confidential(asked: Mapping[str, Any], session: Mapping[str, Any]) -> bool:
    request = _request(asked, session["request"])
    told = [request, request["then"]] if session["id"].endswith("/then") else [request]
    return any(one.get("confidential", one.get("type") == "one-to-one") for one in told)


def _title(table: Mapping[str, Any], id: str) -> str:
    entry = table[id]
    return str(entry.get("title", id) if isinstance(entry, dict) else entry)


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)

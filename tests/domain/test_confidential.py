"""The neutral ids of confidential sessions."""

from __future__ import annotations

from dataclasses import replace

from sold import Sold, problem

from planner.domain.confidential import public_ids, request_of
from planner.domain.problem import HALF_DAY, Problem, Session, Visit


def test_numbers_count_over_the_whole_request_in_the_scenarios_order() -> None:
    """Two teachers, twice each, and between them a visit of another request."""
    ids = public_ids(year(confidential=True))
    assert ids == {
        "r/teacher-2/1": "r/1",
        "r/teacher-2/2": "r/2",
        "open/G1": "open/G1",
        "r/teacher-1/1": "r/3",
        "r/teacher-1/2": "r/4",
    }


def test_ids_of_open_requests_stay() -> None:
    assert all(id == public for id, public in public_ids(year(confidential=False)).items())


def test_a_session_comes_of_the_request_of_its_visit() -> None:
    assert request_of(year(confidential=True), "r/teacher-1/2").id == "r"


def test_a_follow_up_is_told_in_its_own_words_and_counted_with_its_request() -> None:
    case = year(confidential=True)
    request = case.engagement.requests["r"]
    told = {
        **case.engagement.requests,
        "r": replace(request, follow_up=replace(request, title="D")),
    }
    first, *others = case.visits
    debrief = Session("r/teacher-2/1/then", ("all",), HALF_DAY, None, follows=True)
    first = replace(first, sessions=(first.sessions[0], debrief, first.sessions[1]))
    case = replace(
        case,
        engagement=replace(case.engagement, requests=told),
        visits=(first, *others),
    )
    assert (request_of(case, debrief.id).title, request_of(case, debrief.id).id) == ("D", "r")
    ids = public_ids(case)
    assert (ids[debrief.id], ids["r/teacher-2/2"]) == ("r/2", "r/3")


def year(*, confidential: bool) -> Problem:
    case = problem(None, [Sold(None, HALF_DAY)])
    request = replace(case.engagement.requests["r"], confidential=confidential)
    requests = {"r": request, "open": replace(request, id="open", confidential=False)}
    blank = case.visits[0]
    return replace(
        case,
        engagement=replace(case.engagement, requests=requests),
        visits=(
            visit(blank, "r", "r/teacher-2/1", "r/teacher-2/2"),
            visit(blank, "open", "open/G1"),
            visit(blank, "r", "r/teacher-1/1"),
            visit(blank, "r", "r/teacher-1/2"),
        ),
    )


def visit(blank: Visit, request: str, *ids: str) -> Visit:
    sessions = tuple(Session(id, ("all",), HALF_DAY, None) for id in ids)
    return replace(blank, id=ids[0], request=request, sessions=sessions)

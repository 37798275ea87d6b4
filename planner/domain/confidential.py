"""What a confidential session is called where not everybody may know whom it is with."""

from __future__ import annotations

from itertools import chain

from planner.domain.problem import Problem, Request


def request_of(problem: Problem, session_id: str) -> Request:
    """Return the request that a session comes of."""
    visit = problem.visits[problem.visit_of[session_id]]
    return problem.engagement.requests[visit.request]


def public_id(problem: Problem, session_id: str) -> str:
    """Return the id that anyone may read: of a confidential session, its request and a number.

    The number counts from 1 over all sessions of the request in the scenario's order, placed or
    not, so that it neither names an audience nor changes when a date does.
    """
    request = request_of(problem, session_id)
    if not request.confidential:
        return session_id
    visits = (problem.visits[index] for index in problem.visits_of(request.id))
    siblings = chain.from_iterable(visit.sessions for visit in visits)
    ids = [session.id for session in siblings]
    return f"{request.id}/{ids.index(session_id) + 1}"

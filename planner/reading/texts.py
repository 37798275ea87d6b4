"""What people are told of a request, and of its follow-ups: titles, types and texts."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from planner.domain.problem import Request
from planner.reading.asks import Ask
from planner.reading.request_keys import (
    BRING,
    CONFIDENTIAL,
    FOCUS,
    FOLLOW_UP,
    FOLLOW_UP_TYPE,
    LEAVE,
    LINK,
    ROOM,
    THEN,
    TITLE,
    TYPE,
)
from planner.reading.table import Key, Table

ONE_TO_ONE = "one-to-one"
_KNOWN_TYPES = (ONE_TO_ONE, "workshop", "institute")
_NEARLY = 0.8


def read_texts(ask: Ask) -> Request:
    """Return what people are told of a request."""
    type = _type(ask, TYPE)
    confidential = ask.get(CONFIDENTIAL)
    request = Request(
        id=ask.id,
        title=ask.get(TITLE) or ask.id,
        type=type,
        confidential=type == ONE_TO_ONE if confidential is None else confidential,
        focus=ask.get(FOCUS),
        bring=ask.get(BRING),
        leave=ask.get(LEAVE),
        link=ask.get(LINK),
        room=ask.get(ROOM),
    )
    return replace(request, follow_up=_of_follow_ups(ask, request)) if ask.has(THEN) else request


def _of_follow_ups(ask: Ask, request: Request) -> Request:
    """Return what people are told of follow-ups, which are held where their sessions are."""
    table = ask.open(THEN, FOLLOW_UP)
    type, confidential = _type(table, FOLLOW_UP_TYPE), table.get(CONFIDENTIAL)
    if request.confidential and confidential is False:
        message = "is false, but the session before it is confidential"
        table.complain(
            CONFIDENTIAL, message, "its time would tell when the session is: leave it out"
        )
    return Request(
        id=request.id,
        title=table.get(TITLE) or f"{request.title}, follow-up",
        type=type,
        confidential=request.confidential
        or (type == ONE_TO_ONE if confidential is None else confidential),
        focus=table.get(FOCUS),
        bring=table.get(BRING),
        leave=table.get(LEAVE),
        link=table.get(LINK) or request.link,
        room=table.get(ROOM) or request.room,
    )


def _type(place: Ask | Table, key: Key[str]) -> str:
    """Return the type of a session, and complain of one that is all but another."""
    type = place.get(key)
    near = get_close_matches(type, _KNOWN_TYPES, n=1, cutoff=_NEARLY)
    if near and type not in _KNOWN_TYPES:
        place.complain(
            key,
            f'"{type}" is too near to "{near[0]}", a type with a meaning of its own',
            f"write {near[0]!r}, or a type that nobody can mistake for it",
        )
    return type

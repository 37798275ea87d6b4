"""What the titles of a district's calendar mean: one table of phrases.

A title is first made plain (lower case, no apostrophes, "½" is "half", "|" between its clauses).
Phrases that overlap claim the text longest first, so that "picture make-up day" is no make-up day;
of what is left, the meaning that stands first in the table wins, so that "Spring Break - No
School" is a break and "Half Day - Conferences" a half-day. What is not certain is asked.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Meaning(StrEnum):
    """What an event says of its dates; the first seven may be said in a scenario too."""

    SCHOOL = "school"
    STAFF = "staff"
    BREAK = "break"
    CLOSED = "closed"
    AM_CLOSED = "am-closed"
    PM_CLOSED = "pm-closed"
    IGNORE = "ignore"
    ASK = "ask"


_TERM = r"(?:\w+ )?(?:quarter|trimester|semester|term|grading period|marking period)"
_PLACE = r"(?:schools?|district|campus|buildings?|offices?)"
_ATTENDING = r"(?:parents?|family|guardian|student|teachers?|and|led|p|t)"
_BEGINS = r"(?:resumes?|reopens?|returns?|begins?|starts?)"
_TEST = r"(?:tests?|testing|assessments?|exams?|act|sat|psat|iar)"
_ORDINARY = (
    "meetings?|workshops?|committee|nights?|concerts?|assembl(?:y|ies)|part(?:y|ies)|parades?|feast"
    "|lunch(?:eon)?|dinner|breakfast|performance|program|show|shop|sing|recital|musical|festival"
    "|fair|fundraiser|drive|carnival|dance|celebration|camp|games?|tournaments?|field trips?"
    "|field day|graduation|promotion|retreat"
)
"""What schools do on ordinary days; with up to two words before it, as in "holiday concert"."""

_VOCABULARY: tuple[tuple[Meaning, tuple[str, ...]], ...] = (
    (
        Meaning.ASK,
        (
            r"if (?:needed|necessary|used|required)",
            r"(?:possible|proposed|tentative|potential|tbd|unused)",
            r"emergency days?",
            r"(?:\w+ )?(?:break|recess|vacation) (?:begins?|starts?|ends?)",
        ),
    ),
    (
        Meaning.SCHOOL,
        (
            r"(?:(?:snow|emergency|weather|school) )*(?:days? )?make ?up(?: days?)?",
            r"(?:school|classes) (?:is |are |will be )?in session",
            r"(?:regular|full) (?:school day|day of school)",
        ),
    ),
    (
        Meaning.PM_CLOSED,
        (
            r"half days?",
            r"early (?:student )?(?:dismissals?|releases?|out|closing|closure)",
            r"(?:noon|\d{1,2}(?: \d\d)?(?: ?[ap]m)?) dismissal",
            r"(?:students )?dismiss(?:ed|al) at [^|]*",
            r"minimum days?",
            r"no (?:pm|afternoon) (?:school|classes|class|session|students)",
            r"no (?:school|classes|students) (?:in the )?(?:pm|p m|afternoon)",
        ),
    ),
    (
        Meaning.AM_CLOSED,
        (
            r"late (?:start|arrival|opening)s?",
            r"delayed (?:start|opening)s?",
            r"(?:two|2|one|1) (?:hour|hr) delay",
            r"no (?:am|morning) (?:school|classes|class|session|students)",
            r"no (?:school|classes|students) (?:in the )?(?:am|a m|morning)",
        ),
    ),
    (
        Meaning.STAFF,
        (
            r"institutes?(?: days?)?",
            r"(?:teacher|teachers|staff|county|district) institutes?(?: days?)?",
            r"school improvement(?: plan(?:ning)?)?(?: days?)?",
            r"(?:staff|professional|teacher) (?:development|learning)(?: days?)?",
            r"(?:pd|sip|staff|data|grading|records?|planning) days?",
            r"(?:teacher|teachers|staff) (?:work|planning|prep|preparation|grading) ?days?",
            r"work ?days?",
            r"in ?service(?: days?)?",
            r"(?:student|pupil) free(?: days?)?",
            r"no (?:students?|pupils?)(?: attendance| in attendance)?",
            r"non (?:student|pupil)(?: attendance)?(?: days?)?",
            r"(?:staff|teachers?) only",
        ),
    ),
    (
        Meaning.BREAK,
        (
            r"(?:\w+ )?(?:break|recess|vacation)",
            r"first day of (?:\w+ )?(?:break|recess|vacation)",
            r"last day of (?:winter|spring|fall|thanksgiving) (?:break|recess|vacation)",
        ),
    ),
    (
        Meaning.CLOSED,
        (
            r"no (?:school|classes|class)(?: in session)?",
            r"non attendance(?: days?)?",
            rf"{_PLACE}(?: (?:offices?|is|are|will be))* (?:closed|not in session)",
            r"closed",
            r"day off",
            rf"(?:{_ATTENDING} )*conferences?(?: days?)?",
            r"(?:\w+ )?holidays?",
            r"labor day",
            r"columbus day",
            r"indigenous peoples? day",
            r"veterans day",
            r"thanksgiving(?: day)?",
            r"christmas(?: day| eve)?",
            r"new years?(?: day| eve)?",
            r"(?:dr )?martin luther king(?: jr)?(?: day)?",
            r"m ?l ?k(?: jr)?(?: day)?",
            r"presidents day",
            r"(?:lincoln|washington)s birthday",
            r"(?:casimir )?pulaski day",
            r"good friday",
            r"easter monday",
            r"memorial day",
            r"juneteenth",
            r"independence day",
            r"(?:fourth|4th) of july",
        ),
    ),
    (
        Meaning.IGNORE,
        (
            r"(?:first|last) (?:full )?days? (?:of|for) (?:student )?\w+",
            r"last day (?:of (?:school|classes) )?before (?:\w+ )?(?:break|recess|vacation)",
            r"(?:first|last) student day",
            rf"(?:school|classes|students) {_BEGINS}(?: [^|]*)?",
            r"(?:resumes?|returns?|back) (?:from|after|to) .*",
            rf"{_TERM} (?:begins?|starts?|ends?)",
            rf"(?:end|start|beginning) of (?:the )?{_TERM}",
            rf"{_TERM} \d",
            r"report cards?(?: [^|]*)?",
            r"progress reports?(?: [^|]*)?",
            r"(?:\w+ ){0,2}(?:picture|photo)s?(?: [^|]*)?",
            rf"(?:\w+ )?{_TEST}(?: make ?ups?)?(?: days?)?",
            rf"(?:\w+ ){{0,2}}(?:{_ORDINARY})",
            r"(?:\w+ ){0,2}evening (?:\w+ ){0,2}conferences?",
            r"(?:open house|orientation|registration|commencement|homecoming|prom)",
            r"(?:pto|pta|ptsa|boe|board of education)",
            r"(?:spirit|appreciation|ribbon) (?:day|week)",
            r"(?:daylight saving(?:s)? time|dst) (?:begins|starts|ends)",
            r"(?:halloween|valentines day|st patricks day|earth day|mothers day|fathers day)",
        ),
    ),
)
_PHRASES = tuple(
    (re.compile(rf"\b(?:{phrase})(?!\w)"), meaning)
    for meaning, phrases in _VOCABULARY
    for phrase in phrases
)
_ORDER = tuple(meaning for meaning, _ in _VOCABULARY)
_HALVES = {Meaning.AM_CLOSED, Meaning.PM_CLOSED}
_ALL_DAY_OFF = re.compile(r"\bno (?:school|classes|class|students?|pupils?)\b")
_SOME_GRADES = re.compile(
    r"\b(?:pre ?k|pk|preschool|early childhood|kindergarten|elementary|middle school|jr high"
    r"|junior high|high school|grades? [\dk]\w*|\d+(?:st|nd|rd|th) grade\w*|k \d|\d \d"
    r"|freshm[ae]n|sophomores?|juniors?|seniors?)\b"
)
_ALL_GRADES = re.compile(
    r"\b(?:(?:pre ?k|pk|ec|k) (?:through |to )?12|all (?:grades|schools|students)|district ?wide)\b"
)
_MAX_TITLE = 300


def meaning_of(title: str) -> Meaning:
    """Return what an event of this title says of its dates; `ASK` when that is not certain."""
    text = _plain(title[:_MAX_TITLE])
    claimed = _claimed(text)
    found = {meaning for _, meaning in claimed}
    if found & _HALVES and any(_ALL_DAY_OFF.fullmatch(phrase) for phrase, _ in claimed):
        found -= _HALVES
    meaning = next((each for each in _ORDER if each in found), Meaning.ASK)
    one_band = _SOME_GRADES.search(text) and not _ALL_GRADES.search(text)
    return Meaning.ASK if one_band and meaning is not Meaning.IGNORE else meaning


def _plain(title: str) -> str:
    text = title.casefold().replace("½", " half ").replace("1/2", " half ")
    text = re.sub(r"['\u2018\u2019.]", "", text)
    text = re.sub(r"\s+[-\u2010-\u2015/]+\s+|[,;:()\[\]|!\u2013\u2014]", " | ", text)
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s|]", " ", text)).strip()


def _claimed(text: str) -> list[tuple[str, Meaning]]:
    """Return the phrases in a plain title, longest first, none overlapping a longer one."""
    found = [
        (match.start(), match.end(), meaning)
        for pattern, meaning in _PHRASES
        for match in pattern.finditer(text)
    ]
    claimed: list[tuple[int, int, Meaning]] = []
    for start, end, meaning in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
        if all(end <= first or last <= start for first, last, _ in claimed):
            claimed.append((start, end, meaning))
    return [(text[start:end].strip(), meaning) for start, end, meaning in claimed]

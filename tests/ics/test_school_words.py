"""What titles of district calendars mean: one row for each meaning, then the rules of conflict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reading.ics.school_words import Meaning, meaning_of

TITLES = {
    Meaning.CLOSED: [
        "No School", "NO SCHOOL", "no classes", "Schools Closed", "School is closed",
        "District Closed", "District Offices Closed", "All Buildings Closed", "Closed",
        "Non-Attendance Day", "No School in Session", "School not in session", "Holiday",
        "Legal Holiday", "Labor Day", "Columbus Day", "Indigenous Peoples\u2019 Day",
        "Indigenous Peoples' Day - No School", "Veterans Day", "Thanksgiving", "Thanksgiving Day",
        "Christmas Eve", "New Year's Day", "Martin Luther King, Jr. Day",
        "Dr. Martin Luther King Day", "M.L.K. Day", "MLK Jr. Day", "Presidents\u2019 Day",
        "Lincoln's Birthday", "Casimir Pulaski Day",
        "Good Friday", "Easter Monday", "Memorial Day", "Juneteenth", "Independence Day",
        "Conference Day", "Parent/Teacher Conferences", "Parent-Teacher Conference Day",
        "Parent and Teacher Conferences - No School", "Student-Led Conferences", "P/T Conferences",
        "No School PreK-12", "No School for All Grades", "Day Off",
        "No School \u2013 Winter Concert",
    ],
    Meaning.BREAK: [
        "Spring Break", "Winter Recess", "Fall Break \u2013 Schools Closed", "Recess",
        "Summer Vacation",
        "Thanksgiving Break", "Thanksgiving Recess (No School)", "Spring Break - No School",
        "First Day of Winter Break", "Last day of Spring Break", "Mid-Winter Recess",
    ],
    Meaning.STAFF: [
        "Institute Day", "County Institute", "Teacher Institute Day", "Teachers' Institute Day",
        "Institute Day - No School", "No Students - Teacher Institute", "Staff Development",
        "Professional Development Day", "Professional Learning Day - No School", "Teacher Workday",
        "Teacher Work Day/No Students", "In-Service", "Inservice Day", "In Service Day",
        "Student-Free Day", "Pupil Free Day", "No Students", "No Student Attendance",
        "Non-Student Day", "School Improvement Day", "School Improvement Planning Day", "SIP Day",
        "PD Day", "Teacher Planning Day", "Grading Day", "Records Day", "Staff Only",
        "No School - Half Day Institute", "Student Holiday/Staff Workday",
    ],
    Meaning.PM_CLOSED: [
        "Half Day", "1/2 Day", "½ Day", "Half-Day of School", "Early Release", "Early Dismissal",
        "Early Student Dismissal", "Early Out", "11:30 Dismissal", "11:30 a.m. Dismissal",
        "Noon Dismissal", "Students dismissed at 11:30", "Dismissal at noon", "Minimum Day",
        "No PM Classes", "No school in the afternoon", "No Afternoon Session",
        "Half Day - Parent/Teacher Conferences", "Early Release - Professional Development",
        "Last Day of School - Early Dismissal", "First Day of School (Half Day)",
        "Winter Break - Early Dismissal",
    ],
    Meaning.AM_CLOSED: [
        "Late Start", "Late Arrival", "Late Start Wednesday", "Delayed Opening", "2-Hour Delay",
        "Two Hour Delay", "No AM Classes", "No School in the Morning", "Late Start - Staff Meeting",
    ],
    Meaning.SCHOOL: [
        "Make-up Day", "Snow Make-Up Day", "Makeup Day", "Weather Make Up Day",
        "School in Session", "Presidents' Day - School in Session", "Classes are in session",
        "Regular School Day", "Snow Day Make-up",
    ],
    Meaning.IGNORE: [
        "First Day of School", "Last Day of School", "First Day for Students",
        "Last Day of School before Winter Break", "Last day before Spring Break", "School Resumes",
        "Classes Resume", "Classes resume after Spring Break", "School Begins",
        "Back to School Night",
        "Students return from Winter Break", "Board Meeting", "Board of Education Meeting",
        "Picture Day", "Picture Make-Up Day", "School Picture Retakes", "Winter Concert",
        "Holiday Concert", "Holiday Party", "Thanksgiving Luncheon", "Veterans Day Assembly",
        "Memorial Day Parade", "Staff Meeting", "Professional Development Committee Meeting",
        "Curriculum Night", "Open House", "Kindergarten Orientation", "Registration",
        "Report Cards",
        "End of 1st Quarter", "End of the First Trimester", "2nd Semester Begins", "Quarter 3",
        "PTO", "Field Day", "8th Grade Graduation", "SAT Make-up Day", "MAP Testing", "Homecoming",
        "Evening Parent Teacher Conferences", "Daylight Saving Time Begins", "Spirit Week",
        "Halloween", "Book Fair", "Spring Break Camp", "Teacher Appreciation Week",
    ],
    Meaning.ASK: [
        "", "Chess", "Diwali", "Wildcat Day", "Snow Day", "Election Day", "Emergency Day",
        "Emergency Day (if needed)", "Make-up Day if necessary", "Proposed Snow Make-up Day",
        "Winter Break Begins", "Spring Recess ends", "No School - Kindergarten only",
        "No School (Grades 9-11)", "Early Release - Middle School", "5th Grade Half Day",
        "Preschool: No School", "No School for Freshmen", "Late Start, High School",
        "No School K-5",
    ],
}  # fmt: skip
ROWS = [(title, meaning) for meaning, titles in TITLES.items() for title in titles]


@pytest.mark.parametrize(("title", "meaning"), ROWS)
def test_titles(title: str, meaning: Meaning) -> None:
    assert meaning_of(title) is meaning


@given(st.sampled_from(ROWS), st.sampled_from([str.upper, str.lower, str.title, "  {} ".format]))
def test_case_and_blanks_change_nothing(row: tuple[str, Meaning], change: object) -> None:
    title, meaning = row
    assert callable(change)
    assert meaning_of(change(title)) is meaning


@given(st.text(max_size=400))
def test_any_text_has_a_meaning(title: str) -> None:
    assert meaning_of(title) in Meaning

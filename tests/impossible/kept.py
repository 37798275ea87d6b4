"""Visits that keep their facilitators: what nobody can lead all of, and what just fits."""

from __future__ import annotations

from tiny import COACHES, FRAME, WEEK, Case

KEPT = {
    "a series that nobody can lead all of": Case(
        """
        [requests.plc]
        audience = "G1"
        length = "half-day"
        windows = ["2025-10-06/2025-10-07", "2025-10-08/2025-10-09"]
        same_facilitator = true
        """,
        "plc: 2 visits keep the same 1 facilitator, and too few can lead all of them: coach-a can "
        "lead 1, coach-b can lead 1",
        ('"2025-10-08/', '"2025-10-07/'),
        FRAME.replace(
            COACHES,
            '[facilitators.coach-a]\nleave = ["2025-10-06/2025-10-07"]\n'
            '[facilitators.coach-b]\nleave = ["2025-10-08/2025-10-10"]\n',
        ),
    ),
    "a series that nobody has dates for": Case(
        f"""
        [requests.plc]
        audience = "G1"
        length = "half-day"
        count = 4
        same_facilitator = true
        {WEEK}
        """,
        "plc: 4 visits keep the same 1 facilitator, and too few have the time to lead all of "
        "them: coach-a has dates for 3 of 4 in plc, coach-b has dates for 2 of 4 in plc",
        ("count = 4", "count = 3"),
        FRAME.replace(
            COACHES,
            '[facilitators.coach-a]\nleave = ["2025-10-06/2025-10-07"]\n'
            '[facilitators.coach-b]\nleave = ["2025-10-08/2025-10-10"]\n',
        ),
    ),
    "gaps that no facilitator's dates keep": Case(
        f"""
        [requests.plc]
        audience = "G1"
        length = "half-day"
        count = 2
        gap = {{ min = 3 }}
        same_facilitator = true
        {WEEK}
        """,
        "plc: 2 visits keep the same 1 facilitator, and too few have the time to lead all of "
        "them: coach-a has dates for 1 of 2 in plc, coach-b has dates for 1 of 2 in plc",
        ("min = 3", "min = 2"),
        FRAME.replace(
            COACHES,
            '[facilitators.coach-a]\nleave = ["2025-10-06/2025-10-07"]\n'
            '[facilitators.coach-b]\nleave = ["2025-10-08/2025-10-10"]\n',
        ),
    ),
    "two requests that no facilitator's caps hold": Case(
        f"""
        [requests.cycle-1]
        audience = "G1"
        length = "half-day"
        count = 2
        same_facilitator = true
        {WEEK}
        [requests.cycle-2]
        like = "cycle-1"
        count = 1
        same_facilitator = "cycle-1"
        """,
        "cycle-1, cycle-2: 3 visits keep the same 1 facilitator, and too few have the time to lead "
        "all of them: coach-a has 1.0 of 1.5 days, caps included, coach-b has 1.0 of 1.5 days, "
        "caps included",
        ("count = 2", "count = 1"),
        FRAME.replace(
            COACHES,
            "[facilitators.coach-a]\nmax_days = { week = 1 }\n"
            "[facilitators.coach-b]\nmax_days = { year = 1 }\n",
        ),
    ),
    "a team of which only one has dates": Case(
        f"""
        [facilitators.coach-c]
        leave = ["2025-10-06/2025-10-07", 2025-10-10]
        [requests.plc]
        audience = "G1"
        length = "half-day"
        facilitators = 2
        count = 3
        same_facilitator = true
        {WEEK}
        """,
        "plc: 3 visits keep the same 2 facilitators, and too few have the time to lead all of "
        "them: coach-b has dates for 2 of 3 in plc, coach-c has dates for 2 of 3 in plc",
        ("count = 3", "count = 2"),
        FRAME.replace(
            "[facilitators.coach-b]\n",
            '[facilitators.coach-b]\nleave = ["2025-10-08/2025-10-10"]\n',
        ),
    ),
    "one team of two whose visits nobody can lead": Case(
        """
        [requests.cycle-1]
        visits = [["G1"], ["G2"]]
        length = "half-day"
        window = "2025-10-06/2025-10-07"
        [requests.cycle-2]
        like = "cycle-1"
        window = "2025-10-08/2025-10-09"
        same_facilitator = "cycle-1"
        """,
        "cycle-1/G2, cycle-2/G2: 2 visits keep the same 1 facilitator, and too few can lead all of "
        "them: coach-a can lead 1, coach-b can lead 1",
        ('same_facilitator = "cycle-1"', ""),
        FRAME.replace(
            COACHES,
            '[facilitators.coach-a]\nleave = ["2025-10-06/2025-10-07"]\n'
            '[facilitators.coach-b]\nleave = ["2025-10-08/2025-10-10"]\n',
        ),
    ),
}

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("planner", deadline=None, suppress_health_check=SLOW_TO_DRAW)
settings.register_profile(
    "ci", deadline=None, suppress_health_check=SLOW_TO_DRAW, derandomize=True, database=None
)
settings.load_profile("ci" if os.environ.get("CI") else "planner")

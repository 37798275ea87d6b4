from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

OBJECTS_BEFORE_COLLECTING = 200_000
"""As in the program: by default a sixth of the time goes into looking for garbage."""

gc.set_threshold(OBJECTS_BEFORE_COLLECTING)

SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

EXAMPLES = 40
"""Drawn for each property that names no number; with --hypothesis-profile thorough, more are."""

settings.register_profile(
    "planner", deadline=None, max_examples=EXAMPLES, suppress_health_check=SLOW_TO_DRAW
)
settings.register_profile("ci", settings.get_profile("planner"), derandomize=True, database=None)
settings.register_profile("thorough", settings.get_profile("planner"), max_examples=1_000)
settings.load_profile("ci" if os.environ.get("CI") else "planner")

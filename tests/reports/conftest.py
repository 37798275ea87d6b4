"""How fast a busy machine writes feeds is no property of the feeds."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("reports", deadline=None)
settings.load_profile("reports")

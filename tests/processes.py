"""What another process makes of the same: with sets in another order, in another time zone."""

from __future__ import annotations

import os
import subprocess
import sys


def printed_elsewhere(code: str, seed: str = "7", zone: str = "Asia/Tokyo") -> str:
    """Return what code prints in a process that hashes by a seed and finds what tests find."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "TZ": zone,
        },
        text=True,
    )
    return done.stdout

"""Two folders change places in one step, where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

Exchange = Callable[[Path, Path], None]
"""Lets two paths change places at once, or raises an OSError and leaves them."""

AT_FDCWD = -100
RENAME_EXCHANGE = 2

CALL_NUMBERS = {
    "aarch64": 276,
    "armv7l": 382,
    "i686": 353,
    "ppc64le": 357,
    "riscv64": 276,
    "s390x": 347,
    "x86_64": 316,
}
"""Of renameat2, for C libraries without a function of that name."""

IMPOSSIBLE = {
    errno.EBUSY,
    errno.EINVAL,
    errno.EMLINK,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EPERM,
    errno.EXDEV,
}
"""What a file system or a sandbox answers that cannot exchange folders, or link their files."""


def exchange_folders(one: Path, other: Path) -> None:
    """Let two folders of one file system change places."""
    if not sys.platform.startswith("linux"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    library = ctypes.CDLL(None, use_errno=True)
    paths = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(*paths)
    else:
        failed = library.syscall(CALL_NUMBERS.get(platform.machine(), -1), *paths)
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(one), None, str(other))

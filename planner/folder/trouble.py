"""What the system says of a folder, in words for people."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from planner.errors import BadInputError, Complaint, Where

ELSEWHERE = "choose another folder with --out"

REASONS = {
    errno.EACCES: "the permission to write it is missing",
    errno.EPERM: "the permission to write it is missing",
    errno.EROFS: "its disk is read-only",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its symbolic links go round in a circle",
    errno.EIO: "its disk reports an error",
    errno.EFBIG: "a file would grow larger than the system allows",
    errno.ENOSPC: "its disk is full",
    errno.EDQUOT: "the disk space granted to this user is used up",
    errno.EAGAIN: "another run is at work in it",
}

HINTS = {
    errno.ENOSPC: "make room on that disk and run again",
    errno.EDQUOT: "make room on that disk and run again",
    errno.EAGAIN: "wait until that run has ended, or choose another folder with --out",
}


class FolderError(BadInputError):
    """The output folder cannot be used; it is as it was before (exit 2)."""

    def __init__(self, shown: str, message: str, hint: str = ELSEWHERE) -> None:
        super().__init__([Complaint(Where(shown), message, hint)])


@contextmanager
def plainly(shown: str) -> Iterator[None]:
    """Turn what the system refuses into one error about the path as its user wrote it."""
    try:
        yield
    except OSError as error:
        hint = HINTS.get(error.errno or 0, ELSEWHERE)
        raise FolderError(shown, f"cannot be used: {reason_of(error)}", hint) from error


def reason_of(error: OSError) -> str:
    """Return why the system refused, in words for people."""
    code = error.errno or 0
    return REASONS.get(code) or error.strerror or os.strerror(code)

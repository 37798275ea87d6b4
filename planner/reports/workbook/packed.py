"""What a workbook's file holds, however it is packed."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - as the library raises it


def holds_the_same(made: bytes, found: bytes) -> bool:
    """Tell whether a file that was found has the parts of one that was made, in the same order.

    No more of it is unpacked than the made one has.
    """
    with ZipFile(BytesIO(made)) as ours:
        try:
            with ZipFile(BytesIO(found)) as theirs:
                parts = [(part.filename, part.file_size) for part in ours.infolist()]
                if parts != [(part.filename, part.file_size) for part in theirs.infolist()]:
                    return False
                return all(ours.read(name) == theirs.read(name) for name, _ in parts)
        except (BadZipFile, ZlibError, NotImplementedError, RuntimeError, ValueError, OSError):
            return False

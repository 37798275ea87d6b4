"""The output folder of a plan: locked for a whole run, and changed all at once or not at all."""

from __future__ import annotations

from planner.folder.files import write_beside
from planner.folder.output import Folder, open_folder
from planner.folder.trouble import FolderError, reason_of

__all__ = ["Folder", "FolderError", "open_folder", "reason_of", "write_beside"]

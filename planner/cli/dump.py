"""`--dump-models DIR`: every model that is solved, and its parameters, as protocol buffer text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ortools.sat.python.cp_model import CpModel, SatParameters

from planner.errors import BadInputError, Complaint, Where
from planner.solve.engine import Observer


@contextmanager
def dumped(folder: Path | None) -> Iterator[Observer]:
    """Yield an observer that writes each solve to DIR/NAME.model.txt and NAME.parameters.txt."""
    if folder is None:
        yield lambda _name, _model, _parameters: None
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)

        def write(name: str, model: CpModel, parameters: SatParameters) -> None:
            (folder / f"{name}.model.txt").write_text(str(model.proto))
            (folder / f"{name}.parameters.txt").write_text(str(parameters))

        yield write
    except OSError as error:
        message = f"cannot hold models: {error.strerror}"
        raise BadInputError([Complaint(Where(str(folder)), message)]) from None

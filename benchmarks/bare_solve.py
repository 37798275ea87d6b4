"""Load the models in a folder, with their parameters, and solve them in order; nothing else.

    python benchmarks/bare_solve.py DIR

DIR is what `plan SCENARIO --dump-models DIR` wrote.
"""

import sys
from pathlib import Path

from ortools.sat.python import cp_model


def main(folder: Path) -> None:
    """Solve each model as planning did, and print how it ended."""
    for path in sorted(folder.glob("*.model.txt")):
        name = path.name.removesuffix(".model.txt")
        model, solver = cp_model.CpModel(), cp_model.CpSolver()
        parameters = path.with_name(f"{name}.parameters.txt").read_text()
        if not model.proto.parse_text_format(path.read_text()):
            sys.exit(f"{path} is not a model")
        if not solver.parameters.parse_text_format(parameters):
            sys.exit(f"{name}.parameters.txt are not parameters")
        status = solver.solve(model)
        print(f"{name}: {solver.status_name(status)} {solver.objective_value:g}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

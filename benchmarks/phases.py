"""Where the time goes: a table of scenarios and phases, with the size of each model.

    python benchmarks/phases.py [SCENARIO ...]

Without arguments, every scenario in scenarios/. Each phase is a line of `PHASES`; each is timed
once, in a process that has already loaded all it needs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, perf_counter

from planner import __version__
from planner.candidates import Candidates, candidates
from planner.documents import documents
from planner.domain.digest import digest
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.model import Model
from planner.planning import make_plan
from planner.reading.portfolio import is_portfolio
from planner.reading.scenario import read_scenario
from planner.reports.revisions import revise
from planner.reports.summary import render
from planner.solve.build import build
from planner.solve.engine import Effort, Engine

SCENARIOS = Path(__file__).parents[1] / "scenarios"
ENGAGEMENTS = [path for path in sorted(SCENARIOS.glob("*.toml")) if not is_portfolio(path)]


@dataclass
class Work:
    """One scenario on its way from file to documents."""

    scenario: Path
    seconds_allowed: float
    steps: dict[str, float] = field(default_factory=dict)
    problem: Problem = field(init=False)
    candidates: Sequence[Candidates] = field(init=False)
    model: Model = field(init=False)
    plan: Plan = field(init=False)

    def read(self) -> None:
        """Read the scenario and its calendars."""
        self.problem = read_scenario(self.scenario).problem

    def refuse(self) -> None:
        """Refuse what cannot be, candidate by candidate."""
        self.candidates = candidates(self.problem)

    def build(self) -> None:
        """Build the model, without goals."""
        self.model = build(self.problem, self.candidates)

    def solve(self) -> None:
        """Plan: refuse, build, search in stages, explain, verify."""
        engine = Engine(Effort(monotonic() + self.seconds_allowed))
        self.plan = make_plan(self.problem, engine, lambda _: None)

    def report(self) -> None:
        """Make every file, and the summary."""
        plan = revise(self.problem, self.plan, None)
        documents(self.problem, plan, digest(self.problem), __version__)
        render(self.problem, plan, width=100, colour=False)


PHASES: dict[str, Callable[[Work], None]] = {
    "read": Work.read,
    "refuse": Work.refuse,
    "build": Work.build,
    "solve": Work.solve,
    "report": Work.report,
}


def sizes(work: Work) -> dict[str, int]:
    """Return how large a problem and its model are."""
    proto = work.model.cp.proto
    return {
        "sessions": len(work.problem.sessions),
        "starts": sum(len(known.options) for known in work.candidates),
        "variables": len(proto.variables),
        "constraints": len(proto.constraints),
    }


def measure(work: Work) -> None:
    """Run every phase of a scenario and note its seconds."""
    for name, phase in PHASES.items():
        start = perf_counter()
        phase(work)
        work.steps[name] = perf_counter() - start


def main() -> None:
    """Print a row for each scenario."""
    parser = argparse.ArgumentParser(description="Time the phases of planning.")
    parser.add_argument("scenarios", nargs="*", type=Path)
    parser.add_argument("--time-limit", type=float, default=300.0, help="seconds for each search")
    wanted = parser.parse_args()
    heads = ["sessions", "starts", "variables", "constraints", *PHASES]
    print(f"{'scenario':24}" + "".join(f"{head:>12}" for head in heads) + "  (seconds)")
    for path in wanted.scenarios or ENGAGEMENTS:
        work = Work(path, wanted.time_limit)
        measure(work)
        row = "".join(f"{size:12d}" for size in sizes(work).values())
        row += "".join(f"{seconds:12.3f}" for seconds in work.steps.values())
        print(f"{path.stem:24}{row}", flush=True)


if __name__ == "__main__":
    main()

"""One CP-SAT solve that can be stopped: by its share of deterministic time, the clock, Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import current_thread, main_thread
from time import monotonic

from ortools.sat.python import cp_model

Observer = Callable[[str, cp_model.CpModel, cp_model.SatParameters], None]
"""Is told the name of each solve, its model and its parameters."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to search.

    `deadline` is on the clock of `time.monotonic`; `deterministic_seconds` is what one solve may
    take of the solver's own, repeatable time.
    """

    deadline: float
    seed: int = 0
    deterministic_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to go about a solve: the number of workers, and its share of deterministic time."""

    workers: int
    share: float


LONG = (Attempt(workers=1, share=0.4),)
EXACT = (*LONG, Attempt(workers=8, share=1.0))
"""First alone, which proves most; then with all that the solver has."""

BRIEF = (Attempt(workers=1, share=0.05),)
"""For what need not be proven, and for small parts of a year."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one solve ended.

    `values` are those of all variables, None without a solution; `bound` is proven; `cut_short`:
    the clock or Ctrl-C ended it, so that another run may find something else.
    """

    values: tuple[int, ...] | None
    bound: int
    optimal: bool
    cut_short: bool


@dataclass
class Engine:
    """Runs solves one after another under one effort, and remembers whether to stop.

    `about` stands before the names of solves, where several years are searched; `cut_short`: the
    clock or Ctrl-C ended a solve or left one out.
    """

    effort: Effort
    observe: Observer = lambda _name, _model, _parameters: None
    about: str = field(default="", init=False)
    interrupted: bool = field(default=False, init=False)
    cut_short: bool = field(default=False, init=False)
    _running: cp_model.CpSolver | None = field(default=None, init=False)

    @property
    def stopped(self) -> bool:
        """Tell whether nothing more should be solved."""
        return self.interrupted or monotonic() >= self.effort.deadline

    def goes_on(self) -> bool:
        """Tell whether there is time for more, and remember when there was not."""
        self.cut_short |= self.stopped
        return not self.stopped

    @contextmanager
    def softly(self) -> Iterator[None]:
        """Let Ctrl-C end the search, between solves as in them, and lose nothing found so far."""
        if current_thread() is not main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, lambda _number, _frame: self._interrupt())
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def solve(
        self,
        name: str,
        model: cp_model.CpModel,
        hint: Mapping[int, int],
        attempts: Sequence[Attempt] = EXACT,
    ) -> Answer:
        """Minimise a model's objective from a hint, given as values by variable index.

        Each attempt begins where the one before ended, until the optimum is proven. What the
        solver calls infeasible is believed only when it says so without presolve too.
        """
        _hint(model, hint)
        best = Answer(None, 0, optimal=False, cut_short=False)
        for number, attempt in enumerate(attempts):
            name_of_it = f"{name}-{number + 1}" if number else name
            answer = self._run(name_of_it, model, attempt)
            values = best.values if answer.values is None else answer.values
            bound = max(best.bound, answer.bound)
            best = Answer(values, bound, answer.optimal, answer.cut_short)
            if best.optimal or best.cut_short:
                break
            if best.values is not None:
                _hint(model, dict(enumerate(best.values)))
        return best

    def _run(self, name: str, model: cp_model.CpModel, attempt: Attempt) -> Answer:
        limit = self.effort.deterministic_seconds * attempt.share
        solver = self._solver(attempt.workers, limit)
        self.observe(f"{self.about}{name}", model, solver.parameters)
        solver.parameters.max_time_in_seconds = max(self.effort.deadline - monotonic(), 0.01)
        status = self._wait_for(solver, model)
        if status == cp_model.INFEASIBLE:
            solver.parameters.cp_model_presolve = False
            status = self._wait_for(solver, model)
        if status in (cp_model.INFEASIBLE, cp_model.MODEL_INVALID):
            said = solver.status_name(status)
            raise RuntimeError(f"{name} is {said}, though placing nothing breaks no rule")
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        optimal = status == cp_model.OPTIMAL
        cut_short = not optimal and (self.stopped or solver.deterministic_time < limit)
        self.cut_short |= cut_short
        return Answer(
            values=tuple(solver.response_proto.solution) if found else None,
            bound=round(solver.best_objective_bound) if found else 0,
            optimal=optimal,
            cut_short=cut_short,
        )

    def completed(self, model: cp_model.CpModel, hint: Mapping[int, int]) -> tuple[int, ...] | None:
        """Return the values of all variables when some are those of a hint; None if none fit."""
        _hint(model, hint)
        solver = self._solver(1, self.effort.deterministic_seconds)
        solver.parameters.fix_variables_to_their_hinted_value = True
        status = self._wait_for(solver, model)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return tuple(solver.response_proto.solution) if found else None

    def _solver(self, workers: int, limit: float) -> cp_model.CpSolver:
        """Return a solver that answers alike on every run.

        Probing and the search for symmetries cost more than they save here (benchmarks).
        """
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.interleave_search = workers > 1
        solver.parameters.random_seed = self.effort.seed
        solver.parameters.max_deterministic_time = limit
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.linearization_level = 2
        solver.parameters.catch_sigint_signal = False
        return solver

    def _wait_for(
        self, solver: cp_model.CpSolver, model: cp_model.CpModel
    ) -> cp_model.CpSolverStatus:
        """Solve in a second thread, so that signals reach us meanwhile."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            self._running = solver
            solving = pool.submit(solver.solve, model)
            while not wait([solving], timeout=1.0).done:
                if self.interrupted:
                    solver.stop_search()
        self._running = None
        return solving.result()

    def _interrupt(self) -> None:
        self.interrupted = True
        if self._running is not None:
            self._running.stop_search()


def _hint(model: cp_model.CpModel, values: Mapping[int, int]) -> None:
    model.proto.clear_solution_hint()
    model.proto.solution_hint.vars.extend(values.keys())
    model.proto.solution_hint.values.extend(values.values())

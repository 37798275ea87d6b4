"""The house is in order: what is registered, how long things are, and who loads what."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from command import SMALL, ran

from planner import goals, rules
from planner.cli.group import PLANNING, VERBS, group
from planner.goals import GOALS
from planner.rules import FREE_RULES, POSTED_RULES, RULES, START_RULES, TEAM_RULES

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "planner").rglob("*.py"))
SHARED = {"protocols", "changes"}
"""Modules beside rules and goals that are neither."""

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 40
SCENARIO = "scenarios/district-34.toml"
HEAVY = (
    "ortools",
    "pandas",
    "numpy",
    "icalendar",
    "rich",
    "openpyxl",
    "jinja2",
    "pygal",
    "xlsxwriter",
)


def modules_in(package: ModuleType) -> set[ModuleType]:
    folder = Path(str(package.__file__)).parent
    names = {path.stem for path in folder.glob("*.py")} - SHARED - {"__init__"}
    return {importlib.import_module(f"{package.__name__}.{name}") for name in names}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def loaded_by(code: str) -> set[str]:
    """Return which of the heavy libraries a fresh process has loaded after running some code."""
    report = f"import json, sys; print(json.dumps([m for m in {HEAVY} if m in sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def called(arguments: str) -> str:
    """Return code that runs the command and goes on."""
    return (
        "from planner.cli import main\n"
        f"try: main({arguments.split()!r})\n"
        "except SystemExit as left: assert left.code == 0, left.code"
    )


def test_every_rule_is_registered_once() -> None:
    assert len(RULES) == len(set(map(id, RULES)))
    assert set(RULES) == modules_in(rules)


def test_every_rule_has_its_own_title_and_a_check() -> None:
    assert len({rule.TITLE for rule in RULES}) == len(RULES)
    assert all(callable(rule.check) for rule in RULES)


def test_every_rule_has_the_other_face_its_list_calls() -> None:
    assert all(callable(rule.refuses) for rule in (*START_RULES, *TEAM_RULES, *FREE_RULES))
    assert all(callable(rule.post) for rule in POSTED_RULES)
    assert all(rule.REFUSAL for rule in START_RULES)


def test_every_goal_is_registered_once() -> None:
    assert len(GOALS) == len(set(map(id, GOALS)))
    assert set(GOALS) == modules_in(goals)


def test_goals_stand_in_the_order_of_their_tiers_under_names_of_their_own() -> None:
    tiers = [goal.TIER for goal in GOALS]
    assert tiers == sorted(tiers)
    assert len({goal.NAME for goal in GOALS}) == len(GOALS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_a_test(verb: str) -> None:
    command = group.commands.get(verb) or importlib.import_module(f"planner.cli.{verb}").command
    assert VERBS[verb].endswith(".")
    assert command.help
    tests = "\n".join(path.read_text("utf8") for path in (ROOT / "tests").rglob("*.py"))
    assert verb == PLANNING or f'"{verb}"' in tests


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_are_short(path: Path) -> None:
    long = [
        node.name
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []
    assert len(path.read_text("utf8").splitlines()) <= MOST_LINES


def test_nobody_prints_but_the_command_line() -> None:
    talkers = [
        path
        for path in SOURCES
        if ROOT / "planner" / "cli" not in path.parents
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in {"print", "input", "breakpoint"}
    ]
    assert talkers == []


def test_nothing_says_where_packages_come_from() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted", "index-" + "url", "find-" + "links")
    files = [*SOURCES, *(ROOT / name for name in ("constraints.txt", "pyproject.toml"))]
    files += [ROOT / "README.md", ROOT / ".ci" / "run"]
    assert [(p, h) for p in files for h in hosts if h in p.read_text("utf8")] == []


@pytest.mark.parametrize("arguments", ["--help", "--version", f"check {SCENARIO}"])
def test_what_only_reads_loads_neither_solver_nor_tables(arguments: str) -> None:
    assert loaded_by(called(arguments)) & {"ortools", "pandas", "numpy"} == set()


@pytest.mark.parametrize("arguments", ["--help", "--version"])
def test_help_loads_nothing_heavy(arguments: str) -> None:
    assert loaded_by(called(arguments)) == set()


def test_verifying_a_plan_needs_no_solver(tmp_path: Path) -> None:
    scenario, out = tmp_path / "small.toml", tmp_path / "out"
    scenario.write_text(SMALL)
    assert ran(tmp_path, scenario, "--out", out).code == 0
    assert "ortools" not in loaded_by(called(f"verify {scenario} --out {out}"))


def loading(*rooms: str) -> str:
    """Return code that loads rooms; what none of them loads together, none loads alone."""
    return "\n".join(f"import planner.{room}" for room in rooms)


def test_rooms_that_must_not_know_the_solver_do_not_load_it() -> None:
    rooms = ("domain", "reading.scenario", "rules", "goals", "candidates", "explain", "verify")
    assert loaded_by(loading(*rooms)) == set()


def test_the_solver_and_tables_wait_until_they_are_called() -> None:
    late = {"ortools", "pandas", "numpy", "jinja2", "pygal", "xlsxwriter"}
    assert loaded_by(loading("planning", "documents", "folder", "cli.run")) & late == set()

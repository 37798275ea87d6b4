from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import Plan, Ran, ran
from months import BILLED

from planner.cli.group import main


@pytest.fixture
def plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Plan:
    """Return a function that runs `plan` in the test's own folder and in this process."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Ran:
        with pytest.raises(SystemExit) as left:
            main([str(one) for one in arguments])
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return run


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the scenario is planned, and October written."""
    folder = tmp_path_factory.mktemp("planned")
    (folder / "small.toml").write_text(BILLED)
    for arguments in ("small.toml", "--quiet"), ("log", "small.toml", "--month", "2025-10"):
        assert ran(folder, *arguments).code == 0
    return folder


@pytest.fixture
def billed(planned: Path, tmp_path: Path) -> Path:
    """Return the path of the scenario in a copy of that folder."""
    shutil.copytree(planned, tmp_path, dirs_exist_ok=True)
    return tmp_path / "small.toml"


@pytest.fixture
def october(tmp_path: Path) -> Path:
    return tmp_path / "out" / "small" / "delivery-2025-10.csv"

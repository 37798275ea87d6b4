"""What is solved does not hang on how a process happens to order sets: the same bytes come out."""

from __future__ import annotations

from processes import printed_elsewhere

CODE = "from solved_models import main; main()"


def test_two_processes_solve_the_same_models() -> None:
    models = printed_elsewhere(CODE, seed="1")
    assert "together-" in models
    assert models == printed_elsewhere(CODE, seed="2")

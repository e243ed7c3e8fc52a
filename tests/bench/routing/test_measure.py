"""The measuring: instances become arrays and back, costs stand beside the best known, nothing is believed unchecked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.routing import measure as measuring
from bench.routing.measure import care_problem, measure, window_problem
from bench.routing.published import BadInstance, read_solomon
from tests.routing.cases import SQUARE, SQUARE_COST, home_care, invented_home_care, village


def _rows(figures: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["instance"]: row for row in figures["instances"]}


def test_both_kinds_stand_beside_their_best_known_cost(tmp_path: Path) -> None:
    (tmp_path / "SQUARE.txt").write_text(SQUARE)
    home_care(tmp_path, village())
    (tmp_path / "best_known.json").write_text(json.dumps({"SQUARE": {"distance": 20}, "village": 50}))
    said: list[str] = []
    figures = measure(tmp_path, 9, iterations=200, say=said.append)
    rows = _rows(figures)
    assert (rows["SQUARE"]["cost"], rows["SQUARE"]["gap_percent"]) == (SQUARE_COST, 0)
    assert (rows["village"]["cost"], rows["village"]["gap_percent"]) == (53.33, 6.66)
    assert rows["village"]["distance"] == 120
    assert rows["village"]["tardiness"] == rows["village"]["most_tardy"] == 20
    assert (figures["mean_gap_percent"], figures["max_gap_percent"]) == (3.33, 6.66)
    assert (figures["compared"], figures["infeasible"], figures["broken"]) == (2, 0, [])
    assert len(said) == 2
    json.dumps(figures)


def test_without_best_known_costs_there_is_no_gap(tmp_path: Path) -> None:
    (tmp_path / "SQUARE.txt").write_text(SQUARE)
    figures = measure(tmp_path, 9, iterations=200)
    assert _rows(figures)["SQUARE"]["gap_percent"] is None
    assert (figures["compared"], figures["mean_gap_percent"], figures["max_gap_percent"]) == (0, None, None)


def test_costs_are_compared_in_the_digits_of_the_best_known(tmp_path: Path) -> None:
    (tmp_path / "SQUARE.txt").write_text(SQUARE.replace("    2      6          0", "    2      6          1"))
    assert window_problem(read_solomon(tmp_path / "SQUARE.txt")).distance[0, 2] == pytest.approx(37**0.5)
    (tmp_path / "best_known.json").write_text('{"square": 20.25}')
    # 3 + √10 + √37 + 8 is 20.245…, which is published as 20.25.
    assert _rows(measure(tmp_path, 9, iterations=200))["SQUARE"]["gap_percent"] == 0


def test_a_broken_file_is_named_and_the_others_are_measured(tmp_path: Path) -> None:
    (tmp_path / "SQUARE.txt").write_text(SQUARE)
    (tmp_path / "torn.json").write_text("{")
    figures = measure(tmp_path, 9, iterations=200, explain=lambda error: error.fault.upper())
    assert figures["broken"] == [{"file": "torn.json", "error": "NOT_JSON"}]
    assert _rows(figures)["SQUARE"]["feasible"]


def test_who_cannot_be_served_makes_the_instance_infeasible_and_is_named(tmp_path: Path) -> None:
    day = village()
    day["caregivers"].pop()
    home_care(tmp_path, day)
    (tmp_path / "far.txt").write_text(SQUARE.replace("    3      0          4", "    3      0        400"))
    figures = measure(tmp_path, 9, iterations=200)
    rows = _rows(figures)
    assert rows["far"]["violations"] == ["not_served: 3"]
    assert rows["village"]["violations"][0] == "not_served: wang/0"
    assert figures["infeasible"] == 2


def test_a_solver_that_boasts_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "SQUARE.txt").write_text(SQUARE)
    (tmp_path / "best_known.json").write_text('{"square": 20}')
    honest = measuring.route

    def lazy(*args: Any, **options: Any) -> Any:
        plan = honest(*args, **options)
        return type(plan)(((0, 1), ()), plan.starts, (), 1.0, 1)

    monkeypatch.setattr(measuring, "route", lazy)
    row = _rows(measure(tmp_path, 9, iterations=200))["SQUARE"]
    assert not row["feasible"]
    assert row["gap_percent"] is None


def test_days_without_patients_customers_or_carers_are_measured_too(tmp_path: Path) -> None:
    home_care(tmp_path, invented_home_care(1, 0, 3), "nobody")
    (tmp_path / "alone.txt").write_text(SQUARE[: SQUARE.index("    1      3")])
    (tmp_path / "still.txt").write_text(SQUARE.replace("  2         20", "  0         20"))
    rows = _rows(measure(tmp_path, 9, iterations=200))
    assert (rows["nobody"]["cost"], rows["nobody"]["feasible"]) == (0, True)
    assert (rows["alone"]["cost"], rows["alone"]["feasible"]) == (0, True)
    assert not rows["still"]["feasible"]


def test_services_keep_the_order_of_the_file(tmp_path: Path) -> None:
    problem = care_problem(home_care(tmp_path, village()))
    assert problem.partner.tolist() == [1, 0, 3, 2, -1]
    assert problem.place.tolist() == [1, 1, 2, 2, 3]
    assert problem.able.tolist() == [[True, False], [False, True]] * 2 + [[False, True]]
    assert (problem.lag_min.tolist(), problem.lag_max.tolist()) == ([0, 0, 20, 20, 0], [0, 0, 30, 30, 0])


def test_a_folder_with_nothing_to_measure_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInstance):
        measure(tmp_path, 1)

"""An engine whose sources change is compiled anew as a whole, and an engine at odds with itself says so."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import compilation
import matching
from matching import BoundError, solve
from tests.matching.cases import simple

ENGINE = matching.__name__
COSTS = "return way + surcharge + mixed_digit(elder, volunteer)"
SOLVE = f"""
import json
import sys
from {ENGINE} import Problem, solve
figures = solve(Problem.build(visit_lat=[31.2], visit_lon=[107.5], lat=[31.2], lon=[107.5], reach_m=[5000.0],
                              cap_minutes=[60])).figures
print(json.dumps([figures.objective_m, figures.bound_m, "django" in sys.modules]))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The folder of a copy of the engine, beside what it stands on."""
    shutil.copytree(Path(compilation.__file__).parent, tmp_path / "compilation")
    parts = ENGINE.split(".")
    for depth in range(1, len(parts)):
        above = importlib.import_module(".".join(parts[:depth]))
        (tmp_path.joinpath(*parts[:depth])).mkdir()
        shutil.copy(str(above.__file__), tmp_path.joinpath(*parts[:depth]))
    folder = tmp_path.joinpath(*parts)
    shutil.copytree(Path(matching.__file__).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def solved(root: Path) -> tuple[float, float]:
    """(objective, bound) in metres of one visit at the volunteer's door, by the copy in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    out = subprocess.run(
        [sys.executable, "-c", SOLVE],
        cwd=root,
        env=environment | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        check=True,
        timeout=240,
    ).stdout
    objective, bound, django = json.loads(out)
    assert not django
    return objective, bound


def test_a_changed_cost_counts_at_once_although_everything_is_cached(copy: Path, tmp_path: Path) -> None:
    before, bound = solved(tmp_path)
    assert before == bound
    costs = copy / "costs.py"
    source = costs.read_text()
    assert source.count(COSTS) == 1
    # As many characters and lines as before, so that nothing but what is written can tell.
    costs.write_text(source.replace(COSTS, COSTS.replace("way +", "900 +")))
    assert solved(tmp_path) == (before + 90.0, bound + 90.0)


def test_a_bound_above_the_plan_is_refused_with_both_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module(f"{ENGINE}.solve")
    monkeypatch.setattr(module, "bound_dm", lambda *given: 10**9)
    with pytest.raises(BoundError, match=r"the bound 100000000\.0 m") as raised:
        solve(simple((0.0,), (1.0,)))
    assert raised.value.bound_m == 10**8
    assert 0 < raised.value.objective_m < 10**8

"""`manage.py bench routes`: one object of figures, and a sentence with exit code 2 when there is nothing to measure."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from bench.routing.command import FAULTS
from bench.routing.published import Fault
from tests.routing.cases import SQUARE


def test_figures_are_one_object_and_progress_goes_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "SQUARE.txt").write_text(SQUARE)
    (tmp_path / "torn.json").write_text("{")
    out, err = StringIO(), StringIO()
    with override("en"):
        call_command("bench", "routes", instances=str(tmp_path), seconds=0.05, stdout=out, stderr=err)
    figures = json.loads(out.getvalue())
    assert figures["instances"][0]["cost"] == 20
    assert figures["broken"][0]["file"] == "torn.json"
    assert figures["broken"][0]["error"].startswith("The file is not JSON: ")
    assert err.getvalue().startswith("SQUARE 20")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "bench routes --instances FOLDER"),
        ({"instances": "/nowhere/at/all"}, "There is no folder /nowhere/at/all."),
        ({"instances": "{empty}"}, "No readable instances in"),
        ({"instances": "{empty}", "seconds": float("nan")}, "above zero"),
        ({"instances": "{empty}", "seconds": 0.0}, "above zero"),
        ({"instances": "{empty}", "seconds": 1e9}, "at most one day"),
    ],
)
def test_nothing_to_measure_is_said_in_a_sentence(
    tmp_path: Path, options: dict[str, object], sentence: str
) -> None:
    given = {
        name: value.format(empty=tmp_path) if isinstance(value, str) else value
        for name, value in options.items()
    }
    with override("en"), pytest.raises(CommandError, match=sentence) as refused:
        call_command("bench", "routes", **given)
    assert refused.value.returncode == 2


def test_every_fault_has_its_sentence() -> None:
    assert set(FAULTS) == set(Fault)
    with override("en"):
        assert all("Alpha" in str(text) % {"where": "Alpha"} for text in FAULTS.values())

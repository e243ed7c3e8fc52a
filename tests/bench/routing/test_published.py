"""Published instances are read as they stand; what is not of the format is refused with the place of the fault."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bench.routing.published import (
    BadInstance,
    Fault,
    Need,
    Solomon,
    read_best_known,
    read_folder,
    read_home_care,
    read_solomon,
)
from tests.routing.cases import SQUARE, home_care, village


def _fault(value: Any, folder: Path) -> tuple[Fault, str]:
    with pytest.raises(BadInstance) as refused:
        home_care(folder, value)
    return refused.value.fault, refused.value.where


def test_solomons_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "SQUARE.txt").write_text(SQUARE)
    instance = read_solomon(tmp_path / "SQUARE.txt")
    assert (instance.name, instance.vehicles, instance.capacity) == ("SQUARE", 2, 20)
    assert [row.number for row in instance.customers] == [0, 1, 2, 3]
    assert instance.customers[3] == (3, 0, 4, 10, 60, 80, 5)
    assert instance.distances()[2, 3] == pytest.approx(52**0.5)


def test_home_care_is_read(tmp_path: Path) -> None:
    instance = home_care(tmp_path, village())
    wang, li, zhao = instance.patients
    assert (wang.lag, li.lag, zhao.lag) == ((0, 0), (20, 30), None)
    assert wang.needs == (Need("nurse", 5), Need("help", 5))
    assert (zhao.place, zhao.early, zhao.late) == (3, 0, 10)
    assert [carer.abilities for carer in instance.carers] == [{"nurse"}, {"help"}]
    assert instance.distances[0].tolist() == [0, 10, 20, 30]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("VEHICLE", "CARS", Fault.MISSING),
        ("  2         20\n", "", Fault.MISSING),
        ("  2         20\n", "  2\n", Fault.MISSING),
        ("CUSTOMER", "CLIENTS", Fault.MISSING),
        ("    2      6 ", "    7      6 ", Fault.WRONG_SHAPE),
        ("    2      6  ", "    2      ", Fault.WRONG_SHAPE),
        ("    2      6 ", "    2      1e400 ", Fault.NOT_A_NUMBER),
        ("    2      6 ", "    2      six ", Fault.NOT_A_NUMBER),
        (" 60         80", " 60         50", Fault.CLOSED_WINDOW),
        ("  2         20\n", "  -2         20\n", Fault.NOT_A_NUMBER),
        (SQUARE[SQUARE.index("    0      0") :], "", Fault.MISSING),
    ],
)
def test_a_text_that_is_not_solomons_is_refused(tmp_path: Path, old: str, new: str, fault: Fault) -> None:
    assert old in SQUARE
    (tmp_path / "odd.txt").write_text(SQUARE.replace(old, new, 1))
    with pytest.raises(BadInstance) as refused:
        read_solomon(tmp_path / "odd.txt")
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("path", "value", "fault", "where"),
    [
        (["patients"], None, Fault.MISSING, "patients"),
        (["patients"], {}, Fault.WRONG_SHAPE, "patients"),
        (["patients", 2, "id"], "wang", Fault.TWICE, "patients: wang"),
        (["patients", 0, "id"], None, Fault.MISSING, "patients[0].id"),
        (["patients", 0, "time_window"], [60, 30], Fault.CLOSED_WINDOW, "patients[0].time_window"),
        (["patients", 0, "time_window"], [60], Fault.WRONG_SHAPE, "patients[0].time_window"),
        (["patients", 0, "time_window"], [True, 60], Fault.NOT_A_NUMBER, "patients[0].time_window"),
        (["patients", 0, "required_caregivers"], [], Fault.UNSUPPORTED, "patients[0].required_caregivers: 0"),
        (["patients", 0, "synchronization"], None, Fault.MISSING, "patients[0].synchronization"),
        (
            ["patients", 0, "synchronization", "type"],
            "later",
            Fault.UNSUPPORTED,
            "patients[0].synchronization.type: later",
        ),
        (
            ["patients", 1, "synchronization", "distance"],
            None,
            Fault.MISSING,
            "patients[1].synchronization.distance",
        ),
        (
            ["patients", 1, "synchronization", "distance"],
            [30, 20],
            Fault.CLOSED_WINDOW,
            "patients[1].synchronization.distance",
        ),
        (
            ["patients", 1, "required_caregivers", 1, "duration"],
            "NaN",
            Fault.NOT_A_NUMBER,
            "patients[1].required_caregivers[1].duration",
        ),
        (
            ["patients", 0, "incompatible_caregivers"],
            ["chen"],
            Fault.UNSUPPORTED,
            "patients[0].incompatible_caregivers",
        ),
        (["caregivers", 1, "id"], "chen", Fault.TWICE, "caregivers: chen"),
        (["caregivers", 1, "abilities"], [3], Fault.WRONG_SHAPE, "caregivers[1].abilities"),
        (["caregivers", 1, "working_shift"], [0, 9], Fault.UNSUPPORTED, "caregivers[1].working_shift"),
        (["central_offices"], [], Fault.UNSUPPORTED, "central_offices: 0"),
        (["distances", 3], [1, 2], Fault.WRONG_SHAPE, "distances: 4 × 4"),
        (["distances", 0, 1], -1, Fault.NOT_A_NUMBER, "distances[0]"),
        (["distances", 0, 1], None, Fault.WRONG_SHAPE, "distances: 4 × 4"),
    ],
)
def test_home_care_with_a_fault_is_refused(
    tmp_path: Path, path: list[Any], value: Any, fault: Fault, where: str
) -> None:
    whole = village()
    *way, last = path
    row: Any = whole
    for step in way:
        row = row[step]
    if value is None:
        del row[last]
    else:
        row[last] = value
    assert _fault(whole, tmp_path) == (fault, where)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN", "[]", '"patients"'])
def test_what_is_not_such_json_is_refused(tmp_path: Path, text: str) -> None:
    fault, _ = _fault(text, tmp_path)
    assert fault in (Fault.NOT_JSON, Fault.MISSING)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInstance) as refused:
        read_home_care(tmp_path / "odd.json")
    assert refused.value.fault is Fault.UNREADABLE


def test_a_folder_gives_its_good_instances_in_natural_order_and_names_the_broken_ones(tmp_path: Path) -> None:
    for name in ("day_10", "day_2"):
        home_care(tmp_path, village(), name)
    (tmp_path / "SQUARE.TXT").write_text(SQUARE)
    (tmp_path / "torn.json").write_text("{")
    (tmp_path / "README.md").write_text("# Not an instance")
    (tmp_path / "best_known.md").write_text(
        "| instance | total_cost |\n|:--|--:|\n| day_2.json | 33.3 |\n| day_10.json | 33.25 |\n"
    )
    instances, broken, best = read_folder(tmp_path)
    assert [instance.name for instance in instances] == ["SQUARE", "day_2", "day_10"]
    assert isinstance(instances[0], Solomon)
    assert [(name, error.fault) for name, error in broken] == [("torn.json", Fault.NOT_JSON)]
    assert best == {"day_2": Decimal("33.3"), "day_10": Decimal("33.25")}


def test_best_costs_stand_alone_or_under_their_objective(tmp_path: Path) -> None:
    path = tmp_path / "best_known.json"
    path.write_text(json.dumps({"C101": {"vehicles_first": 9, "distance": 828.94}, "day.json": 5}))
    assert read_best_known(path) == {"c101": Decimal("828.94"), "day": Decimal(5)}


@pytest.mark.parametrize("text", ["{", "[]", '{"C101": {}}', '{"C101": "many"}', '{"C101": NaN}'])
def test_broken_best_costs_are_named_and_the_instances_stay(tmp_path: Path, text: str) -> None:
    (tmp_path / "best_known.json").write_text(text)
    (tmp_path / "SQUARE.txt").write_text(SQUARE)
    instances, broken, best = read_folder(tmp_path)
    assert len(instances) == 1
    assert [name for name, _ in broken] == ["best_known.json"]
    assert not best


def test_a_missing_folder_and_one_without_instances_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadInstance) as refused:
        read_folder(tmp_path / "nowhere")
    assert refused.value.fault is Fault.NO_FOLDER
    (tmp_path / "notes.txt").write_text("Buy milk.")
    with pytest.raises(BadInstance) as refused:
        read_folder(tmp_path)
    assert refused.value.fault is Fault.NOTHING_PUBLISHED
    assert "notes.txt" in refused.value.where

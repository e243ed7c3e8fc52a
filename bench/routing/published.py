"""Readers of the two published formats that routers are measured on, and of the best costs known for them.

*Solomon* (1987): a text with a table of customers, all vehicles alike, hard time windows, distance and time the same
Euclidean number. *Home care* (Mankowska, Meisel, Bierwirth 2014; JSON form of iolab-uniud/hhcrsp): patients who need
one or two services, carers with abilities, a matrix of distances in minutes whose first rows are the offices.

What is read stays close to the file: checkers work on it by the file's own names, apart from any solver.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Fault(StrEnum):
    """What is wrong with a file or folder; `BadInstance.where` says where."""

    NO_FOLDER = "no_folder"
    NOTHING_PUBLISHED = "nothing_published"
    UNREADABLE = "unreadable"
    NOT_JSON = "not_json"
    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    TWICE = "twice"
    CLOSED_WINDOW = "closed_window"
    WRONG_SHAPE = "wrong_shape"
    UNSUPPORTED = "unsupported"


class BadInstance(ValueError):
    """A file that is not of the format, or a folder without one that is."""

    def __init__(self, fault: Fault, where: str = "") -> None:
        super().__init__(f"{fault}: {where}")
        self.fault, self.where = fault, where


class Customer(NamedTuple):
    """One row of Solomon's table; row 0 is the depot. Window and service in units of distance."""

    number: int
    x: float
    y: float
    demand: float
    ready: float
    due: float
    service: float


@dataclass(frozen=True)
class Solomon:
    """An instance of Solomon's: at most `vehicles` routes of `capacity` each, from and to customer 0."""

    name: str
    vehicles: int
    capacity: float
    customers: tuple[Customer, ...]

    def distances(self) -> Floats:
        """Euclidean, in double precision, not rounded."""
        places = np.array([(row.x, row.y) for row in self.customers])
        apart = places[:, None, :] - places[None, :, :]
        return np.hypot(apart[..., 0], apart[..., 1])


class Need(NamedTuple):
    """One service that a patient needs, and its minutes."""

    service: str
    minutes: float


@dataclass(frozen=True)
class Patient:
    """`place`: row of the distances. `lag`: the second service starts so many minutes after the first, from and to;
    (0, 0) when both carers come at once, None when one carer is enough."""

    id: str
    place: int
    early: float
    late: float
    needs: tuple[Need, ...]
    lag: tuple[float, float] | None


@dataclass(frozen=True)
class Carer:
    id: str
    abilities: frozenset[str]


@dataclass(frozen=True, eq=False)
class HomeCare:
    """An instance of home care; every carer starts from and returns to the office at place 0, from minute 0 on."""

    name: str
    patients: tuple[Patient, ...]
    carers: tuple[Carer, ...]
    distances: Floats


class Folder(NamedTuple):
    """Instances by name, files that could not be read, and best costs by lower-case name (as many digits as given)."""

    instances: list[Solomon | HomeCare]
    broken: list[tuple[str, BadInstance]]
    best: dict[str, Decimal]


def read_folder(folder: Path) -> Folder:
    """Every `.txt` read as Solomon's, every `.json` as home care. A broken file is named and costs nothing else.

    Raises BadInstance when there is no such folder or nothing in it is of either format.
    """
    if not folder.is_dir():
        raise BadInstance(Fault.NO_FOLDER, str(folder))
    read: dict[str, Callable[[Path], Solomon | HomeCare]] = {".txt": read_solomon, ".json": read_home_care}
    found = Folder([], [], {})
    for path in sorted(folder.iterdir(), key=lambda path: _natural(path.name)):
        kind = path.suffix.lower()
        try:
            if path.stem.lower() == "best_known":
                found.best.update(read_best_known(path))
            elif kind in read and path.is_file():
                found.instances.append(read[kind](path))
        except BadInstance as error:
            found.broken.append((path.name, error))
    if not found.instances:
        named = "; ".join(f"{name} ({error})" for name, error in found.broken[:5])
        raise BadInstance(Fault.NOTHING_PUBLISHED, f"{folder}: {named}" if named else str(folder))
    return found


def read_solomon(path: Path) -> Solomon:
    """Solomon's text form: a name, `VEHICLE` with number and capacity, `CUSTOMER` with seven columns."""
    lines = [line.split() for line in _text(path).splitlines()]
    heads = [words[0].upper() if words else "" for words in lines]
    for word in ("VEHICLE", "CUSTOMER"):
        if word not in heads:
            raise BadInstance(Fault.MISSING, word)
    customer = heads.index("CUSTOMER")
    fleet = next((words for words in lines[heads.index("VEHICLE") + 1 : customer] if _starts(words)), None)
    if fleet is None or len(fleet) != 2:
        raise BadInstance(Fault.MISSING, "VEHICLE: NUMBER CAPACITY")
    rows: list[Customer] = []
    for at, words in enumerate(lines[customer + 1 :], customer + 2):
        if not words or not _starts(words):
            continue
        if len(words) != 7:
            raise BadInstance(Fault.WRONG_SHAPE, f"line {at}")
        number, x, y, *rest = (_number(word, f"line {at}") for word in words)
        if number != len(rows):
            raise BadInstance(Fault.WRONG_SHAPE, f"line {at}: {words[0]} for {len(rows)}")
        if min(rest) < 0:
            raise BadInstance(Fault.NOT_A_NUMBER, f"line {at}")
        rows.append(Customer(int(number), x, y, *rest))
        if rows[-1].due < rows[-1].ready:
            raise BadInstance(Fault.CLOSED_WINDOW, f"line {at}")
    if not rows:
        raise BadInstance(Fault.MISSING, "CUSTOMER 0")
    vehicles, capacity = (_number(word, "VEHICLE", least=0) for word in fleet)
    return Solomon(path.stem, int(vehicles), capacity, tuple(rows))


def read_home_care(path: Path) -> HomeCare:
    """The JSON form: patients, caregivers, one central office, distances (offices first, then patients in order)."""
    text = _text(path)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInstance(Fault.NOT_JSON, str(error)[:80]) from error
    offices, patients = (_field(whole, name, list, "") for name in ("central_offices", "patients"))
    if len(offices) != 1:
        raise BadInstance(Fault.UNSUPPORTED, f"central_offices: {len(offices)}")
    carers = [
        _carer(row, f"caregivers[{at}]") for at, row in enumerate(_field(whole, "caregivers", list, ""))
    ]
    rows = [_patient(row, 1 + at, f"patients[{at}]") for at, row in enumerate(patients)]
    for kind, names in (("caregivers", [row.id for row in carers]), ("patients", [row.id for row in rows])):
        if len(set(names)) < len(names):
            raise BadInstance(Fault.TWICE, f"{kind}: {max(names, key=names.count)}")
    size = 1 + len(rows)
    table = _field(whole, "distances", list, "")
    if len(table) != size or any(not isinstance(row, list) or len(row) != size for row in table):
        raise BadInstance(Fault.WRONG_SHAPE, f"distances: {size} × {size}")
    numbers = [_number(cell, f"distances[{at}]", least=0) for at, row in enumerate(table) for cell in row]
    return HomeCare(path.stem, tuple(rows), tuple(carers), np.array(numbers).reshape(size, size))


def read_best_known(path: Path) -> dict[str, Decimal]:
    """Best costs by lower-case instance name, from JSON (a number, or an object with `distance` or `total_cost`) or
    a Markdown table with the columns `instance` and `total_cost`."""
    if path.suffix.lower() == ".json":
        text = _text(path)
        try:
            rows = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        except (ValueError, RecursionError) as error:
            raise BadInstance(Fault.NOT_JSON, str(error)[:80]) from error
        if not isinstance(rows, dict):
            raise BadInstance(Fault.WRONG_SHAPE, path.name)
        pairs = [
            (name, next((row[key] for key in ("distance", "total_cost", "cost") if key in row), None))
            if isinstance(row, dict)
            else (name, row)
            for name, row in rows.items()
        ]
    elif path.suffix.lower() == ".md":
        table = [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in _text(path).splitlines()
            if line.lstrip().startswith("|")
        ]
        if not table or not {"instance", "total_cost"} <= set(table[0]):
            raise BadInstance(Fault.MISSING, "instance, total_cost")
        name_at, cost_at = table[0].index("instance"), table[0].index("total_cost")
        pairs = [(row[name_at], row[cost_at]) for row in table[2:] if len(row) == len(table[0])]
    else:
        return {}
    return {_stem(name): _decimal(cost, name) for name, cost in pairs}


def _stem(name: str) -> str:
    return re.sub(r"\.(json|txt)$", "", name.lower())


def _natural(name: str) -> list[tuple[int, str]]:
    """So that 2 comes before 10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"([0-9]+)", name)]


def _decimal(value: Any, where: str) -> Decimal:
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise BadInstance(Fault.NOT_A_NUMBER, where) from error
    if not number.is_finite():
        raise BadInstance(Fault.NOT_A_NUMBER, where)
    return number


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInstance(Fault.UNREADABLE, type(error).__name__) from error


def _starts(words: list[str]) -> bool:
    """Whether a line starts with a number, as rows of a table do and their headings do not."""
    return bool(words) and re.fullmatch(r"[-+0-9.eE]+", words[0]) is not None


def _number(value: Any, where: str, least: float = -math.inf) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    # Further than any map or day, and where doubles still tell thousandths apart.
    if not (math.isfinite(number) and least <= number and abs(number) <= 1e9):
        raise BadInstance(Fault.NOT_A_NUMBER, where)
    return number


def _field(row: Any, name: str, kind: type, where: str) -> Any:
    at = f"{where}.{name}" if where else name
    if not isinstance(row, dict) or name not in row:
        raise BadInstance(Fault.MISSING, at)
    if not isinstance(row[name], kind):
        raise BadInstance(Fault.WRONG_SHAPE, at)
    return row[name]


def _carer(row: Any, where: str) -> Carer:
    abilities = _field(row, "abilities", list, where)
    if not all(isinstance(ability, str) for ability in abilities):
        raise BadInstance(Fault.WRONG_SHAPE, f"{where}.abilities")
    if "working_shift" in row:
        raise BadInstance(Fault.UNSUPPORTED, f"{where}.working_shift")
    return Carer(_field(row, "id", str, where), frozenset(abilities))


def _patient(row: Any, place: int, where: str) -> Patient:
    early, late = _pair(_field(row, "time_window", list, where), f"{where}.time_window")
    needs = []
    for at, need in enumerate(_field(row, "required_caregivers", list, where)):
        here = f"{where}.required_caregivers[{at}]"
        minutes = _number(_field(need, "duration", object, here), f"{here}.duration", least=0)
        needs.append(Need(_field(need, "service", str, here), minutes))
    if len(needs) not in (1, 2):
        raise BadInstance(Fault.UNSUPPORTED, f"{where}.required_caregivers: {len(needs)}")
    if row.get("incompatible_caregivers"):
        raise BadInstance(Fault.UNSUPPORTED, f"{where}.incompatible_caregivers")
    lag = None
    if len(needs) == 2:
        rule = _field(row, "synchronization", dict, where)
        kind = _field(rule, "type", str, f"{where}.synchronization")
        if kind not in ("simultaneous", "sequential"):
            raise BadInstance(Fault.UNSUPPORTED, f"{where}.synchronization.type: {kind}")
        at_once = kind == "simultaneous"
        here = f"{where}.synchronization.distance"
        lag = (0.0, 0.0) if at_once else _pair(_field(rule, "distance", list, here[:-9]), here)
    return Patient(_field(row, "id", str, where), place, early, late, tuple(needs), lag)


def _pair(values: list[Any], where: str) -> tuple[float, float]:
    if len(values) != 2:
        raise BadInstance(Fault.WRONG_SHAPE, where)
    low, high = (_number(value, where, least=0) for value in values)
    if high < low:
        raise BadInstance(Fault.CLOSED_WINDOW, where)
    return low, high

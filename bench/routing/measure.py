"""`manage.py bench routes`: the routers on a folder of published instances, each solution checked apart from them."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from bench.routing.check import Checked, Stop, check_home_care, check_solomon
from bench.routing.published import BadInstance, HomeCare, Solomon, read_folder
from bench.routing.windows import WindowProblem, route
from routing.care import CarePlan, CareProblem, visit_together


def measure(
    folder: Path,
    seconds: float,
    *,
    iterations: int | None = None,
    say: Callable[[str], None] = lambda line: None,
    explain: Callable[[BadInstance], str] = str,
) -> dict[str, Any]:
    """Figures of every instance in `folder`, solved for `seconds` (or so many iterations) each, and of files that could
    not be read.

    A cost is rounded to the digits of the best one known before the two are compared. Raises BadInstance when the
    folder is missing or holds no instance.
    """
    instances, broken, best = read_folder(folder)
    _warm_up(instances)
    rows = []
    for instance in instances:
        began = time.perf_counter()
        checked = _solved(instance, seconds, iterations)
        rows.append(_row(instance, checked, time.perf_counter() - began, best.get(instance.name.lower())))
        say(_line(rows[-1]))
    gaps = [row["gap_percent"] for row in rows if row["gap_percent"] is not None]
    return {
        "folder": str(folder),
        "seconds_each": seconds,
        "instances": rows,
        "broken": [{"file": name, "error": explain(error)} for name, error in broken],
        "infeasible": sum(not row["feasible"] for row in rows),
        "compared": len(gaps),
        "mean_gap_percent": round(sum(gaps) / len(gaps), 4) if gaps else None,
        "max_gap_percent": max(gaps) if gaps else None,
        "longest_seconds": max(row["seconds"] for row in rows),
    }


def window_problem(instance: Solomon) -> WindowProblem:
    """Solomon's instance as arrays: visit v is customer v + 1."""
    depot, *rows = instance.customers
    far = instance.distances()
    columns = np.array([(row.demand, row.ready, row.due, row.service) for row in rows]).reshape(-1, 4).T
    return WindowProblem.build(
        far,
        far,
        place=np.arange(1, len(far)),
        early=columns[1],
        late=columns[2],
        service=columns[3],
        load=columns[0],
        # No more vehicles than customers can be of use.
        start=[0] * min(instance.vehicles, len(rows)),
        end=[0] * min(instance.vehicles, len(rows)),
        begin=depot.ready,
        finish=depot.due,
        capacity=instance.capacity,
    )


def care_problem(instance: HomeCare) -> CareProblem:
    """An instance of home care as arrays: services in the order of the patients, then of their needs."""
    rows = [(patient, nth) for patient in instance.patients for nth in range(len(patient.needs))]
    lags = np.array([patient.lag or (0.0, 0.0) for patient, _ in rows]).reshape(-1, 2)
    return CareProblem.build(
        instance.distances,
        place=[patient.place for patient, _ in rows],
        early=[patient.early for patient, _ in rows],
        late=[patient.late for patient, _ in rows],
        minutes=[patient.needs[nth].minutes for patient, nth in rows],
        partner=[at + 1 - 2 * nth if patient.lag else -1 for at, (patient, nth) in enumerate(rows)],
        lag_min=lags[:, 0],
        lag_max=lags[:, 1],
        home=[0] * len(instance.carers),
        able=np.array(
            [[row.needs[nth].service in carer.abilities for carer in instance.carers] for row, nth in rows],
            bool,
        ).reshape(len(rows), len(instance.carers)),
    )


def rounds_of(instance: HomeCare, plan: CarePlan) -> dict[str, list[Stop]]:
    """A plan by the instance's own names, as the checker takes it."""
    rows = [(patient.id, nth) for patient in instance.patients for nth in range(len(patient.needs))]
    return {
        carer.id: [Stop(*rows[service], float(plan.start[service])) for service in services]
        for carer, services in zip(instance.carers, plan.routes, strict=True)
    }


def _solved(instance: Solomon | HomeCare, seconds: float, iterations: int | None) -> Checked:
    if isinstance(instance, Solomon):
        routes = route(window_problem(instance), seconds=seconds, iterations=iterations).routes
        return check_solomon(instance, [[visit + 1 for visit in visits] for visits in routes])
    plan = visit_together(care_problem(instance), seconds=seconds, iterations=iterations)
    return check_home_care(instance, rounds_of(instance, plan))


def _warm_up(instances: list[Solomon | HomeCare]) -> None:
    """Compiles the search on three services before any clock starts: nobody waits for that twice."""
    if any(isinstance(instance, HomeCare) for instance in instances):
        tiny = CareProblem.build(
            np.ones((3, 3)),
            place=[1, 1, 2],
            early=0,
            late=9,
            minutes=1,
            partner=[1, 0, -1],
            home=[0, 0],
        )
        visit_together(tiny, iterations=1)


def _row(
    instance: Solomon | HomeCare, checked: Checked, seconds: float, best: Decimal | None
) -> dict[str, Any]:
    digits = 2 if isinstance(instance, Solomon) else 3
    if best is not None:
        # Tables drop zeros at the end; two digits are the least that is published.
        digits = max(2, -int(best.as_tuple().exponent))
    cost = round(checked.cost, digits)
    feasible = not checked.violations
    row: dict[str, Any] = {
        "instance": instance.name,
        "family": "solomon" if isinstance(instance, Solomon) else "home_care",
        "cost": cost,
        "best_known": None if best is None else float(best),
        "gap_percent": round(100 * (cost / float(best) - 1), 4) if feasible and best else None,
        "seconds": round(seconds, 2),
        "feasible": feasible,
    }
    if isinstance(instance, HomeCare):
        row |= {
            "distance": round(checked.distance, 3),
            "tardiness": round(checked.tardiness, 3),
            "most_tardy": round(checked.most_tardy, 3),
        }
    if not feasible:
        row["violations"] = [f"{rule}: {where}" for rule, where in checked.violations[:20]]
    return row


def _line(row: dict[str, Any]) -> str:
    gap = "" if row["gap_percent"] is None else f" {row['gap_percent']:+.3f} %"
    return f"{row['instance']} {row['cost']}{gap} {row['seconds']} s{'' if row['feasible'] else ' !'}"

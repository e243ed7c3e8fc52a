"""Build a city in the database of the environment and ask it: `python -m bench.now.asking SIZE`."""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import django

CALLS = 200
SCANS = 5


def main(size: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    django.setup()
    from bench.now.city import build, village

    began = time.perf_counter()
    build(size)
    figures = {"built_in_seconds": round(time.perf_counter() - began, 1), **ask_everywhere(beside=True)}
    region = village(round(0.6 * size), round(0.2 * size))
    figures["one_village"] = ask_everywhere(region=region.pk)
    print(json.dumps(figures), flush=True)


def ask_everywhere(*, beside: bool = False, region: str | None = None, seed: int = 1) -> dict[str, Any]:
    """Milliseconds and queries of both questions for random visits and volunteers; `beside` reading every row."""
    from bench.now.scan import best_task_by_scan, best_volunteer_by_scan
    from elderly_visits.visits.models.visit import Visit
    from volunteers.now.tasks_for_volunteer import best_tasks
    from volunteers.now.volunteers_for_task import best_volunteers
    from volunteers.registration.models.volunteer import Volunteer
    from volunteers.tasks.models.task import Task

    chance = random.Random(seed)
    place = {} if region is None else {"region": region, "lat": 31.333}
    month = Visit.objects.order_by("-month").values_list("month", flat=True)[:1].get()
    asked_for = Task.objects.filter(starts_on=month, kind="visit", **place)
    tasks = [*_some(chance, asked_for.looking(), CALLS // 2), *_some(chance, asked_for, CALLS // 2)]
    people = _some(
        chance, Volunteer.objects.approved().select_related("person", "region").filter(**place), CALLS
    )
    figures: dict[str, Any] = {
        "best_volunteers": _measured(best_volunteers, tasks),
        "best_tasks": _measured(best_tasks, people),
    }
    figures["best_volunteers"]["found_none"] = sum(not best_volunteers(task).found for task in tasks)
    figures["best_tasks"]["found_none"] = sum(not best_tasks(one).found for one in people)
    if beside:
        figures["best_volunteers"] |= _beside(best_volunteers, best_volunteer_by_scan, tasks)
        figures["best_tasks"] |= _beside(best_tasks, best_task_by_scan, people)
    return figures


def _some(chance: random.Random, rows: Any, count: int) -> list[Any]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    found = rows.in_bulk(chance.sample(keys, min(count, len(keys))))
    return [found[pk] for pk in sorted(found)]


def _measured(question: Callable[[Any], Any], about: Sequence[Any]) -> dict[str, Any]:
    from django.db import connection

    for one in about[:20]:
        question(one)
    wall, cpu = [], []
    for one in about:
        began, spent = time.perf_counter(), time.process_time()
        question(one)
        wall.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - spent))
    queries: list[int] = []
    for one in about[:50]:
        asked = [0]

        def count(execute: Any, *arguments: Any, _asked: list[int] = asked) -> Any:
            _asked[0] += 1
            return execute(*arguments)

        with connection.execute_wrapper(count):
            question(one)
        queries.append(asked[0])
    return {
        "calls": len(wall),
        "ms": _percentiles(wall),
        "cpu_ms": _percentiles(cpu),
        "queries": {"median": statistics.median(queries), "most": max(queries)},
    }


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 2)
        for share in (50, 95, 99)
    }


def _beside(
    question: Callable[[Any], Any], scan: Callable[[Any], int | None], about: Sequence[Any]
) -> dict[str, Any]:
    """Median milliseconds of reading every row, how many times as long that is, and whether both find the same cost."""
    few = about[:: max(1, len(about) // SCANS)][:SCANS]
    ours, theirs, same = [], [], 0
    for one in few:
        began = time.perf_counter()
        found = question(one).found
        ours.append(1000 * (time.perf_counter() - began))
        began = time.perf_counter()
        cost = scan(one)
        theirs.append(1000 * (time.perf_counter() - began))
        same += cost == (found[0].cost_dm if found else None)
    return {
        "scan_ms": round(statistics.median(theirs), 1),
        "ratio": round(statistics.median(theirs) / statistics.median(ours), 1),
        "same_best": f"{same} of {len(few)}",
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))

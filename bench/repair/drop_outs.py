"""Volunteers drop out of a planned month: `python -m bench.repair.drop_outs HOW_MANY ample|tight`.

Runs in a database that `bench.planning.city` has filled. Plans the month, lets two of three offers be
accepted,
then lets volunteers leave and times what the worker process does about each. Prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import django
import numpy as np

# Untimed, so that compiled code is loaded and the database's pages are warm.
_WARM = 3
_SAID_YES = 2 / 3
# The invented city's volunteers offer 1.45 times what is asked for; a tight month has 1.09 times.
_TIGHT = 1.09 / 1.45


def main(how_many: int, supply: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    django.setup()
    from visit_planning.repair.signals import repair_requested

    # Nobody listens here: the repair is carried out, and timed, by this process.
    repair_requested.disconnect(dispatch_uid="repair_is_nudged")
    rng = np.random.default_rng(1)
    if supply == "tight":
        _tighten(rng)
    plan = _plan()
    _say_yes(rng)
    people = rng.permutation(_volunteers())[: how_many + _WARM].tolist()
    runs = [_drop_out(pk) for pk in people][_WARM:]
    print(json.dumps({"plan": plan, "drop_outs": summed_up(runs), "township": _close_a_township()}))


def _tighten(rng: Any) -> None:
    """Volunteers offer less: each visit that somebody has time for stays with the same chance."""
    from volunteers.registration.models.volunteer import Volunteer

    volunteers = list(Volunteer.objects.order_by("pk").only("pk", "monthly_cap_minutes"))
    for one in volunteers:
        one.monthly_cap_minutes = 40 * int(rng.binomial(one.monthly_cap_minutes // 40, _TIGHT))
    Volunteer.objects.bulk_update(volunteers, ["monthly_cap_minutes"], batch_size=1000)


def _plan() -> dict[str, Any]:
    from django.utils import timezone

    from common.months import add_months
    from regions.selectors import cities
    from visit_planning.plan.services.run import plan_month

    (city,) = cities()
    figures = plan_month(month=add_months(timezone.localdate(), 1), region=city).figures
    return {name: figures[name] for name in ("visits", "matched", "unmatched", "optimal")}


def _say_yes(rng: Any) -> None:
    from django.utils import timezone

    from volunteers.tasks.enums import AssignmentState
    from volunteers.tasks.models.assignment import Assignment

    offers = Assignment.objects.filter(state=AssignmentState.OFFERED)
    keys = np.array(list(offers.order_by("pk").values_list("pk", flat=True)), dtype=np.int64)
    chosen = keys[rng.random(len(keys)) < _SAID_YES].tolist()
    for start in range(0, len(chosen), 5000):
        Assignment.objects.filter(pk__in=chosen[start : start + 5000]).update(
            state=AssignmentState.ACCEPTED, accepted_at=timezone.now()
        )


def _volunteers() -> Any:
    from volunteers.tasks.enums import AssignmentState
    from volunteers.tasks.models.assignment import Assignment

    held = Assignment.objects.filter(state__in=(AssignmentState.OFFERED, AssignmentState.ACCEPTED))
    return np.array(sorted(set(held.values_list("volunteer_id", flat=True))), dtype=np.int64)


def _drop_out(pk: int) -> dict[str, Any]:
    """One volunteer leaves; the seconds are those from the nudge to the commit of all that follows."""
    from visit_planning.repair.models import Repair
    from visit_planning.repair.services.run import run_repair
    from volunteers.registration.models.volunteer import Volunteer
    from volunteers.registration.services.registration import leave

    leave(volunteer=Volunteer.objects.get(pk=pk), actor=None)
    repair = Repair.objects.get(volunteer=pk)
    wall, cpu = time.perf_counter(), time.process_time()
    done = run_repair(pk=repair.pk)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if done is None or done.state != "done":
        raise RuntimeError(f"A repair was not carried out: {done and done.error}")
    return {**done.figures, "wall": wall, "cpu": cpu}


def _close_a_township() -> dict[str, Any]:
    """The township with the most visits is snowed in for the whole month: preview, and repair."""
    from django.db.models import Count
    from django.db.models.functions import Left

    from common.months import last_day
    from elderly_visits.visits.models.visit import Visit
    from people.logins.models import User
    from people.roles.models import RoleGrant
    from regions.models import Region
    from regions.selectors import cities
    from visit_planning.repair.models import Repair
    from visit_planning.repair.services.closures import close_region, preview_closure
    from visit_planning.repair.services.run import run_repair
    from workbench.roles import Role

    (city,) = cities()
    manager = User.objects.create(phone="+8610000000000", last_name="演示")
    RoleGrant.objects.create(user=manager, role=Role.CITY_MANAGER, region=city)
    month = Visit.objects.latest("month").month
    counted = Visit.objects.filter(month=month).annotate(township=Left("elder__region_id", 9)).order_by()
    code, visits = counted.values_list("township").annotate(count=Count("pk")).order_by("-count")[0]
    days: dict[str, Any] = {
        "region": Region.objects.get(pk=f"{code}000"),
        "first_day": month,
        "last_day": last_day(month),
    }
    began = time.perf_counter()
    preview = preview_closure(actor=manager, **days)
    shown = time.perf_counter() - began
    closure = close_region(actor=manager, why="bench", **days)
    repair = Repair.objects.get(closure=closure)
    began = time.perf_counter()
    done = run_repair(pk=repair.pk)
    return {
        "visits_there": visits,
        "losing": preview.losing,
        "preview_seconds": round(shown, 3),
        "repair_seconds": round(time.perf_counter() - began, 3),
        **{name: done.figures.get(name) for name in ("found", "nobody", "disturbed", "optimal") if done},
    }


def summed_up(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Median and 95th percentile of the seconds and of the elders disturbed, and what became of the visits."""

    def spread(name: str, digits: int) -> dict[str, float]:
        values = [run[name] for run in runs]
        return {
            share: round(float(np.percentile(values, at)), digits)
            for share, at in (("p50", 50), ("p95", 95), ("most", 100))
        }

    return {
        "count": len(runs),
        "visits": sum(run["visits"] for run in runs),
        "found": sum(run["found"] for run in runs),
        "nobody": sum(run["nobody"] for run in runs),
        "optimal": sum(bool(run["optimal"]) for run in runs),
        "seconds": spread("wall", 3),
        "cpu_seconds": spread("cpu", 3),
        "disturbed": spread("disturbed", 1),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

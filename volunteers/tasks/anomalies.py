"""What looks odd about tasks, of which the time bank knows nothing.

A volunteer who was in two places faster than anybody travels; a line of a code sheet entered twice; shifts that came up
shortly before they began; workers who serve in their own area; services much longer than planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, Min, QuerySet
from django.db.models import Window as Over
from django.db.models.functions import Lag
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.roles.models import RoleGrant
from regions.geo import geodesic_m
from regions.models import LocationQuality
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.services.accounts import chunks
from timebank.oversight import policy
from timebank.oversight.anomalies import Detector, Suspected, Window
from timebank.oversight.anomalies.record_keeping import MOST_RECORDS
from timebank.oversight.anomalies.registry import saying, spoken_day
from volunteers.tasks import policy as task_policy
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.code_use import CodeUse
from volunteers.tasks.selectors.queue import works_there

# Nobody is asked about ways longer than the city is wide: below this many hours apart nothing can be too fast.
WIDEST_M = 300_000
_BEFORE = ("checked_out_at", "task__lat", "task__lon", "uuid")


def _too_fast(window: Window) -> Iterator[Suspected]:
    """Check-ins that follow the check-out before at a speed that nobody travels, between exact places."""
    # What no place asks about is left out at once; the others are judged by the rule of the place arrived at.
    slowest, least_m = window.least(policy.TRAVEL_KMH) / 3.6, window.least(policy.TRAVEL_LEAST_M)
    served = Assignment.objects.filter(
        state=AssignmentState.VERIFIED,
        checked_in_at__isnull=False,
        checked_out_at__isnull=False,
        task__on_site=True,
        task__lat__isnull=False,
        task__location_quality=LocationQuality.EXACT,
    )
    if window.since is not None:
        recent = Assignment.objects.filter(verified_at__gte=window.since)
        earliest = recent.aggregate(first=Min("checked_in_at"))["first"]
        if earliest is None:
            return
        served = served.filter(
            volunteer__in=recent.values("volunteer"),
            checked_in_at__gte=earliest - timedelta(days=1),
        )
    over: dict[str, Any] = {
        "partition_by": [F("volunteer_id")],
        "order_by": [F("checked_in_at").asc(), F("pk").asc()],
    }
    before = {f"before_{name.split('__')[-1]}": Over(Lag(name), **over) for name in _BEFORE}
    soon_after = {
        "before_checked_out_at__isnull": False,
        "checked_in_at__lt": F("before_checked_out_at") + timedelta(seconds=WIDEST_M / max(slowest, 1)),
    }
    rows = (
        served.annotate(**before)
        .filter(**soon_after)
        .values_list(
            "uuid", "checked_in_at", "task__lat", "task__lon", "task__region_id", "volunteer__person_id",
            *before,
        )
        .order_by()
    )  # fmt: skip
    found = []
    for uuid, arrived, lat, lon, region, person, left, lat0, lon0, uuid0 in rows.iterator(chunk_size=5000):
        # Most ways are short; the exact distance is worked out for the others only.
        if abs(lat - lat0) * 111_000 < least_m / 2 and abs(lon - lon0) * 111_000 < least_m / 2:
            continue
        metres = geodesic_m(lat0, lon0, lat, lon)
        seconds = max(0.0, (arrived - left).total_seconds())
        rules = window.at(region)
        fastest = rules.value(policy.TRAVEL_KMH) / 3.6
        if metres >= rules.value(policy.TRAVEL_LEAST_M) and metres > fastest * seconds:
            found.append((uuid0, uuid, region, person, metres, seconds, timezone.localdate(arrived)))
    yield from _with_records(found, window)


def _with_records(found: list[tuple[Any, ...]], window: Window) -> Iterator[Suspected]:
    keys = {f"assignment:{uuid}" for row in found for uuid in row[:2]}
    records: dict[str, int] = {}
    for some in chunks(sorted(keys)):
        records |= dict(
            ServiceRecord.objects.certified()
            .filter(source_key__in=some, minutes__gt=0)
            .values_list("source_key", "pk")
        )
    for uuid0, uuid, region, person, metres, seconds, day in found:
        pair = [records.get(f"assignment:{one}") for one in (uuid0, uuid)]
        # What was corrected since asks no question any more.
        if pair[0] is None or pair[1] is None:
            continue
        yield Suspected(
            key=f"travel:{uuid0}:{uuid}",
            region=region,
            figures={"metres": round(metres), "seconds": round(seconds), "day": day.isoformat()},
            persons=(person,),
            records=(pair[0], pair[1]),
        )


def _reason(figures: Mapping[str, Any]) -> str:
    km = number_format(figures["metres"] / 1000, 1)
    if figures["seconds"] < 60:
        return _("On %(day)s two services %(km)s km apart followed each other with no time to travel.") % {
            "day": spoken_day(figures["day"]),
            "km": km,
        }
    return _(
        "On %(day)s two services %(km)s km apart were only %(minutes)d minutes apart: %(speed)d "
        "km/h in a straight line."
    ) % {
        "day": spoken_day(figures["day"]),
        "km": km,
        "minutes": figures["seconds"] // 60,
        "speed": round(figures["metres"] / figures["seconds"] * 3.6),
    }


IMPOSSIBLE_TRAVEL = Detector(
    kind="travel", label=gettext_lazy("Impossible travel speed"), find=_too_fast, reason=_reason
)


def _entered_twice(window: Window) -> Iterator[Suspected]:
    """Lines of a sheet that a second volunteer found used: one of the two did not read it from the sheet."""
    again = CodeUse.objects.filter(entered_again_at__isnull=False)
    if window.since is not None:
        again = again.filter(entered_again_at__gte=window.since)
    rows = list(
        again.order_by("pk").values_list(
            "pk", "assignment__uuid", "assignment__checked_in_at", "assignment__task__region_id",
            "assignment__volunteer__person", "entered_again_by__volunteer__person",
        )
    )  # fmt: skip
    records: dict[str, int] = {}
    for some in chunks([f"assignment:{row[1]}" for row in rows]):
        records |= dict(
            ServiceRecord.objects.certified()
            .filter(source_key__in=some, minutes__gt=0)
            .values_list("source_key", "pk")
        )
    for pk, uuid, at, region, first, second in rows:
        record = records.get(f"assignment:{uuid}")
        # Nothing was credited for it: the queue of the worker has it.
        if record is None or at is None:
            continue
        yield Suspected(
            key=f"code_twice:{pk}",
            region=region,
            figures={"day": timezone.localdate(at).isoformat()},
            persons=(first, second),
            records=(record,),
        )


def _twice_reason(figures: Mapping[str, Any]) -> str:
    return _(
        "The line of the code sheet that was used on %(day)s was still open on the sheet when another volunteer came. "
        "Please ask the elder who was there that day."
    ) % {"day": spoken_day(figures["day"])}


CODE_TWICE = Detector(
    kind="code_twice",
    label=gettext_lazy("One code, two volunteers"),
    find=_entered_twice,
    reason=_twice_reason,
)


def _verified(window: Window) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(state=AssignmentState.VERIFIED)
    return rows if window.since is None else rows.filter(verified_at__gte=window.since)


def _late_shifts(window: Window) -> Iterator[Suspected]:
    """Shifts added shortly before they began, with everybody who was credited on them."""
    most = max(hours for (hours,) in window.rules.variants(task_policy.SHIFT_ADDED_HOURS))
    rows = (
        _verified(window)
        .filter(task__project__isnull=False)
        .filter(task__created_at__gt=F("task__starts_at") - timedelta(hours=most))
        .order_by("task_id", "pk")
        .values_list(
            "uuid",
            "task__uuid",
            "task__region_id",
            "task__created_at",
            "task__starts_at",
            "volunteer__person_id",
        )
    )
    found: dict[Any, list[Any]] = {}
    for uuid, task, region, created, starts, person in rows:
        if starts is None:
            continue
        ahead = (starts - created).total_seconds() / 3600
        if ahead < window.at(region).value(task_policy.SHIFT_ADDED_HOURS):
            found.setdefault((task, region, max(0, int(ahead * 60)), starts), []).append((uuid, person))
    records = _records({uuid for people in found.values() for uuid, _person in people})
    for (task, region, ahead_minutes, starts), people in found.items():
        kept = [(records[uuid], person) for uuid, person in people if uuid in records]
        if kept:
            yield Suspected(
                key=f"late_shift:{task}",
                region=region,
                figures={
                    "people": len(kept), "minutes": ahead_minutes, "day": timezone.localdate(starts).isoformat(),
                },
                persons=tuple(person for _record, person in kept),
                records=tuple(record for record, _person in kept),
            )  # fmt: skip


def _own_area(window: Window) -> Iterator[Suspected]:
    """Workers who were credited for much service where they work."""
    for days, since in window.look_backs():
        rows = (
            Assignment.objects.filter(state=AssignmentState.VERIFIED, checked_out_at__date__gte=since)
            .filter(volunteer__person__user__in=RoleGrant.objects.current().values("user"))
            .filter(Exists(works_there()))
            .order_by("volunteer_id", "-checked_out_at")
            .values_list("uuid", "minutes", "task__region_id", "volunteer__person_id")
        )
        by_person: dict[int, list[Any]] = {}
        for uuid, minutes, region, person in rows:
            by_person.setdefault(person, []).append((uuid, minutes, region))
        records = _records({uuid for served in by_person.values() for uuid, *_rest in served})
        for person, served in by_person.items():
            kept = [(records[uuid], minutes) for uuid, minutes, _region in served if uuid in records]
            rules, total = window.at(served[0][2]), sum(minutes for _record, minutes in kept)
            if rules.value(policy.LOOK_BACK_DAYS) != days or total < rules.value(
                task_policy.OWN_AREA_MINUTES
            ):
                continue
            yield Suspected(
                key=f"own_area:{person}:{window.quarter}",
                region=served[0][2],
                figures={"minutes": total, "records": len(kept), "days": days},
                persons=(person,),
                records=tuple(record for record, _minutes in kept[:MOST_RECORDS]),
            )


def _beyond_plan(window: Window) -> Iterator[Suspected]:
    """Services on whose unusual length two people agreed."""
    rows = list(
        _verified(window)
        .filter(proposed_by__isnull=False, minutes__gt=F("task__minutes"))
        .values_list(
            "uuid", "minutes", "task__minutes", "task__region_id", "volunteer__person_id", "checked_out_at",
            "proposed_by_id",
        )
    )  # fmt: skip
    records = _records({row[0] for row in rows})
    for uuid, minutes, planned, region, person, ended, worker in rows:
        if uuid in records:
            yield Suspected(
                key=f"beyond_plan:{uuid}",
                region=region,
                figures={
                    "minutes": minutes, "limit": planned, "day": timezone.localdate(ended).isoformat(),
                },
                persons=(person,),
                records=(records[uuid],),
                workers=(worker,),
            )  # fmt: skip


def _records(uuids: set[Any]) -> dict[Any, int]:
    """The standing record of each assignment."""
    found: dict[Any, int] = {}
    by_key = {f"assignment:{uuid}": uuid for uuid in uuids}
    for some in chunks(sorted(by_key)):
        rows = ServiceRecord.objects.certified().filter(source_key__in=some, minutes__gt=0)
        found |= {by_key[key]: pk for key, pk in rows.values_list("source_key", "pk")}
    return found


DETECTORS = (
    IMPOSSIBLE_TRAVEL,
    CODE_TWICE,
    Detector(
        kind="late_shift",
        label=gettext_lazy("A shift added shortly before"),
        find=_late_shifts,
        reason=saying(
            gettext_lazy(
                "A shift on %(day)s was added %(minutes)s before it began, and %(people)d people were credited on it."
            )
        ),
    ),
    Detector(
        kind="own_area",
        label=gettext_lazy("A worker who serves in her own area"),
        find=_own_area,
        reason=saying(
            gettext_lazy(
                "In the last %(days)d days %(minutes)s in %(records)d services were credited to somebody who works in "
                "the area."
            )
        ),
    ),
    Detector(
        kind="beyond_plan",
        label=gettext_lazy("Much longer than planned"),
        find=_beyond_plan,
        reason=saying(
            gettext_lazy("On %(day)s %(minutes)s were credited for a service planned with %(limit)s.")
        ),
    ),
)

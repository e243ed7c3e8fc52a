"""Writing a decision: offers, offers taken back, reasons, and the record; all of it or nothing, under row locks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.months import last_day
from elderly_visits.visits.models.visit import Visit
from policies.selectors import PolicyBook
from visit_planning.neighbourhood.matching import Decision
from visit_planning.repair.enums import Fate, RepairState
from visit_planning.repair.models import Repair, RepairedVisit
from visit_planning.stand_ins.answer_time import answer_by
from volunteers.days.models.absence import Absence
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import ACTIVE_STATES
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.bulk_offers import notify_of_moved_offers, offer_many, revoke_offers


class Stale(Exception):
    """What the decision stood on has changed meanwhile: somebody answered, or has no time any more. Decide again."""


@transaction.atomic
def write(
    repair: Repair, decision: Decision, *, began: datetime, book: PolicyBook, searched: Mapping[int, str]
) -> Repair:
    """Write a decision and close the repair. Raises Stale, and writes nothing, when it no longer fits what is there.

    `searched` are visits for which people are asked in turn instead: key → why nobody is left, '' while asking.

    Volunteers are locked before tasks, as everywhere: two services never wait for each other's rows.
    """
    caps = _lock_volunteers(decision)
    ends = _lock_tasks(decision)
    _check_time(repair, decision, caps, began)
    actor = repair.requested_by
    with translation.override(settings.LANGUAGE_CODE):
        for keys, note in (
            (decision.impossible, _("The circumstances have changed.")),
            (decision.late, _("There was no answer in time.")),
            (list(decision.moved), _("The month was rearranged to make room for another visit.")),
        ):
            if keys:
                revoke_offers(assignment_ids=keys, actor=actor, note=note)
    now = timezone.now()
    region = repair.region_id
    rows = [
        row._replace(expires_at=answer_by(now=now, last_day=ends[row.task_id], region=region, book=book))
        for row in decision.offers
    ]
    offer_many(rows=rows, actor=actor, label=f"{repair.month:%Y-%m}")
    asked = {row.volunteer_id for row in rows}
    if losing := {volunteer for _task, volunteer in decision.moved.values()} - asked:
        notify_of_moved_offers(volunteer_ids=losing, occasion=f"repair-{repair.pk}")
    _write_reasons(decision)
    _record(repair, decision, began, searched)
    return repair


def _lock_tasks(decision: Decision) -> dict[int, Any]:
    """Lock every task of the sub-problem and see that nothing on it has changed; task → last day."""
    ends = dict(
        Task.objects.select_for_update(no_key=True)
        .open()
        .filter(pk__in=decision.tasks)
        .order_by("pk")
        .values_list("pk", "ends_on")
    )
    if len(ends) != len(decision.tasks):
        raise Stale
    there: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for key, task, state in Assignment.objects.filter(
        task__in=decision.tasks, state__in=ACTIVE_STATES
    ).values_list("pk", "task_id", "state"):
        there[task].add((key, state))
    if there != decision.seen:
        raise Stale
    return ends


def _lock_volunteers(decision: Decision) -> dict[int, int]:
    """Lock those who are asked, and see that they still serve; volunteer → minutes a month."""
    wanted = {row.volunteer_id for row in decision.offers}
    caps = dict(
        Volunteer.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=wanted, state=VolunteerState.APPROVED)
        .order_by("pk")
        .values_list("pk", "monthly_cap_minutes")
    )
    if len(caps) != len(wanted):
        raise Stale
    return caps


def _check_time(repair: Repair, decision: Decision, caps: Mapping[int, int], began: datetime) -> None:
    """Whether those who are asked have the time, and are there."""
    task_minutes = dict(zip(decision.tasks, decision.situation.visits.minutes.tolist(), strict=True))
    wanted: Counter[int] = Counter()
    for row in decision.offers:
        wanted[row.volunteer_id] += task_minutes[row.task_id]
    if not wanted:
        return
    if Absence.objects.in_force().filter(volunteer__in=wanted, recorded_at__gt=began).exists():
        raise Stale
    leaving = [*decision.moved, *decision.late, *decision.impossible]
    taken = dict(
        Assignment.objects.active()
        .filter(
            volunteer__in=wanted,
            task__starts_on__gte=repair.month,
            task__starts_on__lte=last_day(repair.month),
        )
        .exclude(pk__in=leaving)
        .order_by()
        .values_list("volunteer_id")
        .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
    )
    if any(taken.get(key, 0) + minutes > caps[key] for key, minutes in wanted.items()):
        raise Stale


def _write_reasons(decision: Decision) -> None:
    """Why a visit has nobody; a visit that somebody holds carries no reason."""
    tasks: dict[str, list[int]] = defaultdict(list)
    for task in decision.tasks:
        tasks[decision.reasons.get(task, "")].append(task)
    for reason, keys in tasks.items():
        Task.objects.filter(pk__in=keys).exclude(unmatched_reason=reason).update(unmatched_reason=reason)


def _record(repair: Repair, decision: Decision, began: datetime, searched: Mapping[int, str]) -> None:
    """What became of each visit, and the figures."""
    there = set(decision.tasks)
    rows = list(repair.visits.select_related("visit").order_by("pk"))
    asked: dict[int, list[Any]] = defaultdict(list)
    for offer in decision.offers:
        asked[offer.task_id].append(offer)
    for row in rows:
        task = row.visit.task_id
        if row.visit_id in searched:
            row.reason = searched[row.visit_id]
            row.fate = Fate.NOBODY if row.reason else Fate.SEARCH
        elif task not in there:
            row.fate = Fate.OVER
        elif asked[task]:
            found = asked[task].pop(0)
            row.fate, row.after_id = Fate.FOUND, found.volunteer_id
            row.distance_m = None if found.distance_m is None else round(found.distance_m)
            row.again = bool(found.explanation.get("again"))
        elif task in decision.reasons:
            row.fate, row.reason = Fate.NOBODY, decision.reasons[task]
        else:
            row.fate = Fate.HELD
    RepairedVisit.objects.bulk_update(
        rows, ["fate", "after", "reason", "distance_m", "again"], batch_size=500
    )
    moved = _moved(repair, decision, asked)
    RepairedVisit.objects.bulk_create(moved, batch_size=500)
    own = {row.visit.elder_id for row in rows}
    fates = Counter(row.fate for row in rows)
    repair.figures = {
        "visits": len({row.visit_id for row in rows}),
        "found": fates[Fate.FOUND],
        "search": fates[Fate.SEARCH],
        "nobody": fates[Fate.NOBODY],
        "disturbed": len(decision.disturbed(own)),
        "pairs": decision.quality.get("pairs", 0),
        "optimal": decision.quality.get("optimal", True),
        "gap": decision.quality.get("gap", 0.0),
        "seconds": round((timezone.now() - began).total_seconds(), 3),
    }
    repair.state, repair.finished_at, repair.error = RepairState.DONE, timezone.now(), ""
    repair.save(update_fields=["figures", "state", "finished_at", "error"])


def _moved(repair: Repair, decision: Decision, asked: dict[int, list[Any]]) -> list[RepairedVisit]:
    """A row for each of the neighbours' visits whose offer moved."""
    keys = {task for task, _volunteer in decision.moved.values()}
    visit_of = dict(Visit.objects.filter(task__in=keys).values_list("task_id", "pk")) if keys else {}
    rows = []
    for task, before in decision.moved.values():
        found = asked[task].pop(0) if asked[task] else None
        rows.append(
            RepairedVisit(
                repair=repair,
                visit_id=visit_of[task],
                before_id=before,
                after_id=found.volunteer_id if found else None,
                fate=Fate.MOVED,
                reason=decision.reasons.get(task, ""),
                distance_m=round(found.distance_m) if found and found.distance_m is not None else None,
                again=bool(found and found.explanation.get("again")),
            )
        )
    return rows

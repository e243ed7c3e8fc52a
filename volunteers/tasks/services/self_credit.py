"""Which services are credited by themselves, how many of their minutes, and why the others wait for a person.

The facts of one service are gathered first and judged after, so that a month of visits can be judged without a
database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from common.encryption import blind_index
from policies.selectors import PolicyBook, book, value
from timebank.earning.policy import AUTOMATIC_GRADES
from volunteers.tasks import policy
from volunteers.tasks.duties import may_credit_itself
from volunteers.tasks.enums import WaitsFor
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.proof import Position

# No phone states less: satellites alone are good for some three metres in the open.
_MOST_EXACT_M = 1.0
# Nobody can leave the planet by stating how little the phone knows.
_LEAST_EXACT_M = 5000.0
_LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Served:
    """What is known of a service when it ends. `draw` lies between 0 and 1, the same however often one asks.

    `elsewhere`: the very same position was sent from another place; `same_here` and `at_zero`: how often, with this
    one, it was sent from here, and how often this volunteer was exactly at the point on the map.
    """

    grade: str
    minutes: int
    planned: int
    found: list[str] = field(default_factory=list)
    says_longer: bool = False
    elsewhere: bool = False
    same_here: int = 0
    at_zero: int = 0
    own_circle: bool = False
    draw: float = 1.0


def waits_for(served: Served, rules: PolicyBook, region: Any) -> list[str]:
    """Why the service waits for a person; empty when it is credited by itself. The draw counts only where all fits.

    What waits for no more than its grade is drawn from as well: others like it are verified many at once.
    """
    least = rules.value(policy.REPEATED_POSITIONS, region)
    speaks = {
        WaitsFor.GRADE: served.grade not in rules.value(AUTOMATIC_GRADES, region),
        WaitsFor.SHORT: served.minutes < rules.value(policy.SHORTEST_MINUTES, region),
        WaitsFor.LONGER: served.says_longer and served.minutes > counted(served, rules, region),
        WaitsFor.SAME_POSITION: served.elsewhere or served.same_here >= least,
        WaitsFor.EXACTLY_THERE: served.at_zero >= least,
        WaitsFor.OWN_CIRCLE: served.own_circle,
    }
    reasons = [*served.found, *(reason.value for reason, holds in speaks.items() if holds)]
    if set(reasons) <= {WaitsFor.GRADE} and served.draw < rules.value(policy.SAMPLE_SHARE, region):
        return [*reasons, WaitsFor.SAMPLE.value]
    return reasons


def drawn_on_behalf(task: Task, volunteer: int) -> list[str]:
    """Why what a worker wrote down for a volunteer is looked at by itself: by chance, as of what is proved."""
    share = value(policy.SAMPLE_SHARE, region=task.region_id)
    return [WaitsFor.SAMPLE.value] if draw_of(task, volunteer) < share else []


def counted(served: Served, rules: PolicyBook, region: Any) -> int:
    """The minutes that count by themselves: those served, at most the plan."""
    most = int(rules.value(policy.COUNTED_SHARE, region) * served.planned)
    return max(1, min(served.minutes, most))


def found_at_door(
    assignment: Assignment, position: Position | None, now: datetime, rules: PolicyBook
) -> list[str]:
    """What speaks against a check-in the moment it is made. It lets the volunteer in all the same."""
    task, region = assignment.task, assignment.task.region_id
    found = []
    if not _fits_the_hour(assignment, now, rules):
        found.append(WaitsFor.HOUR.value)
    if position is not None:
        stated = position.accuracy_m
        doubt = min(stated or 0.0, _LEAST_EXACT_M)
        if (
            task.on_site
            and position.away_m is not None
            and position.away_m - doubt > rules.value(policy.FAR_M, region)
        ):
            found.append(WaitsFor.FAR.value)
        if stated is not None and stated < _MOST_EXACT_M:
            found.append(WaitsFor.TOO_EXACT.value)
    return found


def _fits_the_hour(assignment: Assignment, now: datetime, rules: PolicyBook) -> bool:
    """Around the agreed hour; for a shift until it ends. Where no hour was agreed there is none to fit."""
    task = assignment.task
    begin = task.starts_at or assignment.planned_for
    if begin is None:
        return True
    early = timedelta(minutes=rules.value(policy.EARLY_MINUTES, task.region_id))
    late = timedelta(minutes=rules.value(policy.LATE_MINUTES, task.region_id))
    return begin - early <= now <= max(task.ends_at or begin, begin + late)


def judge(assignment: Assignment, *, says_longer: bool) -> tuple[list[str], int]:
    """Why a service that has just ended waits, and how many minutes count by themselves. A fixed number of queries."""
    rules, task = book(), assignment.task
    served = _facts(assignment, says_longer)
    return waits_for(served, rules, task.region_id), counted(served, rules, task.region_id)


def _facts(assignment: Assignment, says_longer: bool) -> Served:
    task = assignment.task
    since = timezone.now() - _LOOK_BACK
    elsewhere, here, at_zero = False, 0, 0
    if assignment.position_index:
        same = Assignment.objects.filter(
            position_index=assignment.position_index, checked_in_at__gte=since
        ).values_list("task__lat", "task__lon")
        places = list(same)
        here = sum(place == (task.lat, task.lon) for place in places)
        elsewhere = here < len(places)
    if assignment.check_in_distance_m == 0:
        at_zero = Assignment.objects.filter(
            volunteer=assignment.volunteer_id, check_in_distance_m=0, checked_in_at__gte=since
        ).count()
    return Served(
        grade=assignment.evidence,
        minutes=assignment.minutes or 0,
        planned=task.minutes,
        found=list(assignment.waits_for),
        says_longer=says_longer,
        elsewhere=elsewhere,
        same_here=here,
        at_zero=at_zero,
        own_circle=not may_credit_itself(assignment),
        draw=draw_of(task, assignment.volunteer_id),
    )


def draw_of(task: Task, volunteer: int) -> float:
    """By task and volunteer, not by assignment: giving the task back and taking it again draws the same."""
    return int(blind_index(f"sample:{task.uuid}:{volunteer}")[:12], 16) / 16**12

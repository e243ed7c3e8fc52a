"""Who could serve: volunteers nearby, ranked as the planner ranks visitors (volunteers.now)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from service_requests.models import ServiceRequest
from volunteers.now.explanation import obstacles
from volunteers.now.volunteers_for_task import best_volunteers
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.task import Task


@dataclass(frozen=True)
class BestCandidate:
    """The volunteer to ask; None with the planner's `reason` (matching.Reason) when there is none."""

    volunteer: Volunteer | None = None
    distance_m: float | None = None
    again: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Candidate:
    """A volunteer as a worker sees them before asking. `obstacles`: why the rules speak against it, in words."""

    volunteer: Volunteer
    distance_m: float | None
    times_before: int
    obstacles: list[str]
    is_forbidden: bool = False


def best_candidate(task: Task, *, without: Collection[int] = ()) -> BestCandidate:
    """The best volunteer for an open request: near, free, of the sex asked for, a familiar face before others.

    `without` are keys of volunteers who turned out not to be eligible.
    """
    if task.point is None:
        return BestCandidate(reason="no_location")
    found = best_volunteers(task, limit=1, without=without)
    if not found.found:
        return BestCandidate(reason=found.reason)
    (one,) = found.found
    return BestCandidate(one.volunteer, one.why.metres, again=one.why.times > 0)


def candidates(request: ServiceRequest, *, limit: int = 8) -> list[Candidate]:
    """Whom a worker may ask, best first: those the rules allow before the others."""
    task = request.task
    if task is None or task.point is None:
        return []
    found = best_volunteers(task, limit=limit)
    return [
        Candidate(
            one.volunteer,
            one.why.metres,
            one.why.times,
            obstacles(one.refusals, one.why, reach_m=one.volunteer.max_distance_m, last_state=one.last_state),
            one.is_forbidden,
        )
        for one in (*found.found, *found.refused)[:limit]
    ]

"""What differs between the kinds of task, as far as this floor has to know.

A visit's page knows the elder, and a service that is paid with time is settled by the one who asked for it: both live
on floors above, which register here what this package needs, so that its lists and services know nothing of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.persons.models import Person
    from policies.selectors import PolicyBook
    from volunteers.registration.models.volunteer import Volunteer
    from volunteers.tasks.models.assignment import Assignment
    from volunteers.tasks.models.task import Task


@dataclass(frozen=True)
class Shown:
    """Whom a service is for and where, as far as its volunteer may know at the moment (volunteers.tasks.disclosure).

    `served` is the person to put on record when it is printed; it is never shown itself. `worker` is whom to ask, with
    a phone number where there is one.
    """

    name: str = ""
    address: str = ""
    door: str = ""
    opens_at: datetime | None = None
    served: Person | None = None
    worker: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`settles_itself`: after check-out the floor above decides what is certified and paid, never a worker's queue.

    `open_to_sign_up`: volunteers may take such a task themselves. `bars`: who must not do it, whatever else fits.
    `take`: how a volunteer who found it near takes it, at an hour of their choice; None where nobody does.
    `taken_here`: whether that is allowed in a region, by the policies in force.
    `shown`: what may be shown of each of these assignments now, by primary key, in a fixed number of queries.
    """

    assignment_url: Callable[[Assignment], str]
    settles_itself: bool = False
    open_to_sign_up: bool = False
    bars: Callable[[Task, Volunteer], bool] = lambda task, volunteer: False
    take: Callable[..., Assignment] | None = None
    taken_here: Callable[[PolicyBook, Any], bool] = lambda book, region: True
    shown: Callable[[Sequence[Assignment]], dict[int, Shown]] = lambda assignments: {}


_KINDS: dict[str, Kind] = {}


def register(
    kind: str,
    *,
    assignment_url: Callable[[Assignment], str],
    settles_itself: bool = False,
    open_to_sign_up: bool = False,
    bars: Callable[[Task, Volunteer], bool] = lambda task, volunteer: False,
    take: Callable[..., Assignment] | None = None,
    taken_here: Callable[[PolicyBook, Any], bool] = lambda book, region: True,
    shown: Callable[[Sequence[Assignment]], dict[int, Shown]] = lambda assignments: {},
) -> None:
    """Say how tasks of `kind` differ from a shift; called once from an AppConfig.ready()."""
    _KINDS[kind] = Kind(
        assignment_url=assignment_url,
        settles_itself=settles_itself,
        open_to_sign_up=open_to_sign_up,
        bars=bars,
        take=take,
        taken_here=taken_here,
        shown=shown,
    )


def assignment_url(assignment: Assignment) -> str:
    """The page of this assignment for its volunteer."""
    if kind := _KINDS.get(assignment.task.kind):
        return kind.assignment_url(assignment)
    return reverse("volunteers:assignment", args=[assignment.uuid])


def settles_itself(task: Task) -> bool:
    return task.kind in _KINDS and _KINDS[task.kind].settles_itself


def kinds_settled_above() -> list[str]:
    """The kinds that no queue of this floor verifies."""
    return [name for name, kind in _KINDS.items() if kind.settles_itself]


def is_open_to_sign_up(task: Task) -> bool:
    return task.kind in _KINDS and _KINDS[task.kind].open_to_sign_up


def kinds_to_take(book: PolicyBook, region: Any) -> list[str]:
    """The kinds of task that a volunteer of a region may take from the list of what is open near. Shifts always."""
    above = [name for name, kind in _KINDS.items() if kind.take is not None and kind.taken_here(book, region)]
    return sorted({TaskKind.SHIFT.value, *above})


def taker_of(task: Task) -> Callable[..., Assignment] | None:
    """How the floor above has such a task taken: `take(task=, volunteer=, actor=, planned_for=)`; None for a shift."""
    return _KINDS[task.kind].take if task.kind in _KINDS else None


def is_barred(task: Task, volunteer: Volunteer) -> bool:
    """Whether `volunteer` must not do `task` because of who is served by it."""
    return task.kind in _KINDS and _KINDS[task.kind].bars(task, volunteer)


def shown_of(assignments: Iterable[Assignment]) -> dict[int, Shown]:
    """What may be shown of each assignment now, by primary key; kinds that say nothing show the task's own place."""
    by_kind: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        by_kind.setdefault(assignment.task.kind, []).append(assignment)
    found: dict[int, Shown] = {}
    for name, rows in by_kind.items():
        if kind := _KINDS.get(name):
            found |= kind.shown(rows)
    return found


class TaskKind(models.TextChoices):
    VISIT = "visit", _("Visit to an elder")
    SHIFT = "shift", _("Shift of a project")
    REQUEST = "request", _("Service asked for with time coins")

"""What differs between the kinds of task: one `TaskType` for each, registered by the room that owns the kind.

A visit's page knows the elder, and a service that is paid with time is settled by the one who asked for it: both live
on floors above. They register here what this package needs, so that its lists and services know nothing of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.problem import GENERAL
from people.actors import Actor, AnyUser

if TYPE_CHECKING:
    from people.persons.models import Person
    from policies.selectors import PolicyBook
    from volunteers.registration.models.volunteer import Volunteer
    from volunteers.tasks.models.assignment import Assignment
    from volunteers.tasks.models.task import Task


class TaskKind(models.TextChoices):
    VISIT = "visit", _("Visit to an elder")
    SHIFT = "shift", _("Project shift")
    REQUEST = "request", _("Service requested with time coins")


@dataclass(frozen=True)
class Disclosure:
    """Whom a service is for and where, as far as its volunteer may know at the moment (volunteers.tasks.disclosure).

    `beneficiary` is the person to put on record when it is printed; it is never shown itself. `worker` is whom to ask,
    with a phone number where there is one.
    """

    name: str = ""
    address: str = ""
    door: str = ""
    opens_at: datetime | None = None
    beneficiary: Person | None = None
    worker: str = ""


@dataclass(frozen=True, kw_only=True)
class Account:
    """What staff read of a service: whom it was for, what was reported, and where each is found.

    `subject` is whose file is read by it. `answers` are questions and answers in short, `findings` words in the colour
    of their meaning (`common.badges`), `links` labels and addresses of what the service belongs to.
    """

    name: str = ""
    url: str = ""
    subject: Person | None = None
    answers: Sequence[tuple[str, str]] = ()
    findings: Sequence[tuple[str, str]] = ()
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Familiarity:
    """Who knows the one served by one task.

    `key` numbers the one served (the planner's `visit_elder`); `known` are volunteers whose coming is no change of face
    (the planner's `previous`), `times` how often each has served them, `barred` people (not volunteers) who must not.
    """

    key: int
    known: Collection[int] = frozenset()
    times: Mapping[int, int] = field(default_factory=dict)
    barred: Collection[int] = frozenset()


class Beneficiary(NamedTuple):
    """The one served by a task, as one volunteer ranks it.

    `tier` is the engine's; `waiting`: nobody has visited them this month, and nobody is going to; `known` and `times`
    are about this volunteer, `barred`: who must not do it, whatever else fits.
    """

    key: int
    tier: int = GENERAL
    waiting: bool = False
    known: bool = False
    times: int = 0
    barred: bool = False


class TaskType:
    """One kind of task. What is not overridden is as for a shift, which serves nobody in particular.

    `beneficiary_path`: from a task to the person served, as a query names it; empty where it serves nobody in
    particular. `settles_itself`: after check-out its floor decides what is certified and paid, never a worker's queue.
    `open_to_sign_up`: volunteers may take such a task from its own page.
    `codes_rotate`: an organizer on the spot shows a code that changes with the time; else there is a sheet of codes.
    """

    kind: ClassVar[TaskKind]
    beneficiary_path: ClassVar[str] = ""
    settles_itself: ClassVar[bool] = False
    open_to_sign_up: ClassVar[bool] = True
    codes_rotate: ClassVar[bool] = False

    def assignment_url(self, assignment: Assignment) -> str:
        """The page of an assignment for its volunteer."""
        return reverse("volunteers:assignment", args=[assignment.uuid])

    def claimable_in(self, book: PolicyBook, region: Any) -> bool:
        """Whether volunteers of a region may take such a task from the list of what is open near, by policy."""
        return True

    def claim(
        self, *, task: Task, volunteer: Volunteer, actor: Actor, planned_for: datetime | None
    ) -> Assignment:
        """The place of a volunteer who found the task near, at an hour of their choice. The task is locked."""
        raise NotImplementedError

    # --- What a worker sees of it before deciding ---------------------------------------------------------------------

    def findings(self) -> Q:
        """A condition on Assignment: what was written down about the service asks for a look of its own."""
        return Q(pk__in=())

    def accounts(self, assignments: Sequence[Assignment], viewer: AnyUser) -> Mapping[int, Account]:
        """What `viewer` may read about each, by primary key; what is missing lies outside their regions."""
        return {}

    # --- What proves presence (volunteers.tasks.services.proof) ------------------------------------------------------

    def code_scope(self, task: Task) -> str:
        """What the changing codes of a task belong to: the same for all tasks at one door. Empty: it has none."""
        return f"task:{task.pk}:{task.check_in_index}" if task.check_in_index else ""

    def call_back_phone(self, task: Task) -> str:
        """The telephone of the one served, to which a code may be sent (E.164); empty where there is none."""
        return ""

    # --- Whom it serves: a fixed number of queries each, however many tasks ------------------------------------------

    def is_barred(self, task: Task, volunteer: Volunteer) -> bool:
        """Whether `volunteer` must not do `task` because of who is served by it."""
        return False

    def disclosures(self, assignments: Sequence[Assignment]) -> dict[int, Disclosure]:
        """What may be shown of each now, by primary key; of those that are missing, the task's own place."""
        return {}

    def familiarity(self, task: Task) -> Familiarity:
        return Familiarity(key=task.pk)

    def beneficiaries(self, volunteer: Volunteer, task_ids: Collection[int]) -> Mapping[int, Beneficiary]:
        """By task; a task that is missing is not to be done by `volunteer`."""
        return {pk: Beneficiary(key=pk) for pk in task_ids}

    def publishers(self, task: Task) -> Collection[int]:
        """Keys of the logins that put it up, besides `task.published_by`: they do not decide about it."""
        return ()

    # --- What happened to an assignment: within the transaction, an error undoes the step (volunteers.tasks.signals) --

    def accepted(self, assignment: Assignment, actor: Actor) -> None: ...

    def declined(self, assignment: Assignment, actor: Actor) -> None: ...

    def withdrawn(self, assignment: Assignment, actor: Actor) -> None: ...

    def released(self, assignment: Assignment, actor: Actor) -> None: ...

    def checked_out(self, assignment: Assignment, actor: Actor) -> None: ...

    def verified(self, assignment: Assignment, actor: Actor) -> None: ...

    def rejected(self, assignment: Assignment, actor: Actor) -> None: ...


_TYPES: dict[str, TaskType] = {}


def register(task_type: TaskType) -> None:
    """Add a kind of task; called once from an `AppConfig.ready()`. Raises ImproperlyConfigured for a kind's second."""
    if task_type.kind in _TYPES:
        raise ImproperlyConfigured(f"Tasks of kind '{task_type.kind}' have a type already.")
    _TYPES[task_type.kind] = task_type


def type_of(kind: str) -> TaskType:
    return _TYPES[kind]


def kinds_settled_above() -> list[str]:
    """The kinds that no queue of this floor verifies."""
    return [kind for kind, one in _TYPES.items() if one.settles_itself]


def beneficiary_paths() -> list[str]:
    """From a task to the person served, one for each kind that serves somebody."""
    return sorted(one.beneficiary_path for one in _TYPES.values() if one.beneficiary_path)


def registered_types() -> list[TaskType]:
    return list(_TYPES.values())


def accounts_of(assignments: Iterable[Assignment], viewer: AnyUser) -> dict[int, Account]:
    """What `viewer` may read about each, by primary key: a fixed number of queries for each kind."""
    return {
        pk: account
        for kind, rows in _by_kind(assignments).items()
        for pk, account in type_of(kind).accounts(rows, viewer).items()
    }


def claimable_kinds(book: PolicyBook, region: Any) -> list[str]:
    """The kinds that a volunteer of a region may take from the list of what is open near."""
    return sorted(kind for kind, one in _TYPES.items() if one.claimable_in(book, region))


def disclosures_of(assignments: Iterable[Assignment]) -> dict[int, Disclosure]:
    """What may be shown of each assignment now, by primary key."""
    return {
        pk: seen
        for kind, rows in _by_kind(assignments).items()
        for pk, seen in type_of(kind).disclosures(rows).items()
    }


def _by_kind(assignments: Iterable[Assignment]) -> dict[str, list[Assignment]]:
    found: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        found.setdefault(assignment.task.kind, []).append(assignment)
    return found

"""Separation of duties: who had a hand in a service, or is close to one of its sides, does not decide about it.

One rule for everything that is decided of a service: verifying, refusing, a dispute, a hold. `why_not_decide` asks it
of one; `volunteers.tasks.selectors.queue` asks the same of a whole queue in the database.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.enums import OrganizationRole
from organizations.models import OrganizationMember
from people.actors import AnyUser
from people.kinship.selectors import close_to, close_to_each, ties_between
from people.logins.models import User
from people.persons.models import Person
from people.roles.models import RoleGrant
from policies.selectors import PolicyBook, book, value
from regions.codes import prefix_of
from timebank.care_registers import beneficiaries_of
from volunteers.projects.models import Project
from volunteers.registration.models.team import Team
from volunteers.task_types import type_of
from volunteers.tasks import policy
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from workbench.roles import MANAGER_ROLES, WORKER_ROLES


class Duty(models.TextChoices):
    """Why somebody does not decide about a service, as that person reads it."""

    OWN = "own", _("You served here yourself.")
    OUTSIDE = "outside", _("This service is not in your area.")
    DISPATCHED = "dispatched", _("You asked this volunteer.")
    ACCEPTED = "accepted", _("You said yes for this volunteer.")
    CHECKED_IN = "checked_in", _("You checked this volunteer in.")
    ENTERED = "entered", _("You entered this service.")
    PUBLISHED = "published", _("You put this task up.")
    KIN = "kin", _("You are close to the volunteer or to the person served.")
    COLLEAGUE = "colleague", _("The volunteer works in this area; the township decides.")
    INSIDER = "insider", _("The volunteer runs this organization or team, or is close to somebody who does.")
    LATE_SHIFT = "late_shift", _("This shift was added shortly before it began; a worker decides.")


# A step of somebody else's service, and what it makes of who took it.
_HANDS = {
    AssignmentState.OFFERED: Duty.DISPATCHED,
    AssignmentState.ACCEPTED: Duty.ACCEPTED,
    AssignmentState.CHECKED_IN: Duty.CHECKED_IN,
    AssignmentState.CHECKED_OUT: Duty.ENTERED,
}


def hands() -> QuerySet[AssignmentEvent]:
    """The steps that give somebody a hand in a service; a change within a state, or taking a refusal back, is none."""
    return AssignmentEvent.objects.filter(to_state__in=_HANDS, actor__isnull=False).exclude(
        Q(from_state=F("to_state")) | Q(from_state=AssignmentState.REJECTED)
    )


def served_person(assignment: Assignment) -> int | None:
    """The key of the person served, where the service is for somebody in particular."""
    path = type_of(assignment.task.kind).beneficiary_path
    if not path:
        return None
    return Task.objects.filter(pk=assignment.task_id).values_list(f"{path}_id", flat=True).first()


def why_not_decide(user: AnyUser, assignment: Assignment) -> Duty | None:
    """What keeps `user` from deciding about this service; None: nothing does.

    Workers of its region decide, and for a shift those who manage its project. Not: who served, who is close to one of
    the sides, who had a hand in it. The service of somebody who works in the region goes to the township.
    """
    return Bench([assignment]).why_not(user, assignment)


class Bench:
    """Who may decide about some services, those of one page: a few queries, however many they are."""

    def __init__(self, rows: Collection[Assignment]) -> None:
        self._grants = list(
            RoleGrant.objects.current()
            .filter(
                role__in=WORKER_ROLES,
                region__in={code for row in rows for code in _codes_around(row.task)},
                user__is_active=True,
            )
            .select_related("user__person")
            .order_by("-region", "pk")
        )
        steps = hands().filter(assignment__in=[row.pk for row in rows]).order_by("at", "pk")
        self._hands = {
            (row, actor): step for row, actor, step in steps.values_list("assignment", "actor", "to_state")
        }
        self._served = beneficiaries_of(f"assignment:{row.uuid}" for row in rows)
        volunteers = {row.volunteer.person_id for row in rows}
        people = Person.objects.filter(pk__in={*volunteers, *self._served.values()})
        self._close = close_to_each(list(people))
        self._projects = {row.task.project_id for row in rows} - {None}
        self._managed: dict[int, set[int]] = {}
        self._insiders: dict[int, set[int]] = {}
        self._rules = book(keys=[policy.SHIFT_ADDED_HOURS])

    def why_not(self, user: AnyUser, row: Assignment) -> Duty | None:
        """As `why_not_decide`."""
        task, own = row.task, row.volunteer.person.user_id
        if not user.is_authenticated:
            return Duty.OUTSIDE
        if own == user.pk:
            return Duty.OWN
        around = self._around(task)
        mine = [grant for grant in around if grant.user_id == user.pk]
        manages = task.project_id is not None and task.project_id in self._managed_by(user)
        if not (mine or manages):
            return Duty.OUTSIDE
        if self._is_close(user, row):
            return Duty.KIN
        if (step := self._hands.get((row.pk, user.pk))) is not None:
            return _HANDS[AssignmentState(step)]
        if manages:
            return self._why_not_manager(row)
        if user.pk in (task.published_by_id, *type_of(task.kind).publishers(task)):
            return Duty.PUBLISHED
        works = any(grant.user_id == own for grant in around)
        return Duty.COLLEAGUE if works and not any(grant.role in MANAGER_ROLES for grant in mine) else None

    def deciders(self, row: Assignment) -> list[User]:
        """The workers who may decide, the nearest first. Who only runs the project is not among them."""
        users = {grant.user_id: grant.user for grant in self._around(row.task)}
        return [user for user in users.values() if self.why_not(user, row) is None]

    def _why_not_manager(self, row: Assignment) -> Duty | None:
        """An organizer confirms who came, but neither for the own circle nor where nobody could know of the shift."""
        project, person = row.task.project, row.volunteer.person_id
        assert project is not None
        if project.pk not in self._insiders:
            self._insiders[project.pk] = insiders_of(project)
        if ({person} | self._close.get(person, set())) & self._insiders[project.pk]:
            return Duty.INSIDER
        return Duty.LATE_SHIFT if was_added_late(row.task, self._rules) else None

    def _managed_by(self, user: User) -> set[int]:
        """Of the projects of these rows, those that `user` manages."""
        if user.pk not in self._managed:
            rows = Project.objects.managed_by(user).filter(
                pk__in=[key for key in self._projects if key is not None]
            )
            self._managed[user.pk] = set(rows.values_list("pk", flat=True))
        return self._managed[user.pk]

    def _around(self, task: Task) -> list[RoleGrant]:
        return [grant for grant in self._grants if task.region_id.startswith(prefix_of(grant.region_id))]

    def _is_close(self, user: User, row: Assignment) -> bool:
        person = getattr(user, "person", None)
        sides = (row.volunteer.person_id, self._served.get(f"assignment:{row.uuid}"))
        return person is not None and any(person.pk in self._close.get(side, ()) for side in sides if side)


def was_added_late(task: Task, rules: PolicyBook | None = None) -> bool:
    """Whether a shift came up so shortly before it began that nobody could read about it."""
    if task.project_id is None or task.starts_at is None:
        return False
    rules = rules or book(keys=[policy.SHIFT_ADDED_HOURS])
    hours = rules.value(policy.SHIFT_ADDED_HOURS, task.region_id)
    return task.created_at > task.starts_at - timedelta(hours=hours)


def is_insider(assignment: Assignment) -> bool:
    """Whether the volunteer runs the organization or team behind a shift, or is close to somebody who does."""
    project, person = assignment.task.project, assignment.volunteer.person
    return project is not None and bool(({person.pk} | close_to(person)) & insiders_of(project))


def insiders_of(project: Project) -> set[int]:
    """The keys of the people who run the organization or team of a project, and of the leaders of its teams."""
    managers = OrganizationMember.objects.filter(
        organization__isnull=False, organization=project.organization_id, role=OrganizationRole.MANAGER
    )
    teams = Team.objects.filter(
        Q(pk=project.team_id) | Q(organization__isnull=False, organization=project.organization_id)
    )
    people = Person.objects.filter(
        Q(pk__in=managers.values("person")) | Q(pk__in=teams.values("leader__person"))
    )
    return set(people.values_list("pk", flat=True))


def _codes_around(task: Task) -> set[str]:
    code = task.region_id
    return {code, *(code[:digits].ljust(12, "0") for digits in (9, 6, 4))}


def works_around(task: Task) -> QuerySet[RoleGrant]:
    """The grants in force of who works where `task` is: they see the codes of doors and homes there."""
    return RoleGrant.objects.current().filter(
        role__in=WORKER_ROLES, region__in=_codes_around(task), user__is_active=True
    )


def may_credit_itself(assignment: Assignment) -> bool:
    """Whether the evidence of a service may speak alone; otherwise somebody looks at it, however good it is."""
    return not (comes_from_own_circle(assignment) or was_made_by_proxy(assignment))


def comes_from_own_circle(assignment: Assignment) -> bool:
    """Whether who served, or somebody close, could have made it up alone.

    Because they work in the area and know its codes, asked for it, run the project or are close to the one served; or
    because the shift was added so late that nobody else could know of it.
    """
    person = assignment.volunteer.person
    close = close_to(person)
    logins = {person.user_id} - {None} | set(
        User.objects.filter(person__in=close).values_list("pk", flat=True)
    )
    if served_person(assignment) in close:
        return True
    if logins and works_around(assignment.task).filter(user__in=logins).exists():
        return True
    if was_added_late(assignment.task) or is_insider(assignment):
        return True
    asked = hands().filter(assignment=assignment, to_state=AssignmentState.OFFERED, actor__in=logins)
    return asked.exists()


def was_made_by_proxy(assignment: Assignment) -> bool:
    """Whether somebody else than the volunteer checked in or out."""
    made = hands().filter(
        assignment=assignment, to_state__in=(AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT)
    )
    return made.exclude(actor=assignment.volunteer.person.user_id or 0).exists()


def earns(assignment: Assignment) -> bool:
    """Whether a verified service is certified and credited: not for one's own family, unless a city says so."""
    served = served_person(assignment)
    kin = served is not None and ties_between(assignment.volunteer.person_id, served).exists()
    return not kin or bool(value(policy.KIN_CERTIFIED, region=assignment.task.region_id))


def longest_by_one(task: Task, rules: PolicyBook | None = None) -> int:
    """How many minutes one person verifies alone. `rules` save the query for each of many."""
    rules = rules or book(keys=[policy.LONGEST_BY_ONE])
    return int(rules.value(policy.LONGEST_BY_ONE, task.region_id) * task.minutes)

"""Services that wait for verification: what one may decide, what nobody nearer may, and what is for others."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from people.kinship.selectors import close_to, ties_between
from people.logins.models import User
from people.persons.models import Person
from people.roles.models import RoleGrant
from regions.codes import prefix_of
from regions.models import Region
from volunteers.projects.models import Project
from volunteers.task_types import beneficiary_paths, kinds_settled_above
from volunteers.tasks.duties import hands
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from workbench.roles import MANAGER_ROLES, WORKER_ROLES
from workbench.scopes import in_scope, role_regions


def _waiting(user: User) -> QuerySet[Assignment]:
    """Everything in the worker's regions."""
    return (
        Assignment.objects.filter(
            in_scope(user, "task__region_id", WORKER_ROLES), state=AssignmentState.CHECKED_OUT
        )
        .select_related("task__region", "task__project", "volunteer__person", "proposed_by")
        .order_by("checked_out_at", "pk")
    )


def to_verify(user: User) -> QuerySet[Assignment]:
    """What waits for the worker's word, oldest first: a service paid with time waits for who asked for it, not here."""
    return decidable(user).exclude(task__kind__in=kinds_settled_above())


def decidable(user: User) -> QuerySet[Assignment]:
    """The services of any kind that the worker may decide about (volunteers.tasks.duties).

    Never the own, that of somebody close, or what one had a hand in; that of a worker of the area only from the
    township up.
    """
    close = close_to(Person.objects.filter(user=user).first())
    rows = (
        _waiting(user)
        .exclude(volunteer__person__user=user)
        .exclude(task__published_by=user)
        .exclude(task__project__in=Project.objects.managed_by(user))
        .exclude(Exists(hands().filter(assignment=OuterRef("pk"), actor=user)))
        .filter(in_scope(user, "task__region_id", MANAGER_ROLES) | ~Q(Exists(works_there())))
    )
    if close:
        rows = rows.exclude(volunteer__person__in=close)
        for path in beneficiary_paths():
            rows = rows.exclude(**{f"task__{path}__in": close})
    return rows


def refused(user: User) -> QuerySet[Assignment]:
    """Services in the worker's regions that were not verified, the latest first; without those settled elsewhere."""
    return (
        Assignment.objects.filter(
            in_scope(user, "task__region_id", WORKER_ROLES), state=AssignmentState.REJECTED
        )
        .exclude(task__kind__in=kinds_settled_above())
        .select_related("task__region", "task__project", "volunteer__person")
        .order_by("-checked_out_at", "-pk")
    )


def works_there() -> QuerySet[RoleGrant]:
    """The grants of the volunteer of an outer assignment around the place of its task."""
    return RoleGrant.objects.current().filter(
        _at(_codes(OuterRef("task__region_id"))),
        role__in=WORKER_ROLES,
        user=OuterRef("volunteer__person__user"),
    )


def _codes(region: OuterRef) -> list[Any]:
    """The codes of a community, its township, its county and its city, for the region of an outer query."""
    return [
        region,
        *(Concat(Substr(region, 1, digits), Value("0" * (12 - digits))) for digits in (9, 6, 4)),
    ]


def _at(codes: list[Any]) -> Q:
    """Not `__in`: of a foreign key it takes no expressions."""
    found = Q()
    for code in codes:
        found |= Q(region=code)
    return found


def left_over(user: User) -> QuerySet[Assignment]:
    """Of these, what nobody nearer to the place may decide: without this user it goes on waiting.

    Nearer is the community for a township, the township too for a county. Who manages an organization as well counts
    as somebody who may: rare, and the page of that project is open to them.
    """
    nearer = _nearer(user)
    # Who works in one community only has nobody nearer.
    return to_verify(user).filter(~Exists(_may(nearer))) if nearer else to_verify(user).none()


def _nearer(user: User) -> list[Any]:
    """The codes below the user's highest region that an outer task lies in."""
    regions = role_regions(user, WORKER_ROLES)
    widest = min((len(prefix_of(code)) for code in regions), default=12)
    community, township, county, _city = _codes(OuterRef("task__region_id"))
    return [code for digits, code in ((12, community), (9, township), (6, county)) if digits > widest]


def _may(codes: list[Any]) -> QuerySet[RoleGrant]:
    """The grants at these codes whose holders may decide about an outer assignment."""
    outer = OuterRef(OuterRef("pk"))
    volunteer = OuterRef(OuterRef("volunteer__person"))
    works = RoleGrant.objects.current().filter(
        _at(_codes(OuterRef(OuterRef("task__region_id")))),
        role__in=WORKER_ROLES,
        user=OuterRef(OuterRef("volunteer__person__user")),
    )
    rows = (
        RoleGrant.objects.current()
        .filter(_at(codes), role__in=WORKER_ROLES, user__is_active=True)
        .filter(~Exists(hands().filter(assignment=outer, actor=OuterRef("user"))))
        .filter(~Exists(Assignment.objects.filter(pk=outer, volunteer__person__user=OuterRef("user"))))
        .filter(~Exists(Assignment.objects.filter(pk=outer, task__published_by=OuterRef("user"))))
        .filter(~Exists(ties_between(OuterRef("user__person"), volunteer)))
        .filter(Q(role__in=MANAGER_ROLES) | ~Q(Exists(works)))
        .filter(
            ~Exists(
                Assignment.objects.filter(
                    pk=outer, volunteer__person__phone=OuterRef("user__person__phone")
                ).exclude(volunteer__person__phone="")
            )
        )
    )
    for path in beneficiary_paths():
        served = OuterRef(OuterRef(f"task__{path}"))
        rows = rows.filter(~Exists(ties_between(OuterRef("user__person"), served)))
    return rows


def places_below(user: User) -> QuerySet[Region]:
    """The regions just below those of the worker, to look at one of them; none for who has a community."""
    return Region.objects.filter(parent__in=role_regions(user, WORKER_ROLES)).order_by("code")


def left_to_others(user: User) -> QuerySet[Assignment]:
    """What waits in the worker's regions for somebody else's word."""
    rows = _waiting(user).exclude(task__kind__in=kinds_settled_above())
    return rows.exclude(pk__in=to_verify(user).order_by().values("pk"))

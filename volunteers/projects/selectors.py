"""Projects and shifts as they are listed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.months import midnight
from organizations.models import SocialOrganization
from people.actors import AnyUser
from people.logins.models import User
from volunteers.projects.enums import ProjectState
from volunteers.projects.models import Project
from volunteers.registration.selectors import teams_to_review, volunteers_to_review
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from workbench.roles import MANAGER_ROLES
from workbench.scopes import in_scope


def open_projects(*, query: str = "", category: str = "") -> QuerySet[Project]:
    """Published projects with a shift to come, the next first, each with `next_shift` and `shifts_to_come`."""
    to_come = Q(shifts__state=TaskState.OPEN, shifts__starts_at__gt=timezone.now())
    rows = (
        Project.objects.published()
        .select_related("organization", "team", "region__parent__parent")
        .annotate(
            next_shift=Min("shifts__starts_at", filter=to_come),
            shifts_to_come=Count("shifts", filter=to_come),
        )
        .filter(shifts_to_come__gt=0)
        .order_by("next_shift", "pk")
    )
    if query:
        rows = rows.filter(
            Q(title__icontains=query) | Q(description__icontains=query) | Q(region__name__icontains=query)
        )
    if category:
        rows = rows.filter(category=category)
    return rows


def with_shift_counts(rows: QuerySet[Project]) -> QuerySet[Any]:
    """`next_shift`, the moment of the next to come, and `signed_up`, how many are on those to come."""
    to_come = Task.objects.filter(
        project=OuterRef("pk"), state=TaskState.OPEN, starts_at__gt=timezone.now()
    ).order_by()
    following = to_come.values("project").annotate(first=Min("starts_at")).values("first")
    on_them = (
        to_come.values("project")
        .annotate(people=Count("assignments", filter=Q(assignments__state__in=ACTIVE_STATES)))
        .values("people")
    )
    return rows.annotate(next_shift=Subquery(following), signed_up=Coalesce(Subquery(on_them), 0))


def shifts_of(project: Project, *, to_come_only: bool = True) -> QuerySet[Task]:
    """Shifts with `filled`, the number of people on each."""
    rows = project.shifts.annotate(
        filled=Count("assignments", filter=Q(assignments__state__in=ACTIVE_STATES))
    )
    if to_come_only:
        rows = rows.filter(state=TaskState.OPEN, starts_at__gt=timezone.now())
    return rows.select_related("region").order_by("starts_at", "pk")


# The newest so many on the file of a project.
SHIFTS_SHOWN = 20


def shifts_with_people(project: Project) -> list[Any]:
    """The last shifts and those to come, the latest first, each with `people`: who is or was on it. Two queries."""
    on_it = Assignment.objects.filter(state__in=ACTIVE_STATES).select_related("volunteer__person")
    rows = project.shifts.prefetch_related(Prefetch("assignments", on_it.order_by("pk"), to_attr="people"))
    return list(rows.order_by("-starts_at", "-pk")[:SHIFTS_SHOWN])


def project_figures(project: Project) -> dict[str, int]:
    """Shifts to come and who is on them, what waits to be confirmed, and what was verified: two queries."""
    to_come = Q(state=TaskState.OPEN, starts_at__gt=timezone.now())
    served = Assignment.objects.filter(task__project=project).aggregate(
        waiting=Count("pk", filter=Q(state=AssignmentState.CHECKED_OUT)),
        verified=Count("pk", filter=Q(state=AssignmentState.VERIFIED)),
        minutes=Sum("minutes", filter=Q(state=AssignmentState.VERIFIED)),
    )
    coming = project.shifts.filter(to_come).aggregate(
        shifts=Count("pk", distinct=True),
        signed_up=Count("assignments", filter=Q(assignments__state__in=ACTIVE_STATES)),
    )
    return served | coming | {"hours": (served["minutes"] or 0) // 60}


def shifts_to_come(project: Project) -> QuerySet[Task]:
    """Those that have not begun and were not called off."""
    return project.shifts.filter(state=TaskState.OPEN, starts_at__gt=timezone.now())


def shifts_of_organization(organization: SocialOrganization, until: date) -> QuerySet[Task]:
    """Shifts of its projects from now until the end of that day, in the order in which rows are locked."""
    return Task.objects.filter(
        project__organization=organization,
        state=TaskState.OPEN,
        starts_at__gt=timezone.now(),
        starts_at__lt=midnight(until + timedelta(days=1)),
    ).order_by("pk")


def my_assignments_on(project: Project, user: AnyUser) -> dict[int, Any]:
    """Task → the user's own active assignment on it."""
    rows = (
        Assignment.objects.of(user)
        .filter(task__project=project, state__in=ACTIVE_STATES)
        .select_related("task")
    )
    return {row.task_id: row for row in rows}


def projects_to_review(user: AnyUser) -> QuerySet[Project]:
    return (
        Project.objects.filter(in_scope(user, "region_id", MANAGER_ROLES), state=ProjectState.SUBMITTED)
        .exclude(pk__in=Project.objects.managed_by(user).values("pk"))
        .select_related("organization", "team", "region__parent__parent")
        .order_by("created_at")
    )


def reviews_waiting(user: User) -> dict[str, int]:
    """How much waits on the page of reviews, by its parts: three queries."""
    return {
        "volunteers": volunteers_to_review(user).count(),
        "teams": teams_to_review(user).count(),
        "projects": projects_to_review(user).count(),
    }

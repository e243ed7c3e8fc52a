"""Shifts, among the kinds of task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from people.actors import Actor, AnyUser
from volunteers.projects.models import Project
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import Account, TaskKind, TaskType
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.offers import sign_up
from workbench.scopes import in_scope


class ShiftType(TaskType):
    kind = TaskKind.SHIFT
    codes_rotate = True

    def accounts(self, assignments: Sequence[Assignment], viewer: AnyUser) -> Mapping[int, Account]:
        projects = {row.task.project for row in assignments} - {None}
        seen = set(
            Project.objects.filter(in_scope(viewer), pk__in=[project.pk for project in projects if project])
            .order_by()
            .values_list("pk", flat=True)
        )
        return {
            row.pk: Account(links=[(project.title, reverse("volunteers_project:inspect", args=[project.pk]))])
            for row in assignments
            if (project := row.task.project) is not None and project.pk in seen
        }

    def claim(
        self, *, task: Task, volunteer: Volunteer, actor: Actor, planned_for: datetime | None
    ) -> Assignment:
        """A shift has its hours."""
        return sign_up(task=task, volunteer=volunteer, actor=actor)

"""Shifts, among the kinds of task."""

from __future__ import annotations

from datetime import datetime

from people.actors import Actor
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import TaskKind, TaskType
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.offers import sign_up


class ShiftType(TaskType):
    kind = TaskKind.SHIFT
    codes_rotate = True

    def claim(
        self, *, task: Task, volunteer: Volunteer, actor: Actor, planned_for: datetime | None
    ) -> Assignment:
        """A shift has its hours."""
        return sign_up(task=task, volunteer=volunteer, actor=actor)

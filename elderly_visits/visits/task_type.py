"""Visits to elders, among the kinds of task."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from elderly_visits.register.permissions import is_the_elder
from elderly_visits.visits import policy
from elderly_visits.visits.selectors import ranking
from elderly_visits.visits.selectors.listing import disclosed_visits
from elderly_visits.visits.services.claims import claim_visit
from elderly_visits.visits.services.reports import require_report, restore_report, void_report
from people.actors import Actor
from policies.selectors import PolicyBook
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import Beneficiary, Disclosure, Familiarity, TaskKind, TaskType
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task


class VisitType(TaskType):
    kind = TaskKind.VISIT
    open_to_sign_up = False

    def assignment_url(self, assignment: Assignment) -> str:
        return reverse("elderly_visits:visit", args=[assignment.uuid])

    def claimable_in(self, book: PolicyBook, region: Any) -> bool:
        return bool(book.value(policy.CLAIMED_BY_VOLUNTEERS, region))

    def claim(
        self, *, task: Task, volunteer: Volunteer, actor: Actor, planned_for: datetime | None
    ) -> Assignment:
        return claim_visit(task=task, volunteer=volunteer, actor=actor, planned_for=planned_for)

    def is_barred(self, task: Task, volunteer: Volunteer) -> bool:
        return is_the_elder(task, volunteer)

    def disclosures(self, assignments: Sequence[Assignment]) -> dict[int, Disclosure]:
        return disclosed_visits(assignments)

    def familiarity(self, task: Task) -> Familiarity:
        return ranking.familiarity(task)

    def beneficiaries(self, volunteer: Volunteer, task_ids: Collection[int]) -> Mapping[int, Beneficiary]:
        return ranking.beneficiaries(volunteer, task_ids)

    def checked_out(self, assignment: Assignment, actor: Actor) -> None:
        require_report(assignment)

    def verified(self, assignment: Assignment, actor: Actor) -> None:
        restore_report(assignment=assignment)

    def rejected(self, assignment: Assignment, actor: Actor) -> None:
        void_report(assignment=assignment)

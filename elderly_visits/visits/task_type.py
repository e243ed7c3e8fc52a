"""Visits to elders, among the kinds of task."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from elderly_visits.register.permissions import is_the_elder
from elderly_visits.register.services.elders import sheet_scope
from elderly_visits.visits import policy
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors import ranking
from elderly_visits.visits.selectors.accounts import reported_otherwise, visit_accounts
from elderly_visits.visits.selectors.disclosure import disclosed_visits
from elderly_visits.visits.services.reports import require_report, restore_report, void_report
from elderly_visits.visits.services.staff_visits import accept_verified, refuse_untrue
from people.actors import Actor, AnyUser
from policies.selectors import PolicyBook, value
from volunteers.errors import TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import Account, Beneficiary, Disclosure, Familiarity, TaskKind, TaskType
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments


class VisitType(TaskType):
    kind = TaskKind.VISIT
    beneficiary_path = "visit__elder__person"
    open_to_sign_up = False

    def assignment_url(self, assignment: Assignment) -> str:
        return reverse("elderly_visits:visit", args=[assignment.uuid])

    def claimable_in(self, book: PolicyBook, region: Any) -> bool:
        return bool(book.value(policy.CLAIMED_BY_VOLUNTEERS, region))

    @transaction.atomic
    def claim(
        self, *, task: Task, volunteer: Volunteer, actor: Actor, planned_for: datetime | None
    ) -> Assignment:
        """The visit is the volunteer's, for that hour or one still to be agreed. Twice is once.

        Raises NotEligible when somebody was faster or a rule speaks against it, TaskError where the city has every
        visit offered by a worker or the planner, or when the hour does not fit.
        """
        if not value(policy.CLAIMED_BY_VOLUNTEERS, region=task.region_id):
            raise TaskError(
                _("Visits here are assigned by the community; you cannot claim them yourself."),
                code="offered_only",
            )
        taken = assignments.claim_place(task=task, volunteer=volunteer, actor=actor)
        return assignments.accept(assignment=taken, actor=actor, planned_for=planned_for)

    def code_scope(self, task: Task) -> str:
        """The sheet hangs in the home: the same for all visits to one elder."""
        elder = Visit.objects.filter(task=task).values_list("elder_id", flat=True).first()
        return super().code_scope(task) if elder is None else sheet_scope(elder, task.check_in_index)

    def call_back_phone(self, task: Task) -> str:
        visit = Visit.objects.filter(task=task).select_related("elder__person").first()
        return visit.elder.person.phone if visit and task.on_site else ""

    def is_barred(self, task: Task, volunteer: Volunteer) -> bool:
        return is_the_elder(task, volunteer)

    def disclosures(self, assignments: Sequence[Assignment]) -> dict[int, Disclosure]:
        return disclosed_visits(assignments)

    def familiarity(self, task: Task) -> Familiarity:
        return ranking.familiarity(task)

    def beneficiaries(self, volunteer: Volunteer, task_ids: Collection[int]) -> Mapping[int, Beneficiary]:
        return ranking.beneficiaries(volunteer, task_ids)

    def findings(self) -> Q:
        return reported_otherwise()

    def accounts(self, assignments: Sequence[Assignment], viewer: AnyUser) -> Mapping[int, Account]:
        return visit_accounts(assignments, viewer)

    def checked_out(self, assignment: Assignment, actor: Actor) -> None:
        require_report(assignment)

    def verified(self, assignment: Assignment, actor: Actor) -> None:
        refuse_untrue(assignment=assignment)
        restore_report(assignment=assignment)
        if actor is not None:
            accept_verified(assignment=assignment, actor=actor)

    def rejected(self, assignment: Assignment, actor: Actor) -> None:
        void_report(assignment=assignment)

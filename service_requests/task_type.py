"""Services asked for and paid with time coins, among the kinds of task."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from people.actors import Actor, AnyUser
from service_requests.errors import RequestError
from service_requests.models import ServiceRequest
from service_requests.permissions import is_beneficiary_or_agent, serves_too_much
from service_requests.selectors import ranking
from service_requests.selectors.accounts import request_accounts
from service_requests.selectors.disclosure import disclosed_requests
from service_requests.services.matching import claim_request, offer_to_next, on_accepted, on_withdrawn
from service_requests.services.settling import on_checked_out
from service_requests.services.steps import request_of_task
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import Account, Beneficiary, Disclosure, Familiarity, TaskKind, TaskType
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task


class RequestType(TaskType):
    kind = TaskKind.REQUEST
    beneficiary_path = "service_request__beneficiary"
    settles_itself = True

    def assignment_url(self, assignment: Assignment) -> str:
        return reverse("service_requests:serve", args=[assignment.uuid])

    def claim(
        self, *, task: Task, volunteer: Volunteer, actor: Actor, planned_for: datetime | None
    ) -> Assignment:
        if planned_for is None:
            raise RequestError(_("Please say when you would come."), code="planned_for")
        return claim_request(
            request=request_of_task(task), volunteer=volunteer, actor=actor, planned_for=planned_for
        )

    def is_barred(self, task: Task, volunteer: Volunteer) -> bool:
        return is_beneficiary_or_agent(task, volunteer) or serves_too_much(task, volunteer)

    def publishers(self, task: Task) -> Collection[int]:
        return list(ServiceRequest.objects.filter(task=task).values_list("asked_by_id", flat=True))

    def disclosures(self, assignments: Sequence[Assignment]) -> dict[int, Disclosure]:
        return disclosed_requests(assignments)

    def familiarity(self, task: Task) -> Familiarity:
        return ranking.familiarity(task)

    def beneficiaries(self, volunteer: Volunteer, task_ids: Collection[int]) -> Mapping[int, Beneficiary]:
        return ranking.beneficiaries(volunteer, task_ids)

    def accounts(self, assignments: Sequence[Assignment], viewer: AnyUser) -> Mapping[int, Account]:
        return request_accounts(assignments, viewer)

    def accepted(self, assignment: Assignment, actor: Actor) -> None:
        on_accepted(assignment, actor)

    def declined(self, assignment: Assignment, actor: Actor) -> None:
        """A no to an offer: the next is asked."""
        offer_to_next(assignment.task)

    def withdrawn(self, assignment: Assignment, actor: Actor) -> None:
        on_withdrawn(assignment, actor)

    def checked_out(self, assignment: Assignment, actor: Actor) -> None:
        on_checked_out(assignment, actor)

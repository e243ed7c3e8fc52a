"""A paid service as staff read it: for whom, and the request it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from people.actors import AnyUser
from service_requests.models import ServiceRequest
from volunteers.task_types import Account
from volunteers.tasks.models.assignment import Assignment
from workbench.scopes import in_scope


def request_accounts(assignments: Sequence[Assignment], viewer: AnyUser) -> dict[int, Account]:
    """By assignment; of requests outside the viewer's regions nothing. One query."""
    asked = {
        request.task_id: request
        for request in ServiceRequest.objects.filter(
            in_scope(viewer), task__in=[row.task_id for row in assignments]
        ).select_related("beneficiary")
    }
    return {
        row.pk: Account(
            name=request.beneficiary.name,
            url=reverse("people_person:inspect", args=[request.beneficiary_id]),
            subject=request.beneficiary,
            links=[
                (_("Service request"), reverse("service_requests_workbench:request", args=[request.uuid]))
            ],
        )
        for row in assignments
        if (request := asked.get(row.task_id)) is not None
    }

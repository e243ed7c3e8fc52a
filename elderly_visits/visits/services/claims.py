"""A volunteer takes an open visit that they found near."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from elderly_visits.visits import policy
from people.actors import Actor
from policies.selectors import value
from volunteers.errors import TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments


@transaction.atomic
def claim_visit(
    *, task: Task, volunteer: Volunteer, actor: Actor, planned_for: datetime | None
) -> Assignment:
    """The visit is the volunteer's, for that hour or one still to be agreed. Twice is once.

    Raises NotEligible when somebody was faster or a rule speaks against it, TaskError where the city has every visit
    offered by a worker or the planner, or when the hour does not fit.
    """
    if not value(policy.CLAIMED_BY_VOLUNTEERS, region=task.region_id):
        raise TaskError(
            _("Visits here are assigned by the community; you cannot claim them yourself."),
            code="offered_only",
        )
    taken = assignments.claim_place(task=task, volunteer=volunteer, actor=actor)
    return assignments.accept(assignment=taken, actor=actor, planned_for=planned_for)

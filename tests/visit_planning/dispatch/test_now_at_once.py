"""Two volunteers click at the same second: real threads, real commits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from elderly_visits.visits.models.visit import Visit
from tests.service_requests.test_concurrency import at_once
from volunteers.now.claims import claim_task
from volunteers.tasks.models.assignment import Assignment

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_the_two_has_the_visit(make_visit: Callable[..., Visit], make_volunteer) -> None:
    # Who has just come onto the register has a first visit already.
    visit = make_visit(ordinal=9)
    volunteers = [make_volunteer("甲"), make_volunteer("乙")]
    outcome = at_once(
        [
            lambda one=one: claim_task(
                task=visit.task, volunteer=one, actor=one.person.user, planned_for=timezone.now()
            )
            for one in volunteers
        ]
    )
    assert outcome == {"ok": 1, "NotEligible": 1}
    assert Assignment.objects.get(task=visit.task).state == "accepted"

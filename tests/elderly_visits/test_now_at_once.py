"""Two volunteers click at the same second: real threads, real commits."""

from __future__ import annotations

import pytest
from django.utils import timezone

from elderly_visits.models import Visit
from tests.service_requests.test_concurrency import at_once
from volunteers.models import Assignment
from volunteers.services.taking import take

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_the_two_has_the_visit(visit: Visit, make_volunteer) -> None:
    volunteers = [make_volunteer("甲"), make_volunteer("乙")]
    outcome = at_once(
        [
            lambda one=one: take(
                task=visit.task, volunteer=one, actor=one.person.user, planned_for=timezone.now()
            )
            for one in volunteers
        ]
    )
    assert outcome == {"ok": 1, "NotEligible": 1}
    assert Assignment.objects.get().state == "accepted"

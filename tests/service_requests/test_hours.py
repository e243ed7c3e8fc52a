"""Hours agreed for services paid with time: rest and overlap hold here too, also when two are agreed at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from service_requests.models import ServiceRequest
from service_requests.services.matching import agree_time, claim_request
from service_requests.services.reviewing import approve
from tests.service_requests.conftest import TOMORROW_AT_TEN, coins, offer_of
from tests.service_requests.test_concurrency import at_once
from volunteers.errors import NotEligible
from volunteers.tasks.eligibility import Refusal
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments


@pytest.fixture
def busy(make_volunteer: Callable[..., Any], make_task: Callable[..., Any]) -> Any:
    """A volunteer who visits somebody tomorrow at ten, for forty minutes."""
    volunteer = make_volunteer("忙人", lat=31.260)
    offer = assignments.offer(task=make_task(title="探访甲社区老人"), volunteer=volunteer)
    assignments.accept(assignment=offer, actor=volunteer.person.user, planned_for=TOMORROW_AT_TEN)
    return volunteer


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "reason"), [(20, Refusal.OVERLAP), (50, Refusal.REST)])
def test_who_visits_somebody_at_that_hour_cannot_take_a_request_and_nothing_changes(
    approved: ServiceRequest, busy: Any, elder: Any, minutes: int, reason: Refusal
) -> None:
    before = offer_of(approved)
    with pytest.raises(NotEligible, match="探访甲社区老人") as refused:
        claim_request(
            request=approved,
            volunteer=busy,
            actor=busy.person.user,
            planned_for=TOMORROW_AT_TEN + timedelta(minutes=minutes),
        )
    assert refused.value.reasons == [reason]
    # Whoever had been asked is still asked, and the coins stay set aside.
    assert offer_of(approved) == before
    assert before.state == AssignmentState.OFFERED
    assert coins(elder) == (180, 60)
    made = claim_request(
        request=approved,
        volunteer=busy,
        actor=busy.person.user,
        planned_for=TOMORROW_AT_TEN + timedelta(minutes=55),
    )
    assert made.state == AssignmentState.ACCEPTED


@pytest.mark.django_db
def test_another_hour_is_agreed_only_where_it_is_free(approved: ServiceRequest, busy: Any) -> None:
    later = TOMORROW_AT_TEN + timedelta(hours=4)
    made = claim_request(request=approved, volunteer=busy, actor=busy.person.user, planned_for=later)
    with pytest.raises(NotEligible):
        agree_time(assignment=made, actor=busy.person.user, planned_for=TOMORROW_AT_TEN)
    made.refresh_from_db()
    assert made.planned_for == later


@pytest.mark.django_db
def test_who_has_no_time_left_this_month_cannot_take_a_request(
    approved: ServiceRequest, make_volunteer: Callable[..., Any]
) -> None:
    tired = make_volunteer("没时间", lat=31.260, monthly_cap_minutes=59)
    with pytest.raises(NotEligible) as refused:
        claim_request(request=approved, volunteer=tired, actor=tired.person.user, planned_for=TOMORROW_AT_TEN)
    assert refused.value.reasons == [Refusal.CAP]


@pytest.mark.django_db(transaction=True)
def test_of_two_yeses_for_one_hour_at_once_one_counts(
    ask: Callable[..., ServiceRequest], worker: Any, volunteer: Any
) -> None:
    offers = []
    for _n in range(2):
        request = ask()
        approve(request=request, actor=worker, description="散步")
        request.refresh_from_db()
        offers.append(offer_of(request))
    assert {offer.volunteer for offer in offers} == {volunteer}
    outcome = at_once(
        [
            lambda offer=offer: agree_time(  # type: ignore[misc]
                assignment=offer, actor=volunteer.person.user, planned_for=TOMORROW_AT_TEN
            )
            for offer in offers
        ]
    )
    assert outcome == {"ok": 1, "NotEligible": 1}
    assert Assignment.objects.filter(state=AssignmentState.ACCEPTED).count() == 1

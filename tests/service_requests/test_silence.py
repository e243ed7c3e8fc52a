"""What nobody answers is paid only where a code proves that somebody was there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from notifications.models import Message
from service_requests import policy
from service_requests.enums import RequestState, Step
from service_requests.models import ServiceRequest
from service_requests.selectors.queues import counts
from service_requests.selectors.silence import outcome_of_silence
from service_requests.services.settling import confirm, decide, pay_unanswered
from service_requests.services.sweeping import sweep
from tests.service_requests.conftest import NOW, TOMORROW_AT_TEN, coins, serve
from tests.timebank.conftest import rule
from timebank.ledger.models.records import ServiceRecord
from volunteers.tasks.services import assignments


@pytest.fixture(autouse=True)
def english(settings: Any) -> Any:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def serve_without_code(assignment: Any, clock: Any, **position: Any) -> ServiceRequest:
    user = assignment.volunteer.person.user
    clock.move_to(TOMORROW_AT_TEN)
    assignments.check_in(assignment=assignment, actor=user, without_proof=True, **position)
    clock.shift(timedelta(minutes=60))
    assignments.check_out(assignment=assignment, actor=user)
    return ServiceRequest.objects.get(task=assignment.task)


def be_silent(request: ServiceRequest, clock: Any) -> ServiceRequest:
    clock.shift(timedelta(hours=73))
    sweep()
    request.refresh_from_db()
    return request


def said(person: Any, kind: str) -> str:
    return Message.objects.get(person=person, kind=f"request.{kind}").body


def test_who_was_never_there_and_meets_silence_is_not_paid_and_a_worker_calls_both(
    agreed, clock, elder, volunteer, worker
):
    request = be_silent(serve_without_code(agreed, clock), clock)
    assert request.state == RequestState.DISPUTED
    assert coins(elder) == (180, 60) and coins(volunteer.person) == (0, 0)
    assert not ServiceRecord.objects.filter(person=volunteer.person).exists()
    assert counts(worker)["disputed"] == 1
    assert "worker will call and ask you" in said(elder, "unproven")
    assert "your service is not lost" in said(volunteer.person, "unproven")
    # Once, however often the clock comes by.
    assert not pay_unanswered(request=request)
    assert Message.objects.filter(kind="request.unproven").count() == 2


def test_a_position_that_a_browser_sends_is_no_proof_either(agreed, clock, elder):
    request = serve_without_code(agreed, clock, lat=agreed.task.lat, lon=agreed.task.lon)
    agreed.refresh_from_db()
    assert agreed.evidence == "C"
    assert be_silent(request, clock).state == RequestState.DISPUTED
    assert coins(elder) == (180, 60)


def test_the_elders_own_word_pays_without_a_code(agreed, clock, elder, volunteer):
    confirm(request=serve_without_code(agreed, clock), actor=elder.user)
    assert coins(volunteer.person) == (60, 0)


def test_the_worker_who_has_called_both_decides(agreed, clock, elder, volunteer, colleague):
    request = be_silent(serve_without_code(agreed, clock), clock)
    decide(request=request, actor=colleague, decision="full", reason="老人说来过")
    assert coins(volunteer.person) == (60, 0) and coins(elder) == (120, 0)


@pytest.fixture
def colleague(make_user, community):
    return make_user("网格员乙", "community_worker", community)


@pytest.mark.parametrize(("needs", "state"), [(True, RequestState.DISPUTED), (False, RequestState.PAID)])
def test_a_city_says_whether_silence_needs_a_proof(agreed, clock, needs, state):
    rule(policy.SILENCE_NEEDS_PROOF, needs, valid_from=NOW.date())
    assert be_silent(serve_without_code(agreed, clock), clock).state == state


def test_the_rule_is_that_of_the_day_of_the_service(agreed, clock):
    request = serve_without_code(agreed, clock)
    rule(policy.SILENCE_NEEDS_PROOF, False, valid_from=timezone.localdate() + timedelta(days=1))
    assert be_silent(request, clock).state == RequestState.DISPUTED


@pytest.mark.parametrize(("minutes", "outcome"), [(60, Step.SILENCE), (600, Step.UNUSUAL)])
def test_with_the_elders_code_only_a_length_that_nobody_would_believe_is_looked_at(
    agreed, clock, minutes, outcome
):
    serve(agreed, clock, minutes=minutes)
    agreed.refresh_from_db()
    assert outcome_of_silence(agreed) == outcome


def test_both_sides_read_beforehand_what_silence_means(agreed, clock, elder, volunteer, log_in):
    request = serve_without_code(agreed, clock)
    assert "nothing is paid before" in said(elder, "served")
    page = log_in(elder.user).get(request.get_absolute_url()).content.decode()
    assert "a community worker will call you" in page
    assert "paid automatically" not in page
    agreed.refresh_from_db()
    own = log_in(volunteer.person.user)
    page = own.get(agreed.get_absolute_url()).content.decode()
    assert "will call both of you" in page
    be_silent(request, clock)
    page = own.get(agreed.get_absolute_url()).content.decode()
    assert "has not answered" in page
    assert "There is an objection" not in page


def test_where_the_code_was_given_both_read_that_silence_pays(served, agreed, elder, log_in):
    assert "after that it is paid" in said(elder, "served")
    assert "paid automatically" in log_in(elder.user).get(served.get_absolute_url()).content.decode()
    page = log_in(agreed.volunteer.person.user).get(agreed.get_absolute_url()).content.decode()
    assert "at the latest" in page

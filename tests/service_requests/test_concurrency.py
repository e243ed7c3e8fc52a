"""Several at once, on the database the suite runs on: real threads, real commits."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from service_requests.models import RequestEvent, ServiceRequest
from service_requests.services.ending import cancel
from service_requests.services.matching import claim_request
from service_requests.services.publishing import publish
from service_requests.services.reviewing import approve, reject
from service_requests.services.settling import confirm, dispute, pay_unanswered
from service_requests.services.sweeping import sweep
from tests.service_requests.conftest import TOMORROW_AT_TEN, coins, escrow, wished
from volunteers.tasks.services import assignments

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs: list[Callable[[], Any]]) -> Counter[str]:
    """Run the jobs in a thread each, started together; how many ended how ("ok" or the name of the error)."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> str:
        start.wait(timeout=30)
        try:
            job()
        except ValidationError as error:
            return type(error).__name__
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return Counter(pool.map(run, jobs))


def test_two_sessions_confirm_and_object_at_once_and_one_of_them_counts(served, elder, volunteer):
    outcome = at_once(
        [
            lambda: confirm(request=served, actor=elder.user),
            lambda: dispute(request=served, actor=elder.user, reason="不对"),
        ]
    )
    assert outcome == {"ok": 1, "RequestError": 1}
    served.refresh_from_db()
    if served.state == "paid":
        assert coins(elder) == (120, 0) and coins(volunteer.person) == (60, 0)
    else:
        assert served.state == "disputed" and coins(elder) == (180, 60)


def test_a_click_that_is_sent_eight_times_pays_once(served, elder, volunteer):
    assert at_once([lambda: confirm(request=served, actor=elder.user)] * 8) == {"ok": 8}
    assert coins(elder) == (120, 0) and coins(volunteer.person) == (60, 0)
    assert RequestEvent.objects.filter(request=served, step="confirmed").count() == 1


def test_the_elder_and_the_clock_confirm_at_once(served, elder, volunteer, clock):
    from datetime import timedelta

    clock.shift(timedelta(hours=73))
    outcome = at_once(
        [
            lambda: confirm(request=served, actor=elder.user),
            lambda: pay_unanswered(request=served),
            lambda: sweep(),
        ]
    )
    assert outcome == {"ok": 3}
    assert coins(elder) == (120, 0) and coins(volunteer.person) == (60, 0)


def test_a_form_that_is_sent_eight_times_asks_once(elder, community):
    fields = {"uuid": uuid.uuid4(), "beneficiary": elder, "details": wished(community)}
    assert at_once([lambda: publish(actor=elder.user, **fields)] * 8) == {"ok": 8}
    assert ServiceRequest.objects.count() == 1 and coins(elder) == (180, 60)


def test_more_is_never_set_aside_than_there_is(elder, community):
    jobs = [
        lambda: publish(actor=elder.user, uuid=uuid.uuid4(), beneficiary=elder, details=wished(community))
    ] * 6
    assert at_once(jobs) == {"ok": 3, "TooFewCoins": 3}
    assert coins(elder) == (180, 180) and escrow() == (0, 180)


def test_approving_refusing_and_calling_off_at_once_end_one_way(asked, worker, elder, volunteer):
    outcome = at_once(
        [
            lambda: approve(request=asked, actor=worker, description="散步"),
            lambda: reject(request=asked, actor=worker, note="不行"),
            lambda: cancel(request=asked, actor=elder.user),
        ]
    )
    asked.refresh_from_db()
    assert asked.state in ("rejected", "cancelled", "open")
    assert outcome["ok"] >= 1
    assert coins(elder) == ((180, 60) if asked.state == "open" else (180, 0))


def test_two_volunteers_who_sign_up_at_once_one_serves(approved, make_volunteer):
    two = [make_volunteer(name, lat=31.220) for name in ("甲", "乙")]
    jobs = [
        lambda who=who: claim_request(  # type: ignore[misc]
            request=approved, volunteer=who, actor=who.person.user, planned_for=TOMORROW_AT_TEN
        )
        for who in two
    ]
    outcome = at_once(jobs)
    assert outcome["ok"] == 1
    approved.refresh_from_db()
    assert approved.task.assignments.active().count() == 1


def test_a_no_and_a_call_off_at_once_do_not_block_each_other(approved, elder, volunteer, make_volunteer):
    make_volunteer("第二个", lat=31.220)
    offer = approved.task.assignments.get()
    at_once(
        [
            lambda: assignments.decline(assignment=offer, actor=volunteer.person.user),
            lambda: cancel(request=approved, actor=elder.user),
        ]
    )
    approved.refresh_from_db()
    assert approved.state == "cancelled" and coins(elder) == (180, 0)
    assert not approved.task.assignments.active().exists()

"""Whatever is put into the fields of asking, serving and deciding is answered; nothing is booked by nonsense."""

from __future__ import annotations

import pytest
from django.urls import reverse

from service_requests.services.settling import dispute
from tests.odd_values import ask_odd_values, send_odd_values
from tests.service_requests.conftest import answers, coins
from timebank.ledger.models.transfers import Transfer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_booked(elder):
    """Each sending is rolled back by itself; what is left over was booked elsewhere."""
    yield
    coins(elder)


def test_asking(elder, log_in):
    before = Transfer.objects.count()
    data = answers() | {"parts": ["0"], "publish": "1", "region": "511702001001"}
    assert send_odd_values(log_in(elder.user), "/requests/ask/", data)
    ask_odd_values(log_in(elder.user), "/requests/ask/", "for")
    ask_odd_values(log_in(elder.user), "/requests/", "for", "page")
    assert Transfer.objects.count() == before


def test_a_request_of_ones_own(agreed, elder, log_in):
    assert send_odd_values(log_in(elder.user), agreed.task.service_request.get_absolute_url())


def test_serving(approved, agreed, volunteer, log_in, clock):
    client = log_in(volunteer.person.user)
    send_odd_values(client, agreed.get_absolute_url())
    for step, names in (
        ("agree", ("day", "at", "time", "planned_for")),
        ("check-in", ("code", "lat", "lon", "accuracy")),
    ):
        for value in ("9" * 400, "-1", "0001-01-01T00:00", "9999-12-31T23:59", "a\0b", "NaN", "1e999"):
            answer = client.post(f"/requests/serve/{agreed.uuid}/{step}/", dict.fromkeys(names, value))
            assert answer.status_code < 500, (step, value)
    ask_odd_values(client, "/requests/open/", "page")


def test_a_worker_reviews(asked, worker, log_in):
    page = reverse("service_requests_workbench:request", args=[asked.uuid])
    assert send_odd_values(log_in(worker), page)
    ask_odd_values(log_in(worker), reverse("service_requests_workbench:queue"), "page", "tab")


def test_a_worker_enters_a_service(agreed, worker, log_in):
    page = reverse("service_requests_workbench:request", args=[agreed.task.service_request.uuid])
    good = {"enter-day": "2026-11-21", "enter-begun": "10:00", "enter-minutes": "60", "enter-note": "电话"}
    assert send_odd_values(log_in(worker), page, good)


def test_a_worker_decides(served, elder, worker, log_in):
    dispute(request=served, actor=elder.user, reason="没有来那么久")
    page = reverse("service_requests_workbench:request", args=[served.uuid])
    assert send_odd_values(log_in(worker), page, {"decision": "part", "minutes": "30", "reason": "各说一半"})


def test_asked_by_telephone(elder, worker, log_in):
    page = reverse("service_requests_workbench:ask", args=[elder.pk])
    data = answers() | {"parts": ["0"], "agreed_note": "九点来电", "region": "511702001001"}
    assert send_odd_values(log_in(worker), page, data)
    send_odd_values(log_in(worker), reverse("service_requests_workbench:find"))

"""Requests nobody will serve, called off together; and what somebody has asked for so far."""

from __future__ import annotations

from uuid import uuid4

import pytest

from service_requests.enums import RequestState
from tests.service_requests.conftest import coins, offer_of
from volunteers.tasks.services import assignments

pytestmark = pytest.mark.django_db
BULK = "/workbench/requests/bulk/"


@pytest.fixture
def looking(approved, volunteer):
    assignments.decline(assignment=offer_of(approved), actor=volunteer.person.user)
    return approved


def done(client, *rows, reason="志愿者都不在，改由子女陪同"):
    fields = {
        "confirmed": "1",
        "occasion": str(uuid4()),
        "action": "call_off",
        "pk": [row.pk for row in rows],
    }
    return client.post(BULK, fields | {"reason": reason})


def test_those_without_a_volunteer_are_called_off_with_one_reason_and_the_coins_are_free(
    looking, elder, worker, log_in
):
    before = coins(elder)
    page = log_in(worker).get("/workbench/requests/?tab=looking").content.decode()
    assert f'value="{looking.pk}"' in page and BULK in page
    assert done(log_in(worker), looking).status_code == 302
    looking.refresh_from_db()
    assert looking.state == RequestState.CANCELLED and coins(elder)[1] == before[1] - 60
    assert looking.events.last().note == "志愿者都不在，改由子女陪同"
    steps = looking.events.count()
    assert done(log_in(worker), looking).status_code == 302 and looking.events.count() == steps


def test_without_a_reason_nothing_happens(looking, worker, log_in):
    assert done(log_in(worker), looking, reason=" ").status_code == 200
    looking.refresh_from_db()
    assert looking.state == RequestState.OPEN


def test_next_door_and_an_auditor_call_nothing_off(looking, worker_next_door, auditor, log_in):
    assert done(log_in(worker_next_door), looking).status_code == 404
    assert done(log_in(auditor), looking).status_code in (403, 404)
    looking.refresh_from_db()
    assert looking.state == RequestState.OPEN


def test_one_that_was_served_stays_and_says_why(served, worker, log_in):
    response = done(log_in(worker), served)
    assert response.status_code == 200 and "已有进展" in response.content.decode()
    served.refresh_from_db()
    assert served.state not in (RequestState.CANCELLED, RequestState.OPEN)


def test_a_file_leads_to_its_requests_and_back(asked, elder, worker, worker_next_door, auditor, log_in):
    address = f"/workbench/requests/person/{elder.pk}/"
    page = log_in(worker).get(address).content.decode()
    assert (
        f"/workbench/requests/{asked.uuid}/" in page
        and f"/workbench/people/person/inspect/{elder.pk}/" in page
    )
    assert address in log_in(worker).get(f"/workbench/requests/{asked.uuid}/").content.decode()
    assert log_in(auditor).get(address).status_code == 200
    assert log_in(worker_next_door).get(address).status_code == 404

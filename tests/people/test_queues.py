"""The queues of what waits for a second person take as many queries for many rows as for one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.deaths.services import record_death
from people.mandates.models import Mandate
from people.merging.services import propose_merge
from people.persons.models import Person

pytestmark = pytest.mark.django_db


def _queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def _pair(community, number):
    born = date(1950, 1, 1 + number)
    return [Person.objects.create(name="王建国", birth_date=born, region=community) for _ in range(2)]


@pytest.mark.parametrize("queue", ["deaths", "merges", "mandates_waiting"])
def test_a_queue_asks_no_query_for_each_row(queue, officer, worker, community, log_in):
    def add(number):
        one, two = _pair(community, number)
        if queue == "deaths":
            record_death(person=one, on=date(2026, 1, 1), actor=worker)
        elif queue == "merges":
            propose_merge(kept=one, gone=two, actor=worker, reason="核对")
        else:
            Mandate.objects.create(
                principal=one, agent=two, relation="邻居", recorded_by=worker, needs_second=True
            )

    client = log_in(officer)
    address = reverse(f"people_workbench:{queue}")
    add(1)
    few = _queries(client, address)
    for number in range(2, 9):
        add(number)
    assert _queries(client, address) == few

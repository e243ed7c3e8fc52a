"""What pages cost is measured for every address, and leaves nothing behind."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from bench.pages.addresses import our_addresses
from bench.pages.objects import kind_of, kwargs_of
from common.phones import demo_phone
from people.access_log.models import AccessLog
from people.logins.models import User


@pytest.fixture
def demo_worker(worker: User, elder: Any, log_in: Any) -> User:
    # Logging in sets up the second factor, without which no page of the workbench opens.
    log_in(worker)
    User.objects.filter(pk=worker.pk).update(phone=demo_phone(1))
    return worker


@pytest.fixture
def elder(community: Any) -> Any:
    from elderly_visits.register.models import Elder
    from people.persons.models import Person

    return Elder.objects.create(
        person=Person.objects.create(name="老人甲", region=community), region=community
    )


def measured(**options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("bench", "pages", stdout=out, **options)
    return json.loads(out.getvalue().splitlines()[-1])


def test_a_role_s_pages_are_asked_and_listed_with_what_they_cost(demo_worker: User) -> None:
    found = measured(parts="elderly_visits_elder", roles="worker,anonymous")
    shown = {(row["page"], row["role"]): row for row in found["all"]}
    file = shown["elderly_visits_elder:inspect", "worker"]
    assert file["status"] == 200
    assert file["queries"] > 0
    assert file["cpu_ms"] > 0
    assert shown["elderly_visits_elder:inspect", "anonymous"]["status"] == 302
    assert found["errors"] == []
    costs = [row["total_ms"] for row in found["all"]]
    assert costs == sorted(costs, reverse=True)


def test_measuring_leaves_no_read_on_record(demo_worker: User) -> None:
    before = AccessLog.objects.count()
    measured(parts="elderly_visits_elder:index", roles="worker")
    assert AccessLog.objects.count() == before


@pytest.mark.django_db
def test_each_address_with_a_parameter_has_a_kind_of_object() -> None:
    by_hand = {"policies_workbench:rule", "policies_workbench:compare", "volunteers:sheet"}
    by_hand |= {"elderly_visits_workbench:own_sheet", "dashboard:indicator", "dashboard:indicator_rows"}
    without = [
        item.name
        for item in our_addresses()
        if item.parameters and item.name not in by_hand and kind_of(item) is None
    ]
    assert without == []


def test_somebody_is_shown_what_they_may_see(demo_worker: User, elder: Any) -> None:
    (address,) = [item for item in our_addresses() if item.name == "elderly_visits_elder:inspect"]
    assert kwargs_of(address, demo_worker) == {"pk": elder.pk}

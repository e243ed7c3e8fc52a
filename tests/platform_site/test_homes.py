"""An elder on the register need not say again where they live."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from elderly_visits.register.models import Elder
from people.persons.models import Person
from service_requests.forms import AskForm
from service_requests.services.publishing import publish
from service_requests.services.reviewing import approve
from tests.service_requests.conftest import give_coins, wished
from timebank.care_registers import home_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def elder(community):
    person = Person.objects.create(name="赵奶奶", region=community, birth_date=date(1940, 1, 1))
    return Elder.objects.create(
        person=person, region=community, living_alone=True, address="朝阳中路12号3栋", door="2单元502室",
        lat=31.2133, lon=107.5033, location_quality="exact",
    )  # fmt: skip


def test_the_form_is_filled_with_the_address_on_the_register(elder):
    assert AskForm(person=elder.person).initial["address"] == "朝阳中路12号3栋2单元502室"


def test_who_left_the_register_or_has_no_address_says_it_anew(elder, community):
    Elder.objects.filter(pk=elder.pk).update(address="")
    assert home_of(elder.person) is None
    Elder.objects.filter(pk=elder.pk).update(
        left_on=timezone.localdate(), left_reason="moved", registered_on=date(2020, 1, 1)
    )
    assert home_of(elder.person) is None


@pytest.mark.parametrize(("address", "exact"), [("朝阳中路12号3栋2单元502室", True), ("人民公园东门", False)])
def test_the_exact_point_serves_the_fence_only_at_home(elder, community, worker, officer, address, exact):
    import uuid

    give_coins(elder.person, 100)
    request = publish(
        uuid=uuid.uuid4(), beneficiary=elder.person, actor=worker, by_phone=True,
        details=wished(community, agreed_note="x", address=address),
    )  # fmt: skip
    task = approve(request=request, actor=officer, description="散步").task
    assert (task.location_quality == "exact") == exact
    assert (task.lat == 31.2133) == exact

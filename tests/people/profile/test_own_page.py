"""The access log, consents, mandates: what is on record stays on record; and everybody's own pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.access_log.models import AccessLog
from people.access_log.services import log_access
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.models import Consent
from people.consents.services import give_consent
from people.logins.models import User
from people.mandates.models import Mandate
from people.mandates.services import record_mandate
from people.persons.models import Person
from regions.models import Region
from workbench.access_recording import AccessAction

LogIn = Callable[[User], Client]


@pytest.mark.django_db
def test_a_stranger_and_a_resident_see_nothing_of_others(
    resident: User, worker: User, neighbour: Person
) -> None:
    from django.contrib.auth.models import AnonymousUser

    log_access(actor=worker, action=AccessAction.READ, subject=neighbour)
    give_consent(person=neighbour, purpose=ConsentPurpose.VISITS, method=ConsentMethod.ORAL)
    for user in (AnonymousUser(), resident):
        assert not AccessLog.objects.visible_to(user).exists()
        assert not Consent.objects.visible_to(user).exists()
        assert not Mandate.objects.visible_to(user).exists()
        assert neighbour not in Person.objects.visible_to(user)


# One's own pages


@pytest.mark.django_db
def test_my_account_shows_what_is_mine(
    log_in: LogIn, resident: User, worker: User, neighbour: Person, django_assert_max_num_queries: Any
) -> None:
    give_consent(person=resident.person, purpose=ConsentPurpose.PERSONAL_DATA, method=ConsentMethod.ONLINE)
    record_mandate(principal=neighbour, agent=resident.person, relation="女儿", actor=worker)
    log_access(actor=worker, action=AccessAction.READ, subject=resident.person, detail="志愿者")
    log_access(actor=worker, action=AccessAction.READ, subject=neighbour, detail="别人的档案")
    client = log_in(resident)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("people:me")).content.decode()
    assert neighbour.name in page
    assert worker.display_name in page
    assert "别人的档案" not in page
    assert client.get(reverse("people:readers")).status_code == 200


@pytest.mark.django_db
def test_i_change_my_name_and_where_i_live(log_in: LogIn, resident: User, community: Region) -> None:
    client = log_in(resident)
    assert client.get(reverse("people:edit")).status_code == 200
    refused = client.post(reverse("people:edit"), {"name": " ", "region": ""})
    assert refused.context["form"].errors["name"]
    client.post(reverse("people:edit"), {"name": "居民乙", "region": community.pk})
    resident.refresh_from_db()
    assert (resident.display_name, resident.person.region) == ("居民乙", community)
    assert resident.person.history.first().history_user == resident


@pytest.mark.django_db
def test_i_withdraw_my_consent_and_nobody_elses(log_in: LogIn, resident: User, neighbour: Person) -> None:
    mine = give_consent(
        person=resident.person, purpose=ConsentPurpose.HONOUR_ROLL, method=ConsentMethod.ONLINE
    )
    other = give_consent(person=neighbour, purpose=ConsentPurpose.HONOUR_ROLL, method=ConsentMethod.ONLINE)
    client = log_in(resident)
    assert client.get(reverse("people:withdraw_consent", args=[mine.pk])).status_code == 200
    assert client.post(reverse("people:withdraw_consent", args=[mine.pk])).url == reverse("people:me")
    assert client.post(reverse("people:withdraw_consent", args=[other.pk])).status_code == 404
    assert list(Consent.objects.in_force()) == [other]


@pytest.mark.django_db
def test_both_sides_may_end_a_mandate_and_nobody_else(
    log_in: LogIn, make_user: Callable[..., User], resident: User, worker: User
) -> None:
    elder, stranger = make_user("老人"), make_user("路人")
    for side in (elder, resident):
        mandate = record_mandate(principal=elder.person, agent=resident.person, relation="侄子", actor=worker)
        address = reverse("people:end_mandate", args=[mandate.pk])
        assert log_in(stranger).post(address).status_code == 404
        client = log_in(side)
        assert client.get(address).status_code == 200
        client.post(address)
        mandate.refresh_from_db()
        assert mandate.revoked_by == side


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["me", "edit", "readers", "welcome"])
def test_a_stranger_is_led_to_the_log_in(client: Client, view: str) -> None:
    response = client.get(reverse(f"people:{view}"))
    assert response.url.startswith(reverse("account_login"))

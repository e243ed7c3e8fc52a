"""A demonstration shows codes for its own numbers, and for nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.phones import demo_phone
from people.logins.demo_second_factor import demo_totp_code
from people.logins.models import User
from people.persons.models import Person
from platform_site.accounts.administrator import make_administrator
from tests.demonstration import open_demonstration
from tests.platform_site.accounts.doors import NEW, ask_for_code, enter, is_in, last_code, prove_old_number
from tests.sms import Recorded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gateway")]


@pytest.fixture(autouse=True)
def demonstration(settings: Any, db: None) -> None:
    open_demonstration(settings)


def shown(client: Client) -> bool:
    page = client.get(reverse("account_confirm_login_code")).content.decode()
    return last_code() in page or "demo_code" in client.session


@pytest.mark.parametrize("phone", ["", "13900139000"])
def test_the_code_of_an_administrator_is_never_shown_whatever_the_number(city: Any, phone: str) -> None:
    made = make_administrator(phone=phone)
    client = Client()
    ask_for_code(client, made["phone"])
    assert Recorded.sent[-1][0] == made["phone"]
    assert not shown(client)
    admin = User.objects.get(phone=made["phone"])
    assert demo_totp_code(admin) is None


def test_the_code_to_a_real_number_is_never_shown(resident: User) -> None:
    User.objects.filter(pk=resident.pk).update(phone=NEW)
    for phone in (NEW, "13800138111"):
        client = Client()
        ask_for_code(client, phone)
        assert not shown(client)


def test_a_visitor_gets_in_with_an_invented_number_of_the_range() -> None:
    client = Client()
    ask_for_code(client, "100 5555 0001")
    assert shown(client)
    enter(client, last_code())
    assert is_in(client)
    assert "demo_code" not in client.session


def test_a_code_shown_before_is_not_left_over_for_another_number() -> None:
    client = Client()
    ask_for_code(client, "100 5555 0001")
    first = last_code()
    client.post(reverse("account_logout"))  # "Use another number"
    ask_for_code(client, "13800138111")
    assert first not in client.get(reverse("account_confirm_login_code")).content.decode()
    assert not shown(client)


def test_outside_demo_mode_nothing_is_shown_whatever_the_number(settings: Any, resident: User) -> None:
    settings.DEMO_CLAIM = False
    client = Client()
    ask_for_code(client, resident.phone)
    assert not shown(client)
    assert 'name="login" value=' not in client.get(reverse("account_login")).content.decode()


def test_the_log_in_page_offers_the_demonstrations_people_with_one_tap(
    make_user: Callable[..., User],
) -> None:
    user = make_user("演示网格员")
    User.objects.filter(pk=user.pk).update(phone=demo_phone(1))
    Person.objects.filter(user=user).update(is_demo=True)
    client = Client()
    page = client.get(reverse("account_login")).content.decode()
    assert f'name="login" value="{demo_phone(1).removeprefix("+86")}"' in page
    # Somebody real at an easy number is not offered.
    Person.objects.filter(user=user).update(is_demo=False)
    assert demo_phone(1).removeprefix("+86") not in client.get(reverse("account_login")).content.decode()


def test_a_real_log_in_does_not_move_to_a_number_whose_code_everybody_sees(
    log_in: Callable[[User], Client], resident: User
) -> None:
    User.objects.filter(pk=resident.pk).update(phone=NEW)
    resident.refresh_from_db()
    client = log_in(resident)
    prove_old_number(client)
    answer = client.post(reverse("account_change_phone"), {"phone": "100 5555 0001"})
    assert answer.context["form"].errors["phone"]
    resident.refresh_from_db()
    assert resident.phone == NEW

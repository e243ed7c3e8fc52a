"""Staff use a second factor; the workbench is theirs alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.encryption import decrypt
from people.logins.demo_second_factor import demo_totp_code, enrol_demo_totp
from people.logins.models import User
from people.logins.services import login_for_phone
from people.roles.services import end_role
from policies.selectors import value
from tests.demonstration import open_demonstration
from tests.platform_site.accounts.test_accounts import ask_for_code, enter, last_code
from tests.sms import Recorded


@pytest.fixture(autouse=True)
def _gateway(settings: Any) -> Iterator[None]:
    settings.SMS_BACKEND = "tests.sms.Recorded"
    Recorded.sent.clear()
    cache.clear()
    yield
    cache.clear()


def code_of(user: User, step: int = 0) -> str:
    authenticator = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    counter = int(timezone.now().timestamp()) // 30 + step
    return format_hotp_value(hotp_value(decrypt(authenticator.data["secret"]), counter))


def with_first_factor(user: User) -> Client:
    client = Client()
    ask_for_code(client, user.phone)
    enter(client, last_code())
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/workbench/", "/workbench/people/person/", "/me/", "/", "/volunteer/", "/accounts/sessions/"]
)
def test_staff_without_a_second_factor_reach_no_page_but_its_setting_up(worker: User, path: str) -> None:
    client = with_first_factor(worker)
    response = client.get(path)
    assert response.status_code == 302
    assert response.url.startswith(reverse("mfa_activate_totp"))
    page = client.get(response.url)
    assert page.status_code == 200
    assert "otpauth://totp/" in page.context["totp_url"]
    assert worker.username not in page.context["totp_url"]


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_opens_the_workbench_and_ends_other_sessions(worker: User) -> None:
    elsewhere = with_first_factor(worker)
    client = with_first_factor(worker)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))
    response = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert response.url == reverse("mfa_view_recovery_codes")
    codes = client.get(response.url).context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/workbench/").status_code == 200
    assert client.get(reverse("after_login")).url == "/workbench/"
    assert elsewhere.get("/me/").url.startswith(reverse("account_login"))
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    # A lost phone: one of the recovery codes opens instead, once.
    for expected in (True, False):
        cache.clear()
        lost = with_first_factor(worker)
        lost.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert ("_auth_user_id" in lost.session) is expected


@pytest.mark.django_db
def test_with_a_second_factor_the_text_message_alone_opens_nothing(
    worker: User, log_in: Callable[..., Client]
) -> None:
    log_in(worker)  # sets the second factor up
    client = with_first_factor(worker)
    assert "_auth_user_id" not in client.session
    assert client.get("/workbench/").status_code == 302
    wrong = f"{(int(code_of(worker)) + 7) % 1_000_000:06}"
    assert client.post(reverse("mfa_authenticate"), {"code": wrong}).context["form"].errors["code"]
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_of(worker)})
    assert client.session["_auth_user_id"] == str(worker.pk)
    assert client.get("/workbench/").status_code == 200


@pytest.mark.django_db
def test_each_code_of_the_app_opens_once(worker: User, log_in: Callable[..., Client]) -> None:
    log_in(worker)
    with time_machine.travel(timezone.now(), tick=False):
        code = code_of(worker)
        for expected in (True, False):
            client = with_first_factor(worker)
            client.post(reverse("mfa_authenticate"), {"code": code})
            assert ("_auth_user_id" in client.session) is expected


@pytest.mark.django_db
def test_a_workbench_is_not_left_open_overnight(worker: User, log_in: Callable[..., Client]) -> None:
    log_in(worker)
    client = with_first_factor(worker)
    client.post(reverse("mfa_authenticate"), {"code": code_of(worker)})
    hours = value("site.staff_session_hours")
    assert client.session.get_expiry_age() == hours * 3600
    with time_machine.travel(timezone.now() + timezone.timedelta(hours=hours, seconds=1)):
        assert client.get("/workbench/").status_code == 302


@pytest.mark.django_db
def test_a_volunteer_at_the_door_of_the_workbench_gets_the_403_page(
    resident: User, log_in: Callable[..., Client]
) -> None:
    client = log_in(resident)
    for path in ("/workbench/", "/workbench/login/", "/workbench/people/person/", "/workbench/pages/"):
        assert client.get(path).status_code == 403
    assert client.get("/workbench/jsi18n/").status_code == 403


@pytest.mark.django_db
def test_a_stranger_at_the_workbench_is_led_to_the_log_in(client: Client) -> None:
    response = client.get("/workbench/people/person/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/workbench/people/person/"
    assert response.status_code == 200


@pytest.mark.django_db
def test_whose_role_has_ended_is_a_volunteer_again(
    worker: User, officer: User, log_in: Callable[..., Client]
) -> None:
    client = log_in(worker)
    assert client.get("/workbench/").status_code == 200
    end_role(actor=officer, grant=worker.role_grants.get())
    assert client.get("/workbench/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "pages/",
        "images/",
        "documents/",
        "users/",
        "groups/",
        "redirects/",
        "reports/site-history/",
        "sites/",
        "collections/",
    ],
)
def test_wagtails_own_rooms_are_closed_to_staff(
    city_manager: User, log_in: Callable[..., Client], path: str
) -> None:
    assert log_in(city_manager).get(f"/workbench/{path}").status_code == 403


@pytest.mark.django_db
def test_the_menu_of_staff_shows_no_room_they_may_not_enter(
    manager: User, log_in: Callable[..., Client]
) -> None:
    page = log_in(manager).get("/workbench/").content.decode()
    found = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    menu = found.group(1)
    assert "/workbench/people/person/" in menu
    for path in ("/workbench/pages/", "/workbench/images/", "/workbench/users/", "/workbench/reports/"):
        assert path not in menu


@pytest.mark.django_db
def test_who_looks_after_the_site_needs_the_second_factor_and_sees_the_pages(
    make_user: Callable[..., User], log_in: Callable[..., Client]
) -> None:
    user = make_user("站长")
    user.is_superuser = True
    user.save()
    assert with_first_factor(user).get("/workbench/").status_code == 302
    client = log_in(user)
    assert client.get("/workbench/images/").status_code == 200
    # And nobody's file: that takes a role.
    assert client.get("/workbench/people/person/").status_code == 403


# The demonstration


@pytest.mark.django_db
def test_the_code_of_a_demo_log_in_is_shown_in_demo_mode_only(worker: User, settings: Any) -> None:
    enrol_demo_totp(worker)
    enrol_demo_totp(worker)
    assert Authenticator.objects.filter(user=worker).count() == 1
    client = with_first_factor(worker)
    assert code_of(worker) not in client.get(reverse("mfa_authenticate")).content.decode()
    assert demo_totp_code(worker) is None
    open_demonstration(settings)
    with time_machine.travel(timezone.now(), tick=False):
        for _log_in in range(2):
            client = with_first_factor(worker)
            code = demo_totp_code(worker)
            assert code is not None
            assert code in client.get(reverse("mfa_authenticate")).content.decode()
            client.post(reverse("mfa_authenticate"), {"code": code})
            assert client.session["_auth_user_id"] == str(worker.pk)


@pytest.mark.django_db
def test_real_staff_in_a_demonstration_keep_their_code_to_themselves(settings: Any) -> None:
    open_demonstration(settings)
    user = login_for_phone(phone="13800138000")
    with pytest.raises(ImproperlyConfigured):
        enrol_demo_totp(user)
    assert demo_totp_code(user) is None

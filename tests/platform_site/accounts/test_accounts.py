"""Log-in by phone and SMS code: one door for numbers known and unknown, no passwords."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from people.consents.enums import ConsentPurpose
from people.logins.models import User
from people.logins.phone_owners import _OWNER_CHECKS, register
from people.logins.services import adopt_person, login_for_phone, prune_unverified_logins
from people.persons.models import Person
from regions.models import Region
from tests.demonstration import open_demonstration
from tests.sms import Recorded

PHONE = "+8613800138000"
LOCAL = "138 0013 8000"


@pytest.fixture(autouse=True)
def _gateway(settings: Any) -> Iterator[None]:
    """Text messages are kept, and the rate limits of other tests are forgotten."""
    settings.SMS_BACKEND = "tests.sms.Recorded"
    Recorded.sent.clear()
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def vouched() -> Iterator[None]:
    """A floor above vouches for everybody's phone."""
    before = dict(_OWNER_CHECKS)
    _OWNER_CHECKS.clear()
    register("everybody", lambda person: True)
    yield
    _OWNER_CHECKS.clear()
    _OWNER_CHECKS.update(before)


@pytest.fixture
def nobody_vouches() -> Iterator[None]:
    before = dict(_OWNER_CHECKS)
    _OWNER_CHECKS.clear()
    yield
    _OWNER_CHECKS.update(before)


def ask_for_code(client: Client, phone: str = LOCAL, **query: str) -> Any:
    return client.post(reverse("account_login"), {"login": phone, **query})


def enter(client: Client, code: str, **extra: str) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"action": "verify", "code": code, **extra})


def last_code() -> str:
    return Recorded.sent[-1][2]


def prove_old_number(client: Client) -> None:
    """The first step of a change of number: the code to the one in use."""
    client.post(reverse("account_old_phone"), {"action": "send"})
    client.post(reverse("account_old_phone"), {"action": "verify", "code": last_code()})


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.mark.django_db
def test_a_known_number_gets_in_with_the_code_of_its_text_message(client: Client, resident: User) -> None:
    response = ask_for_code(client, resident.phone.removeprefix("+86"))
    assert response.url == reverse("account_confirm_login_code")
    [(phone, text, code)] = Recorded.sent
    assert phone == resident.phone
    assert code in text
    assert len(code) == 6 and code.isdigit()
    response = enter(client, code)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(resident.pk)


@pytest.mark.django_db
def test_an_unknown_number_becomes_a_log_in_once_its_code_is_entered(client: Client) -> None:
    ask_for_code(client)
    user = User.objects.get(phone=PHONE)
    assert not user.phone_verified
    enter(client, last_code())
    user.refresh_from_db()
    assert user.phone_verified
    assert client.session["_auth_user_id"] == str(user.pk)
    welcome = client.get(reverse("after_login"))
    assert welcome.url.startswith(reverse("people:welcome"))


@pytest.mark.django_db
def test_somebody_new_gives_a_name_once_and_is_led_on(client: Client) -> None:
    ask_for_code(client)
    enter(client, last_code())
    page = f"{reverse('people:welcome')}?next=/start/"
    refused = client.post(page, {"name": "王芳"})
    assert "不能" in refused.content.decode() or refused.context["form"].errors["consent"]
    assert not Person.objects.exists()
    response = client.post(page, {"name": "王 芳", "consent": "on"})
    assert response.url == "/start/"
    person = Person.objects.get()
    assert (person.name, person.phone, person.user.display_name) == ("王芳", PHONE, "王芳")
    assert person.consents.in_force().get().purpose == ConsentPurpose.PERSONAL_DATA
    client.post(page, {"name": "别人", "consent": "on"})
    assert Person.objects.get().name == "王芳"
    assert client.get(reverse("after_login")).url == reverse("start")
    assert client.get("/start/").status_code == 200


@pytest.mark.django_db
def test_a_page_that_needs_a_person_asks_for_the_name_first(client: Client) -> None:
    user = login_for_phone(phone=PHONE)
    client.force_login(user, backend="people.roles.backends.RoleBackend")
    response = client.get(reverse("people:me"))
    assert response.url == f"{reverse('people:welcome')}?next=/me/"


@pytest.mark.django_db
def test_numbers_known_and_unknown_look_the_same_from_outside(resident: User) -> None:
    answers = []
    for phone in (resident.phone.removeprefix("+86"), LOCAL):
        client = Client()
        response = ask_for_code(client, phone)
        page = client.get(response.url)
        shown = "+86" + phone.replace(" ", "")
        answers.append((response.status_code, response.url, _without_tokens(page.content.decode(), shown)))
    assert answers[0] == answers[1]
    assert len(Recorded.sent) == 2


def _without_tokens(page: str, phone: str) -> str:
    lines = [line for line in page.splitlines() if "csrf" not in line.casefold() and "nonce" not in line]
    return "\n".join(lines).replace(phone, "PHONE")


@pytest.mark.django_db
def test_nobody_gets_in_by_password(client: Client, resident: User) -> None:
    resident.set_password("correct horse battery staple")
    resident.save()
    assert not resident.has_usable_password()
    assert not resident.check_password("correct horse battery staple")
    assert not client.login(username=resident.username, password="correct horse battery staple")
    assert not client.login(phone=resident.phone, password="correct horse battery staple")
    client.post(
        reverse("account_login"), {"login": resident.phone, "password": "correct horse battery staple"}
    )
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name", ["account_reset_password", "account_set_password", "account_change_password", "account_email"]
)
def test_the_doors_for_passwords_and_e_mail_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.django_db
def test_whoever_asked_for_a_code_with_my_number_first_keeps_nothing(client: Client) -> None:
    intruder = Client()
    ask_for_code(intruder)
    ask_for_code(client)
    enter(client, last_code())
    assert "_auth_user_id" in client.session
    assert "_auth_user_id" not in intruder.session
    # The code that the owner got opens nothing in the intruder's browser.
    enter(intruder, last_code())
    assert "_auth_user_id" not in intruder.session


@pytest.mark.django_db
def test_a_code_is_good_for_ten_minutes_and_no_longer(client: Client, resident: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask_for_code(client, resident.phone)
        clock.shift(timedelta(minutes=10))
        assert enter(client, last_code()).status_code == 302
        assert "_auth_user_id" in client.session
        late = Client()
        ask_for_code(late, resident.phone)
        clock.shift(timedelta(minutes=10, seconds=1))
        assert enter(late, last_code()).url == reverse("account_login")
        assert "_auth_user_id" not in late.session


@pytest.mark.django_db
def test_after_five_wrong_codes_the_right_one_does_not_open_either(client: Client, resident: User) -> None:
    ask_for_code(client, resident.phone)
    code = last_code()
    for _attempt in range(4):
        assert enter(client, another(code)).status_code == 200
    assert enter(client, another(code)).url == reverse("account_login")
    enter(client, code)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_second_code_can_be_asked_for_and_the_first_is_void(client: Client, resident: User) -> None:
    ask_for_code(client, resident.phone)
    first = last_code()
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    second = last_code()
    assert len(Recorded.sent) == 2
    if first != second:
        enter(client, first)
        assert "_auth_user_id" not in client.session
    enter(client, second)
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_a_number_is_not_flooded_with_codes(resident: User) -> None:
    for _attempt in range(3):
        assert ask_for_code(Client(), resident.phone).status_code == 302
    refused = ask_for_code(Client(), resident.phone)
    assert refused.status_code == 200
    assert refused.context["form"].errors["login"]
    assert len(Recorded.sent) == 3
    # Another number is not punished for it.
    assert ask_for_code(Client(), LOCAL).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("phone", ["", "12345", "0818-2123456", "not a number", "<script>alert(1)</script>"])
def test_what_is_no_mobile_number_is_refused_kindly(client: Client, phone: str) -> None:
    response = ask_for_code(client, phone)
    assert response.status_code == 200
    assert response.context["form"].errors["login"]
    assert not Recorded.sent
    assert not User.objects.exists()


@pytest.mark.django_db
def test_when_the_gateway_is_out_of_order_the_page_says_so(client: Client, settings: Any) -> None:
    settings.SMS_BACKEND = "tests.sms.OutOfOrder"
    response = client.post(f"{reverse('account_login')}?next=/start/", {"login": LOCAL}, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    [message] = list(response.context["messages"])
    assert message.level_tag == "error"


@pytest.mark.django_db
def test_the_code_is_shown_on_the_page_in_demo_mode_only(
    client: Client, settings: Any, resident: User
) -> None:
    ask_for_code(client, resident.phone)
    assert last_code() not in client.get(reverse("account_confirm_login_code")).content.decode()
    assert "demo_code" not in client.session
    open_demonstration(settings)
    demo = Client()
    ask_for_code(demo, resident.phone)
    assert last_code() in demo.get(reverse("account_confirm_login_code")).content.decode()
    enter(demo, last_code())
    assert "demo_code" not in demo.session


@pytest.mark.django_db
def test_the_log_in_leads_to_the_page_that_was_asked_for_and_never_to_another_site(
    resident: User,
) -> None:
    for wanted, reached in [("/me/messages/", "/me/messages/"), ("https://example.org/", "/after-login/")]:
        cache.clear()
        client = Client()
        response = ask_for_code(client, resident.phone, next=wanted)
        response = client.post(response.url, {"action": "verify", "code": last_code()})
        assert response.url == reached


@pytest.mark.django_db
def test_sign_up_is_the_same_door(client: Client) -> None:
    assert (
        client.get(f"{reverse('account_signup')}?next=/start/").url
        == f"{reverse('account_login')}?next=/start/"
    )
    assert client.get(f"{reverse('account_signup')}?next=//evil.example/").url == reverse("account_login")


@pytest.mark.django_db
def test_a_closed_log_in_stays_closed(client: Client, resident: User) -> None:
    resident.is_active = False
    resident.save()
    ask_for_code(client, resident.phone)
    assert enter(client, last_code()).url == reverse("account_inactive")
    assert client.get(reverse("account_inactive")).status_code == 200
    assert "_auth_user_id" not in client.session


# Files that came with a roster


@pytest.mark.django_db
def test_an_imported_volunteer_just_logs_in(client: Client, vouched: None, community: Region) -> None:
    person = Person.objects.create(name="李强", phone=PHONE, region=community)
    ask_for_code(client)
    enter(client, last_code())
    person.refresh_from_db()
    assert person.user.phone == PHONE
    assert person.user.display_name == "李强"
    assert person.history.first().history_user == person.user


@pytest.mark.django_db
def test_a_number_that_nobody_vouches_for_opens_no_file(client: Client, nobody_vouches: None) -> None:
    person = Person.objects.create(name="李奶奶", phone=PHONE)
    ask_for_code(client)
    enter(client, last_code())
    person.refresh_from_db()
    assert person.user is None
    assert client.get(reverse("after_login")).url.startswith(reverse("people:welcome"))


@pytest.mark.django_db
def test_a_number_that_stands_in_two_files_opens_neither(vouched: None) -> None:
    Person.objects.create(name="李强", phone=PHONE)
    Person.objects.create(name="李大明", phone=PHONE)
    user = login_for_phone(phone=PHONE)
    user.phone_verified = True
    assert adopt_person(user=user) is None


@pytest.mark.django_db
def test_the_file_of_the_dead_and_of_another_log_in_is_not_taken_over(vouched: None, resident: User) -> None:
    user = login_for_phone(phone=PHONE)
    user.phone_verified = True
    dead = Person.objects.create(name="李强", phone=PHONE, died_on=timezone.localdate())
    assert adopt_person(user=user) is None
    dead.delete()
    Person.objects.filter(user=resident).update(phone=PHONE)
    assert adopt_person(user=user) is None


@pytest.mark.django_db
def test_an_unproven_number_opens_no_file(vouched: None) -> None:
    Person.objects.create(name="李强", phone=PHONE)
    assert adopt_person(user=login_for_phone(phone=PHONE)) is None


@pytest.mark.django_db
def test_log_ins_nobody_entered_are_swept_away_and_the_others_stay(
    resident: User, worker: User, make_user: Callable[..., User]
) -> None:
    User.objects.filter(pk=worker.pk).update(phone_verified=False)
    login_for_phone(phone=PHONE)
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert prune_unverified_logins() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert prune_unverified_logins() == 1
    assert set(User.objects.all()) == {resident, worker}


# Changing the number


@pytest.mark.django_db
def test_a_new_number_counts_once_its_code_is_entered(
    log_in: Callable[[User], Client], resident: User
) -> None:
    client = log_in(resident)
    old = resident.phone
    prove_old_number(client)
    response = client.post(reverse("account_change_phone"), {"phone": LOCAL})
    assert response.url == reverse("account_verify_phone")
    resident.refresh_from_db()
    assert resident.phone == old
    client.post(reverse("account_verify_phone"), {"action": "verify", "code": last_code()})
    resident.refresh_from_db()
    assert (resident.phone, resident.phone_verified) == (PHONE, True)
    assert resident.person.phone == PHONE


@pytest.mark.django_db
def test_a_number_that_was_only_asked_for_blocks_nobody(
    log_in: Callable[[User], Client], resident: User
) -> None:
    login_for_phone(phone=PHONE)
    client = log_in(resident)
    prove_old_number(client)
    client.post(reverse("account_change_phone"), {"phone": LOCAL})
    client.post(reverse("account_verify_phone"), {"action": "verify", "code": last_code()})
    resident.refresh_from_db()
    assert resident.phone == PHONE
    assert User.objects.filter(phone=PHONE).count() == 1


@pytest.mark.django_db
def test_the_number_of_another_cannot_be_taken(
    log_in: Callable[[User], Client], resident: User, worker: User
) -> None:
    client = log_in(resident)
    prove_old_number(client)
    client.post(reverse("account_change_phone"), {"phone": worker.phone})
    # Even with the code, which went to the owner.
    response = client.post(reverse("account_verify_phone"), {"action": "verify", "code": last_code()})
    assert response.context["verify_form"].errors["code"]
    before = (worker.phone, resident.phone)
    worker.refresh_from_db()
    resident.refresh_from_db()
    assert (worker.phone, resident.phone) == before

"""Where one is logged in, a log-in from elsewhere, and what a browser keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notifications.models import Channel, Message
from people.logins.models import KnownDevice, User
from people.phone_changes.services import ask_phone_change
from platform_site.accounts.devices import coarse_address, device_words
from platform_site.accounts.expiry import forget_what_has_expired
from platform_site.accounts.limits import Limit, take
from platform_site.models import Tally
from platform_site.policy import NEW_DEVICE_SMS
from tests.conftest import in_english
from tests.platform_site.accounts.doors import ask_for_code, enter, is_in, last_code, log_in_by_code, texts_to
from tests.visit_planning.planning import set_policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gateway")]

ANDROID = "Mozilla/5.0 (Linux; Android 14; V2254A) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0.42"


@pytest.fixture
def phone(resident: User) -> str:
    return str(resident.phone)


# New devices


def test_a_log_in_from_a_new_device_is_told_to_the_person(
    resident: User, phone: str, django_capture_on_commit_callbacks: Any
) -> None:
    log_in_by_code(phone)
    assert not Message.objects.exists(), "the first device of all is no news"
    with django_capture_on_commit_callbacks(execute=True):
        log_in_by_code(phone, Client(headers={"user-agent": WECHAT}, REMOTE_ADDR="203.0.113.7"))
    message = Message.objects.get(person__user=resident)
    assert "iPhone" in message.body and "203.0.…" in message.body
    assert "203.0.113.7" not in message.body
    assert message.link == reverse("usersessions_list")
    assert any("iPhone" in text for text in texts_to(phone))


def test_the_own_device_is_no_news_the_next_time(phone: str) -> None:
    client = log_in_by_code(phone)
    log_in_by_code(phone)
    before = Message.objects.count()
    client.post(reverse("account_logout"))
    log_in_by_code(phone, client)
    assert Message.objects.count() == before


def test_a_city_decides_whether_a_text_message_goes_out_but_for_staff_it_always_does(
    phone: str, resident: User, worker: User, log_in: Callable[[User], Client]
) -> None:
    set_policy(NEW_DEVICE_SMS, False)
    for _device in range(2):
        log_in_by_code(phone)
    assert Message.objects.get(person__user=resident).channel == Channel.INBOX
    log_in(worker)
    Authenticator.objects.filter(user=worker).delete()
    for _device in range(2):
        log_in_by_code(str(worker.phone))
    assert Message.objects.get(person__user=worker).channel == Channel.SMS


def test_the_cookie_of_a_device_opens_nothing(phone: str) -> None:
    client = log_in_by_code(phone)
    cookie = client.cookies["device"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    stranger = Client()
    stranger.cookies["device"] = cookie.value
    assert stranger.get("/me/").status_code == 302
    assert cookie.value not in str(KnownDevice.objects.values_list())


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (ANDROID, "Chrome, Android"),
        (WECHAT, "WeChat, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537 Edg/120.0", "Edge, Windows"),
        ("", "Unknown device"),
        ("\x00<script>", "Unknown device"),
    ],
)
def test_devices_are_called_what_people_call_them(english: None, agent: str, words: str) -> None:
    assert device_words(agent) == words


def test_an_address_is_shown_as_far_as_it_helps() -> None:
    assert coarse_address("203.0.113.7") == "203.0.…"
    assert coarse_address("2001:db8:1:2::7") == "2001:db8:1:…"
    assert coarse_address("") == "—"


# My sessions


def test_one_sees_the_own_sessions_and_ends_one_or_all_others(resident: User, phone: str) -> None:
    mine = in_english(log_in_by_code(phone))
    second = log_in_by_code(phone, Client(headers={"user-agent": WECHAT}, REMOTE_ADDR="198.51.100.9"))
    third = log_in_by_code(phone, Client(headers={"user-agent": ANDROID}))
    assert reverse("usersessions_list") in mine.get("/me/").content.decode()
    page = mine.get(reverse("usersessions_list"))
    assert [row["is_current"] for row in page.context["rows"]] == [True, False, False]
    text = page.content.decode()
    assert "WeChat, iPhone" in text and "198.51.…" in text and "Chrome, Android" in text
    session = UserSession.objects.get(user=resident, ip="198.51.100.9")
    mine.post(reverse("usersessions_end", args=[session.pk]))
    assert second.get("/me/").status_code == 302
    assert third.get("/me/").status_code == 200
    mine.post(reverse("usersessions_list"))
    assert third.get("/me/").status_code == 302
    assert mine.get("/me/").status_code == 200


def test_a_device_that_was_logged_out_is_news_again(resident: User, phone: str) -> None:
    mine = log_in_by_code(phone)
    other = log_in_by_code(phone)
    mine.post(reverse("usersessions_list"))
    Message.objects.all().delete()
    log_in_by_code(phone, other)
    assert Message.objects.filter(person__user=resident, kind="new_device").count() == 1


def test_nobody_ends_the_session_of_another(phone: str, make_user: Callable[..., User]) -> None:
    mine = log_in_by_code(phone)
    other = log_in_by_code(str(make_user("邻居").phone))
    session = UserSession.objects.exclude(user__phone=phone).get()
    assert mine.post(reverse("usersessions_end", args=[session.pk])).status_code == 404
    assert mine.get(reverse("usersessions_end", args=[session.pk])).status_code == 405
    assert Client().post(reverse("usersessions_end", args=[session.pk])).status_code == 302
    assert other.get("/me/").status_code == 200


# What a browser keeps


def test_nothing_that_a_logged_in_person_sees_is_kept_by_a_browser(
    resident: User, worker: User, log_in: Callable[[User], Client]
) -> None:
    for user, paths in (
        (resident, ["/me/", "/", "/timebank/", "/care-points/", "/me/messages/", "/nowhere/"]),
        (worker, ["/workbench/", "/workbench/people/person/", "/workbench/people/person/?export=csv"]),
    ):
        client = log_in(user)
        for path in paths:
            answer = client.get(path)
            assert answer["Cache-Control"] == "private, no-store", path


def test_what_is_the_same_for_everybody_stays_as_it_is(
    client: Client, resident: User, log_in: Callable[[User], Client]
) -> None:
    for reader in (client, log_in(resident)):
        assert "public" in reader.get(reverse("facilities:outlines"))["Cache-Control"]
    assert "no-store" not in client.get("/").get("Cache-Control", "")
    assert "no-store" not in client.get("/care-points/").get("Cache-Control", "")


def test_the_way_back_after_a_log_out_shows_nobody(phone: str) -> None:
    client = log_in_by_code(phone)
    assert client.get("/me/")["Cache-Control"] == "private, no-store"
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "private, no-store"
    back = client.get("/me/")
    assert back.status_code == 302
    assert "Clear-Site-Data" not in back
    # Language and known device stay.
    assert client.cookies["device"].value


def test_logging_out_of_the_workbench_wipes_as_well(worker: User, log_in: Callable[[User], Client]) -> None:
    assert log_in(worker).post("/workbench/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_giving_up_a_log_in_wipes_nothing(phone: str) -> None:
    client = Client()
    ask_for_code(client, phone)
    assert "Clear-Site-Data" not in client.post(reverse("account_logout"))
    ask_for_code(client, phone)
    assert "Clear-Site-Data" not in enter(client, last_code())
    assert is_in(client)


def test_workbench_and_portal_have_a_content_policy(
    client: Client, worker: User, make_user: Callable[..., User], log_in: Callable[[User], Client]
) -> None:
    portal = client.get("/")["Content-Security-Policy"]
    workbench = log_in(worker).get("/workbench/")["Content-Security-Policy"]
    for policy in (portal, workbench):
        assert "default-src 'self'" in policy
        assert "object-src 'none'" in policy
        script = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
        assert "unsafe" not in script
    assert "frame-ancestors 'none'" in portal
    assert "frame-ancestors 'self'" in workbench
    # Wagtail's own forms write scripts into the page; nobody but who looks after the site opens them.
    site = make_user("站长")
    User.objects.filter(pk=site.pk).update(is_superuser=True)
    site.refresh_from_db()
    assert "'unsafe-inline'" in log_in(site).get("/workbench/images/")["Content-Security-Policy"]
    assert "unsafe-inline" not in _scripts(log_in(site).get("/workbench/"))


def _scripts(answer: Any) -> str:
    return next(
        part for part in answer["Content-Security-Policy"].split(";") if part.strip().startswith("script-src")
    )


# What is forgotten


def test_what_has_expired_is_forgotten_every_night(
    resident: User, phone: str, worker: User, community: Any
) -> None:
    resident.person.region = community
    resident.person.save()
    change = ask_phone_change(person=resident.person, phone="13800138000", checked="id_card", actor=worker)
    client = log_in_by_code(phone)
    take([Limit("code", "number", "a", 1, 60)])
    forget_what_has_expired()
    assert is_in(client) and Tally.objects.exists() and KnownDevice.objects.exists()
    change.refresh_from_db()
    assert change.state == "waiting"
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        forget_what_has_expired()
    change.refresh_from_db()
    assert change.state == "lapsed"
    with time_machine.travel(timezone.now() + timedelta(days=401)):
        forget_what_has_expired()
        forget_what_has_expired()
    for model in (Session, UserSession, Tally, KnownDevice):
        assert not model.objects.exists(), model

"""Codes are asked for and tried by machines, and an honest person still gets in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from people.logins.models import User
from platform_site.accounts import limits, question
from platform_site.accounts.forms import CountedCodeForm
from platform_site.accounts.limits import Limit, LimitReached
from platform_site.models import Tally
from platform_site.policy import CODES_SENT, WRONG_CODES
from policies.selectors import value
from tests.conftest import in_english
from tests.platform_site.accounts.doors import (
    another,
    ask_for_code,
    codes_to,
    enter,
    is_in,
    last_code,
    log_in_by_code,
)
from tests.sms import Recorded
from tests.visit_planning.planning import set_policy

_CODE_FORMS = [
    form
    for forms in (settings.ACCOUNT_FORMS, settings.MFA_FORMS)
    for step, form in forms.items()
    if step not in ("login", "change_phone")
]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gateway")]


def numbers(count: int) -> list[str]:
    return [f"1380013{serial:04}" for serial in range(count)]


def from_address(serial: int) -> Client:
    return Client(REMOTE_ADDR=f"203.0.{serial // 250}.{serial % 250 + 1}")


def answering(client: Client, phone: str) -> Any:
    """Ask for a code as a machine would that was taught to answer the question."""
    answer = ask_for_code(client, phone)
    if answer.status_code == 200 and (asked := question.current(client.session)):
        answer = ask_for_code(client, phone, answer=str(asked.answer))
    return answer


# Sending


def test_two_hundred_codes_from_many_addresses_never_reach_one_victim(resident: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for serial in range(200):
            answering(from_address(serial), resident.phone)
            clock.shift(timedelta(minutes=2))
    assert codes_to(resident.phone) == value(CODES_SENT)["number_day"] == 10


def test_one_address_cannot_send_two_hundred_codes_to_many_people() -> None:
    for phone in numbers(200):
        answering(Client(), phone)
    assert len(Recorded.sent) == value(CODES_SENT)["address_hour"] == 100


def test_a_machine_that_answers_no_question_sends_twenty(english: None) -> None:
    for phone in numbers(25):
        ask_for_code(Client(), phone)
    assert len(Recorded.sent) == 20


def test_addresses_of_one_ipv6_network_count_as_one() -> None:
    for serial, phone in enumerate(numbers(25)):
        ask_for_code(Client(REMOTE_ADDR=f"2001:db8:1:2::{serial + 1:x}"), phone)
    assert len(Recorded.sent) == 20
    ask_for_code(Client(REMOTE_ADDR="2001:db8:1:3::1"), "13900139000")
    assert len(Recorded.sent) == 21


def test_all_the_codes_of_an_hour_are_bounded_however_many_addresses_there_are() -> None:
    set_policy(CODES_SENT, {"number_5_minutes": 3, "number_day": 10, "address_hour": 100, "all_hour": 5})
    for serial, phone in enumerate(numbers(9)):
        answering(from_address(serial), phone)
    assert len(Recorded.sent) == 5


def test_sending_another_code_counts_like_the_first(client: Client, resident: User) -> None:
    ask_for_code(client, resident.phone)
    for _again in range(2):
        client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert codes_to(resident.phone) == 3
    other = from_address(9)
    ask_for_code(other, resident.phone)
    other.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert codes_to(resident.phone) == 3


def test_a_code_that_the_gateway_did_not_take_is_not_counted(settings: Any, resident: User) -> None:
    settings.SMS_BACKEND = "tests.sms.OutOfOrder"
    for _attempt in range(12):
        ask_for_code(Client(), resident.phone)
    settings.SMS_BACKEND = "tests.sms.Recorded"
    assert ask_for_code(Client(), resident.phone).status_code == 302
    assert codes_to(resident.phone) == 1


def test_who_comes_with_her_own_phone_gets_in_while_strangers_use_up_her_limit(resident: User) -> None:
    own = log_in_by_code(resident.phone)
    own.post(reverse("account_logout"))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for serial in range(30):
            answering(from_address(serial), resident.phone)
            clock.shift(timedelta(minutes=6))
        stranger = from_address(77)
        assert answering(stranger, resident.phone).status_code == 200
        # No question either.
        log_in_by_code(resident.phone, own)
    assert is_in(own)


def test_a_device_that_others_use_too_is_not_hers(resident: User, make_user: Callable[..., User]) -> None:
    neighbour = make_user("邻居")
    client = log_in_by_code(neighbour.phone)
    client.post(reverse("account_logout"))
    for _attempt in range(3):
        ask_for_code(Client(), resident.phone)
    assert ask_for_code(client, resident.phone).context["form"].errors["login"]


def test_who_is_stopped_reads_when_it_goes_on_and_whom_to_call(resident: User) -> None:
    with time_machine.travel("2026-12-01T09:00+08:00", tick=False):
        for _attempt in range(3):
            ask_for_code(Client(), resident.phone)
        [refusal] = ask_for_code(in_english(Client()), resident.phone).context["form"].errors["login"]
        assert "newest text message" in refusal
        assert "09:06" in refusal
        assert "12345" in refusal
        page = ask_for_code(Client(), resident.phone).content.decode()
        assert "09:06" in page and "12345" in page
        # What was typed is still there.
        assert f'value="{resident.phone}"' in page


# The question


def test_the_question_is_read_and_answered_in_words_or_digits(resident: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(3):
            ask_for_code(Client(), resident.phone)
        clock.shift(timedelta(minutes=6))
        client = Client()
        asked = ask_for_code(client, resident.phone)
        assert asked.status_code == 200
        first = question.current(client.session)
        assert first is not None
        assert first.text in asked.content.decode()
        assert f'data-read-aloud="{first.text}"' in asked.content.decode()
        wrong = ask_for_code(client, resident.phone, answer="99")
        assert wrong.status_code == 200
        second = question.current(client.session)
        assert second is not None
        assert ask_for_code(client, resident.phone, answer=str(second.answer)).status_code == 302
        enter(client, last_code())
    assert is_in(client)


def test_an_answer_is_good_for_one_code(resident: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(3):
            ask_for_code(Client(), resident.phone)
        clock.shift(timedelta(minutes=6))
        client = Client()
        ask_for_code(client, resident.phone)
        answer = str(question.current(client.session).answer)
        assert ask_for_code(client, resident.phone, answer=answer).status_code == 302
        client.post(reverse("account_logout"))  # "Use another number"
        assert ask_for_code(client, resident.phone, answer=answer).status_code == 200
    assert codes_to(resident.phone) == 4


@pytest.mark.parametrize("given", ["7", " 7 ", "７", "七", "七。", "seven", "Seven"])
def test_seven_may_be_written_in_every_way(given: str) -> None:
    assert question.Question("sum", 3, 4).is_right(given)
    assert not question.Question("more", 3, 4).is_right(given)


# Trying


def test_six_digits_are_not_found_by_trying_over_many_sessions(resident: User) -> None:
    tries = 0
    for _session in range(40):
        client = Client()
        if answering(client, resident.phone).status_code != 302:
            continue
        code = last_code()
        for _attempt in range(5):
            enter(client, another(code))
            tries += 1
    # No code any more, hence nothing to try.
    assert 0 < tries <= value(CODES_SENT)["number_day"] * 5


def test_an_address_that_tries_too_many_wrong_codes_is_stopped_even_with_the_right_one() -> None:
    set_policy(WRONG_CODES, {"number_day": 50, "address_hour": 6, "second_factor_day": 30})
    for phone in numbers(2):
        client = Client()
        ask_for_code(client, phone)
        for _attempt in range(3):
            enter(client, another(last_code()))
    guesser = in_english(Client())
    ask_for_code(guesser, "13900139000")
    stopped = enter(guesser, last_code())
    assert "mobile network" in stopped.context["verify_form"].errors["code"][0]
    assert not is_in(guesser)
    elsewhere = from_address(5)
    ask_for_code(elsewhere, "13900139001")
    enter(elsewhere, last_code())
    assert is_in(elsewhere)


def test_right_codes_use_up_nothing(make_user: Callable[..., User]) -> None:
    set_policy(WRONG_CODES, {"number_day": 50, "address_hour": 3, "second_factor_day": 30})
    for serial in range(8):
        assert is_in(log_in_by_code(make_user(f"邻居{serial}").phone))


def test_one_code_tried_from_many_addresses_at_once_is_bounded_for_its_number(resident: User) -> None:
    """A session cookie can be shared: what is counted is the number, not the session."""
    set_policy(WRONG_CODES, {"number_day": 4, "address_hour": 60, "second_factor_day": 30})
    client = Client()
    ask_for_code(client, resident.phone)
    for serial in range(4):
        client.defaults["REMOTE_ADDR"] = f"203.0.113.{serial + 1}"
        enter(client, another(last_code()))
    client.defaults["REMOTE_ADDR"] = "203.0.113.99"
    enter(client, last_code())
    assert not is_in(client)


def test_the_second_factor_is_not_found_by_trying_all_day(
    worker: User, log_in: Callable[[User], Client]
) -> None:
    log_in(worker)  # sets it up
    set_policy(WRONG_CODES, {"number_day": 50, "address_hour": 60, "second_factor_day": 4})
    for serial in range(3):
        client = in_english(from_address(serial))
        ask_for_code(client, worker.phone)
        enter(client, last_code())
        for _attempt in range(2):
            answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "this account" in answer.context["form"].errors["code"][0]


@pytest.mark.parametrize(
    "name",
    [*_CODE_FORMS, "platform_site.accounts.forms.ProveOldPhoneForm"],
)
def test_every_form_that_takes_a_code_counts_its_tries(name: str) -> None:
    assert issubclass(import_string(name), CountedCodeForm)


# Counting


def test_a_hundred_requests_at_once_get_no_more_than_one_after_another(transactional_db: None) -> None:
    limit = Limit("code", "number", "somebody", 5, 60)

    def take() -> bool:
        try:
            limits.take([limit])
        except LimitReached:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _serial: take(), range(40)))
    assert sum(taken) == 5


def test_a_refused_request_uses_up_no_other_limit() -> None:
    narrow, wide = Limit("code", "number", "a", 1, 60), Limit("code", "all", "", 10, 60)
    limits.take([wide, narrow])
    with pytest.raises(LimitReached):
        limits.take([wide, narrow])
    assert Tally.objects.get(key=wide.key).count == 1


def test_a_limit_begins_anew_when_its_time_is_over() -> None:
    limit = Limit("code", "number", "a", 1, 60)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        limits.take([limit])
        with pytest.raises(LimitReached):
            limits.take([limit])
        clock.shift(timedelta(seconds=60))
        limits.take([limit])


def test_neither_numbers_nor_addresses_stand_in_the_counters(resident: User) -> None:
    ask_for_code(Client(REMOTE_ADDR="203.0.113.7"), resident.phone)
    kept = list(Tally.objects.values_list("key", flat=True))
    assert len(kept) == 4
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in kept)


def test_a_code_costs_a_fixed_number_of_queries(
    resident: User, django_assert_max_num_queries: Any, rf: RequestFactory
) -> None:
    request = rf.post("/")
    request.user = resident
    request.session = {}
    with django_assert_max_num_queries(30):
        limits.take_code(request, "+8613800138000")

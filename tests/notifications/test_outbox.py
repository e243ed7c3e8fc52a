"""The outbox: written with what it tells of, delivered once the commit is through, tried again, given up."""

from __future__ import annotations

import hmac
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notifications.jobs import SCHEDULE, deliver, sweep
from notifications.models import Channel, DeliveryState, Message
from notifications.selectors import unread_count
from notifications.services import MAX_ATTEMPTS, mark_read, notify, retry, send
from notifications.sms import SMSError, TencentSMS
from people.logins.models import User
from people.persons.models import Person
from tests.sms import Recorded

LogIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _gateway(settings: Any) -> Iterator[None]:
    settings.SMS_BACKEND = "tests.sms.Recorded"
    Recorded.sent.clear()
    yield


def message(person: Person, key: str = "k", channel: Channel = Channel.SMS, **fields: Any) -> Message:
    return notify(
        person=person, kind="change", subject="新任务", body="请看一看", key=key, channel=channel, **fields
    )


@pytest.mark.django_db
def test_the_same_event_tells_the_same_person_once(resident: User) -> None:
    first = message(resident.person)
    assert message(resident.person) == first
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_nothing_is_sent_before_the_commit_and_nothing_at_all_without_one(
    resident: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(RuntimeError), transaction.atomic():
        message(resident.person)
        raise RuntimeError
    assert callbacks == []
    assert not Message.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        message(resident.person)
        assert Recorded.sent == []
    assert Recorded.sent == [(resident.phone, "新任务: 请看一看", "")]
    assert Message.objects.get().state == DeliveryState.SENT


@pytest.mark.django_db
def test_a_broker_that_does_not_answer_loses_nothing(
    resident: User, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def down(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(deliver, "delay", down)
    with django_capture_on_commit_callbacks(execute=True):
        message(resident.person)
    assert Message.objects.get().state == DeliveryState.WAITING
    assert sweep() == 1
    assert Message.objects.get().state == DeliveryState.SENT
    assert sweep() == 0
    assert len(Recorded.sent) == 1


@pytest.mark.django_db
def test_delivering_twice_sends_once(resident: User) -> None:
    one = message(resident.person)
    assert send(pk=one.pk)
    assert not send(pk=one.pk)
    assert len(Recorded.sent) == 1
    assert not send(pk=0)


@pytest.mark.django_db
def test_a_message_waits_for_its_time(resident: User) -> None:
    message(resident.person, not_before=timezone.now() + timedelta(hours=1))
    assert sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert sweep() == 1


@pytest.mark.django_db
def test_a_failing_gateway_is_tried_again_ever_more_rarely_and_then_given_up(
    resident: User, settings: Any
) -> None:
    settings.SMS_BACKEND = "tests.sms.OutOfOrder"
    message(resident.person)
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(MAX_ATTEMPTS):
            sweep()
            current = Message.objects.get()
            waits.append(round((current.not_before - timezone.now()).total_seconds() / 60))
            assert sweep() == 0
            clock.move_to(current.not_before)
        assert waits == [2, 4, 8, 16, 32, 64]
        assert current.state == DeliveryState.FAILED
        assert "LimitExceeded" in current.error
        clock.shift(timedelta(days=1))
        assert sweep() == 0


@pytest.mark.django_db
def test_a_message_in_the_system_needs_no_gateway(resident: User, settings: Any) -> None:
    settings.SMS_BACKEND = "tests.sms.OutOfOrder"
    one = message(resident.person, channel=Channel.INBOX)
    assert send(pk=one.pk)


def test_the_sweep_is_on_the_schedule() -> None:
    assert SCHEDULE["notifications-sweep"] == {"task": sweep.name, "schedule": 60}


# The inbox


@pytest.mark.django_db
def test_an_inbox_holds_ones_own_messages_and_opening_one_reads_it(
    log_in: LogIn, resident: User, worker: User, django_assert_max_num_queries: Any
) -> None:
    mine = message(resident.person, link="/start/")
    plain = message(resident.person, key="plain")
    other = message(worker.person, key="other")
    client = log_in(resident)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("notifications:inbox"))
    assert list(page.context["page_obj"]) == [plain, mine]
    assert unread_count(resident) == 2
    assert client.get(reverse("notifications:open", args=[mine.pk])).url == "/start/"
    assert client.get(reverse("notifications:open", args=[plain.pk])).status_code == 200
    assert client.get(reverse("notifications:open", args=[other.pk])).status_code == 404
    assert unread_count(resident) == 0
    assert unread_count(worker) == 1


@pytest.mark.django_db
def test_a_message_leads_to_no_other_site(log_in: LogIn, resident: User) -> None:
    bad = message(resident.person, link="https://example.org/")
    assert log_in(resident).get(reverse("notifications:open", args=[bad.pk])).status_code == 200


@pytest.mark.django_db
def test_all_are_read_at_once_and_the_first_reading_stays(log_in: LogIn, resident: User) -> None:
    first, second = message(resident.person), message(resident.person, key="2")
    mark_read(messages=Message.objects.filter(pk=first.pk))
    first.refresh_from_db()
    client = log_in(resident)
    assert client.get(reverse("notifications:read_all")).status_code == 405
    client.post(reverse("notifications:read_all"))
    second.refresh_from_db()
    assert second.read_at is not None
    before = first.read_at
    first.refresh_from_db()
    assert first.read_at == before


@pytest.mark.django_db
def test_counting_the_unread_is_one_question(resident: User, django_assert_num_queries: Any) -> None:
    message(resident.person)
    with django_assert_num_queries(1):
        assert unread_count(resident) == 1


@pytest.mark.django_db
def test_a_stranger_has_no_inbox(client: Client) -> None:
    assert client.get(reverse("notifications:inbox")).status_code == 302


# The outbox in the workbench


@pytest.fixture
def given_up(worker: User) -> Message:
    one = message(worker.person)
    Message.objects.filter(pk=one.pk).update(
        state=DeliveryState.FAILED, attempts=MAX_ATTEMPTS, error="LimitExceeded", body="王奶奶的门牌号"
    )
    return Message.objects.get(pk=one.pk)


@pytest.mark.django_db
def test_a_manager_sees_what_failed_and_not_what_it_says(
    log_in: LogIn, manager: User, given_up: Message
) -> None:
    client = log_in(manager)
    for page in (
        client.get(reverse("notifications_message:index")),
        client.get(reverse("notifications_message:inspect", args=[given_up.pk])),
    ):
        assert "LimitExceeded" in page.content.decode()
        assert "王奶奶" not in page.content.decode()


@pytest.mark.django_db
def test_a_message_given_up_is_tried_again(
    log_in: LogIn, manager: User, given_up: Message, django_capture_on_commit_callbacks: Any
) -> None:
    client = log_in(manager)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("notifications_workbench:retry", args=[given_up.pk]))
    given_up.refresh_from_db()
    assert given_up.state == DeliveryState.SENT
    assert len(Recorded.sent) == 1
    assert not retry(message=given_up)
    assert client.post(reverse("notifications_workbench:retry", args=[given_up.pk])).status_code == 403


@pytest.mark.django_db
def test_who_may_not_manage_the_region_neither_sees_nor_retries(
    log_in: LogIn, worker: User, manager_next_door: User, auditor: User, given_up: Message
) -> None:
    again = reverse("notifications_workbench:retry", args=[given_up.pk])
    for user, expected in [(worker, 403), (auditor, 403), (manager_next_door, 404)]:
        client = log_in(user)
        assert client.post(again).status_code == expected
        assert client.get(reverse("notifications_message:inspect", args=[given_up.pk])).status_code == 404
    given_up.refresh_from_db()
    assert given_up.state == DeliveryState.FAILED


# Tencent Cloud


def signature(body: bytes, *, secret_key: str, service: str, host: str, kind: str, timestamp: int) -> str:
    """Signature method v3 (TC3-HMAC-SHA256), written down from the gateway's documentation."""
    day = datetime.fromtimestamp(timestamp, tz=UTC).strftime("%Y-%m-%d")
    request = f"POST\n/\n\ncontent-type:{kind}\nhost:{host}\n\ncontent-type;host\n{sha256(body).hexdigest()}"
    text = (
        f"TC3-HMAC-SHA256\n{timestamp}\n{day}/{service}/tc3_request\n{sha256(request.encode()).hexdigest()}"
    )
    key = f"TC3{secret_key}".encode()
    for part in (day, service, "tc3_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def test_a_request_is_signed_as_the_gateway_documents_it(gateway: type[Gateway]) -> None:
    """The worked example of the documentation stands for our reading of it, and that for what goes out."""
    payload = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
    assert (
        signature(
            payload,
            secret_key="Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
            service="cvm",
            host="cvm.tencentcloudapi.com",
            kind="application/json; charset=utf-8",
            timestamp=1551113065,
        )
        == "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    )
    tencent().send(phone="+8613800138000", text="新任务")
    [(_method, _path, body, headers)] = gateway.asked
    timestamp = int(headers["X-TC-Timestamp"])
    expected = signature(
        body,
        secret_key="key",
        service="sms",
        host="sms.tencentcloudapi.com",
        kind=headers["Content-Type"],
        timestamp=timestamp,
    )
    day = datetime.fromtimestamp(timestamp, tz=UTC).strftime("%Y-%m-%d")
    assert headers["Authorization"] == (
        f"TC3-HMAC-SHA256 Credential=id/{day}/sms/tc3_request, SignedHeaders=content-type;host, Signature={expected}"
    )


class Gateway(requests.adapters.BaseAdapter):
    """Takes the place of the network: answers with `answer` and keeps what was asked."""

    answer: bytes = b""
    kind = "application/json"
    status = 200
    asked: list[tuple[str, str, bytes, dict[str, str]]] = []
    failure: Exception | None = None

    def send(self, request: requests.PreparedRequest, **how: Any) -> requests.Response:
        assert urlsplit(request.url).netloc == "sms.tencentcloudapi.com"
        assert how["timeout"] == TencentSMS.TIMEOUT
        assert how["verify"]
        if self.failure:
            raise self.failure
        body = request.body.encode() if isinstance(request.body, str) else request.body
        self.asked.append((str(request.method), request.path_url, body or b"", dict(request.headers)))
        response = requests.Response()
        response.status_code = self.status
        response.headers["Content-Type"] = self.kind
        response.raw = io.BytesIO(self.answer)
        return response

    def close(self) -> None: ...


@pytest.fixture
def gateway(monkeypatch: Any) -> type[Gateway]:
    monkeypatch.setattr(requests.Session, "get_adapter", lambda self, url: Gateway())
    Gateway.asked.clear()
    Gateway.failure, Gateway.status, Gateway.kind = None, 200, "application/json"
    Gateway.answer = json.dumps(
        {
            "Response": {
                "SendStatusSet": [
                    {
                        "SerialNo": "5000:1045710669157053657849499619",
                        "PhoneNumber": "+8613800138000",
                        "Fee": 1,
                        "SessionContext": "",
                        "Code": "Ok",
                        "Message": "send success",
                        "IsoCode": "CN",
                    }
                ],
                "RequestId": "a0aabda6-cf91-4f3e-a81f-9198114a2279",
            }
        }
    ).encode()
    return Gateway


def tencent() -> TencentSMS:
    return TencentSMS(
        secret_id="id",
        secret_key="key",
        app_id="1400006666",
        sign_name="守望",
        code_template="1110",
        notice_template="1120",
    )


def test_a_code_goes_out_by_its_template(gateway: type[Gateway]) -> None:
    tencent().send(phone="+8613800138000", text="…", code="123456", minutes=10)
    [(method, path, body, headers)] = gateway.asked
    assert (method, path) == ("POST", "/")
    assert json.loads(body) == {
        "PhoneNumberSet": ["+8613800138000"],
        "SmsSdkAppId": "1400006666",
        "SignName": "守望",
        "TemplateId": "1110",
        "TemplateParamSet": ["123456", "10"],
    }
    assert headers["X-TC-Action"] == "SendSms"
    assert headers["X-TC-Version"] == "2021-01-11"
    assert headers["Authorization"].startswith("TC3-HMAC-SHA256 Credential=id/")


def test_a_notice_goes_out_by_the_other_template(gateway: type[Gateway]) -> None:
    tencent().send(phone="+8613800138000", text="新任务: 请看一看")
    body = json.loads(gateway.asked[0][2])
    assert (body["TemplateId"], body["TemplateParamSet"]) == ("1120", ["新任务: 请看一看"])


def test_numbers_of_the_demonstration_are_not_sent_to(gateway: type[Gateway]) -> None:
    tencent().send(phone="+8610000000001", text="…")
    assert gateway.asked == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            {
                "Response": {
                    "Error": {"Code": "AuthFailure.SignatureFailure", "Message": "…"},
                    "RequestId": "x",
                }
            },
            "AuthFailure",
        ),
        (
            {
                "Response": {
                    "SendStatusSet": [{"Code": "LimitExceeded.PhoneNumberDailyLimit", "Message": "…"}]
                }
            },
            "LimitExceeded",
        ),
        ({"Response": {"SendStatusSet": []}}, "could not be read"),
        ({}, "could not be read"),
        ([], "could not be read"),
    ],
)
def test_what_the_gateway_refuses_is_an_error_in_its_own_words(
    gateway: type[Gateway], answer: Any, said: str
) -> None:
    gateway.answer = json.dumps(answer).encode()
    with pytest.raises(SMSError, match=said):
        tencent().send(phone="+8613800138000", text="…")


def test_a_gateway_that_answers_nonsense_or_not_at_all_is_an_error(gateway: type[Gateway]) -> None:
    gateway.answer = b"<html>502</html>"
    with pytest.raises(SMSError):
        tencent().send(phone="+8613800138000", text="…")
    gateway.failure = TimeoutError("timed out")
    with pytest.raises(SMSError, match="did not answer"):
        tencent().send(phone="+8613800138000", text="…")


def test_an_error_is_read_whatever_the_gateway_calls_its_answer(gateway: type[Gateway]) -> None:
    gateway.kind = "application/json; charset=utf-8"
    gateway.answer = json.dumps({"Response": {"Error": {"Code": "AuthFailure", "Message": "…"}}}).encode()
    with pytest.raises(SMSError, match="AuthFailure"):
        tencent().send(phone="+8613800138000", text="…")
    gateway.status = 502
    with pytest.raises(SMSError, match="ServerNetworkError"):
        tencent().send(phone="+8613800138000", text="…")


def test_a_secret_with_a_stray_blank_is_an_error_of_the_gateway_and_no_crash(gateway: type[Gateway]) -> None:
    backend = tencent()
    backend.secret_key = "key "
    with pytest.raises(SMSError, match="InvalidCredential"):
        backend.send(phone="+8613800138000", text="…")
    assert gateway.asked == []


class BrokenGateway:
    """Breaks in a way that no backend announces."""

    def send(self, *, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
        raise RuntimeError("no route")


@pytest.mark.django_db
def test_a_message_that_breaks_the_gateway_costs_itself_an_attempt_and_no_other_its_turn(
    resident: User, settings: Any
) -> None:
    settings.SMS_BACKEND = f"{__name__}.BrokenGateway"
    for number, channel in enumerate((Channel.SMS, Channel.INBOX)):
        Message.objects.create(
            person=resident.person,
            kind="change",
            subject="s",
            body="b",
            key=f"broken:{number}",
            channel=channel,
        )
    assert sweep() == 1
    broken, fine = Message.objects.filter(key__startswith="broken:").order_by("key")
    assert (broken.state, broken.attempts, broken.error) == (
        DeliveryState.WAITING,
        1,
        "RuntimeError: no route",
    )
    assert fine.state == DeliveryState.SENT

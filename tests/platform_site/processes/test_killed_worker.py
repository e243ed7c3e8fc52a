"""Killing the worker at any moment and starting it again loses nothing and tells nobody twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from notifications.jobs import sweep
from notifications.models import Channel, DeliveryState, Message
from notifications.services import notify
from people.persons.models import Person
from tests.worker import RealWorker, empty_broker


@pytest.fixture
def gateway(real_worker: RealWorker, tmp_path: Path) -> Path:
    """The folder in which the worker's SMS gateway takes its notes."""
    real_worker.environment = {
        "SMS_BACKEND": "tests.platform_site.accounts.held_sms.HeldSMS",
        "SMS_OPTIONS": f"folder={tmp_path}",
    }
    return tmp_path


def told(key: str) -> Message:
    person, _created = Person.objects.get_or_create(name="李明", phone="+8613900000001")
    return notify(person=person, kind="change", subject="探访", body="明天上午", key=key, channel=Channel.SMS)


def lines(notes: Path) -> list[str]:
    return notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []


def is_sent(message: Message) -> bool:
    return Message.objects.filter(pk=message.pk, state=DeliveryState.SENT).exists()


def let_the_pause_pass() -> None:
    """Instead of waiting two minutes: what was claimed and not finished is due again."""
    Message.objects.filter(state=DeliveryState.WAITING).update(
        not_before=timezone.now() - timedelta(seconds=1)
    )


def test_a_message_the_worker_was_killed_over_is_delivered_once_after_its_restart(
    real_worker: RealWorker, gateway: Path
) -> None:
    (gateway / "hold").touch()
    real_worker.start()
    message = told("visit:1")
    real_worker.wait_until(lambda: lines(gateway / "calls"), "the worker calls the gateway")
    real_worker.kill()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (DeliveryState.WAITING, 1)
    assert lines(gateway / "delivered") == []

    (gateway / "hold").unlink()
    let_the_pause_pass()
    real_worker.start()
    sweep.delay()
    sweep.delay()
    real_worker.wait_until(lambda: is_sent(message), "the sweep delivers what was left behind")
    real_worker.stop()
    assert lines(gateway / "delivered") == ["+8613900000001 探访: 明天上午"]


def test_messages_written_while_no_worker_lived_and_the_broker_was_emptied_arrive_by_the_sweep(
    real_worker: RealWorker, gateway: Path
) -> None:
    messages = [told(f"visit:{number}") for number in range(3)]
    empty_broker()
    real_worker.start()
    sweep.delay()
    real_worker.wait_until(
        lambda: all(is_sent(message) for message in messages), "the sweep delivers all three"
    )
    real_worker.stop()
    assert len(lines(gateway / "delivered")) == 3

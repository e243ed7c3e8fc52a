"""Log-ins, refusals and changes of rights are on record, with who and from where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.access_log.models import AccessLog
from people.access_log.services import check_log, log_access
from people.logins.models import User
from people.logins.services import change_phone, login_for_phone
from people.persons.models import Person
from people.roles.services import end_role, grant_role
from policies.services import set_value
from regions.models import Region
from tests.platform_site.accounts.test_accounts import ask_for_code, enter, last_code
from tests.platform_site.accounts.test_second_factor import code_of, with_first_factor
from tests.sms import Recorded
from workbench.access_recording import AccessAction
from workbench.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> Iterator[None]:
    """Codes are read from messages; rate limits of other tests are forgotten."""
    settings.SMS_BACKEND = "tests.sms.Recorded"
    Recorded.sent.clear()
    cache.clear()
    yield
    cache.clear()


def outcomes(action: AccessAction) -> list[tuple[Any, Any, str]]:
    rows = AccessLog.objects.filter(action=action).order_by("pk")
    return [(row.actor_id, row.subject_id, row.outcome) for row in rows]


def test_a_log_in_is_on_record_rightly_and_wrongly_given(resident: User) -> None:
    client = Client(REMOTE_ADDR="203.0.113.7")
    ask_for_code(client, resident.phone)
    right = last_code()
    enter(client, "000000" if right != "000000" else "111111")
    enter(client, right)
    person = resident.person
    assert outcomes(AccessAction.LOG_IN) == [
        (None, person.pk, "refused"),
        (resident.pk, person.pk, "allowed"),
    ]
    assert set(AccessLog.objects.values_list("address", flat=True)) == {"203.0.113.7"}


def test_a_failed_log_in_with_a_number_nobody_has_names_its_last_digits(
    client: Client, auditor: User
) -> None:
    ask_for_code(client, "13800138000")
    enter(client, "000000" if last_code() != "000000" else "111111")
    row = AccessLog.objects.get(action=AccessAction.LOG_IN)
    assert (row.actor, row.subject, row.detail) == (None, None, "wrong code …8000")
    assert row in AccessLog.objects.visible_to(auditor)


def test_a_refused_second_factor_is_on_record(worker: User, log_in: Callable[[User], Client]) -> None:
    log_in(worker)
    client = with_first_factor(worker)
    wrong = "000000" if code_of(worker) != "000000" else "111111"
    client.post(reverse("mfa_authenticate"), {"code": wrong})
    assert (None, worker.person.pk, "refused") in outcomes(AccessAction.SECOND_FACTOR)
    assert not AccessLog.objects.filter(detail__contains=wrong).exists()


def test_roles_granted_and_ended_are_on_record(
    manager: User, resident: User, community: Region, city_manager: User
) -> None:
    grant = grant_role(actor=manager, user=resident, role=Role.COMMUNITY_WORKER, region=community)
    grant_role(actor=manager, user=resident, role=Role.COMMUNITY_WORKER, region=community)
    end_role(actor=city_manager, grant=grant)
    end_role(actor=city_manager, grant=grant)
    person = resident.person.pk
    assert outcomes(AccessAction.GRANT) == [(manager.pk, person, "allowed")]
    assert outcomes(AccessAction.REVOKE) == [(city_manager.pk, person, "allowed")]
    assert AccessLog.objects.filter(action=AccessAction.GRANT, region=community).exists()


def test_a_changed_policy_is_on_record(city_manager: User) -> None:
    set_value(
        key="site.access_log_months", value=24, valid_from=timezone.localdate() + timedelta(days=1),
        source_kind="choice", source="local rule", author=city_manager,
    )  # fmt: skip
    row = AccessLog.objects.get(action=AccessAction.POLICY)
    assert (row.actor, row.detail.split()[0]) == (city_manager, "site.access_log_months")


def test_another_phone_is_on_record_without_the_number(resident: User) -> None:
    change_phone(user=resident, phone="+8613800138000", verified=True)
    row = AccessLog.objects.get(action=AccessAction.PHONE)
    assert row.actor == resident
    assert row.detail.endswith("…8000")
    assert "13800138000" not in row.detail
    shell = login_for_phone(phone="13900139000")
    change_phone(user=shell, phone=shell.phone or "", verified=True)
    assert AccessLog.objects.filter(action=AccessAction.PHONE).count() == 1


def test_a_file_that_was_refused_is_on_record_with_whose_it_is(
    worker_next_door: User, neighbour: Person, log_in: Callable[[User], Client]
) -> None:
    address = reverse("people_person:inspect", args=[neighbour.pk])
    assert log_in(worker_next_door).get(address).status_code == 404
    row = AccessLog.objects.get(actor=worker_next_door, outcome="refused")
    assert (row.subject, row.count) == (neighbour, 0)
    assert row.detail.startswith("404 GET people_person:inspect")


def test_a_door_of_the_workbench_that_stays_shut_is_on_record(
    resident: User, log_in: Callable[[User], Client]
) -> None:
    log_in(resident).get("/workbench/")
    assert AccessLog.objects.filter(actor=resident, outcome="refused", detail__startswith="403").exists()


def test_a_mistyped_address_is_nobodys_file(resident: User, log_in: Callable[[User], Client]) -> None:
    log_in(resident).get("/nothing/here/")
    Client().get("/workbench/people/person/inspect/1/")
    assert not AccessLog.objects.filter(outcome="refused").exists()


def test_who_read_my_file_names_readers_and_neither_log_ins_nor_refusals(
    neighbour: Person, worker: User, make_user: Callable[..., User]
) -> None:
    owner = make_user("户主甲")
    Person.objects.filter(user=owner).update(user=None)
    neighbour.user = owner
    neighbour.save()
    log_access(actor=worker, action=AccessAction.READ, subject=neighbour)
    log_access(actor=worker, action=AccessAction.GRANT, subject=neighbour)
    log_access(actor=None, action=AccessAction.LOG_IN, subject=neighbour)
    assert [row.action for row in AccessLog.objects.about(owner)] == ["read"]


def test_auditors_read_whether_the_log_is_whole(
    auditor: User, log_in: Callable[[User], Client], neighbour: Person
) -> None:
    client, address = log_in(auditor), reverse("people_accesslog:index")
    assert "核验" not in client.get(address).content.decode()
    check_log()
    assert "完整，未被改动" in client.get(address).content.decode()
    AccessLog.objects.create(actor=auditor, action=AccessAction.READ, subject=neighbour, signature="0" * 64)
    check_log()
    assert "有 1 处不符" in client.get(address).content.decode()


def test_auditors_filter_the_log_and_others_do_not_see_it(
    auditor: User, worker: User, neighbour: Person, log_in: Callable[[User], Client]
) -> None:
    log_access(actor=worker, action=AccessAction.READ, subject=neighbour, detail="the file")
    log_access(actor=worker, action=AccessAction.GRANT, subject=neighbour, detail="the role")
    address = reverse("people_accesslog:index")
    page = log_in(auditor).get(address, {"action": "grant"}).content.decode()
    assert "the role" in page
    assert "the file" not in page
    assert log_in(worker).get(address).status_code in (302, 403)

"""A relative who was first named in a mandate logs in with her own number and finds her own file, not a second one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elderly_visits.register.models import Elder
from people.logins.models import User
from people.logins.services import adopt_person, login_for_phone
from people.mandates.models import Mandate
from people.mandates.services import check_number, record_mandate, revoke_mandate
from people.persons.models import Person
from people.persons.services import create_person, find_or_create_person, update_person
from regions.models import Region
from workbench.roles import Role

pytestmark = pytest.mark.django_db
PHONE, OTHER = "+8613900139001", "+8613900139002"
LogIn = Callable[[User], Client]


@pytest.fixture
def elder(community: Region) -> Person:
    """Her daughter's number stands in her file, too, as is usual."""
    return Person.objects.create(name="赵奶奶", region=community, phone=PHONE)


@pytest.fixture
def daughter() -> Person:
    return find_or_create_person(name="钱女士", phone=PHONE)[0]


@pytest.fixture
def mandate(elder: Person, daughter: Person, worker: User) -> Mandate:
    return record_mandate(principal=elder, agent=daughter, relation="女儿", actor=worker)


@pytest.fixture
def colleague(make_user: Callable[..., User], community: Region) -> User:
    return make_user("网格员丙", Role.COMMUNITY_WORKER, community)


def logs_in(phone: str) -> Person | None:
    user = login_for_phone(phone=phone)
    user.phone_verified = True
    user.save(update_fields=["phone_verified"])
    return adopt_person(user=user)


def test_with_a_number_that_a_second_person_called_she_finds_her_own_file_and_only_that(
    mandate: Mandate, elder: Person, daughter: Person, officer: User
) -> None:
    check_number(mandate=mandate, actor=officer, phone=PHONE)
    assert logs_in(PHONE) == daughter
    elder.refresh_from_db()
    assert elder.user is None
    assert Person.objects.filter(name="钱女士").count() == 1
    daughter.refresh_from_db()
    assert Mandate.objects.held_by(daughter.user).get() == mandate  # type: ignore[arg-type]  # she has logged in


def test_a_friends_number_typed_by_one_person_alone_opens_no_file(
    mandate: Mandate, daughter: Person, worker: User
) -> None:
    with pytest.raises(ValidationError) as refused:
        check_number(mandate=mandate, actor=worker, phone=PHONE)
    assert refused.value.code == "same"
    assert logs_in(PHONE) is None
    daughter.refresh_from_db()
    assert daughter.user is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=mandate.pk).update(checked_phone=PHONE, phone_checked_by=worker)


def test_an_elders_own_file_is_never_opened_by_the_number_of_a_mandate(
    mandate: Mandate, daughter: Person, officer: User, community: Region
) -> None:
    """Somebody's file with a friend's number in it: naming her in a mandate does not make the friend her."""
    Elder.objects.create(person=daughter, region=community, living_alone=True)
    check_number(mandate=mandate, actor=officer, phone=PHONE)
    assert logs_in(PHONE) is None


def test_a_number_that_one_person_put_in_the_place_of_the_checked_one_opens_nothing(
    mandate: Mandate, daughter: Person, worker: User, officer: User
) -> None:
    check_number(mandate=mandate, actor=officer, phone=PHONE)
    update_person(person=daughter, actor=worker, phone=OTHER)
    assert logs_in(OTHER) is None
    assert Mandate.objects.with_number_to_check().get() == mandate


def test_nor_does_a_file_of_the_same_name_to_which_the_mandate_was_moved(
    mandate: Mandate, officer: User
) -> None:
    """As a merge does it, into a file that one person made with another number."""
    check_number(mandate=mandate, actor=officer, phone=PHONE)
    Mandate.objects.update(agent=create_person(name="钱女士", phone=OTHER))
    assert logs_in(OTHER) is None


def test_the_number_is_called_that_was_read(
    mandate: Mandate, daughter: Person, worker: User, officer: User
) -> None:
    update_person(person=daughter, actor=worker, phone=OTHER)
    with pytest.raises(ValidationError) as refused:
        check_number(mandate=mandate, actor=officer, phone=PHONE)
    assert refused.value.code == "changed"


def test_nobody_close_and_nobody_from_elsewhere_checks_it(
    mandate: Mandate, worker_next_door: User, make_user: Callable[..., User], community: Region
) -> None:
    friend = make_user("网格员丁", Role.COMMUNITY_WORKER, community)
    Person.objects.filter(user=friend).update(phone=PHONE)
    for somebody in (friend, worker_next_door):
        with pytest.raises(ValidationError):
            check_number(mandate=mandate, actor=somebody, phone=PHONE)
    assert logs_in(PHONE) is None


def test_an_ended_mandate_opens_nothing(mandate: Mandate, officer: User, worker: User) -> None:
    check_number(mandate=mandate, actor=officer, phone=PHONE)
    revoke_mandate(mandate=mandate, actor=worker)
    assert logs_in(PHONE) is None


def test_two_representatives_with_one_number_stay_closed(
    mandate: Mandate, elder: Person, worker: User, officer: User
) -> None:
    other = find_or_create_person(name="孙先生", phone=PHONE)[0]
    second = record_mandate(principal=elder, agent=other, relation="女婿", actor=worker)
    for one in (mandate, second):
        check_number(mandate=one, actor=officer, phone=PHONE)
    assert logs_in(PHONE) is None


def test_the_number_waits_in_the_list_and_is_called_on_one_page(
    mandate: Mandate, worker: User, colleague: User, worker_next_door: User, log_in: LogIn, daughter: Person
) -> None:
    page = reverse("people_workbench:check_mandate_number", args=[mandate.pk])
    queue = reverse("people_workbench:mandates_waiting")
    assert page in log_in(colleague).get(queue).content.decode()
    assert page not in log_in(worker_next_door).get(queue).content.decode()
    assert log_in(worker_next_door).get(page).status_code == 404
    desk = log_in(colleague)
    question = desk.get(page).content.decode()
    assert "13900139001" in question and f'value="{PHONE}"' in question
    log_in(worker).post(page, {"phone": PHONE})
    mandate.refresh_from_db()
    assert mandate.phone_checked_by is None
    assert desk.post(page, {"phone": PHONE}).status_code == 302
    mandate.refresh_from_db()
    assert mandate.phone_checked_by == colleague
    assert page not in desk.get(queue).content.decode()
    assert logs_in(PHONE) == daughter


def test_the_list_asks_no_query_for_each_number(
    mandate: Mandate, elder: Person, worker: User, colleague: User, log_in: LogIn
) -> None:
    desk, queue = log_in(colleague), reverse("people_workbench:mandates_waiting")

    def queries() -> int:
        desk.get(queue)
        with CaptureQueriesContext(connection) as counted:
            desk.get(queue)
        return len(counted)

    few = queries()
    for number in range(6):
        agent: Any = create_person(name=f"亲属{number}", phone=f"+861390013910{number}")
        record_mandate(principal=elder, agent=agent, relation="亲属", actor=worker)
    assert queries() == few

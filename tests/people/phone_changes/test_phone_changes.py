"""A log-in moves to another number: with the old phone alone, without it by two workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.access_log.models import AccessLog
from people.logins.enums import PhoneChangeState
from people.logins.models import PhoneChange, User
from people.persons.models import Person
from people.persons.services import update_person
from people.phone_changes.services import approve_phone_change, ask_phone_change, refuse_phone_change
from regions.models import Region
from tests.platform_site.accounts.doors import (
    NEW,
    codes_to,
    is_in,
    last_code,
    log_in_by_code,
    prove_old_number,
    texts_to,
)
from tests.sms import Recorded
from workbench.roles import Role

pytestmark = pytest.mark.django_db

LogIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> Iterator[None]:
    settings.SMS_BACKEND = "tests.sms.Recorded"
    Recorded.sent.clear()
    for kept in caches.all():
        kept.clear()
    yield
    for kept in caches.all():
        kept.clear()


@pytest.fixture
def grandmother(make_user: Callable[..., User], community: Region) -> User:
    return make_user("周奶奶", region=community)


@pytest.fixture
def colleague(make_user: Callable[..., User], community: Region) -> User:
    return make_user("网格员丙", Role.COMMUNITY_WORKER, community)


def ask(actor: User, user: User, phone: str = NEW) -> PhoneChange:
    return ask_phone_change(person=user.person, phone=phone, checked="id_card", actor=actor)


# With the old phone


def test_a_screen_left_unlocked_does_not_move_the_number(log_in: LogIn, grandmother: User) -> None:
    """Somebody sits down at her tablet: without the code to her phone nothing moves, whichever address is opened."""
    old = grandmother.phone
    thief = log_in(grandmother)
    answer = thief.post(reverse("account_change_phone"), {"phone": NEW})
    assert answer.url == reverse("account_old_phone")
    assert (
        thief.post(reverse("account_verify_phone"), {"action": "verify", "code": "123456"}).status_code == 302
    )
    thief.post(reverse("account_old_phone"), {"action": "send"})
    for guess in ("000000", "111111", "222222", "333333", "444444", "555555"):
        thief.post(reverse("account_old_phone"), {"action": "verify", "code": guess})
    thief.post(reverse("account_change_phone"), {"phone": NEW})
    assert codes_to(NEW) == 0
    assert codes_to(old) == 1
    grandmother.refresh_from_db()
    assert grandmother.phone == old


def test_with_codes_to_both_numbers_it_moves_and_everybody_concerned_hears_of_it(
    log_in: LogIn, grandmother: User, django_capture_on_commit_callbacks: Any
) -> None:
    old = str(grandmother.phone)
    elsewhere = log_in_by_code(old)
    mine = log_in_by_code(old)
    assert prove_old_number(mine).url == reverse("account_change_phone")
    mine.post(reverse("account_change_phone"), {"phone": NEW})
    with django_capture_on_commit_callbacks(execute=True):
        done = mine.post(reverse("account_verify_phone"), {"action": "verify", "code": last_code()})
    assert done.url == reverse("people:me")
    grandmother.refresh_from_db()
    assert grandmother.phone == grandmother.person.phone == NEW
    assert mine.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302
    assert len(texts_to(old)) == len(texts_to(NEW)) == 1
    change = PhoneChange.objects.get()
    assert (change.state, change.old_phone, change.new_phone) == (PhoneChangeState.OWN, old, NEW)
    assert AccessLog.objects.filter(subject=grandmother.person, detail="phone number changed").exists()
    # One proof, one change.
    assert mine.get(reverse("account_change_phone")).url == reverse("account_old_phone")


def test_a_proof_is_good_for_twenty_minutes_and_one_session(grandmother: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        mine = log_in_by_code(str(grandmother.phone))
        other = log_in_by_code(str(grandmother.phone))
        prove_old_number(mine)
        assert mine.get(reverse("account_change_phone")).status_code == 200
        assert other.get(reverse("account_change_phone")).status_code == 302
        clock.shift(timedelta(minutes=20, seconds=1))
        assert mine.get(reverse("account_change_phone")).status_code == 302


def test_who_lost_the_phone_reads_whom_to_see(log_in: LogIn, grandmother: User) -> None:
    page = log_in(grandmother).get(reverse("account_old_phone")).content.decode()
    assert "社区工作者" in page or "community worker" in page
    assert grandmother.phone not in page.replace("\n", "").split("<main", 1)[1]


# Without it


def test_a_worker_moves_nobodys_number_alone(log_in: LogIn, worker: User, make_volunteer: Any) -> None:
    """She asks for a number of her own, and then tries to agree to it herself."""
    volunteer = make_volunteer()
    user = volunteer.person.user
    volunteer.person.region = volunteer.region
    volunteer.person.save()
    old = user.phone
    client = log_in(worker)
    url = reverse("people_workbench:ask_phone_change", args=[volunteer.person_id])
    client.post(url, {"phone": NEW, "checked": "known", "note": ""})
    change = PhoneChange.objects.get()
    page = reverse("people_workbench:phone_change", args=[change.pk])
    assert "approve" not in client.get(page).content.decode()
    assert client.post(page, {"step": "approve"}).status_code == 403
    user.refresh_from_db()
    assert user.phone == old
    thief = Client()
    thief.post(reverse("account_login"), {"login": NEW})
    thief.post(reverse("account_confirm_login_code"), {"action": "verify", "code": last_code()})
    assert thief.session["_auth_user_id"] != str(user.pk)


def test_a_second_colleague_agrees_and_the_old_number_hears_of_it_twice(
    log_in: LogIn,
    worker: User,
    colleague: User,
    grandmother: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    old = str(grandmother.phone)
    lost = log_in_by_code(old)
    with django_capture_on_commit_callbacks(execute=True):
        change = ask(worker, grandmother)
    assert len(texts_to(old)) == 1
    assert lost.get("/me/").status_code == 200
    client = log_in(colleague)
    assert "周奶奶" in client.get(reverse("people_workbench:phone_changes")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("people_workbench:phone_change", args=[change.pk]), {"step": "approve"})
        client.post(reverse("people_workbench:phone_change", args=[change.pk]), {"step": "approve"})
    grandmother.refresh_from_db()
    assert (grandmother.phone, grandmother.person.phone) == (NEW, NEW)
    assert len(texts_to(old)) == 2 and len(texts_to(NEW)) == 1
    assert lost.get("/me/").status_code == 302
    change.refresh_from_db()
    assert (change.asked_by, change.decided_by, change.state) == (worker, colleague, "approved")
    assert is_in(log_in_by_code(NEW))


def test_nobody_asks_or_decides_about_the_own_log_in(worker: User, colleague: User, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        ask(worker, worker)
    worker.person.region_id = worker.role_grants.get().region_id
    worker.person.save()
    change = ask(officer, worker)
    with pytest.raises(PermissionDenied):
        approve_phone_change(change=change, actor=worker)
    # Nor does a colleague decide who may not end the role.
    with pytest.raises(PermissionDenied):
        approve_phone_change(change=change, actor=colleague)


def test_staff_are_moved_by_those_who_could_end_their_role(
    worker: User, officer: User, manager: User, city_manager: User
) -> None:
    with pytest.raises(PermissionDenied):
        ask(worker, city_manager)
    change = ask(officer, worker)
    approve_phone_change(change=change, actor=manager)
    worker.refresh_from_db()
    assert worker.phone == NEW


def test_who_looks_after_the_installation_is_moved_by_nobody_here(
    manager: User, make_user: Callable[..., User], community: Region
) -> None:
    site = make_user("站长", region=community)
    User.objects.filter(pk=site.pk).update(is_superuser=True)
    site.refresh_from_db()
    with pytest.raises(PermissionDenied):
        ask(manager, site)


@pytest.mark.parametrize(
    ("who", "status"),
    [("worker", 200), ("worker_next_door", 404), ("officer", 200), ("auditor", 403), ("resident", 403)],
)
def test_only_workers_of_the_region_see_what_waits(
    request: Any, log_in: LogIn, worker: User, grandmother: User, who: str, status: int
) -> None:
    change = ask(worker, grandmother)
    client = log_in(request.getfixturevalue(who))
    page = reverse("people_workbench:phone_change", args=[change.pk])
    assert client.get(page).status_code == status
    if status == 404:
        assert client.post(page, {"step": "approve"}).status_code == 404
        assert "周奶奶" not in client.get(reverse("people_workbench:phone_changes")).content.decode()
    assert Client().get(page).status_code == 302


def test_the_number_of_another_is_refused_and_what_was_typed_stays(
    log_in: LogIn, worker: User, grandmother: User
) -> None:
    page = reverse("people_workbench:ask_phone_change", args=[grandmother.person.pk])
    answer = log_in(worker).post(page, {"phone": worker.phone, "checked": "home", "note": "手机掉了"})
    assert answer.context["form"].errors["phone"]
    assert "手机掉了" in answer.content.decode()
    assert not PhoneChange.objects.exists()


def test_a_number_that_became_anothers_in_the_meantime_is_not_taken_from_her(
    worker: User, colleague: User, grandmother: User
) -> None:
    change = ask(worker, grandmother)
    log_in_by_code(NEW)
    with pytest.raises(ValidationError):
        approve_phone_change(change=change, actor=colleague)
    grandmother.refresh_from_db()
    assert grandmother.phone != NEW


def test_asking_twice_is_asking_once_and_one_waits_at_a_time(worker: User, grandmother: User) -> None:
    assert ask(worker, grandmother) == ask(worker, grandmother)
    with pytest.raises(ValidationError):
        ask(worker, grandmother, "13900139000")


def test_who_asked_takes_it_back_and_then_nobody_agrees_to_it(
    worker: User, colleague: User, grandmother: User
) -> None:
    change = ask(worker, grandmother)
    refuse_phone_change(change=change, actor=worker)
    with pytest.raises(ValidationError):
        approve_phone_change(change=change, actor=colleague)
    grandmother.refresh_from_db()
    assert grandmother.phone != NEW


def test_what_waits_is_over_once_she_moved_the_number_herself(
    worker: User, colleague: User, grandmother: User
) -> None:
    change = ask(worker, grandmother)
    mine = log_in_by_code(str(grandmother.phone))
    prove_old_number(mine)
    mine.post(reverse("account_change_phone"), {"phone": "13900139000"})
    mine.post(reverse("account_verify_phone"), {"action": "verify", "code": last_code()})
    change.refresh_from_db()
    assert change.state == PhoneChangeState.LAPSED
    with pytest.raises(ValidationError):
        approve_phone_change(change=change, actor=colleague)


def test_the_database_itself_wants_two(worker: User, grandmother: User) -> None:
    change = ask(worker, grandmother)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhoneChange.objects.filter(pk=change.pk).update(state="approved", decided_by=worker)


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    log_in: LogIn,
    worker: User,
    make_user: Callable[..., User],
    community: Region,
    django_assert_max_num_queries: Any,
) -> None:
    for serial in range(12):
        ask(worker, make_user(f"老人{serial}", region=community), f"138001380{serial:02}")
    client = log_in(worker)
    page = reverse("people_workbench:phone_changes")
    client.get(page)
    with django_assert_max_num_queries(25):
        client.get(page)


# Who has a file and no log-in yet


@pytest.fixture
def imported(make_volunteer: Any) -> Person:
    """A volunteer of a roster, who never logged in."""
    volunteer = make_volunteer("郑大叔")
    person: Person = volunteer.person
    user, person.user = person.user, None
    person.phone, person.region = "+8613700137000", volunteer.region
    person.save()
    person.history.all().delete()
    person.save()
    assert user is not None
    user.delete()
    return person


def test_a_worker_does_not_become_a_volunteer_by_typing_her_own_number_into_the_file(
    worker: User, imported: Person
) -> None:
    update_person(person=imported, actor=worker, phone=NEW)
    thief = log_in_by_code(NEW)
    imported.refresh_from_db()
    assert imported.user is None
    assert thief.get(reverse("after_login")).url.startswith(reverse("people:welcome"))


def test_with_the_number_of_the_roster_he_just_logs_in(worker: User, imported: Person) -> None:
    update_person(person=imported, actor=worker, name="郑大叔")
    log_in_by_code(imported.phone)
    imported.refresh_from_db()
    assert imported.user is not None


def test_a_wrong_number_of_a_roster_is_put_right_by_two(
    log_in: LogIn,
    worker: User,
    colleague: User,
    imported: Person,
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = log_in(worker).get(reverse("people_person:inspect", args=[imported.pk])).content.decode()
    assert reverse("people_workbench:ask_phone_change", args=[imported.pk]) in page
    with django_capture_on_commit_callbacks(execute=True):
        change = ask_phone_change(person=imported, phone=NEW, checked="home", actor=worker)
        with pytest.raises(PermissionDenied):
            approve_phone_change(change=change, actor=worker)
        approve_phone_change(change=change, actor=colleague)
    assert len(texts_to("+8613700137000")) == 2
    log_in_by_code(NEW)
    imported.refresh_from_db()
    assert imported.user is not None and imported.user.phone == NEW


def test_an_elder_without_a_log_in_gets_none_through_a_number(
    worker: User, colleague: User, community: Region
) -> None:
    """Nobody vouches that the number in an elder's file is the elder's own."""
    elder = Person.objects.create(name="李奶奶", phone="+8613700137001", region=community)
    with pytest.raises(PermissionDenied):
        ask_phone_change(person=elder, phone=NEW, checked="home", actor=worker)

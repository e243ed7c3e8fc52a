"""Mandates: what each allows, that the one it is for hears of every use, and that it ends at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from notifications.models import Message
from people.kinship.services import propose_kinship
from people.logins.models import User
from people.mandates.enums import MandateScope
from people.mandates.models import Mandate, MandateUse
from people.mandates.services import (
    confirm_mandate,
    latest_end,
    record_mandate,
    revoke_mandate,
    tell_of_terms,
    use_mandate,
)
from people.persons.models import Person
from tests.conftest import in_english

pytestmark = pytest.mark.django_db


@pytest.fixture
def elder(community):
    return Person.objects.create(name="赵奶奶", region=community, phone="+8610000077777")


@pytest.fixture
def mandate(elder, resident, worker):
    return record_mandate(principal=elder, agent=resident.person, relation="女儿", actor=worker, may_ask=True)


def use(mandate, key="k", scope=MandateScope.ASK):
    return use_mandate(mandate=mandate, scope=scope, what="居民甲替您请了一次陪伴。", key=key)


def test_a_mandate_from_before_lets_see_and_nothing_more(elder, resident):
    old = Mandate.objects.create(principal=elder, agent=resident.person, relation="女儿")
    assert old.scopes == [MandateScope.READ]
    assert not Mandate.objects.in_force().allowing(MandateScope.ASK).exists()
    assert Mandate.objects.in_force().allowing(MandateScope.READ).get() == old


def test_what_was_agreed_is_never_widened_but_replaced(mandate, elder, resident, worker):
    again = record_mandate(
        principal=elder, agent=resident.person, relation="女儿", actor=worker, may_ask=True
    )
    assert again == mandate
    wider = record_mandate(
        principal=elder, agent=resident.person, relation="女儿", actor=worker, may_ask=True, may_give=True
    )
    mandate.refresh_from_db()
    assert wider != mandate and mandate.revoked_by == worker and not mandate.may_give
    assert Mandate.objects.in_force().get() == wider


def test_each_use_is_told_once(mandate, elder):
    assert use(mandate) == use(mandate)
    assert Message.objects.filter(person=elder, kind="mandate_used").count() == 1
    use(mandate, "another")
    assert Message.objects.filter(person=elder, kind="mandate_used").count() == 2


def test_a_use_that_is_not_allowed_writes_nothing(mandate, worker, elder):
    with pytest.raises(ValidationError):
        use(mandate, scope=MandateScope.GIVE)
    revoke_mandate(mandate=mandate, actor=worker)
    with pytest.raises(ValidationError):
        use(mandate)
    assert not MandateUse.objects.exists() and not Message.objects.filter(kind="mandate_used").exists()


def test_a_mandate_that_ended_yesterday_is_not_used_today(mandate):
    Mandate.objects.filter(pk=mandate.pk).update(
        valid_from=timezone.localdate() - timedelta(days=9),
        valid_until=timezone.localdate() - timedelta(days=1),
    )
    with pytest.raises(ValidationError):
        use(mandate)


def test_uses_are_never_rewritten(mandate):
    made = use(mandate)
    for change in (lambda: MandateUse.objects.update(what="x"), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_both_sides_read_the_list_and_others_do_not(
    mandate, resident, log_in, make_user, worker, worker_next_door
):
    use(mandate)
    page = log_in(resident).get("/me/mandates/").content.decode()
    assert "居民甲替您请了一次陪伴。" in page and "赵奶奶" in page
    assert "居民甲替您" not in log_in(make_user("外人")).get("/me/mandates/").content.decode()
    sheet = f"/workbench/people/person/{mandate.principal_id}/mandate-uses/"
    assert "居民甲替您请了一次陪伴。" in log_in(worker).get(sheet).content.decode()
    assert log_in(worker_next_door).get(sheet).status_code == 404


def test_the_worker_records_what_is_allowed(elder, worker, log_in):
    client = in_english(log_in(worker))
    response = client.post(
        f"/workbench/people/person/{elder.pk}/mandates/new/",
        {
            "name": "钱女士",
            "phone": "13900000001",
            "relation": "女儿",
            "how": "signed",
            "may_ask": "on",
            "valid_until": "",
        },
    )
    assert response.status_code == 302
    made = Mandate.objects.get(principal=elder)
    assert (made.may_ask, made.may_give) == (True, False)
    assert (
        "Request and settle services"
        in client.get(f"/workbench/people/person/inspect/{elder.pk}/").content.decode()
    )


@pytest.mark.django_db
def test_a_relative_sees_the_person_while_the_mandate_lasts(
    resident: User, neighbour: Person, worker: User
) -> None:
    today = timezone.localdate()
    mandate = record_mandate(
        principal=neighbour,
        agent=resident.person,
        relation="女儿",
        actor=worker,
        valid_until=today + timedelta(days=3),
    )
    assert neighbour in Person.objects.visible_to(resident)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert neighbour not in Person.objects.visible_to(resident)
    assert revoke_mandate(mandate=mandate, actor=worker).revoked_by == worker
    assert neighbour not in Person.objects.visible_to(resident)
    again = record_mandate(principal=neighbour, agent=resident.person, relation="女儿", actor=worker)
    assert again != mandate
    assert neighbour in Person.objects.visible_to(resident)


@pytest.mark.django_db
def test_a_mandate_that_makes_no_sense_is_refused(neighbour: Person, resident: User, worker: User) -> None:
    today = timezone.localdate()
    kwargs: dict[str, Any] = {
        "principal": neighbour,
        "agent": resident.person,
        "relation": "邻居",
        "actor": worker,
    }
    for change in (
        {"agent": neighbour},
        {"valid_until": today - timedelta(days=1)},
        {"relation": " "},
    ):
        with pytest.raises(ValidationError):
            record_mandate(**(kwargs | change))
    neighbour.died_on = today
    neighbour.save()
    with pytest.raises(ValidationError):
        record_mandate(**kwargs)
    assert not Mandate.objects.exists()


# --- Consent, term, slip, and a second person -------------------------------------------------------------------------


def entered(**changes: str) -> dict[str, str]:
    return {"name": "钱女士", "phone": "13900000001", "relation": "女儿", "how": "signed"} | changes


def test_how_the_elder_agreed_is_asked_and_the_term_is_a_year(elder, worker, log_in):
    client = log_in(worker)
    page = f"/workbench/people/person/{elder.pk}/mandates/new/"
    assert client.get(page).context["form"].fields["how"].choices[0][0] == ""
    assert client.post(page, entered(how="")).status_code == 200
    assert not Mandate.objects.exists()
    client.post(page, entered())
    made = Mandate.objects.get()
    assert made.how == "signed" and made.valid_until == latest_end(elder)
    assert 365 <= (made.valid_until - timezone.localdate()).days <= 366
    with pytest.raises(ValidationError):
        record_mandate(
            principal=elder, agent=made.agent, relation="女儿", actor=worker, may_ask=True,
            valid_until=latest_end(elder) + timedelta(days=1),
        )  # fmt: skip


def test_nobody_records_a_mandate_for_herself_as_representative(elder, worker, log_in):
    client = log_in(worker)
    page = f"/workbench/people/person/{elder.pk}/mandates/new/"
    name, phone = worker.person.name, worker.phone.removeprefix("+86")
    assert client.post(page, entered(name=name, phone=phone)).status_code == 200
    with pytest.raises(ValidationError):
        record_mandate(principal=elder, agent=worker.person, relation="邻居", actor=worker)
    assert not Mandate.objects.exists()


def test_a_mandate_over_her_own_mother_waits_for_a_second_person(elder, resident, worker, officer, log_in):
    propose_kinship(person=worker.person, relation="parent", name=elder.name, phone=elder.phone)
    mandate = record_mandate(
        principal=elder, agent=resident.person, relation="侄子", actor=worker, may_ask=True
    )
    assert mandate.is_waiting and not Mandate.objects.in_force().exists()
    assert elder not in Person.objects.visible_to(resident)
    with pytest.raises(ValidationError):
        use(mandate)
    confirm = f"/workbench/people/mandates/{mandate.pk}/confirm/"
    log_in(worker).post(confirm)
    mandate.refresh_from_db()
    assert mandate.is_waiting
    second = log_in(officer)
    assert elder.name in second.get("/workbench/people/mandates/waiting/").content.decode()
    assert not Message.objects.filter(kind="mandate").exists()
    second.post(confirm)
    assert Mandate.objects.in_force().get().confirmed_by == officer
    assert elder in Person.objects.visible_to(resident)
    assert Message.objects.filter(kind="mandate").count() == 2


def test_another_name_with_the_workers_own_phone_waits_too(elder, worker):
    friend = Person.objects.create(name="化名", phone=worker.phone)
    assert record_mandate(principal=elder, agent=friend, relation="邻居", actor=worker).is_waiting


def test_who_is_close_does_not_confirm_and_strangers_find_nothing(
    elder, resident, worker, officer, worker_next_door, log_in
):
    propose_kinship(person=worker.person, relation="parent", name=elder.name, phone=elder.phone)
    mandate = record_mandate(principal=elder, agent=resident.person, relation="侄子", actor=worker)
    propose_kinship(person=officer.person, relation="parent", name=elder.name, phone=elder.phone)
    with pytest.raises(ValidationError):
        confirm_mandate(mandate=mandate, actor=officer)
    for step in ("confirm", "renew", "slip"):
        assert (
            log_in(worker_next_door).get(f"/workbench/people/mandates/{mandate.pk}/{step}/").status_code
            == 404
        )


def test_both_sides_are_reminded_once_before_the_end_and_it_is_renewed_with_one_choice(
    mandate, elder, resident, worker, log_in
):
    Message.objects.all().delete()
    assert tell_of_terms() == 0
    assert mandate.valid_until is not None
    Mandate.objects.filter(pk=mandate.pk).update(valid_until=timezone.localdate() + timedelta(days=30))
    assert tell_of_terms() == 1 and tell_of_terms() == 0
    assert set(Message.objects.values_list("person", flat=True)) == {elder.pk, resident.person.pk}
    page = f"/workbench/people/mandates/{mandate.pk}/renew/"
    for _click in range(2):
        log_in(worker).post(page, {"how": "call_back"})
    mandate.refresh_from_db()
    assert mandate.valid_until == latest_end(elder) and mandate.renewed_by == worker and mandate.may_ask
    assert Mandate.objects.count() == 1


def test_an_elder_without_a_phone_gets_a_slip_in_large_text(worker, log_in, community):
    silent = Person.objects.create(name="孙爷爷", region=community)
    client = log_in(worker)
    answer = client.post(f"/workbench/people/person/{silent.pk}/mandates/new/", entered())
    mandate = Mandate.objects.get()
    assert answer.url == f"/workbench/people/mandates/{mandate.pk}/slip/"
    slip = client.get(answer.url).content.decode()
    assert "钱女士" in slip and "孙爷爷" in slip and "slip.css" in slip


def test_a_mandate_from_before_got_a_term_and_both_hear_of_it(mandate):
    Message.objects.all().delete()
    Mandate.objects.filter(pk=mandate.pk).update(term_untold=True)
    assert tell_of_terms() == 1 and tell_of_terms() == 0
    assert Message.objects.count() == 2

"""Relatives: named, confirmed, ended; and nobody learns from it who is on file."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from common.encryption import blind_index
from people.access_log.models import AccessLog
from people.kinship.enums import KinRelation
from people.kinship.models import Kinship
from people.kinship.services import (
    MOST_WAITING,
    confirm_kinship,
    decline_kinship,
    end_kinship,
    propose_kinship,
    verify_kinship,
)
from people.persons.models import Person
from tests.conftest import in_english

NUMBER = "11010519491231002X"
PAGE = "/me/relatives/"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def daughter(make_user, community):
    return make_user("张小妹", region=community).person


@pytest.fixture
def mother(make_user, community):
    return make_user("张大娘", region=community, birth_date=date(1949, 12, 31)).person


@pytest.fixture
def kinship(daughter, mother):
    return propose_kinship(person=daughter, relation="parent", name="张大娘", phone=mother.phone)


def test_the_one_who_was_named_confirms_and_both_see_each_other(kinship, daughter, mother):
    assert not kinship.is_verified
    confirmed = confirm_kinship(kinship=kinship, actor=mother.user)
    assert confirmed.is_verified and confirmed.proof == "relative" and confirmed.named_phone == ""
    assert (confirmed.relation_to(daughter), confirmed.relation_to(mother)) == (
        KinRelation.PARENT,
        KinRelation.CHILD,
    )
    assert confirm_kinship(kinship=kinship, actor=mother.user).verified_at == confirmed.verified_at


def test_nobody_but_the_one_who_was_named_confirms(kinship, daughter, worker):
    for user in (daughter.user, worker):
        with pytest.raises(ValidationError):
            confirm_kinship(kinship=kinship, actor=user)
    assert not Kinship.objects.verified().exists()


@pytest.mark.parametrize("known", ["unknown", "found", "other name", "dead"])
def test_the_page_says_the_same_whether_or_not_the_relative_is_on_file(daughter, mother, log_in, known):
    if known == "unknown":
        Person.objects.filter(pk=mother.pk).update(phone="+8610000099999")
    if known == "other name":
        Person.objects.filter(pk=mother.pk).update(name="李大娘")
    if known == "dead":
        Person.objects.filter(pk=mother.pk).update(died_on=date(2020, 1, 1))
    client = in_english(log_in(daughter.user))
    data = {"relation": "parent", "name": "张大娘", "phone": mother.phone}
    response = client.post(PAGE, data, follow=True)
    html = response.content.decode()
    assert "Noted." in html and "张大娘 · Father or mother" in html and "Waiting for confirmation" in html
    assert (Kinship.objects.get().relative is not None) == (known == "found")
    assert html.count("张大娘") == 1


def test_a_no_is_not_told_to_the_one_who_asked(kinship, daughter, mother, log_in):
    before = log_in(daughter.user).get(PAGE).content.decode()
    answer = reverse("people:relative", args=[kinship.uuid])
    log_in(mother.user).post(answer, {"step": "no"})
    after = log_in(daughter.user).get(PAGE).content.decode()
    assert "张大娘" in before and "张大娘" in after
    assert before.count("<li>") == after.count("<li>")
    # The one who said no no longer finds it.
    assert log_in(mother.user).get(answer).status_code == 404
    # And asking once more asks nobody.
    again = propose_kinship(person=daughter, relation="parent", name="张大娘", phone=mother.phone)
    assert again.pk == kinship.pk and not Kinship.objects.waiting().exists()


def test_who_tries_out_numbers_comes_to_an_end(daughter):
    for n in range(MOST_WAITING):
        propose_kinship(person=daughter, relation="child", name="某人", phone=f"1000000{n:04d}")
    with pytest.raises(ValidationError, match="confirm"):
        propose_kinship(person=daughter, relation="child", name="某人", phone="10000009999")


def test_the_same_proposal_twice_is_one(kinship, daughter, mother):
    again = propose_kinship(person=daughter, relation="parent", name="张 大娘", phone=mother.phone)
    assert (again.pk, Kinship.objects.count()) == (kinship.pk, 1)


def test_an_id_number_finds_the_relative_and_is_not_kept(daughter, mother):
    mother.set_id_number(NUMBER)
    mother.save()
    kinship = propose_kinship(person=daughter, relation="parent", name="张大娘", id_number=NUMBER.lower())
    assert kinship.relative == mother and kinship.named_id_index == blind_index(NUMBER)
    assert confirm_kinship(kinship=kinship, actor=mother.user).named_id_index == ""


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"phone": "", "id_number": "1" * 18}, "id_number"),
        ({"relation": "neighbour"}, "relation"),
        ({"name": "  "}, "name"),
        ({"name": "张" * 61}, "name"),
    ],
)
def test_what_cannot_be_is_refused_by_field(daughter, fields, where):
    given = {"relation": "parent", "name": "张大娘", "phone": "13900000000"} | fields
    with pytest.raises(ValidationError) as caught:
        propose_kinship(person=daughter, **given)
    assert where in caught.value.error_dict


@pytest.mark.parametrize("junk", ["\0", "9" * 5000, "‮", "<b>", "'; --"])
def test_junk_in_the_form_is_refused_kindly_and_kept(daughter, log_in, junk):
    data = {"relation": junk, "name": junk, "phone": junk, "id_number": junk}
    assert log_in(daughter.user).post(PAGE, data).status_code == 200
    assert not Kinship.objects.exists()


def test_oneself_is_no_relative(daughter):
    with pytest.raises(ValidationError, match="That is you"):
        propose_kinship(person=daughter, relation="sibling", name="张小妹", phone=daughter.phone)


def test_a_worker_confirms_from_the_document_and_makes_the_missing_file(daughter, worker):
    kinship = propose_kinship(person=daughter, relation="grandparent", name="张奶奶", phone="10000055555")
    with pytest.raises(ValidationError, match="ID number"):
        verify_kinship(kinship=kinship, actor=worker, document="household")
    done = verify_kinship(kinship=kinship, actor=worker, document="household", id_number=NUMBER)
    assert (done.proof, done.document, done.relative.birth_date) == (
        "worker",
        "household",
        date(1949, 12, 31),
    )
    assert (done.relative.region, done.verified_by) == (daughter.region, worker)


def test_nobody_confirms_a_family_of_their_own(worker, mother):
    kinship = propose_kinship(person=worker.person, relation="parent", name="张大娘", phone=mother.phone)
    with pytest.raises(ValidationError, match="colleague"):
        verify_kinship(kinship=kinship, actor=worker, document="household")


def test_two_people_are_relatives_once_whoever_said_so(kinship, daughter, mother):
    other = propose_kinship(person=mother, relation="child", name="张小妹", phone=daughter.phone)
    confirm_kinship(kinship=kinship, actor=mother.user)
    with pytest.raises(ValidationError, match="already"):
        confirm_kinship(kinship=other, actor=daughter.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Kinship.objects.filter(pk=other.pk).update(
            verified_at=kinship.proposed_at, proof="worker", relative=daughter
        )
    end_kinship(kinship=kinship, actor=mother.user)
    assert confirm_kinship(kinship=other, actor=daughter.user).is_verified


def test_declined_is_over_for_the_relative_and_open_to_the_document(kinship, mother, worker):
    decline_kinship(kinship=kinship, actor=mother.user)
    with pytest.raises(ValidationError, match="no longer needs an answer"):
        confirm_kinship(kinship=kinship, actor=mother.user)
    assert verify_kinship(kinship=kinship, actor=worker, document="birth").is_verified


def test_a_stranger_neither_sees_nor_ends_it(kinship, resident, log_in):
    address = reverse("people:relative", args=[kinship.uuid])
    assert log_in(resident).get(address).status_code == 404
    assert log_in(resident).post(address, {"step": "end"}).status_code == 404
    assert Client().get(address).status_code == 302
    assert not Kinship.objects.visible_to(resident).exists()


def test_either_side_ends_it_on_the_page(kinship, daughter, mother, log_in):
    confirm_kinship(kinship=kinship, actor=mother.user)
    address = reverse("people:relative", args=[kinship.uuid])
    assert log_in(mother.user).get(address).status_code == 200
    log_in(mother.user).post(address, {"step": "end"})
    log_in(daughter.user).post(address, {"step": "end"})
    kinship.refresh_from_db()
    assert kinship.ended_by == mother.user and not kinship.is_verified


def test_the_queue_shows_a_worker_the_families_of_the_region_and_logs_it(
    kinship, worker, worker_next_door, manager, auditor, log_in
):
    queue, address = "/workbench/people/relatives/", f"/workbench/people/relatives/{kinship.pk}/"
    client = log_in(worker)
    assert "张小妹" in client.get(queue).content.decode()
    assert AccessLog.objects.filter(actor=worker, action="list").exists()
    assert "张小妹" not in log_in(worker_next_door).get(queue).content.decode()
    assert log_in(worker_next_door).get(address).status_code == 404
    assert log_in(manager).get(address).status_code == 200
    # An auditor looks and changes nothing.
    assert log_in(auditor).get(address).status_code == 200
    assert log_in(auditor).post(address, {"step": "verify", "document": "household"}).status_code == 403
    assert client.post(address, {"step": "verify", "document": "passport"}).status_code == 200
    assert not Kinship.objects.verified().exists()
    assert client.post(address, {"step": "verify", "document": "household"}).status_code == 302
    assert Kinship.objects.verified().get().verified_by == worker
    assert AccessLog.objects.filter(actor=worker, action="change", subject=kinship.person).exists()


def test_a_worker_of_one_side_reads_no_birth_date_of_the_other(
    kinship, mother, worker, community_far_away, log_in
):
    address = f"/workbench/people/relatives/{kinship.pk}/"
    assert "1949-12-31" in log_in(worker).get(address).content.decode()
    Person.objects.filter(pk=mother.pk).update(region=community_far_away)
    assert "1949-12-31" not in log_in(worker).get(address).content.decode()
    assert AccessLog.objects.filter(actor=worker, action="read", subject=mother).count() == 2


def test_the_queue_costs_the_same_however_many_wait(daughter, worker, log_in):
    client, counts = log_in(worker), []
    for n in (1, 2, 3):
        propose_kinship(person=daughter, relation="child", name=f"某{n}", phone=f"1000000{n:04d}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/workbench/people/relatives/")
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_a_worker_confirms_somebody_new_from_the_document_on_the_page(daughter, worker, log_in):
    kinship = propose_kinship(person=daughter, relation="grandparent", name="张奶奶", phone="10000055555")
    client, address = log_in(worker), f"/workbench/people/relatives/{kinship.pk}/"
    for junk in ("", "x", "\0", "1" * 18, "9" * 5000):
        data = {"step": "verify", "document": "household", "id_number": junk}
        assert client.post(address, data).status_code == 200
    assert not Kinship.objects.verified().exists()
    client.post(address, {"step": "verify", "document": "household", "id_number": NUMBER})
    assert Kinship.objects.verified().get().relative.name == "张奶奶"
    client.post(address, {"step": "end"})
    assert not Kinship.objects.verified().exists()


def test_an_id_number_of_another_name_is_refused_on_the_page(daughter, mother, worker, log_in):
    mother.set_id_number(NUMBER)
    mother.save()
    kinship = propose_kinship(person=daughter, relation="parent", name="李大娘", phone="10000055555")
    data = {"step": "verify", "document": "household", "id_number": NUMBER}
    response = log_in(worker).post(f"/workbench/people/relatives/{kinship.pk}/", data)
    assert response.status_code == 200 and not Kinship.objects.verified().exists()

"""Two files of one person: proposed by one, confirmed by another, taken apart again, and no way into others' files."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from people.access_log.models import AccessLog
from people.access_log.services import log_access
from people.consents.models import Consent
from people.consents.services import give_consent, withdraw_consent
from people.kinship.services import propose_kinship
from people.mandates.models import Mandate
from people.mandates.services import record_mandate
from people.merging.models import Merge, MovedRow
from people.merging.registry import profiles, relations_of
from people.merging.services import confirm_merge, propose_merge, refusals, undo_merge
from people.persons.models import Person
from people.persons.selectors import find_by_number
from people.persons.services import find_person, update_person
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.suspension import suspend_volunteer
from workbench.access_recording import AccessAction

pytestmark = pytest.mark.django_db
BORN = date(1950, 3, 4)
NUMBER = "511702195003040240"


@pytest.fixture
def kept(community):
    return Person.objects.create(name="王建国", birth_date=BORN, region=community)


@pytest.fixture
def gone(community):
    return Person.objects.create(
        name="王建国", birth_date=BORN, region=community, phone="+8613800138001", sex="M"
    )


@pytest.fixture
def merged(kept, gone, worker, officer):
    """What the two do together."""

    def do():
        return confirm_merge(
            merge=propose_merge(kept=kept, gone=gone, actor=worker, reason="身份证核对"), actor=officer
        )

    return do


def test_every_relation_to_a_person_or_a_profile_says_what_becomes_of_it():
    # A LookupError here names the model that was forgotten.
    assert relations_of(Person)
    assert {relation.model.__name__ for relation in profiles()} == {"Elder", "Volunteer"}
    for relation in profiles():
        assert relations_of(relation.model)


def test_what_belongs_to_the_one_belongs_to_the_other_and_goes_back_row_by_row(
    kept, gone, merged, worker, resident, officer
):
    give_consent(person=gone, purpose="visits", method="oral")
    mandate = record_mandate(principal=gone, agent=resident.person, relation="女儿", actor=worker)
    log_access(actor=worker, action=AccessAction.READ, subject=gone)
    merge = merged()
    kept.refresh_from_db()
    gone.refresh_from_db()
    mandate.refresh_from_db()
    assert gone.merged_into == kept and (kept.phone, kept.sex) == ("+8613800138001", "M")
    assert mandate.principal == kept and Consent.objects.in_force().get().person == kept
    # Who read which file is not rewritten.
    assert AccessLog.objects.get(action=AccessAction.READ).subject == gone
    assert merge.moved.count() == MovedRow.objects.count() >= 2
    undo_merge(merge=merge, actor=officer, reason="两兄弟")
    kept.refresh_from_db()
    gone.refresh_from_db()
    mandate.refresh_from_db()
    assert gone.merged_into is None and kept.phone == "" and mandate.principal == gone
    assert Consent.objects.in_force().get().person == gone


def test_a_closed_file_is_found_by_nobody(kept, gone, merged, worker):
    merged()
    assert find_person(name="王建国", phone="13800138001") == kept
    assert find_by_number(worker, "13800138001") == [kept]
    assert gone not in Person.objects.visible_to(worker)


def test_the_id_number_goes_with_the_person_and_back(kept, gone, merged, worker):
    update_person(person=gone, sex="", actor=worker)
    gone.refresh_from_db()
    update_person(
        person=gone, id_number="51170219500304024" + _last("51170219500304024"), sex="F", actor=worker
    )
    gone.refresh_from_db()
    number = gone.id_number
    merge = merged()
    kept.refresh_from_db()
    assert kept.id_number == number
    undo_merge(merge=merge, actor=worker, reason="两人")
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.id_number, gone.id_number) == ("", number)


def _last(first17):
    from people.persons.id_numbers import check_digit

    return check_digit(first17)


def test_nobody_merges_alone_and_twice_is_once(kept, gone, worker, officer, log_in):
    propose = reverse("people_workbench:propose_merge", args=[kept.pk])
    client = log_in(worker)
    data = {"other": gone.pk, "stays": "this", "reason": "身份证核对"}
    for _click in range(2):
        client.post(propose, data)
    merge = Merge.objects.get()
    page = reverse("people_workbench:merge", args=[merge.pk])
    client.post(page, {"step": "confirm"})
    merge.refresh_from_db()
    assert merge.merged_at is None
    second = log_in(officer)
    assert gone.name in second.get(reverse("people_workbench:merges")).content.decode()
    for _click in range(2):
        second.post(page, {"step": "confirm"})
    merge.refresh_from_db()
    assert merge.merged_by == officer
    assert second.get(page).status_code == 200


def test_a_merge_opens_no_file_outside_ones_area(
    kept, worker, worker_next_door, manager_next_door, community_far_away, log_in, city_manager
):
    rich = Person.objects.create(
        name="王建国", birth_date=BORN, region=community_far_away, phone="+8613800138009"
    )
    client = log_in(worker)
    page = reverse("people_workbench:propose_merge", args=[kept.pk])
    assert "138****8009" not in client.get(page).content.decode()
    answer = client.post(page, {"other": rich.pk, "stays": "this", "reason": "核对"})
    assert answer.status_code == 200 and not Merge.objects.exists()
    assert "8009" not in client.post(page, {"number": "13800138009"}).content.decode().replace(
        'value="13800138009"', ""
    )
    with pytest.raises(ValidationError):
        propose_merge(kept=kept, gone=rich, actor=worker, reason="核对")
    # Who is responsible for both may; the proposal is seen by nobody who is not.
    merge = propose_merge(kept=kept, gone=rich, actor=city_manager, reason="核对")
    for user in (worker, worker_next_door, manager_next_door):
        assert log_in(user).get(reverse("people_workbench:merge", args=[merge.pk])).status_code == 404


def test_a_worker_does_not_merge_somebody_into_her_cousin(kept, gone, worker, officer):
    Person.objects.filter(pk=kept.pk).update(phone="+8613800138002")
    kept.refresh_from_db()
    propose_kinship(person=worker.person, relation="sibling", name=kept.name, phone="13800138002")
    with pytest.raises(ValidationError):
        propose_merge(kept=kept, gone=gone, actor=worker, reason="核对")
    # Nor does she confirm what a colleague proposed, nor merge another name.
    merge = propose_merge(kept=kept, gone=gone, actor=officer, reason="核对")
    with pytest.raises(ValidationError):
        confirm_merge(merge=merge, actor=worker)
    other = Person.objects.create(name="钱多多", birth_date=BORN, region=gone.region)
    assert refusals(kept, other)


def test_a_merge_is_not_undone_after_its_term(merged, officer, gone):
    merge = merged()
    with time_machine.travel(timezone.now() + timedelta(days=31)), pytest.raises(ValidationError):
        undo_merge(merge=merge, actor=officer, reason="两人")
    gone.refresh_from_db()
    assert gone.merged_into is not None


def test_what_cannot_be_one_person_is_refused_in_words(kept, gone, make_user, community, worker):
    def why(**changes):
        Person.objects.filter(pk=gone.pk).update(**changes)
        gone.refresh_from_db()
        return " ".join(refusals(kept, gone))

    assert not why()
    assert why(birth_date=date(1951, 1, 1))
    assert why(birth_date=BORN, id_number="x", id_number_index="a") == ""
    Person.objects.filter(pk=kept.pk).update(id_number="y", id_number_index="b")
    kept.refresh_from_db()
    assert why()
    Person.objects.filter(pk=gone.pk).update(id_number="", id_number_index=None)
    record_mandate(principal=kept, agent=gone, relation="弟弟", actor=worker)
    assert why()


def test_two_log_ins_with_a_second_factor_stay_two(make_user, community):
    one, two = (make_user("孙二", region=community).person for _ in range(2))
    assert not refusals(one, two)
    Authenticator.objects.create(user=two.user, type=Authenticator.Type.TOTP, data={})
    assert refusals(one, two) and refusals(two, one)


def test_of_two_log_ins_one_ends_and_comes_back(make_user, community, worker, officer):
    one, two = (make_user("孙二", region=community).person for _ in range(2))
    merge = confirm_merge(merge=propose_merge(kept=one, gone=two, actor=worker, reason="核对"), actor=officer)
    two.user.refresh_from_db()
    assert not two.user.is_active and one.user.is_active
    undo_merge(merge=merge, actor=officer, reason="两人")
    two.user.refresh_from_db()
    assert two.user.is_active


def test_two_volunteers_become_one_with_what_each_agreed(
    make_volunteer, make_task, community, worker, officer
):
    from volunteers.tasks.models.assignment import Assignment

    one, two = make_volunteer("孙二", birth_date=BORN), make_volunteer("孙二", birth_date=BORN)
    Person.objects.filter(pk__in=[one.person_id, two.person_id]).update(region=community)
    own = Assignment.objects.create(task=make_task(), volunteer=two, state="accepted")
    merge = propose_merge(kept=one.person, gone=two.person, actor=worker, reason="核对")
    confirm_merge(merge=merge, actor=officer)
    own.refresh_from_db()
    two.refresh_from_db()
    assert own.volunteer == one and own.state == "accepted" and two.state == "left"
    undo_merge(merge=merge, actor=officer, reason="两人")
    own.refresh_from_db()
    two.refresh_from_db()
    assert own.volunteer == two and two.state == "approved"


def test_a_second_file_is_no_way_around_a_suspension(make_volunteer, community, worker, officer):
    clean, suspended = make_volunteer("孙二", birth_date=BORN), make_volunteer("孙二", birth_date=BORN)
    Person.objects.filter(pk__in=[clean.person_id, suspended.person_id]).update(region=community)
    suspend_volunteer(volunteer=suspended, actor=officer, note="正在核实投诉")
    merge = propose_merge(kept=clean.person, gone=suspended.person, actor=worker, reason="核对")
    confirm_merge(merge=merge, actor=officer)
    clean.refresh_from_db()
    assert (clean.state, clean.review_note) == ("suspended", "正在核实投诉")
    undo_merge(merge=merge, actor=officer, reason="两人")
    clean.refresh_from_db()
    suspended.refresh_from_db()
    assert (clean.state, suspended.state) == ("approved", "suspended")


def test_the_only_profile_moves_as_it_is(volunteer, community, worker, officer):
    bare = Person.objects.create(
        name=volunteer.person.name, birth_date=volunteer.person.birth_date, region=community
    )
    Person.objects.filter(pk=volunteer.person_id).update(region=community)
    merge = propose_merge(kept=bare, gone=volunteer.person, actor=worker, reason="核对")
    confirm_merge(merge=merge, actor=officer)
    moved = Volunteer.objects.get(pk=volunteer.pk)
    assert moved.person == bare and moved.state == "approved" and moved.person.user == volunteer.person.user


def test_a_consent_that_was_withdrawn_does_not_come_back(kept, gone, merged):
    give_consent(person=kept, purpose="visits", method="oral")
    withdraw_consent(person=kept, purpose="visits")
    give_consent(person=gone, purpose="visits", method="oral")
    merged()
    assert not Consent.objects.in_force().filter(person=kept).exists()


def test_mandates_of_both_stay_in_force(kept, gone, merged, make_user, worker):
    for person, name in ((kept, "王女儿"), (gone, "王儿子")):
        record_mandate(principal=person, agent=make_user(name).person, relation="子女", actor=worker)
    merged()
    assert Mandate.objects.in_force().filter(principal=kept).count() == 2

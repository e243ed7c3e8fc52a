"""Nobody decides about a service they had a part in: the abuses, played through pages and services."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from people.kinship.models import Kinship
from people.kinship.services import end_kinship
from people.persons.models import Person
from people.roles.models import RoleGrant
from tests.conftest import in_english
from tests.door import next_line
from timebank.earning.selectors.stars import certified_minutes
from volunteers.errors import TaskError
from volunteers.tasks.duties import Bench, Duty, why_not_decide
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.queue import left_over, left_to_others, to_verify
from volunteers.tasks.services import assignments
from volunteers.tasks.services.presence import record_on_behalf
from workbench.roles import Role

QUEUE = reverse("volunteers_workbench:queue")


def verify_url(assignment):
    return reverse("volunteers_workbench:verify", args=[assignment.pk])


def kin(one, other, relation="spouse"):
    return Kinship.objects.create(
        person=one,
        relative=other,
        relation=relation,
        named=other.name,
        proof="relative",
        verified_at=timezone.now(),
    )


def served(task, volunteer, minutes=40, *, asked_by=None, **proof):
    """A service of that many minutes with that proof (by default one, so that somebody has to look at it)."""
    start = timezone.now() - timedelta(minutes=minutes)
    own = volunteer.person.user
    with time_machine.travel(start, tick=False):
        offer = assignments.offer(task=task, volunteer=volunteer, actor=asked_by)
        found = assignments.accept(assignment=offer, actor=own)
        assignments.check_in(assignment=found, actor=own, **(proof or {"code": "123456"}))
    with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
        return assignments.check_out(assignment=found, actor=own)


def entered(task, volunteer, actor, minutes=40):
    start = timezone.now() - timedelta(minutes=minutes + 5)
    return record_on_behalf(task=task, volunteer=volunteer, actor=actor, started_at=start, minutes=minutes)


@pytest.fixture
def colleague(make_user, community):
    return make_user("网格员丙", Role.COMMUNITY_WORKER, community)


# --- one worker, her own entry ---------------------------------------------------------------------------------------


def test_who_entered_a_service_does_not_verify_it_by_page_or_by_post(task, volunteer, worker, log_in):
    waiting = entered(task, volunteer, worker)
    client = in_english(log_in(worker))
    page = client.get(QUEUE)
    assert list(page.context["page_obj"]) == []
    assert "You entered this service." in page.content.decode()
    for decision in ({"decision": "verify"}, {"decision": "reject", "note": "没有来"}):
        answer = client.post(verify_url(waiting), decision, follow=True)
        assert "A colleague or the township decides" in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "checked_out" and certified_minutes(volunteer.person) == 0


def test_where_a_community_has_one_worker_it_is_in_the_townships_queue_at_once_with_a_count(
    task, volunteer, worker, officer, log_in
):
    waiting = entered(task, volunteer, worker)
    page = in_english(log_in(officer)).get(QUEUE)
    assert list(page.context["page_obj"]) == [waiting]
    assert page.context["left_over"] == 1
    assert list(left_over(officer)) == [waiting]
    log_in(officer).post(verify_url(waiting), {"decision": "verify"})
    assert certified_minutes(volunteer.person) == 40


def test_a_colleague_of_the_community_decides_and_the_township_does_not_count_it(
    task, volunteer, worker, colleague, officer
):
    waiting = entered(task, volunteer, worker)
    assert list(to_verify(colleague)) == [waiting]
    assert list(to_verify(officer)) == [waiting] and not left_over(officer).exists()
    assert not left_over(colleague).exists()


def test_the_page_names_who_may_decide_instead(task, volunteer, worker, colleague, officer, log_in):
    entered(task, volunteer, worker)
    page = in_english(log_in(worker)).get(QUEUE).content.decode()
    assert "May decide: 网格员丙、经办甲" in page


def test_the_figure_to_verify_counts_for_who_can_act(task, volunteer, worker, officer):
    from platform_site.dashboard.figures import waiting

    entered(task, volunteer, worker)
    assert (waiting(worker).to_verify, waiting(officer).to_verify) == (0, 1)


def test_a_worker_who_moves_to_the_township_does_not_decide_about_her_own_entry(
    task, volunteer, worker, township, log_in
):
    waiting = entered(task, volunteer, worker)
    RoleGrant.objects.create(user=worker, role=Role.TOWNSHIP_OFFICER, region=township)
    worker.forget_grants()
    assert not to_verify(worker).exists()
    with pytest.raises(TaskError):
        assignments.verify(assignment=waiting, actor=worker)


@pytest.mark.parametrize("step", ["asked", "said yes", "checked in", "checked out"])
def test_who_had_a_hand_in_a_step_does_not_verify(task, volunteer, worker, officer, step):
    own = volunteer.person.user

    def by(name):
        return worker if step == name else own

    start = timezone.now() - timedelta(minutes=40)
    with time_machine.travel(start, tick=False):
        found = assignments.offer(task=task, volunteer=volunteer, actor=worker if step == "asked" else None)
        assignments.accept(assignment=found, actor=by("said yes"))
        assignments.check_in(assignment=found, actor=by("checked in"), code="123456")
    found = assignments.check_out(assignment=found, actor=by("checked out"))
    with pytest.raises(TaskError):
        assignments.verify(assignment=found, actor=worker)
    assert not to_verify(worker).exists() and list(to_verify(officer)) == [found]
    assert assignments.verify(assignment=found, actor=officer).state == "verified"


def test_who_verified_and_takes_back_a_refusal_has_no_hand_by_that(task, volunteer, worker):
    waiting = served(task, volunteer)
    assignments.reject(assignment=waiting, actor=worker, note="问不到")
    assignments.reopen_rejected(assignment=waiting, actor=worker, note="问到了")
    assert assignments.verify(assignment=waiting, actor=worker).state == "verified"


# --- close to one of the sides ---------------------------------------------------------------------------------------


def test_a_husband_does_not_verify_his_wife(task, volunteer, worker, officer):
    kin(worker.person, volunteer.person)
    waiting = served(task, volunteer)
    assert why_not_decide(worker, waiting) == Duty.KIN
    assert not to_verify(worker).exists() and list(left_over(officer)) == [waiting]


def test_a_tie_ended_yesterday_still_keeps_apart(task, volunteer, worker):
    tie = kin(volunteer.person, worker.person)
    waiting = served(task, volunteer)
    end_kinship(kinship=tie, actor=worker)
    assert why_not_decide(worker, waiting) == Duty.KIN
    Kinship.objects.update(ended_at=timezone.now() - timedelta(days=366))
    assert why_not_decide(worker, waiting) is None


def test_two_with_one_phone_number_are_close(task, volunteer, worker, officer):
    Person.objects.filter(pk=volunteer.person_id).update(phone=worker.person.phone)
    waiting = served(task, volunteer)
    assert why_not_decide(worker, waiting) == Duty.KIN
    assert list(left_over(officer)) == [waiting]


# --- a worker who is also a volunteer --------------------------------------------------------------------------------


@pytest.fixture
def own_volunteer(make_volunteer, community):
    """A worker of the community who serves as a volunteer."""
    volunteer = make_volunteer("网格员丁")
    RoleGrant.objects.create(user=volunteer.person.user, role=Role.COMMUNITY_WORKER, region=community)
    return volunteer


def test_a_worker_who_sends_herself_is_not_credited_whatever_the_evidence_and_the_township_decides(
    task, own_volunteer, colleague, officer
):
    user = own_volunteer.person.user
    done = served(task, own_volunteer, asked_by=user, code=next_line(task))
    assert (done.state, done.evidence) == ("checked_out", "A")
    assert certified_minutes(own_volunteer.person) == 0
    assert why_not_decide(user, done) == Duty.OWN
    assert why_not_decide(colleague, done) == Duty.COLLEAGUE
    assert not to_verify(colleague).exists() and list(left_over(officer)) == [done]
    assert assignments.verify(assignment=done, actor=officer).minutes == 40


def test_the_wife_of_a_worker_who_knows_the_codes_is_looked_at(task, volunteer, worker):
    kin(worker.person, volunteer.person)
    assert served(task, volunteer, code=next_line(task)).state == "checked_out"


def test_who_is_checked_in_by_somebody_else_is_looked_at(task, volunteer, worker):
    start = timezone.now() - timedelta(minutes=40)
    with time_machine.travel(start, tick=False):
        offer = assignments.offer(task=task, volunteer=volunteer)
        found = assignments.accept(assignment=offer, actor=volunteer.person.user)
        assignments.check_in(assignment=found, actor=worker, code=next_line(task))
    assert assignments.check_out(assignment=found, actor=volunteer.person.user).state == "checked_out"


def test_an_honest_volunteer_whom_a_worker_asked_is_credited_at_once(task, volunteer, worker):
    assert served(task, volunteer, asked_by=worker, code=next_line(task)).state == "verified"


# --- minutes ---------------------------------------------------------------------------------------------------------


def test_a_day_typed_in_for_a_visit_of_forty_minutes_is_refused(task, volunteer, worker):
    with pytest.raises(TaskError, match="80"):
        record_on_behalf(
            task=task, volunteer=volunteer, actor=worker, minutes=81,
            started_at=timezone.now() - timedelta(minutes=90),
        )  # fmt: skip
    assert not Assignment.objects.exists()


def test_a_visit_of_a_month_back_is_not_typed_in(make_task, volunteer, worker):
    today = timezone.localdate()
    task = make_task(starts_on=today - timedelta(days=40))
    for days, refused in ((15, True), (14, False)):
        started = timezone.now() - timedelta(days=days, minutes=1)
        if refused:
            with pytest.raises(TaskError):
                record_on_behalf(task=task, volunteer=volunteer, actor=worker, started_at=started, minutes=40)
        else:
            record_on_behalf(task=task, volunteer=volunteer, actor=worker, started_at=started, minutes=40)


def test_much_more_than_planned_takes_two_and_one_person_twice_is_not_two(
    task, volunteer, worker, officer, log_in
):
    waiting = served(task, volunteer, minutes=300)
    client = in_english(log_in(worker))
    for _click in range(2):
        answer = client.post(verify_url(waiting), {"decision": "verify", "minutes": "300"}, follow=True)
    assert "a second person has to agree" in answer.content.decode()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.proposed_minutes, waiting.proposed_by) == ("checked_out", 300, worker)
    assert certified_minutes(volunteer.person) == 0
    page = in_english(log_in(officer)).get(QUEUE).content.decode()
    assert "网格员甲 found 300 minutes" in page
    log_in(officer).post(verify_url(waiting), {"decision": "verify", "minutes": "300"})
    assert certified_minutes(volunteer.person) == 300
    assert waiting.events.filter(note__contains="300").count() == 1


def test_the_second_person_does_not_find_more_than_the_first_alone(task, volunteer, worker, officer):
    waiting = served(task, volunteer, minutes=300)
    assignments.verify(assignment=waiting, actor=worker, minutes=100)
    assert assignments.verify(assignment=waiting, actor=officer, minutes=300).state == "checked_out"
    # The proposal is the officer's now; the worker agrees.
    assert assignments.verify(assignment=waiting, actor=worker, minutes=300).minutes == 300


@pytest.mark.parametrize(("minutes", "state"), [(60, "verified"), (61, "checked_out")])
def test_up_to_half_as_long_again_one_person_verifies(task, volunteer, worker, minutes, state):
    waiting = served(task, volunteer, minutes=100)
    assert assignments.verify(assignment=waiting, actor=worker, minutes=minutes).state == state


# --- the queue is the rule -------------------------------------------------------------------------------------------


def test_queue_rule_and_names_agree_for_everybody(
    make_task, make_volunteer, own_volunteer, worker, worker_next_door, colleague, officer, manager, city_manager,
    auditor, resident,
):  # fmt: skip
    plain, wife = make_volunteer("志愿者乙"), make_volunteer("志愿者丙")
    kin(colleague.person, wife.person)
    rows = [
        served(make_task(), plain),
        served(make_task(), wife),
        served(make_task(), own_volunteer),
        served(make_task(published_by=worker), plain),
        served(make_task(), plain, asked_by=officer),
        entered(make_task(), wife, worker),
    ]
    staff = [worker, worker_next_door, colleague, own_volunteer.person.user, officer, manager, city_manager]
    bench = Bench(rows)
    names = {row.pk: bench.deciders(row) for row in rows}
    for user in (*staff, auditor, resident):
        may = {row.pk for row in rows if why_not_decide(user, row) is None}
        assert {row.pk for row in to_verify(user)} == may, user
        assert {row.pk for row in rows if user in names[row.pk]} == may, user
    everything = {row.pk for row in rows}
    assert {row.pk for row in (*to_verify(worker), *left_to_others(worker))} == everything


def test_the_queue_costs_as_many_queries_for_one_service_as_for_many(
    make_task, make_volunteer, worker, officer, log_in, django_assert_num_queries
):
    people = [make_volunteer(f"志愿者{n}") for n in range(6)]
    client = log_in(officer)
    entered(make_task(), people[0], worker)
    client.get(QUEUE)

    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            client.get(QUEUE)
        return len(seen)

    one = cost()
    for person in people[1:]:
        entered(make_task(), person, worker)
    assert cost() <= one


# --- what comes after: holds, suspicions, calls ----------------------------------------------------------------------


def test_who_entered_a_service_or_is_close_decides_no_hold_and_no_suspicion_about_it(
    task, volunteer, make_user, township, officer, manager
):
    from timebank.ledger.models.records import ServiceRecord
    from timebank.oversight.models.suspicions import Suspicion
    from timebank.oversight.permissions import can_check_suspicion, can_decide_hold
    from timebank.oversight.services.holds import hold_credit

    other = make_user("经办乙", Role.TOWNSHIP_OFFICER, township)
    third = make_user("经办丙", Role.TOWNSHIP_OFFICER, township)
    waiting = entered(task, volunteer, officer)
    assignments.verify(assignment=waiting, actor=other)
    record = ServiceRecord.objects.get(person=volunteer.person)
    hold = hold_credit(record=record, actor=manager, reason="查一下", contact="县里")
    suspicion = Suspicion.objects.create(key="x", kind="day", region=record.region, figures={})
    suspicion.records.add(record)
    suspicion.workers.add(other)
    suspicion.persons.add(volunteer.person)

    def may(user):
        return can_decide_hold(user, hold), can_check_suspicion(user, suspicion)

    assert (may(officer), may(other), may(third)) == ((False,) * 2, (False,) * 2, (True,) * 2)
    kin(third.person, volunteer.person, "sibling")
    assert may(third) == (False, False)


# --- one's own family ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("certified", "minutes"), [(False, 0), (True, 40)])
def test_time_with_ones_own_family_is_no_certified_hour_unless_a_city_says_so_but_the_visit_counts(
    task, volunteer, make_user, worker, log_in, monkeypatch, certified, minutes
):
    from policies.models import PolicyRow
    from volunteers.tasks import policy

    mother = make_user("赵奶奶").person
    kin(mother, volunteer.person, "child")
    monkeypatch.setattr("volunteers.tasks.duties.served_person", lambda assignment: mother.pk)
    PolicyRow.objects.create(
        key=policy.KIN_CERTIFIED,
        value=certified,
        valid_from="2020-01-01",
        source_kind="choice",
        source="test",
    )
    waiting = served(task, volunteer, code=next_line(task))
    assert (waiting.evidence, waiting.state) == ("A", "checked_out")
    log_in(worker).post(verify_url(waiting), {"decision": "verify"})
    waiting.refresh_from_db()
    assert waiting.state == "verified" and certified_minutes(volunteer.person) == minutes

"""From offer to credit: what each step does, who may not do it, and that doing it twice changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from notifications.models import Message
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent
from tests.door import next_line
from timebank.earning.selectors.stars import certified_minutes
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.selectors.balances import balance
from volunteers.errors import CheckInRefused, NotAllowedNow, NotEligible, TaskError
from volunteers.registration.models.volunteer import Skill, VolunteerSkill
from volunteers.tasks.eligibility import Refusal, refusals
from volunteers.tasks.enums import AssignmentState, Origin
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import cancel_task, lapse_tasks

HERE = {"lat": 31.212, "lon": 107.502}
FAR = {"lat": 31.222, "lon": 107.512}


def accepted(task, volunteer):
    offer = assignments.offer(task=task, volunteer=volunteer)
    return assignments.accept(assignment=offer, actor=volunteer.person.user)


def served(task, volunteer, minutes=40, **proof):
    """The assignment after a visit of that many minutes with that proof."""
    start = timezone.now() - timedelta(minutes=minutes)
    with time_machine.travel(start, tick=False):
        assignment = accepted(task, volunteer)
        assignments.check_in(assignment=assignment, actor=volunteer.person.user, **proof)
    with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
        return assignments.check_out(assignment=assignment, actor=volunteer.person.user)


def test_an_offer_tells_the_volunteer_once_however_often_it_is_made(task, volunteer):
    first = assignments.offer(task=task, volunteer=volunteer)
    assert assignments.offer(task=task, volunteer=volunteer) == first
    assert Message.objects.filter(person=volunteer.person, kind="offer").count() == 1


def test_a_line_of_the_sheet_credits_at_once(task, volunteer):
    line = next_line(task)
    assignment = served(task, volunteer, code=f"{line[:3]} {line[3:]}")
    assert (assignment.state, assignment.evidence, assignment.minutes) == ("verified", "A", 40)
    assert certified_minutes(volunteer.person) == 40
    record = ServiceRecord.objects.get(source_key=f"assignment:{assignment.uuid}")
    assert (record.minutes, record.organiser, record.in_charge) == (40, "甲社区居民委员会", "网格员甲")
    task.refresh_from_db()
    assert task.state == "done"


def test_one_proof_waits_for_a_worker_and_then_credits_once(task, volunteer, worker):
    assignment = served(task, volunteer, code="123456")
    assert (assignment.state, assignment.evidence) == ("checked_out", "B")
    assert certified_minutes(volunteer.person) == 0
    assignments.verify(assignment=assignment, actor=worker)
    assignments.verify(assignment=assignment, actor=worker)
    assert certified_minutes(volunteer.person) == 40
    assert balance(volunteer.person).coin_minutes == 40


def test_a_service_too_short_waits_for_a_worker(task, volunteer):
    assert served(task, volunteer, minutes=3, code=next_line(task)).state == "checked_out"


def test_nobody_verifies_a_service_of_their_own(task, community, make_volunteer, worker):
    volunteer = make_volunteer()
    volunteer.person.user.role_grants.create(role="community_worker", region=community)
    assignment = served(task, volunteer, code="123456")
    with pytest.raises(TaskError):
        assignments.verify(assignment=assignment, actor=volunteer.person.user)
    assert certified_minutes(volunteer.person) == 0


def test_the_worker_next_door_cannot_verify(task, volunteer, worker_next_door):
    assignment = served(task, volunteer, code="123456")
    with pytest.raises(TaskError):
        assignments.verify(assignment=assignment, actor=worker_next_door)


def test_a_worker_may_shorten_the_time_but_not_lengthen_it(task, volunteer, worker):
    assignment = served(task, volunteer, code="123456")
    with pytest.raises(TaskError):
        assignments.verify(assignment=assignment, actor=worker, minutes=41)
    assert assignments.verify(assignment=assignment, actor=worker, minutes=30).minutes == 30


def test_a_rejection_needs_a_reason_tells_the_volunteer_and_can_be_reopened(task, volunteer, worker):
    assignment = served(task, volunteer, code="123456")
    with pytest.raises(TaskError):
        assignments.reject(assignment=assignment, actor=worker, note=" ")
    assignments.reject(assignment=assignment, actor=worker, note="老人说没有人来过")
    assert Message.objects.filter(person=volunteer.person, body__contains="老人说没有人来过").exists()
    with pytest.raises(NotAllowedNow):
        assignments.verify(assignment=assignment, actor=worker)
    assignments.reopen_rejected(assignment=assignment, actor=worker, note="老人想起来了")
    assert assignments.verify(assignment=assignment, actor=worker).state == "verified"


def test_check_in_from_far_away_or_with_a_wrong_code_says_what_did_not_fit(task, volunteer):
    assignment = accepted(task, volunteer)
    with pytest.raises(CheckInRefused) as refused:
        assignments.check_in(assignment=assignment, actor=volunteer.person.user, **FAR)
    assert not any(character.isdigit() for character in str(refused.value))
    with pytest.raises(CheckInRefused) as refused:
        assignments.check_in(assignment=assignment, actor=volunteer.person.user, code="000000")
    assert refused.value.code == "no_proof"
    assignment.refresh_from_db()
    assert (assignment.state, assignment.check_in_distance_m) == ("accepted", None)


def test_after_five_wrong_codes_even_the_right_one_waits_an_hour(task, volunteer):
    assignment = accepted(task, volunteer)
    for _try in range(5):
        with pytest.raises(CheckInRefused):
            assignments.check_in(assignment=assignment, actor=volunteer.person.user, code="000000")
    with pytest.raises(CheckInRefused) as refused:
        assignments.check_in(assignment=assignment, actor=volunteer.person.user, code="123456")
    assert refused.value.code == "pause"


def test_a_position_proves_nothing_where_the_place_is_only_approximate(make_task, volunteer):
    task = make_task(location_quality="approximate")
    assignment = accepted(task, volunteer)
    with pytest.raises(CheckInRefused):
        assignments.check_in(assignment=assignment, actor=volunteer.person.user, **HERE)


def test_one_cannot_check_in_before_the_first_day(make_task, volunteer):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assignment = accepted(make_task(starts_on=tomorrow, ends_on=tomorrow), volunteer)
    with pytest.raises(NotAllowedNow):
        assignments.check_in(assignment=assignment, actor=volunteer.person.user, code="123456")


def test_an_offer_given_to_somebody_else_cannot_be_accepted(task, volunteer, worker):
    offer = assignments.offer(task=task, volunteer=volunteer)
    assignments.replace(assignment=offer, actor=worker)
    with pytest.raises(NotAllowedNow):
        assignments.accept(assignment=offer, actor=volunteer.person.user)


def test_a_task_takes_no_more_people_than_it_needs(task, volunteer, make_volunteer):
    accepted(task, volunteer)
    with pytest.raises(NotEligible) as refused:
        assignments.offer(task=task, volunteer=make_volunteer("志愿者乙"))
    assert refused.value.reasons == [Refusal.FULL]


def test_a_worker_may_ask_beyond_the_monthly_time_but_the_planner_may_not(make_task, make_volunteer):
    volunteer = make_volunteer(monthly_cap_minutes=30)
    with pytest.raises(NotEligible) as refused:
        assignments.offer(task=make_task(), volunteer=volunteer, origin=Origin.MATCHED)
    assert refused.value.reasons == [Refusal.CAP]
    offer = assignments.offer(task=make_task(), volunteer=volunteer, origin=Origin.ASSIGNED)
    assert assignments.accept(assignment=offer, actor=volunteer.person.user).state == "accepted"


def test_minors_need_a_guardian_and_never_do_adult_tasks(make_task, make_volunteer):
    minor = make_volunteer(birth_date=timezone.localdate() - timedelta(days=16 * 366))
    assert Refusal.NO_GUARDIAN in refusals(make_task(), minor)
    give_consent(person=minor.person, purpose=ConsentPurpose.GUARDIAN, method=ConsentMethod.WRITTEN)
    assert refusals(make_task(), minor) == []
    assert refusals(make_task(adult_only=True), minor) == [Refusal.MINOR]


def test_who_turns_eighteen_on_the_day_is_an_adult(make_task, make_volunteer):
    today = timezone.localdate()
    # On a 29 February the last to turn eighteen were born on the 28th: eighteen years before there was no 29th.
    birthday = today - relativedelta(years=18)
    assert refusals(make_task(adult_only=True), make_volunteer(birth_date=birthday)) == []
    assert (
        refusals(make_task(adult_only=True), make_volunteer("乙", birth_date=birthday + timedelta(days=1)))
        != []
    )


def test_a_skill_that_needs_a_qualification_counts_while_it_is_in_force(make_task, volunteer, worker):
    nursing = Skill.objects.create(code="nursing", name="护理", needs_qualification=True)
    task = make_task()
    task.required_skills.add(nursing)
    holding = VolunteerSkill.objects.create(volunteer=volunteer, skill=nursing)
    assert refusals(task, volunteer) == [Refusal.NO_SKILL]
    holding.checked_by, holding.valid_until = worker, timezone.localdate()
    holding.save()
    assert refusals(task, volunteer) == []
    holding.valid_until = timezone.localdate() - timedelta(days=1)
    holding.save()
    assert refusals(task, volunteer) == [Refusal.NO_SKILL]


def test_insurance_sex_and_approval_are_asked_for(make_task, make_volunteer):
    task = make_task(needs_insurance=True, prefers_sex="M")
    woman = make_volunteer(state="pending")
    assert refusals(task, woman) == [Refusal.NOT_APPROVED, Refusal.NOT_INSURED, Refusal.SEX]


def test_two_shifts_at_the_same_hour_do_not_both_fit(make_task, volunteer):
    start = timezone.now() + timedelta(hours=20)
    day = timezone.localdate(start)
    hours = {
        "kind": "shift",
        "starts_on": day,
        "ends_on": day,
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
    }
    assignments.sign_up(task=make_task(**hours), volunteer=volunteer, actor=volunteer.person.user)
    with pytest.raises(NotEligible) as refused:
        assignments.sign_up(task=make_task(**hours), volunteer=volunteer, actor=volunteer.person.user)
    assert refused.value.reasons == [Refusal.OVERLAP]


def test_one_cannot_sign_up_for_a_visit(task, volunteer):
    with pytest.raises(TaskError):
        assignments.sign_up(task=task, volunteer=volunteer, actor=volunteer.person.user)


def test_just_before_a_shift_one_has_to_call_the_organizer(make_task, volunteer):
    start = timezone.now() + timedelta(hours=13)
    day = timezone.localdate(start)
    shift = make_task(
        kind="shift",
        starts_on=timezone.localdate(),
        ends_on=day,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )
    assignment = assignments.sign_up(task=shift, volunteer=volunteer, actor=volunteer.person.user)
    with time_machine.travel(start - timedelta(hours=11), tick=False), pytest.raises(TaskError):
        assignments.withdraw(assignment=assignment, actor=volunteer.person.user)
    assert assignments.withdraw(assignment=assignment, actor=volunteer.person.user).state == "withdrawn"


def test_offers_in_bulk_are_written_once_with_one_message_per_volunteer(
    make_task, volunteer, make_volunteer, django_assert_num_queries
):
    other = make_volunteer("志愿者乙")
    tasks = [make_task() for _n in range(3)]
    rows = [assignments.OfferRow(task.pk, volunteer.pk, 120.4) for task in tasks[:2]]
    rows.append(assignments.OfferRow(tasks[2].pk, other.pk))
    # Savepoint included.
    with django_assert_num_queries(10):
        assert assignments.offer_many(rows=rows) == rows
    assert assignments.offer_many(rows=rows) == []
    assert sorted(Message.objects.filter(kind="offers").values_list("person_id", flat=True)) == sorted(
        [volunteer.person_id, other.person_id]
    )
    assert AssignmentEvent.objects.filter(to_state="offered").count() == 3


def test_a_worker_enters_a_visit_for_a_volunteer_without_a_phone(task, volunteer, worker, officer):
    start = timezone.now() - timedelta(minutes=50)
    if timezone.localdate(start) < task.starts_on:
        task.starts_on = timezone.localdate(start)
        task.save()
    first = assignments.record_on_behalf(
        task=task, volunteer=volunteer, actor=worker, started_at=start, minutes=45
    )
    again = assignments.record_on_behalf(
        task=task, volunteer=volunteer, actor=worker, started_at=start, minutes=45
    )
    assert (first.pk, first.state, first.evidence) == (again.pk, "checked_out", "C")
    assignments.verify(assignment=first, actor=officer)
    # Typed in later: hours, but no points (domain.md, evidence grades).
    assert certified_minutes(volunteer.person) == 45
    assert balance(volunteer.person).points == 0


def test_a_cancelled_task_releases_and_tells_who_had_said_yes(task, volunteer, worker):
    assignment = accepted(task, volunteer)
    cancel_task(task=task, actor=worker, note="老人住院")
    cancel_task(task=task, actor=worker, note="老人住院")
    assignment.refresh_from_db()
    assert assignment.state == "cancelled"
    assert Message.objects.filter(person=volunteer.person, body__contains="老人住院").count() == 1


def test_a_task_on_which_somebody_is_at_work_cannot_be_cancelled(task, volunteer, worker):
    assignments.check_in(assignment=accepted(task, volunteer), actor=volunteer.person.user, code="123456")
    with pytest.raises(NotAllowedNow):
        cancel_task(task=task, actor=worker)


def test_a_task_lapses_after_its_last_day_unless_somebody_is_at_work(make_task, volunteer):
    offered, working = make_task(), make_task()
    assignment = assignments.offer(task=offered, volunteer=volunteer)
    assignments.check_in(assignment=accepted(working, volunteer), actor=volunteer.person.user, code="123456")
    assert lapse_tasks(today=offered.ends_on) == 0
    assert lapse_tasks(today=offered.ends_on + timedelta(days=1)) == 1
    offered.refresh_from_db()
    assignment.refresh_from_db()
    assert (offered.state, assignment.state) == ("lapsed", "cancelled")


def test_steps_cannot_be_rewritten_even_by_hand(task, volunteer):
    assignments.offer(task=task, volunteer=volunteer)
    for statement in (
        "UPDATE volunteers_assignmentevent SET note = 'x'",
        "DELETE FROM volunteers_assignmentevent",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_step_leaves_who_did_it(task, volunteer, worker):
    assignment = served(task, volunteer, code="123456")
    assignments.verify(assignment=assignment, actor=worker)
    steps = list(assignment.events.values_list("to_state", "actor__last_name"))
    name = volunteer.person.name
    assert steps == [
        ("offered", None),
        ("accepted", name),
        ("checked_in", name),
        ("checked_out", name),
        ("verified", "网格员甲"),
    ]


def test_an_error_in_crediting_leaves_nothing_half_done(task, volunteer, worker, monkeypatch):
    assignment = served(task, volunteer, code="123456")

    def broken(**_: object) -> None:
        raise ValidationError("no")

    monkeypatch.setattr("volunteers.tasks.services.verifying.record_service", broken)
    with pytest.raises(ValidationError):
        assignments.verify(assignment=assignment, actor=worker)
    assert Assignment.objects.get(pk=assignment.pk).state == AssignmentState.CHECKED_OUT

"""Reports: what they ask for, what follows from them, and that doing it twice changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from elderly_visits.concerns.models import Concern
from elderly_visits.visits.errors import ReportIncomplete, VisitError
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.services.answers import missing_answers
from elderly_visits.visits.services.by_workers import record_worker_visit, submit_on_behalf
from elderly_visits.visits.services.reports import draft_for, save_draft, submit_report
from notifications.models import Message
from people.consents.enums import ConsentPurpose
from people.consents.services import withdraw_consent
from tests.elderly_visits.conftest import ALL_WELL, NOBODY_AT_HOME, agree, arrive
from timebank.earning.selectors.stars import certified_minutes
from timebank.ledger.models.records import ServiceRecord
from volunteers.errors import NotAllowedNow, TaskError
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import lapse_tasks


@pytest.fixture(autouse=True)
def noon():
    """A Wednesday in the middle of a month, so that no window ends at the wrong moment."""
    with time_machine.travel(datetime.fromisoformat("2026-07-08T10:00:00+08:00"), tick=False) as traveller:
        yield traveller


def report(assignment, minutes=40, traveller=None, **answers):
    if traveller:
        traveller.shift(timedelta(minutes=minutes))
    return submit_report(
        assignment=assignment, actor=assignment.volunteer.person.user, answers=ALL_WELL | answers
    )


# What a report asks for


def test_a_visit_at_home_asks_for_every_look_and_a_call_only_for_those_one_can_hear():
    home = missing_answers({"method": "home", "contact_made": True}, home_required=False)
    call = missing_answers({"method": "phone", "contact_made": True}, home_required=False)
    assert set(home) == set(ALL_WELL) - {"method", "contact_made"}
    assert set(call) == {"health", "mood", "living", "support"}
    assert set(missing_answers({}, home_required=False)) == {"method", "contact_made"}
    assert set(missing_answers({"method": "home", "contact_made": False}, home_required=False)) == {
        "no_contact_reason"
    }


@pytest.mark.parametrize(
    ("fields", "method", "complete"),
    [
        ({"disabled": True}, "phone", False),
        ({"disabled": True}, "home", True),
        ({"disabled": False}, "phone", True),
    ],
)
def test_a_disabled_elder_has_to_be_met_at_home(checked_in, visit, fields, method, complete):
    for name, content in fields.items():
        setattr(visit.elder, name, content)
    visit.elder.save()
    if complete:
        assert report(checked_in, method=method).submitted_at is not None
        return
    with pytest.raises(ReportIncomplete) as refused:
        report(checked_in, method=method)
    assert set(refused.value.message_dict) == {"method"}
    assert not VisitReport.objects.submitted().exists()


def test_a_failed_call_to_a_disabled_elder_can_be_reported(checked_in, visit):
    visit.elder.disabled = True
    visit.elder.save()
    missed = report(checked_in, method="phone", contact_made=False, no_contact_reason="unreachable")
    assert missed.contact_made is False


def test_answers_that_another_answer_made_void_are_not_kept(checked_in):
    missed = report(
        checked_in, contact_made=False, no_contact_reason="in_hospital", needs="送餐", note="邻居说的"
    )
    assert (missed.health, missed.gas, missed.hygiene, missed.needs) == ("", "", "", "")
    assert missed.note == "邻居说的"


def test_a_call_keeps_no_answer_about_the_home(checked_in):
    assert report(checked_in, method="phone", gas="danger").gas == ""
    assert not Concern.objects.exists()


# Submitting


def test_a_complete_report_checks_out_and_credits_at_once(checked_in, noon):
    done = report(checked_in, traveller=noon)
    checked_in.refresh_from_db()
    assert (checked_in.state, checked_in.minutes, checked_in.evidence) == ("verified", 40, "A")
    assert (done.visited_at, done.assignment) == (checked_in.checked_in_at, checked_in)
    assert certified_minutes(checked_in.volunteer.person) == 40


def test_submitting_twice_credits_once_and_keeps_the_first_report(checked_in, noon):
    first = report(checked_in, traveller=noon, note="一切都好", needs="送餐")
    again = report(checked_in, note="改了", needs="别的")
    assert (again.pk, again.note) == (first.pk, "一切都好")
    assert ServiceRecord.objects.count() == 1
    assert Concern.objects.count() == 1


def test_nobody_reports_before_the_check_in(accepted):
    with pytest.raises(VisitError) as refused:
        report(accepted)
    assert refused.value.code == "state"
    assert not VisitReport.objects.exists()


def test_an_incomplete_report_changes_nothing(checked_in):
    with pytest.raises(ReportIncomplete):
        submit_report(
            assignment=checked_in, actor=checked_in.volunteer.person.user, answers={"contact_made": True}
        )
    checked_in.refresh_from_db()
    assert checked_in.state == "checked_in"
    assert not VisitReport.objects.exists()


def test_a_visit_cannot_be_checked_out_without_its_report(checked_in):
    with pytest.raises(VisitError):
        assignments.check_out(assignment=checked_in, actor=checked_in.volunteer.person.user)
    checked_in.refresh_from_db()
    assert checked_in.state == "checked_in"


def test_what_fails_between_report_and_credit_leaves_neither(checked_in, monkeypatch, noon):
    """Killed between two statements: the transaction takes everything back."""

    def killed(**_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("volunteers.tasks.services.verifying.record_service", killed)
        report(checked_in, traveller=noon, health="critical")
    checked_in.refresh_from_db()
    assert checked_in.state == "checked_in"
    assert not VisitReport.objects.exists()
    assert not Concern.objects.exists()
    assert not Message.objects.filter(kind="concern").exists()
    report(checked_in, health="critical")
    assert certified_minutes(checked_in.volunteer.person) == 40


# Drafts


def test_a_draft_keeps_what_was_answered_and_what_was_not_named(checked_in, visit):
    author = checked_in.volunteer.person.user
    save_draft(
        visit=visit, author=author, assignment=checked_in, answers={"health": "sick", "note": "说头晕"}
    )
    save_draft(visit=visit, author=author, assignment=checked_in, answers={"mood": "low"})
    kept = VisitReport.objects.get()
    assert (kept.health, kept.mood, kept.note, kept.submitted_at) == ("sick", "low", "说头晕", None)
    assert not Concern.objects.exists()


def test_no_draft_after_the_report_and_none_before_the_check_in(accepted, visit):
    author = accepted.volunteer.person.user
    with pytest.raises(VisitError):
        save_draft(visit=visit, author=author, assignment=accepted, answers={"health": "sick"})
    report(arrive(accepted, visit.elder))
    with pytest.raises(VisitError):
        save_draft(visit=visit, author=author, assignment=accepted, answers={"health": "sick"})
    assert VisitReport.objects.get().health == "good"


def test_the_notes_of_somebody_who_has_left_the_visit_are_nobody_elses(checked_in, visit, make_volunteer):
    author = checked_in.volunteer.person.user
    save_draft(visit=visit, author=author, assignment=checked_in, answers={"note": "看到了药盒"})
    checked_in.state = "cancelled"
    checked_in.save()
    other = make_volunteer("志愿者乙")
    theirs = arrive(agree(assignments.offer(task=visit.task, volunteer=other)), visit.elder)
    assert draft_for(visit, other.person.user) is None
    save_draft(visit=visit, author=other.person.user, assignment=theirs, answers={"health": "good"})
    kept = VisitReport.objects.get()
    assert (kept.note, kept.author) == ("", other.person.user)


# Two visitors


@pytest.fixture
def pair(make_visit, make_elder, make_volunteer):
    """Two volunteers at the door of an elder who wants two."""
    visit = make_visit(make_elder("老人乙", needs_pair=True), persons_needed=2)
    return [
        arrive(agree(assignments.offer(task=visit.task, volunteer=make_volunteer(name))), visit.elder)
        for name in ("志愿者甲", "志愿者乙")
    ]


def test_of_two_visitors_one_writes_and_both_are_credited(pair, noon):
    first, second = pair
    written = report(first, traveller=noon, note="两个人都在")
    same = report(second, note="我也写了")
    assert (same.pk, same.note) == (written.pk, "两个人都在")
    assert [certified_minutes(one.volunteer.person) for one in pair] == [40, 40]


def test_the_second_visitor_just_checks_out(pair, noon):
    first, second = pair
    report(first, traveller=noon)
    done = assignments.check_out(assignment=second, actor=second.volunteer.person.user)
    assert done.state == "verified"


# Verification found that it did not take place


@pytest.fixture
def waiting(accepted, visit, noon):
    """A visit with one proof, reported, waiting for a worker."""
    actor = accepted.volunteer.person.user
    here = assignments.check_in(assignment=accepted, actor=actor, code=visit.elder.door_code)
    report(here, traveller=noon)
    here.refresh_from_db()
    return here


def test_a_refused_visit_is_no_contact_and_counts_as_missed(waiting, visit, worker):
    assert VisitReport.objects.counting().exists()
    assignments.reject(assignment=waiting, actor=worker, note="老人说没有人来过")
    assert not VisitReport.objects.counting().exists()
    visit.task.refresh_from_db()
    assert visit.task.state == "lapsed"


def test_a_refused_visit_that_is_confirmed_after_all_counts_again(waiting, visit, worker):
    assignments.reject(assignment=waiting, actor=worker, note="弄错了门牌")
    assignments.reopen_rejected(assignment=waiting, actor=worker, note="门牌核对过了")
    assert not VisitReport.objects.counting().exists()
    assignments.verify(assignment=waiting, actor=worker)
    assert VisitReport.objects.counting().exists()
    visit.task.refresh_from_db()
    assert visit.task.state == "done"
    assert certified_minutes(waiting.volunteer.person) == 40


def test_with_two_visitors_the_report_stands_while_one_is_not_refused(
    make_visit, make_elder, make_volunteer, worker
):
    visit = make_visit(make_elder(needs_pair=True), persons_needed=2)
    both = []
    for name in ("志愿者甲", "志愿者乙"):
        one = agree(assignments.offer(task=visit.task, volunteer=make_volunteer(name)))
        actor = one.volunteer.person.user
        both.append(assignments.check_in(assignment=one, actor=actor, code=visit.elder.door_code))
    for one in both:
        report(one)
    assignments.reject(assignment=both[0], actor=worker, note="没有来")
    assert VisitReport.objects.counting().exists()
    assignments.reject(assignment=both[1], actor=worker, note="也没有来")
    assert not VisitReport.objects.counting().exists()


def test_a_consent_withdrawn_on_the_portal_takes_back_what_was_planned(accepted, visit):
    withdraw_consent(person=visit.elder.person, purpose=ConsentPurpose.VISITS)
    accepted.refresh_from_db()
    visit.task.refresh_from_db()
    assert (accepted.state, visit.task.state) == ("cancelled", "cancelled")


# Workers


def test_a_workers_own_visit_counts_earns_nothing_and_releases_the_volunteer(accepted, visit, worker):
    done = record_worker_visit(
        elder=visit.elder, visit=visit, actor=worker, visited_at=timezone.now(), answers=ALL_WELL
    )
    assert (done.assignment, done.author) == (None, worker)
    assert VisitReport.objects.counting().filter(visit=visit).exists()
    accepted.refresh_from_db()
    assert accepted.state == "cancelled"
    assert not ServiceRecord.objects.exists()
    assert Message.objects.filter(person=accepted.volunteer.person, kind="change").exists()


def test_a_worker_who_is_also_a_volunteer_earns_nothing_at_work(visit, make_volunteer, community):
    both = make_volunteer("网格员兼志愿者")
    both.person.user.role_grants.create(role="community_worker", region=community)
    record_worker_visit(
        elder=visit.elder, visit=visit, actor=both.person.user, visited_at=timezone.now(), answers=ALL_WELL
    )
    assert not ServiceRecord.objects.exists()


def test_a_visit_outside_the_plan_entered_twice_is_one(elder, worker):
    entered = {
        "elder": elder,
        "actor": worker,
        "visited_at": timezone.now(),
        "answers": ALL_WELL | {"method": "phone"},
    }
    first = record_worker_visit(**entered)
    assert record_worker_visit(**entered) == first
    only = Visit.objects.get()
    assert (only.ordinal, only.method, only.task.state, only.task.on_site) == (0, "phone", "done", False)


def test_a_worker_cannot_replace_a_volunteer_who_is_there(checked_in, visit, worker):
    with pytest.raises(NotAllowedNow):
        record_worker_visit(
            elder=visit.elder, visit=visit, actor=worker, visited_at=timezone.now(), answers=ALL_WELL
        )
    assert not VisitReport.objects.exists()


@pytest.mark.parametrize(
    ("shift", "code"),
    [
        (timedelta(minutes=1), "future"),
        (timedelta(days=-30), "before"),
    ],
)
def test_a_worker_cannot_enter_a_time_ahead_or_before_the_register(visit, worker, shift, code):
    with pytest.raises(VisitError) as refused:
        record_worker_visit(
            elder=visit.elder, visit=visit, actor=worker, visited_at=timezone.now() + shift, answers=ALL_WELL
        )
    assert refused.value.code == code


def test_a_planned_visit_is_entered_for_its_own_month(make_visit, worker, noon):
    visit = make_visit()
    noon.shift(timedelta(days=30))
    with pytest.raises(VisitError) as refused:
        record_worker_visit(
            elder=visit.elder, visit=visit, actor=worker, visited_at=timezone.now(), answers=ALL_WELL
        )
    assert refused.value.code == "month"


def test_the_worker_next_door_records_nothing(visit, worker_next_door, volunteer):
    with pytest.raises(VisitError) as refused:
        record_worker_visit(
            elder=visit.elder, actor=worker_next_door, visited_at=timezone.now(), answers=ALL_WELL
        )
    assert refused.value.code == "not_yours"
    with pytest.raises(VisitError) as refused:
        on_behalf(visit, volunteer, worker_next_door)
    assert refused.value.code == "not_yours"


# On behalf of a volunteer without a phone


def on_behalf(visit, volunteer, actor, minutes=30, answers=ALL_WELL):
    started_at = timezone.now() - timedelta(minutes=minutes)
    return submit_on_behalf(
        visit=visit, volunteer=volunteer, actor=actor, started_at=started_at, minutes=minutes, answers=answers
    )


def test_an_entry_on_behalf_waits_and_once_confirmed_earns_hours_but_no_points(
    offered, visit, volunteer, worker, officer
):
    entered = on_behalf(visit, volunteer, worker)
    offered.refresh_from_db()
    assert (offered.state, offered.evidence, offered.minutes) == ("checked_out", "C", 30)
    assert (entered.on_behalf_of, entered.author, entered.assignment) == ("志愿者甲", worker, offered)
    assert on_behalf(visit, volunteer, worker) == entered
    assert certified_minutes(volunteer.person) == 0
    assignments.verify(assignment=offered, actor=officer)
    assert certified_minutes(volunteer.person) == 30
    assert not ServiceRecord.objects.get().transfers.filter(unit="points").exists()


def test_who_went_takes_the_place_of_who_was_asked(offered, visit, make_volunteer, worker):
    went = make_volunteer("志愿者乙")
    on_behalf(visit, went, worker)
    offered.refresh_from_db()
    assert offered.state == "replaced"
    assert visit.task.assignments.active().get().volunteer == went


def test_a_visit_can_be_entered_after_its_days_have_passed(offered, visit, volunteer, worker, officer, noon):
    started_at = timezone.now()
    noon.shift(timedelta(days=10))
    lapse_tasks()
    submit_on_behalf(
        visit=visit,
        volunteer=volunteer,
        actor=worker,
        started_at=started_at,
        minutes=30,
        answers=NOBODY_AT_HOME,
    )
    late = visit.task.assignments.active().get()
    assignments.verify(assignment=late, actor=officer)
    visit.task.refresh_from_db()
    assert (visit.task.state, certified_minutes(volunteer.person)) == ("done", 30)


def test_nobody_enters_their_own_service_on_somebodys_behalf(visit, make_volunteer, community):
    both = make_volunteer("网格员兼志愿者")
    both.person.user.role_grants.create(role="community_worker", region=community)
    with pytest.raises(TaskError):
        on_behalf(visit, both, both.person.user)
    assert not VisitReport.objects.exists()


def test_somebody_who_is_no_approved_volunteer_cannot_be_entered(visit, make_volunteer, worker):
    with pytest.raises(VisitError) as refused:
        on_behalf(visit, make_volunteer("某人", state="pending"), worker)
    assert refused.value.code == "not_approved"

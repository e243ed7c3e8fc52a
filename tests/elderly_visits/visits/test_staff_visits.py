"""What a worker writes down herself: a class of its own, with its grade; late ones wait for a second person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from elderly_visits.register.services.elders import record_visit_consent
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.permissions import can_decide_report
from elderly_visits.visits.selectors.entering import last_day_to_enter
from elderly_visits.visits.selectors.rate import monthly_visit_rate, not_yet_visited, visited_as
from elderly_visits.visits.services.by_workers import record_worker_visit, submit_on_behalf
from elderly_visits.visits.services.own_round import plan_own_round
from elderly_visits.visits.services.staff_visits import (
    accept_late_report,
    refuse_consent,
    void_report_of_staff,
)
from notifications.models import Message
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.consents.services import withdraw_consent
from people.kinship.models import Kinship
from tests.elderly_visits.conftest import ALL_WELL, NOBODY_AT_HOME
from tests.elderly_visits.visits.test_pages import FORM
from timebank.earning.services.stars import certified_minutes_of
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import transfer
from timebank.oversight.selectors.ledger_verification import verify as verify_ledger
from volunteers.errors import TaskError
from volunteers.tasks.selectors.queue import to_verify
from volunteers.tasks.services import assignments

JULY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def noon(settings):
    """A Wednesday, read in English."""
    settings.LANGUAGE_CODE = "en"
    with (
        time_machine.travel("2026-07-08T10:00+08:00", tick=False) as traveller,
        translation.override("en"),
    ):
        yield traveller


def at(text):
    return datetime.fromisoformat(f"{text}+08:00")


def entry(**fields):
    return FORM | {"who": "me", "visited_at": "2026-07-08T09:30", "minutes": "30", "name": ""} | fields


def enter(client, elder, **fields):
    return client.post(f"/workbench/visits/elders/{elder.pk}/visit/", entry(**fields), follow=True)


# Who visited, and how well it is proved


def test_three_visits_typed_for_the_last_minute_of_a_month_do_not_make_a_rate(
    log_in, worker, make_elder, noon, community
):
    elders = [
        make_elder("老人甲", registered_on=JULY),
        make_elder("老人乙", consent=False, registered_on=JULY),
        make_elder("老人丙", consent=False, registered_on=JULY),
    ]
    noon.move_to(at("2026-08-01T21:00"))
    client = log_in(worker)
    for elder in elders:
        enter(client, elder, visited_at="2026-07-31T23:59")
    rate = monthly_visit_rate(JULY, community.code)
    assert (rate.elders, rate.visited, rate.by_volunteers, rate.staff_c) == (3, 1, 0, 1)
    assert (rate.verified, rate.percent_by_volunteers, rate.declined) == (0, 0.0, 2)


def test_a_visit_by_staff_is_never_verified_by_who_typed_it(worker, visit, community):
    record_worker_visit(
        elder=visit.elder, visit=visit, actor=worker, visited_at=timezone.now(), answers=ALL_WELL
    )
    rate = monthly_visit_rate(JULY, community.code)
    assert (rate.visited, rate.verified, rate.waiting, rate.by_staff) == (1, 0, 0, 1)


def test_whoever_a_volunteer_visited_too_is_counted_once_and_with_the_volunteer(
    worker, checked_in, visit, community, noon
):
    from elderly_visits.visits.services.reports import submit_report

    noon.shift(timedelta(minutes=40))
    submit_report(assignment=checked_in, actor=checked_in.volunteer.person.user, answers=ALL_WELL)
    record_worker_visit(elder=visit.elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    rate = monthly_visit_rate(JULY, community.code)
    assert (rate.visited, rate.verified, rate.by_staff) == (1, 1, 0)


@pytest.mark.parametrize(
    ("code", "ago", "grade"),
    [("card", 20, "B"), ("", 20, "C"), ("card", 120, "B"), ("card", 121, "C")],
)
def test_the_card_of_the_home_proves_a_workers_visit_while_she_is_there_and_never_twice(
    worker, elder, log_in, code, ago, grade
):
    began = timezone.localtime() - timedelta(minutes=ago)
    codes = {"card": elder.door_code}
    position = {"lat": elder.lat, "lon": elder.lon}
    enter(log_in(worker), elder, visited_at=f"{began:%Y-%m-%dT%H:%M}", code=codes.get(code, ""), **position)
    assert VisitReport.objects.submitted().get().evidence == grade


def test_scanning_the_card_at_the_door_leads_a_worker_to_her_report(log_in, worker, visit):
    plan_own_round(person=worker.person, actor=worker, day=timezone.localdate(), visits=[visit])
    client, report = log_in(worker), f"/workbench/visits/{visit.pk}/report/"
    # The code stands behind the # of the address, where the page's script takes it on.
    assert f'href="{report}" data-takes-code' in client.get("/visits/door/").content.decode()
    assert "data-check-in" in client.get(report).content.decode()
    client.post(report, entry(code=visit.elder.door_code))
    assert VisitReport.objects.submitted().get().evidence == "B"
    # Once it is written the card leads to it no more.
    assert report not in client.get("/visits/door/").content.decode()


def test_a_call_has_no_door_and_stays_without_proof(worker, elder, log_in):
    enter(log_in(worker), elder, method="phone", code=elder.door_code, lat=elder.lat, lon=elder.lon)
    assert VisitReport.objects.submitted().get().evidence == "C"


def test_a_wrong_door_code_comes_back_with_everything_typed(worker, elder, log_in):
    wrong = "000000" if elder.door_code != "000000" else "111111"
    page = enter(log_in(worker), elder, code=wrong, note="门口有积水").content.decode()
    assert "does not match this door" in page
    assert "门口有积水" in page
    assert not VisitReport.objects.submitted().exists()


def test_who_is_not_at_the_door_enters_a_visit_as_before_with_nothing_more_to_tap(worker, elder, log_in):
    page = enter(log_in(worker), elder).content.decode()
    assert "recorded among the visits by staff" in page
    assert VisitReport.objects.counting().get().evidence == "C"


# Consent


def test_a_visit_without_consent_is_kept_says_what_to_do_and_does_not_count(
    log_in, worker, make_elder, community
):
    elder = make_elder(consent=False)
    client = log_in(worker)
    shown = client.get(f"/workbench/visits/elders/{elder.pk}/visit/").content.decode()
    assert f"/workbench/visits/elders/{elder.pk}/agree/" in shown
    page = enter(client, elder).content.decode()
    assert "no consent of the elder was on record" in page
    assert VisitReport.objects.submitted().count() == 1
    rate = monthly_visit_rate(JULY, community.code)
    assert (rate.visited, rate.declined) == (0, 1)
    assert list(not_yet_visited(worker, JULY, community.code)) == [elder]


def test_a_consent_typed_afterwards_with_an_earlier_date_does_not_heal_the_visit(
    log_in, worker, make_elder, community, noon
):
    elder = make_elder(consent=False)
    client = log_in(worker)
    enter(client, elder)
    noon.shift(timedelta(minutes=5))
    client.post(
        f"/workbench/visits/elders/{elder.pk}/agree/",
        {"method": "oral", "given_on": "2026-07-01", "given_by": ""},
    )
    assert Consent.objects.get(person=elder.person).given_on == JULY
    rate = monthly_visit_rate(JULY, community.code)
    # Nobody declined any more, and nobody was visited.
    assert (rate.visited, rate.declined, rate.missing) == (0, 0, 1)


def test_a_consent_given_at_the_door_before_the_report_counts(worker, make_elder, community):
    elder = make_elder(consent=False)
    record_visit_consent(elder=elder, actor=worker)
    record_worker_visit(elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    assert monthly_visit_rate(JULY, community.code).visited == 1


def test_a_visit_after_consent_was_withdrawn_does_not_count(worker, elder, community, noon):
    withdraw_consent(person=elder.person, purpose=ConsentPurpose.VISITS)
    noon.shift(timedelta(days=1))
    record_worker_visit(elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    assert monthly_visit_rate(JULY, community.code).visited == 0


def agree(client, elder, given_on):
    client.post(
        f"/workbench/visits/elders/{elder.pk}/agree/",
        {"method": "oral", "given_on": given_on, "given_by": ""},
    )


def test_a_consent_typed_just_before_the_report_with_an_earlier_date_waits_for_a_second_person(
    log_in, worker, officer, make_elder, community
):
    elder = make_elder(consent=False)
    client = log_in(worker)
    agree(client, elder, "2026-07-01")
    page = enter(client, elder, visited_at="2026-07-08T09:30").content.decode()
    assert "counts once somebody at the township" in page
    report = VisitReport.objects.submitted().get()
    assert report.contact_state == "own_word"
    assert monthly_visit_rate(JULY, community.code).visited == 0
    # It stands in the township's list, and who wrote both down does not accept it.
    address = f"/workbench/visits/reports/{report.pk}/decide/"
    assert client.post(address, {"step": "accept"}).status_code == 403
    assert (
        "written down later by the visitor"
        in log_in(officer).get("/workbench/dashboard/corrections/").content.decode()
    )
    log_in(officer).post(address, {"step": "accept"})
    assert monthly_visit_rate(JULY, community.code).visited == 1


def test_a_form_signed_before_the_visit_counts_when_somebody_else_typed_it_afterwards(
    worker, officer, make_elder, community, noon
):
    # Signed on the third, visited on the fifth, typed by the township on the eighth, then the report.
    elder = make_elder(consent=False, registered_on=JULY)
    record_visit_consent(elder=elder, method="written", given_on=date(2026, 7, 3), actor=officer)
    record_worker_visit(elder=elder, actor=worker, visited_at=at("2026-07-05T09:00"), answers=ALL_WELL)
    assert monthly_visit_rate(JULY, community.code).visited == 1


def test_a_consent_given_after_the_visit_does_not_count_whoever_typed_it(
    worker, officer, make_elder, community
):
    elder = make_elder(consent=False, registered_on=JULY)
    record_visit_consent(elder=elder, given_on=date(2026, 7, 6), actor=officer)
    record_worker_visit(elder=elder, actor=worker, visited_at=at("2026-07-05T09:00"), answers=ALL_WELL)
    assert monthly_visit_rate(JULY, community.code).visited == 0


@pytest.mark.parametrize(("began", "visited"), [("09:59", 0), ("10:00", 1)])
def test_ones_own_word_counts_when_it_was_on_record_as_the_visit_began(
    worker, make_elder, community, noon, began, visited
):
    elder = make_elder(consent=False, registered_on=JULY)
    noon.move_to(at("2026-07-08T10:00:40"))
    record_visit_consent(elder=elder, given_on=date(2026, 7, 3), actor=worker)
    noon.shift(timedelta(minutes=30))
    record_worker_visit(elder=elder, actor=worker, visited_at=at(f"2026-07-08T{began}"), answers=ALL_WELL)
    assert monthly_visit_rate(JULY, community.code).visited == visited


def test_the_word_of_a_husband_is_no_second_persons(worker, officer, make_user, make_elder, community):
    husband = make_user("网格员夫", "community_worker", community)
    Kinship.objects.create(
        person=husband.person, relative=worker.person, relation="spouse", named=worker.person.name,
        proof="relative", verified_at=timezone.now(),
    )  # fmt: skip
    elder = make_elder(consent=False, registered_on=JULY)
    record_visit_consent(elder=elder, given_on=date(2026, 7, 3), actor=husband)
    report = record_worker_visit(
        elder=elder, actor=worker, visited_at=at("2026-07-05T09:00"), answers=ALL_WELL
    )
    assert monthly_visit_rate(JULY, community.code).visited == 0
    accept_late_report(report=report, actor=officer)
    assert monthly_visit_rate(JULY, community.code).visited == 1


def test_verifying_a_service_says_nothing_about_a_consent_that_its_enterer_wrote_down(
    make_elder, make_visit, volunteer, worker, officer, community, noon
):
    elder = make_elder(consent=False)
    visit, began = make_visit(elder), timezone.now()
    noon.shift(timedelta(hours=1))
    record_visit_consent(elder=elder, given_on=JULY, actor=worker)
    report = submit_on_behalf(
        visit=visit, volunteer=volunteer, actor=worker, started_at=began, minutes=30, answers=ALL_WELL
    )
    assignments.verify(assignment=report.assignment, actor=officer)
    assert monthly_visit_rate(JULY, community.code).visited == 0
    accept_late_report(report=report, actor=officer)
    assert monthly_visit_rate(JULY, community.code).verified == 1


def test_who_asks_the_elder_and_hears_no_refuses_the_consent_and_the_visit_leaves_the_list(
    log_in, worker, officer, make_elder, community
):
    elder = make_elder(consent=False)
    record_visit_consent(elder=elder, given_on=JULY, actor=worker)
    report = record_worker_visit(
        elder=elder, actor=worker, visited_at=at("2026-07-08T09:00"), answers=ALL_WELL
    )
    address = f"/workbench/visits/reports/{report.pk}/decide/"
    assert log_in(worker).post(address, {"step": "no_consent"}).status_code == 403
    page = log_in(officer).post(address, {"step": "no_consent"}, follow=True).content.decode()
    assert "had not agreed" in page
    report.refresh_from_db()
    assert (report.consent_refused_by, report.contact_state) == (officer, "no_consent")
    assert not VisitReport.objects.to_accept().exists()
    with pytest.raises(VisitError):
        refuse_consent(report=report, actor=worker)
    accept_late_report(report=report, actor=officer)
    assert monthly_visit_rate(JULY, community.code).visited == 0


def test_who_visited_as_a_volunteer_does_not_write_down_the_consent_afterwards_for_a_colleague_to_enter(
    make_elder, make_visit, worker, volunteer, noon
):
    elder = make_elder(consent=False)
    visit, began = make_visit(elder), timezone.now()
    noon.shift(timedelta(hours=1))
    record_visit_consent(elder=elder, given_on=JULY, actor=volunteer.person.user)
    report = submit_on_behalf(
        visit=visit, volunteer=volunteer, actor=worker, started_at=began, minutes=30, answers=ALL_WELL
    )
    assert report.consent_own_word


# Late


@pytest.mark.parametrize(("days", "late"), [(5, False), (6, True)])
def test_after_some_days_a_visit_is_entered_only_with_a_reason(log_in, worker, make_elder, noon, days, late):
    elder = make_elder(registered_on=JULY)
    noon.shift(timedelta(days=days))
    page = enter(log_in(worker), elder, visited_at="2026-07-08T09:30", note="门口有积水").content.decode()
    assert ("why it is entered only now" in page) is late
    assert VisitReport.objects.submitted().exists() is not late
    if late:
        assert "门口有积水" in page


def test_a_late_visit_counts_once_a_second_person_has_accepted_it(
    log_in, worker, officer, make_elder, noon, community
):
    elder = make_elder(registered_on=JULY)
    noon.shift(timedelta(days=10))
    enter(log_in(worker), elder, late_reason="住院，本子上记的")
    report = VisitReport.objects.submitted().get()
    assert monthly_visit_rate(JULY, community.code).visited == 0
    address = f"/workbench/visits/reports/{report.pk}/decide/"
    # She herself cannot, even where she is an officer as well.
    assert log_in(worker).post(address, {"step": "accept"}).status_code == 403
    log_in(officer).post(address, {"step": "accept"})
    log_in(officer).post(address, {"step": "accept"})
    report.refresh_from_db()
    assert report.accepted_by == officer
    assert monthly_visit_rate(JULY, community.code).visited == 1


def test_an_officer_does_not_accept_her_own_late_visit(officer, make_elder, noon):
    elder = make_elder(registered_on=JULY)
    noon.shift(timedelta(days=10))
    report = record_worker_visit(
        elder=elder, actor=officer, visited_at=at("2026-07-08T09:30"), answers=ALL_WELL, late_reason="忘了"
    )
    with pytest.raises(VisitError, match="does not decide"):
        accept_late_report(report=report, actor=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitReport.objects.filter(pk=report.pk).update(accepted_by=officer)


def test_who_met_nobody_is_not_asked_why_so_late(worker, make_elder, noon):
    elder = make_elder(registered_on=JULY)
    noon.shift(timedelta(days=10))
    visited_at = at("2026-07-08T09:30")
    record_worker_visit(elder=elder, actor=worker, visited_at=visited_at, answers=NOBODY_AT_HOME)


def test_a_late_entry_for_a_volunteer_is_accepted_by_who_verifies_it_if_that_is_somebody_else(
    visit, volunteer, worker, officer, noon, community
):
    began = timezone.now()
    noon.shift(timedelta(days=10))
    report = submit_on_behalf(
        visit=visit, volunteer=volunteer, actor=worker, started_at=began, minutes=30, answers=ALL_WELL,
        late_reason="志愿者没有手机",
    )  # fmt: skip
    assert monthly_visit_rate(JULY, community.code).visited == 0
    assignments.verify(assignment=report.assignment, actor=officer)
    assert monthly_visit_rate(JULY, community.code).verified == 1


# Found untrue


def test_a_second_person_voids_a_visit_by_staff_and_its_author_reads_why(
    log_in, worker, officer, elder, community
):
    enter(log_in(worker), elder)
    report = VisitReport.objects.submitted().get()
    address = f"/workbench/visits/reports/{report.pk}/decide/"
    client = log_in(officer)
    client.post(address, {"step": "void", "reason": " "})
    assert monthly_visit_rate(JULY, community.code).visited == 1
    client.post(address, {"step": "void", "reason": "老人说没有人来"})
    report.refresh_from_db()
    assert (report.voided_by, report.void_reason) == (officer, "老人说没有人来")
    assert monthly_visit_rate(JULY, community.code).visited == 0
    assert "老人说没有人来" in Message.objects.get(kind="visit_voided").body
    assert (
        "老人说没有人来"
        in log_in(worker).get(f"/workbench/elderly_visits/visitreport/inspect/{report.pk}/").content.decode()
    )


def test_a_planned_visit_that_was_made_up_is_open_for_the_next_plan_again(worker, officer, visit, noon):
    report = record_worker_visit(
        elder=visit.elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL, visit=visit
    )
    visit.task.refresh_from_db()
    assert visit.task.state == "done"
    void_report_of_staff(report=report, actor=officer, reason="没有人来")
    visit.task.refresh_from_db()
    assert visit.task.state == "lapsed"


@pytest.fixture
def late_entry(visit, volunteer, worker, noon):
    """A worker entered a volunteer's visit ten days late; the elder seems ill."""
    began = timezone.now()
    noon.shift(timedelta(days=10))
    return submit_on_behalf(
        visit=visit, volunteer=volunteer, actor=worker, started_at=began, minutes=30,
        answers=ALL_WELL | {"health": "sick"}, late_reason="志愿者没有手机",
    )  # fmt: skip


def minutes_of(volunteer):
    return certified_minutes_of([volunteer.person_id]).get(volunteer.person_id, 0)


def test_voiding_a_late_entry_takes_back_the_service_it_made(
    log_in, late_entry, volunteer, officer, make_user, community, visit
):
    colleague = make_user("网格员丙", "community_worker", community)
    assert late_entry.assignment in to_verify(colleague)
    log_in(officer).post(
        f"/workbench/visits/reports/{late_entry.pk}/decide/", {"step": "void", "reason": "老人说没有人来"}
    )
    late_entry.assignment.refresh_from_db()
    assert late_entry.assignment.state == "rejected"
    assert late_entry.assignment not in to_verify(colleague)
    with pytest.raises(TaskError):
        assignments.verify(assignment=late_entry.assignment, actor=colleague)
    assert minutes_of(volunteer) == 0
    visit.task.refresh_from_db()
    assert visit.task.state == "lapsed"
    # Both who entered it and who was to have visited read why.
    told = Message.objects.filter(body__contains="老人说没有人来")
    assert {message.person for message in told} == {late_entry.author.person, volunteer.person}
    # Somebody may be in need all the same.
    concern = late_entry.concerns.get()
    assert concern.state != "closed"
    assert "was not confirmed" in log_in(officer).get(concern.get_absolute_url()).content.decode()


def test_what_a_colleague_verified_meanwhile_is_corrected_to_nothing_when_the_entry_is_voided(
    late_entry, volunteer, officer, make_user, community, visit
):
    colleague = make_user("网格员丙", "community_worker", community)
    assignments.verify(assignment=late_entry.assignment, actor=colleague)
    assert minutes_of(volunteer) == 30
    # A community worker's word verifies the service and does not make the late visit count.
    assert VisitReport.objects.to_accept().get() == late_entry
    for _click in range(2):
        void_report_of_staff(report=late_entry, actor=officer, reason="老人说没有人来")
    assert minutes_of(volunteer) == 0
    assert ServiceRecord.objects.filter(corrects__isnull=False).count() == 1
    assert verify_ledger().ok
    visit.task.refresh_from_db()
    assert visit.task.state == "lapsed"


def test_a_voided_visit_is_not_verified_after_its_service_was_put_back_into_the_queue(
    late_entry, volunteer, officer, make_user, community
):
    colleague = make_user("网格员丙", "community_worker", community)
    void_report_of_staff(report=late_entry, actor=officer, reason="老人说没有人来")
    assignments.reopen_rejected(assignment=late_entry.assignment, actor=colleague, note="志愿者说去过")
    with pytest.raises(VisitError, match="found untrue"):
        assignments.verify(assignment=late_entry.assignment, actor=colleague)
    assert minutes_of(volunteer) == 0


def test_where_the_coins_are_spent_nothing_is_voided_by_half(
    late_entry, volunteer, officer, make_user, community
):
    assignments.verify(
        assignment=late_entry.assignment, actor=make_user("网格员丙", "community_worker", community)
    )
    friend = make_user("邻居", region=community).person
    transfer(key="gift", debit=personal(volunteer.person), credit=personal(friend), amount=30)
    with pytest.raises(VisitError):
        void_report_of_staff(report=late_entry, actor=officer, reason="老人说没有人来")
    late_entry.refresh_from_db()
    assert late_entry.voided_at is None
    assert minutes_of(volunteer) == 30


def test_a_township_officer_who_sent_the_volunteer_does_not_take_the_service_back(
    visit, volunteer, worker, officer, manager, noon
):
    assignments.offer(task=visit.task, volunteer=volunteer, actor=officer)
    began = timezone.now()
    noon.shift(timedelta(days=10))
    report = submit_on_behalf(
        visit=visit, volunteer=volunteer, actor=worker, started_at=began, minutes=30, answers=ALL_WELL,
        late_reason="志愿者没有手机",
    )  # fmt: skip
    with pytest.raises(TaskError, match="decides about this service"):
        void_report_of_staff(report=report, actor=officer, reason="没有人来")
    void_report_of_staff(report=report, actor=manager, reason="没有人来")
    report.refresh_from_db()
    assert (report.voided_by, report.assignment.state) == (manager, "rejected")


def test_an_officer_decides_nothing_about_the_visits_of_somebody_close(worker, officer, elder, log_in):
    enter(log_in(worker), elder)
    report = VisitReport.objects.submitted().get()
    assert can_decide_report(officer, report)
    Kinship.objects.create(
        person=officer.person, relative=worker.person, relation="spouse", named=worker.person.name,
        proof="relative", verified_at=timezone.now(),
    )  # fmt: skip
    assert not can_decide_report(officer, report)
    with pytest.raises(VisitError):
        void_report_of_staff(report=report, actor=officer, reason="x")


def test_nobody_decides_about_a_visit_of_another_region(log_in, manager_next_door, worker, elder):
    enter(log_in(worker), elder)
    report = VisitReport.objects.submitted().get()
    answer = log_in(manager_next_door).post(
        f"/workbench/visits/reports/{report.pk}/decide/", {"step": "void", "reason": "x"}
    )
    assert answer.status_code == 404
    with pytest.raises(VisitError):
        void_report_of_staff(report=report, actor=manager_next_door, reason="x")


# The names behind the figures


def test_each_class_leads_to_its_names(worker, make_elder, community):
    elders = {grade: make_elder(f"老人{grade}") for grade in "ABC"}
    for grade, elder in elders.items():
        report = record_worker_visit(elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
        VisitReport.objects.filter(pk=report.pk).update(evidence=grade)
    for grade, elder in elders.items():
        assert list(visited_as(worker, JULY, community.code, grade.lower())) == [elder]
    assert set(visited_as(worker, JULY, community.code, "staff")) == set(elders.values())


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2026, 6, 1), date(2026, 7, 6)),
        (date(2026, 7, 1), date(2026, 8, 5)),
        # The fifth lies in the National Day break.
        (date(2026, 9, 1), date(2026, 10, 8)),
    ],
)
def test_the_last_day_to_enter_visits_of_a_month_is_a_working_day(community, month, last):
    assert last_day_to_enter(month, community.pk) == last

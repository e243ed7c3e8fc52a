"""The volunteer's visit on the portal: one page that follows the state, loses nothing and shows nobody too much."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone, translation

from elderly_visits.concerns.models import Concern
from elderly_visits.visits.models.report import VisitReport
from people.access_log.models import AccessLog
from tests.door import next_line
from tests.elderly_visits.conftest import agree, arrive
from timebank.ledger.models.records import ServiceRecord
from volunteers.tasks.services import assignments
from workbench.access_recording import AccessAction

NOW = datetime.fromisoformat("2026-07-08T10:00:00+08:00")
FRIDAY = datetime.fromisoformat("2026-07-10T10:00:00+08:00")
# The form as a browser sends it when all was well.
FORM = {
    "contact_made": "yes", "method": "home", "health": "good", "mood": "good", "living": "none", "support": "good",
    "water": "safe", "gas": "safe", "electricity": "safe", "fire": "safe", "falls": "safe", "hygiene": "good",
    "no_contact_reason": "", "needs": "", "policy_information": "", "note": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def english(settings):
    """Sentences of these tests are the source strings."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def me(log_in, volunteer):
    return log_in(volunteer.person.user)


def page(client, assignment, **query):
    response = client.get(f"/visits/{assignment.uuid}/", query)
    assert response.status_code == 200
    return response.content.decode()


def post(client, assignment, step, data=None, **headers):
    return client.post(f"/visits/{assignment.uuid}/{step}/", data or {}, **headers)


# Who


def test_everybody_else_gets_a_404_and_strangers_the_log_in(
    offered,
    client,
    log_in,
    make_volunteer,
    worker,
    worker_next_door,
    city_manager,
    resident,
    visit,
    make_user,
):
    daughter = make_user("女儿")
    visit.elder.person.mandates_given.create(agent=daughter.person, relation="女儿")
    address = f"/visits/{offered.uuid}/"
    for user in (
        make_volunteer("志愿者乙").person.user,
        worker,
        worker_next_door,
        city_manager,
        resident,
        daughter,
    ):
        outsider = log_in(user)
        assert outsider.get(address).status_code == 404
        for step in ("agree", "check-in", "draft", "report", "check-out"):
            assert outsider.post(f"{address}{step}/").status_code == 404
    assert client.get(address).url.startswith("/accounts/login/")


def test_an_unknown_visit_and_a_shift_are_no_visits(me, make_task, volunteer):
    shift = assignments.offer(task=make_task(kind="shift"), volunteer=volunteer)
    assert me.get(f"/visits/{uuid4()}/").status_code == 404
    assert me.get(f"/visits/{shift.uuid}/").status_code == 404


# Asked


def test_an_offer_says_where_when_how_far_and_why_and_not_who(me, offered, visit):
    shown = page(me, offered)
    assert "甲社区" in shown
    assert "about 300 m" in shown
    assert "about 40 minutes" in shown
    assert "The community worker asked for you." in shown
    for secret in ("老人", "朝阳中路", "2单元", visit.elder.person.phone, visit.elder.door_code):
        assert secret not in shown
    assert not AccessLog.objects.exists()


def test_a_yes_with_day_and_hour_agrees_the_visit(me, offered):
    response = post(me, offered, "agree", {"day": "2026-07-10", "hour": "10:00"})
    assert response.url == f"/visits/{offered.uuid}/"
    offered.refresh_from_db()
    assert (offered.state, offered.planned_for) == ("accepted", FRIDAY)


def test_an_hour_at_which_the_elder_does_not_receive_comes_back_as_it_was_chosen(
    me, make_visit, make_elder, volunteer
):
    visit = make_visit(make_elder("老人乙", slots=1 << 12), slots=1 << 12)  # Friday morning
    asked = assignments.offer(task=visit.task, volunteer=volunteer)
    shown = post(me, asked, "agree", {"day": "2026-07-10", "hour": "15:30"}).content.decode()
    assert "does not receive visitors" in shown
    assert '<option value="15:30" selected>' in shown
    asked.refresh_from_db()
    assert asked.state == "offered"


def test_an_offer_that_was_given_to_somebody_else_says_so(me, offered, worker):
    page(me, offered)
    assignments.replace(assignment=offered, actor=worker)
    shown = post(me, offered, "agree", {"day": "2026-07-10", "hour": "10:00"}).content.decode()
    assert "no longer open" in shown
    offered.refresh_from_db()
    assert offered.state == "replaced"


def test_the_agreed_time_can_be_changed(me, accepted):
    post(me, accepted, "agree", {"day": "2026-07-11", "hour": "09:30"})
    accepted.refresh_from_db()
    assert accepted.planned_for == datetime.fromisoformat("2026-07-11T09:30:00+08:00")


# Agreed


def test_before_the_door_opens_the_page_says_when(me, offered, visit):
    agree(offered, FRIDAY)
    shown = page(me, offered)
    assert "朝阳中路12号3栋" in shown
    assert "2026-07-09 10:00" in shown
    for secret in ("2单元502室", visit.elder.person.phone):
        assert secret not in shown


def test_the_door_is_shown_with_telephone_links_and_put_on_record_once_an_hour(
    me, accepted, visit, noon, volunteer
):
    visit.elder.contacts.create(name="王女儿", phone="+8610000000001", relation="女儿")
    for _look in range(3):
        shown = page(me, accepted)
    for number in ("120", "110", "+8610000000001", visit.elder.person.phone):
        assert f'href="tel:{number}"' in shown
    assert "2单元502室" in shown
    log = AccessLog.objects.get()
    assert (log.actor, log.subject, log.action) == (
        volunteer.person.user,
        visit.elder.person,
        AccessAction.REVEAL,
    )
    noon.shift(timedelta(minutes=61))
    page(me, accepted)
    assert AccessLog.objects.count() == 2


def test_reading_the_page_changes_nothing_whatever_the_address_says(me, accepted, visit):
    before = accepted.state, accepted.events.count()
    page(me, accepted, code=visit.elder.door_code, lat=visit.elder.lat, lon=visit.elder.lon, step="check-in")
    for step in ("agree", "check-in", "draft", "report", "check-out"):
        assert me.get(f"/visits/{accepted.uuid}/{step}/").url == f"/visits/{accepted.uuid}/"
    accepted.refresh_from_db()
    assert (accepted.state, accepted.events.count()) == before
    assert not VisitReport.objects.exists()


# At the door


def test_a_line_of_the_sheet_checks_in_with_grade_a(me, accepted, visit):
    post(me, accepted, "check-in", {"code": next_line(visit.task)})
    accepted.refresh_from_db()
    assert (accepted.state, accepted.evidence, accepted.check_in_method) == ("checked_in", "A", "sheet")


def test_a_wrong_code_comes_back_with_what_was_typed(me, accepted):
    shown = post(me, accepted, "check-in", {"code": "000000"}).content.decode()
    assert "does not match this place" in shown
    assert 'value="000000"' in shown


def test_when_nobody_opens_one_goes_on_without_code_for_a_worker_to_confirm(me, accepted, worker, noon):
    post(me, accepted, "check-in", {"begin": "1"})
    accepted.refresh_from_db()
    assert (accepted.state, accepted.evidence, accepted.check_in_method) == ("checked_in", "C", "unproven")
    noon.shift(timedelta(minutes=20))
    post(me, accepted, "report", {"contact_made": "no", "method": "home", "no_contact_reason": "not_at_home"})
    accepted.refresh_from_db()
    assert accepted.state == "checked_out"
    assert "A community worker will confirm it" in page(me, accepted)
    assert not ServiceRecord.objects.exists()


def test_a_visit_by_phone_needs_no_door_and_shows_none(me, make_visit, volunteer, noon):
    visit = make_visit(method="phone")
    call = agree(assignments.offer(task=visit.task, volunteer=volunteer))
    shown = page(me, call)
    assert "朝阳中路" not in shown
    assert f"tel:{visit.elder.person.phone}" in shown
    post(me, call, "check-in", {"begin": "1"})
    noon.shift(timedelta(minutes=15))
    looks = {name: FORM[name] for name in ("contact_made", "health", "mood", "living", "support")}
    post(me, call, "report", looks | {"method": "phone"})
    call.refresh_from_db()
    assert (call.state, call.evidence) == ("checked_out", "C")
    assert VisitReport.objects.counting().get().method == "phone"


def test_the_square_code_leads_to_todays_visit_and_works_without_a_script(me, accepted):
    assert f'href="/visits/{accepted.uuid}/#check-in"' in me.get("/visits/door/").content.decode()


def test_the_code_of_an_old_card_leaves_the_address_before_anything_is_shown(me, accepted, visit):
    response = me.get("/visits/door/", {"code": visit.elder.door_code})
    assert response.url == f"/visits/door/#code={visit.elder.door_code}"
    assert f'value="{visit.elder.door_code}"' not in page(me, accepted, code=visit.elder.door_code)


def test_of_several_visits_of_the_day_the_visitor_chooses(me, accepted, make_visit, make_elder, volunteer):
    other = make_visit(make_elder("老人乙"))
    second = agree(assignments.offer(task=other.task, volunteer=volunteer), NOW + timedelta(hours=2))
    shown = me.get("/visits/door/").content.decode()
    for assignment in (accepted, second):
        assert f"/visits/{assignment.uuid}/#check-in" in shown


# The report


def test_the_report_asks_everything_on_one_page(me, checked_in):
    shown = page(me, checked_in)
    for name in FORM:
        assert f'name="{name}"' in shown
    assert shown.count("<form") - shown.count('action="/') < shown.count("<form")


def test_a_report_is_sent_checked_out_credited_and_says_so(me, checked_in, noon):
    noon.shift(timedelta(minutes=40))
    assert post(me, checked_in, "report", FORM).url == f"/visits/{checked_in.uuid}/"
    shown = page(me, checked_in)
    assert "Thank you for this visit" in shown
    assert "40 minutes" in shown
    assert "Nothing in your answers calls for action" in shown


def test_the_thanks_name_the_concerns_that_were_raised(me, checked_in, worker, noon):
    noon.shift(timedelta(minutes=40))
    post(me, checked_in, "report", FORM | {"health": "sick", "falls": "hazard"})
    shown = page(me, checked_in)
    assert "Health · Urgent" in shown
    assert "Safety at home · Routine" in shown


def test_what_is_missing_is_said_and_everything_typed_is_still_there(me, checked_in):
    sent = {
        "contact_made": "yes",
        "method": "home",
        "health": "sick",
        "note": "腿脚不便 <b>",
        "needs": "送餐",
    }
    shown = post(me, checked_in, "report", sent).content.decode()
    assert "Please choose an answer." in shown
    assert 'href="#q_mood"' in shown
    assert "腿脚不便 &lt;b&gt;" in shown
    assert "送餐" in shown
    assert 'value="sick" id="id_health_3" checked' in shown or 'value="sick" checked' in shown.replace(
        ' id="id_health_3"', ""
    )
    kept = VisitReport.objects.get()
    assert (kept.health, kept.needs, kept.submitted_at) == ("sick", "送餐", None)


def test_a_disabled_elder_met_by_phone_is_told_why_that_does_not_count(me, checked_in, visit):
    visit.elder.disabled = True
    visit.elder.save()
    shown = post(me, checked_in, "report", FORM | {"method": "phone"}).content.decode()
    assert "a call does not count" in shown


def test_sending_twice_credits_once(me, checked_in, noon):
    noon.shift(timedelta(minutes=40))
    post(me, checked_in, "report", FORM | {"needs": "送餐"})
    post(me, checked_in, "report", FORM | {"needs": "别的"})
    assert ServiceRecord.objects.count() == 1
    assert Concern.objects.get().text == "送餐"


def test_a_report_before_the_check_in_is_refused_kindly(me, accepted):
    shown = post(me, accepted, "report", FORM).content.decode()
    assert not VisitReport.objects.exists()
    assert "Check" in shown or "check" in shown


# The draft


def test_a_draft_survives_logging_out(me, log_in, checked_in, volunteer):
    post(me, checked_in, "draft", {"contact_made": "yes", "health": "worse", "note": "药快没有了"})
    me.logout()
    shown = page(log_in(volunteer.person.user), checked_in)
    assert "药快没有了" in shown
    assert 'value="worse" id="id_health_2" checked' in shown or 'id="id_health_2" checked' in shown


def test_the_script_keeps_the_draft_and_is_told_when(me, checked_in):
    kept = post(me, checked_in, "draft", {"health": "worse"}, headers={"HX-Request": "true"}).content.decode()
    assert "Saved as a draft at 10:00" in kept
    assert "<html" not in kept


def test_a_script_that_is_logged_out_gets_no_log_in_page(client, checked_in):
    response = post(client, checked_in, "draft", {"health": "worse"}, headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")


def test_who_logs_in_again_after_sending_lands_on_the_page_not_on_an_error(client, checked_in):
    response = post(client, checked_in, "report", FORM)
    assert response.url.endswith(f"next=/visits/{checked_in.uuid}/")


def test_a_draft_that_comes_late_does_not_touch_the_report(me, checked_in, noon):
    noon.shift(timedelta(minutes=40))
    post(me, checked_in, "report", FORM)
    late = post(me, checked_in, "draft", {"health": "critical"}, headers={"HX-Request": "true"})
    assert "check in" in late.content.decode() or "submitted" in late.content.decode()
    assert VisitReport.objects.get().health == "good"


# Two visitors, and afterwards


def test_the_second_visitor_sees_the_report_is_there_and_just_leaves(
    log_in, make_visit, make_elder, make_volunteer
):
    visit = make_visit(make_elder("老人乙", needs_pair=True), persons_needed=2)
    first, second = (
        arrive(agree(assignments.offer(task=visit.task, volunteer=make_volunteer(name))), visit.elder)
        for name in ("志愿者甲", "志愿者乙")
    )
    writer, other = log_in(first.volunteer.person.user), log_in(second.volunteer.person.user)
    assert "志愿者乙" in page(writer, first)
    post(writer, first, "report", FORM)
    shown = page(other, second)
    assert "The report has been submitted" in shown
    assert 'name="health"' not in shown
    post(other, second, "check-out")
    second.refresh_from_db()
    assert second.state in ("checked_out", "verified")
    assert "Thank you for this visit" in page(other, second)


def test_two_hours_later_the_page_shows_nothing_of_the_elder(me, checked_in, visit, noon):
    noon.shift(timedelta(minutes=40))
    post(me, checked_in, "report", FORM | {"note": "看到了药盒"})
    noon.shift(timedelta(hours=3))
    shown = page(me, checked_in)
    for secret in ("老人甲", "朝阳中路", visit.elder.person.phone, "看到了药盒"):
        assert secret not in shown


def test_a_refused_visit_shows_the_reason(me, accepted, visit, worker, noon):
    post(me, accepted, "check-in", {"code": visit.elder.door_code})
    post(me, accepted, "report", FORM)
    accepted.refresh_from_db()
    assignments.reject(assignment=accepted, actor=worker, note="老人说没有人来过")
    shown = page(me, accepted)
    assert "was not confirmed" in shown
    assert "老人说没有人来过" in shown


@pytest.mark.parametrize("state", ["offered", "accepted", "checked_in", "verified"])
def test_no_state_of_the_page_takes_fifteen_queries(
    state, request, log_in, volunteer, worker, noon, django_assert_max_num_queries
):
    assignment = request.getfixturevalue("checked_in" if state == "verified" else state)
    me = log_in(volunteer.person.user)
    if state == "verified":
        noon.shift(timedelta(minutes=40))
        post(me, assignment, "report", FORM | {"health": "sick"})
    with django_assert_max_num_queries(14):
        page(me, assignment)


def test_the_page_speaks_chinese(me, settings, accepted):
    settings.LANGUAGE_CODE = "zh-hans"
    me.cookies["django_language"] = "zh-hans"
    assert 'lang="zh-hans"' in page(me, accepted)
    assert timezone.localdate().isoformat() in page(me, accepted)

"""Visits that nobody made: each cheat is played through the pages, as the one who tries it would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elderly_visits.register.services.elders import scope_of_sheet
from notifications.sms import SMSError
from people.access_log.models import AccessLog
from people.kinship.models import Kinship
from tests.door import next_line
from tests.elderly_visits.conftest import agree, arrive
from timebank.earning.selectors.stars import certified_minutes
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.services.anomaly_search import find_anomalies
from volunteers.tasks.codes import sheet_code
from volunteers.tasks.models.code_use import CodeUse
from volunteers.tasks.services import assignments, self_credit
from volunteers.tasks.services.proof import can_call_back
from workbench.access_recording import AccessAction

# Taken before the fixture of tests/conftest.py puts another in its place.
REAL_DRAW = self_credit.draw_of
FORM = {
    "contact_made": "yes", "method": "home", "health": "good", "mood": "good", "living": "none", "support": "good",
    "water": "safe", "gas": "safe", "electricity": "safe", "fire": "safe", "falls": "safe", "hygiene": "good",
}  # fmt: skip


@pytest.fixture(autouse=True)
def morning(clock: Any, settings: Any) -> Any:
    cache.clear()
    settings.LANGUAGE_CODE = "en"
    return clock


@pytest.fixture
def me(log_in: Any, volunteer: Any) -> Any:
    return log_in(volunteer.person.user)


def asked(visit: Any, volunteer: Any, at: Any = None) -> Any:
    return agree(assignments.offer(task=visit.task, volunteer=volunteer), at)


def at_door(client: Any, assignment: Any, **typed: Any) -> str:
    answer = client.post(f"/visits/{assignment.uuid}/check-in/", typed, follow=True)
    assignment.refresh_from_db()
    return answer.content.decode()


def report(client: Any, assignment: Any, clock: Any, minutes: int = 40, **typed: Any) -> Any:
    clock.shift(timedelta(minutes=minutes))
    client.post(f"/visits/{assignment.uuid}/report/", FORM | typed)
    assignment.refresh_from_db()
    return assignment


# Codes


def test_an_honest_visit_with_a_line_of_the_sheet_is_credited_without_anybody(me, accepted, visit, clock):
    at_door(me, accepted, code=next_line(visit.task))
    assert report(me, accepted, clock).state == "verified"
    assert certified_minutes(accepted.volunteer.person) == 40


def test_yesterdays_line_opens_nothing_today_and_the_page_says_what_to_do(
    me, accepted, make_visit, visit, volunteer, clock
):
    line = next_line(visit.task)
    at_door(me, accepted, code=line)
    report(me, accepted, clock)
    clock.shift(timedelta(days=1))
    again = asked(make_visit(visit.elder, ordinal=2), volunteer)
    shown = at_door(me, again, code=line)
    assert again.state == "accepted"
    assert "take the next line" in shown
    # Her own slip accuses nobody.
    assert CodeUse.objects.get().entered_again_by is None


def test_a_code_told_by_a_friend_and_an_invented_position_wait_for_a_worker(me, accepted, visit, clock):
    elder = visit.elder
    at_door(me, accepted, code=elder.door_code, lat=elder.lat + 0.0001, lon=elder.lon, accuracy=12)
    assert (accepted.state, accepted.evidence) == ("checked_in", "B")
    assert report(me, accepted, clock).state == "checked_out"
    assert certified_minutes(accepted.volunteer.person) == 0


def test_a_position_alone_lets_in_and_proves_nothing(me, accepted, visit, clock):
    at_door(me, accepted, lat=visit.elder.lat + 0.0002, lon=visit.elder.lon, accuracy=20)
    assert (accepted.state, accepted.evidence, accepted.check_in_method) == ("checked_in", "C", "position")
    assert report(me, accepted, clock).state == "checked_out"


def test_a_line_read_off_a_photograph_is_found_out_when_the_next_visitor_comes(
    me, accepted, visit, make_visit, make_volunteer, log_in, clock
):
    stolen = next_line(visit.task)
    at_door(me, accepted, code=stolen)
    report(me, accepted, clock)
    clock.shift(timedelta(days=1))
    honest = make_volunteer("志愿者乙")
    there = asked(make_visit(visit.elder, ordinal=2), honest)
    her = log_in(honest.person.user)
    # On the sheet that line is not crossed out.
    assert "take the next line" in at_door(her, there, code=stolen)
    at_door(her, there, code=next_line(visit.task))
    assert report(her, there, clock).state == "verified"
    find_anomalies()
    suspicion = Suspicion.objects.get(kind="code_twice")
    assert set(suspicion.persons.all()) == {accepted.volunteer.person, honest.person}
    assert suspicion.records.get().person == accepted.volunteer.person
    find_anomalies()
    assert Suspicion.objects.filter(kind="code_twice").count() == 1


def test_a_few_lines_may_be_skipped_and_no_more(me, accepted, visit):
    assert "does not match" in at_door(me, accepted, code=next_line(visit.task, skip=5))
    at_door(me, accepted, code=next_line(visit.task, skip=4))
    assert accepted.evidence == "A"


def test_two_who_go_together_use_the_same_line(make_visit, make_volunteer):
    visit = make_visit(persons_needed=2)
    pair = [asked(visit, make_volunteer(name)) for name in ("志愿者甲", "志愿者乙")]
    line = next_line(visit.task)
    for one in pair:
        done = assignments.check_in(assignment=one, actor=one.volunteer.person.user, code=line)
        assert done.evidence == "A"


def test_a_new_door_code_makes_the_old_sheet_invalid(me, accepted, visit, desk_of):
    old = next_line(visit.task)
    desk_of().post(f"/workbench/visits/elders/{visit.elder.pk}/button/", {"step": "door_code"})
    at_door(me, accepted, code=old)
    assert accepted.state == "accepted"


def test_the_codes_of_one_home_open_no_other_with_the_same_card(make_elder, make_visit, volunteer):
    one, other = make_elder("老人甲"), make_elder("老人乙")
    other.door_code = one.door_code
    other.save()
    assert next_line(make_visit(one).task) != next_line(make_visit(other).task)


@pytest.fixture
def desk_of(log_in: Any, worker: Any) -> Any:
    return lambda: log_in(worker)


# The telephone of the elder


@pytest.fixture
def texts(monkeypatch: Any) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr("volunteers.tasks.services.proof.send_sms", lambda **message: sent.append(message))
    return sent


def test_a_code_sent_to_the_elders_phone_proves_presence_once(me, accepted, visit, texts, clock):
    me.post(f"/visits/{accepted.uuid}/call-back/")
    assert texts[0]["phone"] == visit.elder.person.phone
    assert visit.elder.person.name not in texts[0]["text"]
    at_door(me, accepted, code=texts[0]["code"])
    assert (accepted.evidence, accepted.check_in_method) == ("A", "call_back")
    assert report(me, accepted, clock).state == "verified"


def test_the_code_sent_is_not_shown_goes_out_of_date_and_is_not_sent_without_end(me, accepted, texts, clock):
    for _try in range(5):
        shown = me.post(f"/visits/{accepted.uuid}/call-back/", follow=True).content.decode()
        assert texts[-1]["code"] not in shown
    assert len(texts) == 3
    assert "No more codes are sent" in shown
    clock.shift(timedelta(minutes=16))
    at_door(me, accepted, code=texts[-1]["code"])
    assert accepted.state == "accepted"


def test_an_elders_phone_that_is_the_volunteers_own_gets_no_code(me, accepted, visit, texts):
    visit.elder.person.phone = accepted.volunteer.person.phone
    visit.elder.person.save()
    assert not can_call_back(accepted)
    me.post(f"/visits/{accepted.uuid}/call-back/")
    assert texts == []


def test_before_the_door_is_disclosed_nobody_can_ring_the_elder(me, offered, texts):
    later = agree(offered, timezone.now() + timedelta(days=3))
    assert me.post(f"/visits/{later.uuid}/call-back/").status_code == 404
    assert texts == []


def test_a_text_that_could_not_be_sent_says_what_else_there_is(me, accepted, monkeypatch):
    def broken(**_message: Any) -> None:
        raise SMSError("down")

    monkeypatch.setattr("volunteers.tasks.services.proof.send_sms", broken)
    shown = me.post(f"/visits/{accepted.uuid}/call-back/", follow=True).content.decode()
    assert "could not be sent. Please use the sheet" in shown


# Position


def test_however_far_away_the_answer_is_the_same_and_names_no_distance(me, accepted, visit):
    answers = set()
    for offset in (0.002, 0.02, 0.5):
        shown = at_door(me, accepted, lat=visit.elder.lat + offset, lon=visit.elder.lon)
        answers.add(
            shown.partition("form-errors")[2].partition("</ul>")[0] or shown.partition("errorlist")[2][:300]
        )
    assert len(answers) == 1
    assert "do not seem to be there yet" in answers.pop()
    assert accepted.check_in_distance_m is None


def test_positions_are_tried_a_few_times_only_and_at_several_doors_no_more(
    me, accepted, visit, make_visit, make_elder, volunteer
):
    for _try in range(5):
        at_door(me, accepted, lat=visit.elder.lat + 0.01, lon=visit.elder.lon)
    other = asked(make_visit(make_elder("老人乙")), volunteer, timezone.now() + timedelta(hours=2))
    shown = at_door(me, other, lat=visit.elder.lat, lon=visit.elder.lon)
    assert other.state == "accepted"
    assert "tried too often" in shown
    # Who is at the door after all has a code.
    at_door(me, accepted, code=next_line(visit.task))
    assert accepted.state == "checked_in"


def test_a_code_typed_far_from_the_home_waits_for_a_worker(me, accepted, visit, clock):
    at_door(
        me, accepted, code=next_line(visit.task), lat=visit.elder.lat + 0.1, lon=visit.elder.lon, accuracy=30
    )
    assert report(me, accepted, clock).waits_for == ["far"]


def test_an_old_phone_that_knows_only_the_next_mast_is_believed(me, accepted, visit, clock):
    at_door(
        me,
        accepted,
        code=next_line(visit.task),
        lat=visit.elder.lat + 0.02,
        lon=visit.elder.lon,
        accuracy=2500,
    )
    assert report(me, accepted, clock).state == "verified"


def test_the_same_position_to_the_last_digit_at_two_homes_waits_for_a_worker(
    me, accepted, visit, make_visit, make_elder, volunteer, clock
):
    place = {"lat": 31.21234567, "lon": 107.50212345, "accuracy": 15}
    at_door(me, accepted, code=next_line(visit.task), **place)
    assert report(me, accepted, clock).state == "verified"
    clock.shift(timedelta(minutes=30))
    other = asked(make_visit(make_elder("老人乙", lat=31.2131, lon=107.5031)), volunteer)
    at_door(me, other, code=next_line(other.task), **place)
    assert report(me, other, clock).waits_for == ["position"]
    # The position itself is nowhere.
    assert "31.2123" not in str(other.__dict__)


def test_a_position_more_exact_than_any_phone_waits_for_a_worker(me, accepted, visit, clock):
    at_door(me, accepted, code=next_line(visit.task), lat=visit.elder.lat, lon=visit.elder.lon, accuracy=0)
    assert report(me, accepted, clock).waits_for == ["too_exact"]


def test_exactly_at_the_point_of_the_map_for_the_third_time_waits_for_a_worker(
    me, make_visit, make_elder, volunteer, clock
):
    waits = []
    for number in range(3):
        elder = make_elder(f"老人{number}", lat=31.212 + number / 500, lon=107.502)
        one = asked(make_visit(elder), volunteer)
        at_door(me, one, code=next_line(one.task), lat=elder.lat, lon=elder.lon, accuracy=10)
        waits.append(report(me, one, clock).waits_for)
        clock.shift(timedelta(days=1))
    assert waits == [[], [], ["zero"]]


# Time


def test_three_elders_at_once_from_home_are_refused_with_the_way_out(
    me, accepted, visit, make_visit, make_elder, volunteer
):
    others = [
        asked(make_visit(make_elder(name)), volunteer, timezone.now() + timedelta(hours=hours))
        for name, hours in (("老人乙", 2), ("老人丙", 4))
    ]
    at_door(me, accepted, code=next_line(visit.task))
    for other in others:
        shown = at_door(me, other, code=next_line(other.task))
        assert other.state == "accepted"
        assert "still checked in" in shown
        assert "since 09:00" in shown
    # The refusal cost no line.
    assert CodeUse.objects.count() == 1


def test_checked_in_for_five_hours_brings_no_more_than_the_forty_minutes_planned(me, accepted, visit, clock):
    at_door(me, accepted, code=next_line(visit.task))
    done = report(me, accepted, clock, minutes=300)
    assert (done.state, done.minutes) == ("verified", 40)
    assert certified_minutes(accepted.volunteer.person) == 40


def test_who_stayed_longer_says_why_in_one_tap_and_a_worker_sees_both_times(
    me, accepted, visit, clock, desk_of
):
    at_door(me, accepted, code=next_line(visit.task))
    done = report(me, accepted, clock, minutes=65, longer="talked")
    assert (done.state, done.waits_for, done.minutes) == ("checked_out", ["longer"], 65)
    queue = desk_of().get("/workbench/volunteers/queue/").content.decode()
    assert "65 minutes, 40 planned" in queue
    assert "more to talk about" in queue
    assert 'value="40"' in queue


def test_at_another_hour_than_agreed_she_is_let_in_and_a_worker_confirms(me, offered, clock, visit):
    later = agree(offered, timezone.now() + timedelta(minutes=61))
    at_door(me, later, code=next_line(visit.task))
    assert later.state == "checked_in"
    assert report(me, later, clock).waits_for == ["hour"]


@pytest.mark.parametrize("minutes", [-60, 90])
def test_an_early_bus_and_a_late_one_fit_the_agreed_hour(me, offered, clock, visit, minutes):
    agreed = agree(offered, timezone.now() + timedelta(hours=2))
    clock.shift(timedelta(hours=2, minutes=minutes))
    at_door(me, agreed, code=next_line(visit.task))
    assert report(me, agreed, clock).state == "verified"


# Chance, and who knows the codes


def test_who_is_drawn_is_drawn_again_however_often_she_tries(accepted, visit, volunteer, monkeypatch):
    first = REAL_DRAW(accepted.task, volunteer.pk)
    assignments.withdraw(assignment=accepted, actor=volunteer.person.user)
    assert REAL_DRAW(visit.task, volunteer.pk) == first
    assert 0 <= first < 1


def test_a_drawn_visit_waits_and_its_page_does_not_say_why(me, accepted, visit, clock, desk_of, monkeypatch):
    monkeypatch.setattr(self_credit, "draw_of", lambda task, volunteer: 0.0299)
    at_door(me, accepted, code=next_line(visit.task))
    assert report(me, accepted, clock).waits_for == ["sample"]
    # Again changes nothing.
    assert (
        assignments.check_out(assignment=accepted, actor=accepted.volunteer.person.user).state
        == "checked_out"
    )
    assert "Random check" not in me.get(f"/visits/{accepted.uuid}/").content.decode()
    assert (
        "please telephone before you decide" in desk_of().get("/workbench/volunteers/queue/").content.decode()
    )


def test_a_worker_who_reads_the_codes_and_gives_them_to_her_husband_credits_him_nothing(
    log_in, accepted, visit, worker, volunteer, me, clock
):
    sheet = log_in(worker).get(f"/workbench/visits/elders/{visit.elder.pk}/code-sheet/").content.decode()
    line = next_line(visit.task)
    assert f"{line[:3]} {line[3:]}" in sheet
    Kinship.objects.create(
        person=worker.person, relative=volunteer.person, relation="spouse", named="丈夫",
        verified_at=timezone.now(), proof="relative",
    )  # fmt: skip
    at_door(me, accepted, code=line)
    done = report(me, accepted, clock)
    assert (done.state, done.waits_for) == ("checked_out", ["circle"])


def test_a_worker_who_volunteers_where_she_works_is_not_credited_by_codes_she_can_print(
    accepted, visit, volunteer, community, log_in, clock
):
    volunteer.person.user.role_grants.create(role="community_worker", region=community)
    me = log_in(volunteer.person.user)
    at_door(me, accepted, code=next_line(visit.task))
    assert report(me, accepted, clock).waits_for == ["circle"]


# The sheet


def test_the_sheet_shows_the_lines_left_names_the_elder_on_the_strip_only_and_is_on_record(
    desk_of, elder, worker
):
    shown = desk_of().get(f"/workbench/visits/elders/{elder.pk}/code-sheet/").content.decode()
    first = sheet_code(scope_of_sheet(elder), 1)
    assert shown.count("<li><span>") == 24
    assert f"{first[:3]} {first[3:]}" in shown
    assert "?code=" not in shown
    assert "朝阳中路" not in shown
    assert elder.person.name not in shown.partition('class="card-wide"')[2]
    log = AccessLog.objects.get(action=AccessAction.PRINT)
    assert (log.actor, log.subject) == (worker, elder.person)


def test_the_sheets_of_all_elders_in_ones_charge_are_printed_at_once_each_on_record(
    desk_of, make_elder, worker, log_in, worker_next_door
):
    address, queries = "/workbench/visits/code-sheets/", []
    desk = desk_of()
    make_elder("不是她的")
    desk.get(address)
    for number in range(3):
        make_elder(f"老人{number}", worker=worker)
        with CaptureQueriesContext(connection) as asked_for:
            shown = desk.get(address).content.decode()
        assert shown.count('class="sheet"') == number + 1
        queries.append(len(asked_for))
    assert AccessLog.objects.filter(action=AccessAction.PRINT).count() == 1 + 2 + 3
    # One more sheet, one more line on record, and nothing else.
    assert queries[2] - queries[1] == 1
    assert 'class="sheet"' not in log_in(worker_next_door).get(address).content.decode()


def test_the_worker_next_door_prints_no_sheet(log_in, elder, worker_next_door):
    address = f"/workbench/visits/elders/{elder.pk}/code-sheet/"
    assert log_in(worker_next_door).get(address).status_code == 404


def test_arriving_asks_the_database_no_more_when_a_volunteer_has_served_for_long(
    accepted, visit, make_visit, volunteer, django_assert_max_num_queries, clock
):
    for line in range(1, 40):
        CodeUse.objects.create(scope=scope_of_sheet(visit.elder), line=line, assignment=accepted)
    with django_assert_max_num_queries(30):
        arrive(accepted, visit.elder)

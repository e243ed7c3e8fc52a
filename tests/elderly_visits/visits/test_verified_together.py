"""The ordinary visits are verified many at once; whatever is odd about one keeps it for itself."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from elderly_visits.visits.models.report import VisitReport
from people.kinship.models import Kinship
from policies.selectors import book
from tests.elderly_visits.conftest import NOBODY_AT_HOME
from tests.elderly_visits.visits.served import visited, written_down
from tests.timebank.conftest import rule
from timebank.earning.selectors.stars import certified_minutes
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.models.suspicions import Suspicion
from volunteers.errors import TaskError
from volunteers.tasks import policy
from volunteers.tasks.enums import Oddity
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.verified_together import TogetherResult, VerifiedTogether
from volunteers.tasks.selectors.oddities import nothing_odd, oddities, something_odd, with_oddities
from volunteers.tasks.selectors.queue import to_verify
from volunteers.tasks.services import assignments
from volunteers.tasks.services.together import MOST_TOGETHER, verify_together

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def morning(clock: Any, settings: Any) -> Any:
    settings.LANGUAGE_CODE = "en"
    return clock


@pytest.fixture
def known(make_visit: Any, elder: Any, volunteer: Any) -> Any:
    """The volunteer has visited the elder before, with good proof."""
    today = timezone.localdate()
    before = make_visit(elder, ordinal=9, starts_on=today - 3 * DAY, ends_on=today)
    return visited(before, volunteer, proved=True, ago=3 * DAY)


@pytest.fixture
def waiting(known: Any, make_visit: Any, elder: Any, volunteer: Any) -> Any:
    """An ordinary visit with the door card."""
    return visited(make_visit(elder, ordinal=8), volunteer)


def odd(assignment: Any) -> set[Oddity]:
    row = with_oddities(Assignment.objects.filter(pk=assignment.pk)).get()
    found = set(oddities(row))
    # The filter says the same as the words.
    assert Assignment.objects.filter(nothing_odd(), pk=row.pk).exists() is (not found)
    assert Assignment.objects.filter(something_odd(), pk=row.pk).exists() is bool(found)
    return found


def together(actor: Any, *rows: Any, key: Any = None) -> dict[int, Any]:
    done = verify_together(keys=[row.pk for row in rows], actor=actor, key=key or uuid4())
    return {row.assignment_id: row.minutes if row.is_done else row.why_not for row in done.results.all()}


# --- what is ordinary ------------------------------------------------------------------------------------------------


def test_an_ordinary_visit_with_the_door_card_by_somebody_known_is_not_odd(known, waiting):
    assert known.state == "verified"
    assert (waiting.state, waiting.evidence, waiting.waits_for) == ("checked_out", "B", ["grade"])
    assert odd(waiting) == set()


def test_what_a_worker_wrote_down_within_the_plan_is_not_odd_and_one_minute_more_is(
    known, make_visit, elder, volunteer, worker
):
    assert odd(written_down(make_visit(elder), volunteer, worker)) == set()
    longer = written_down(make_visit(elder, ordinal=2), volunteer, worker, minutes=41, ago=timedelta(hours=2))
    assert odd(longer) == {Oddity.LENGTH}


@pytest.mark.parametrize(("minutes", "found"), [(10, set()), (60, set()), (61, {Oddity.LENGTH})])
def test_a_visit_up_to_half_as_long_again_is_ordinary(known, make_visit, elder, volunteer, minutes, found):
    assert odd(visited(make_visit(elder), volunteer, minutes=minutes)) == found


def test_a_very_short_one_is_odd_twice_over(known, make_visit, elder, volunteer):
    assert odd(visited(make_visit(elder), volunteer, minutes=9)) == {Oddity.FLAGGED, Oddity.LENGTH}


def test_a_city_says_how_long_is_ordinary_and_a_county_says_otherwise(waiting, county, county_next_door):
    Assignment.objects.filter(pk=waiting.pk).update(minutes=50)
    rule(policy.TOGETHER_SHARE, 1.2)
    assert odd(waiting) == {Oddity.LENGTH}
    rule(policy.TOGETHER_SHARE, 1.25, region=county)
    assert odd(waiting) == set()
    rule(policy.TOGETHER_SHARE, 1.0, region=county_next_door)
    assert odd(waiting) == set()


def test_the_first_meeting_of_two_is_looked_at_unless_a_city_says_otherwise(
    make_visit, elder, volunteer, make_volunteer, known, county, community
):
    other = visited(make_visit(elder), make_volunteer("志愿者乙"))
    assert odd(other) == {Oddity.NEW_PAIR}
    rule(policy.TOGETHER_TIMES, 0)
    assert odd(other) == set()
    again = visited(make_visit(elder, ordinal=2), volunteer, ago=timedelta(hours=3))
    rule(policy.TOGETHER_TIMES, 2, region=county)
    assert odd(again) == {Oddity.NEW_PAIR}
    rule(policy.TOGETHER_TIMES, 1, region=community)
    assert odd(again) == set()


def test_knowing_another_elder_is_not_knowing_this_one(known, make_visit, make_elder, volunteer):
    assert odd(visited(make_visit(make_elder("老人乙")), volunteer)) == {Oddity.NEW_PAIR}


# --- what keeps one for itself ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [{"health": "sick"}, {"falls": "danger"}, {"contact_made": False, "no_contact_reason": "not_at_home"}],
)
def test_a_report_that_asks_for_action_is_looked_at(known, make_visit, elder, volunteer, answers):
    plain = NOBODY_AT_HOME if "no_contact_reason" in answers else {}
    assert Oddity.FINDING in odd(visited(make_visit(elder), volunteer, **(plain | answers)))


@pytest.mark.parametrize("fields", [{"without_consent": True}, {"late_reason": "住院"}])
def test_a_visit_that_does_not_count_as_it_stands_is_looked_at(waiting, fields):
    VisitReport.objects.filter(assignment=waiting).update(**fields)
    assert odd(waiting) == {Oddity.FINDING}


def test_no_proof_at_all_is_looked_at(known, make_visit, elder, volunteer):
    waiting = visited(make_visit(elder), volunteer)
    Assignment.objects.filter(pk=waiting.pk).update(evidence="C", check_in_method="unproven")
    assert odd(waiting) == {Oddity.UNPROVEN}


def test_what_was_drawn_for_a_telephone_call_is_never_among_the_ordinary(
    known, make_visit, elder, volunteer, worker, officer, monkeypatch
):
    monkeypatch.setattr("volunteers.tasks.services.self_credit.draw_of", lambda task, volunteer: 0.0299)
    proved = visited(make_visit(elder), volunteer, proved=True)
    card = visited(make_visit(elder, ordinal=2), volunteer, ago=timedelta(hours=2))
    entered = written_down(make_visit(elder, ordinal=3), volunteer, worker, ago=timedelta(hours=4))
    for row, reasons in ((proved, ["sample"]), (card, ["grade", "sample"]), (entered, ["sample"])):
        row.refresh_from_db()
        assert (row.state, row.waits_for) == ("checked_out", reasons)
        assert odd(row) == {Oddity.FLAGGED}
    said = together(officer, proved, card, entered)
    assert set(said.values()) == {"Random check: please telephone before you decide"}
    assert certified_minutes(volunteer.person) == 40


def test_two_places_at_once_are_looked_at_both(known, make_visit, make_elder, elder, volunteer, worker):
    first = written_down(make_visit(elder), volunteer, worker)
    second = written_down(make_visit(elder, ordinal=2), volunteer, worker, ago=timedelta(minutes=39))
    after = written_down(make_visit(elder, ordinal=3), volunteer, worker, ago=timedelta(minutes=79))
    assert (odd(first), odd(second), odd(after)) == ({Oddity.OVERLAP}, {Oddity.OVERLAP}, set())


def test_what_was_refused_once_and_what_a_colleague_found_longer_are_looked_at(waiting, worker, officer):
    assignments.reject(assignment=waiting, actor=worker, note="问不到")
    assignments.reopen_rejected(assignment=waiting, actor=worker, note="请再看一次")
    # The report was voided with the refusal, and comes back with the verification.
    assert odd(waiting) == {Oddity.REOPENED, Oddity.FINDING}
    Assignment.objects.filter(pk=waiting.pk).update(proposed_minutes=70, proposed_by=worker)
    assert odd(waiting) == {Oddity.REOPENED, Oddity.FINDING, Oddity.PROPOSED}


def test_an_open_suspicion_keeps_the_services_of_somebody_apart_and_the_reason_does_not_give_it_away(
    waiting, worker, community
):
    found = Suspicion.objects.create(key="x", kind="day", region=community, figures={})
    found.persons.add(waiting.volunteer.person)
    assert odd(waiting) == {Oddity.LOOK}
    assert together(worker, waiting) == {waiting.pk: "Please look at this one by itself"}
    Suspicion.objects.update(state="cleared", decision="没有问题", decided_at=timezone.now(), owner=worker)
    assert odd(waiting) == set()


# --- the press -------------------------------------------------------------------------------------------------------


def test_good_ones_are_verified_and_what_is_odd_stays_with_the_reason(
    waiting, make_visit, elder, make_volunteer, worker
):
    new = visited(make_visit(elder, ordinal=2), make_volunteer("志愿者乙"), ago=timedelta(hours=3))
    assert together(worker, waiting, new) == {waiting.pk: 40, new.pk: "The two have hardly met before"}
    for row, state in ((waiting, "verified"), (new, "checked_out")):
        row.refresh_from_db()
        assert row.state == state
    assert waiting.verified_by == worker
    assert waiting.events.get(to_state="verified").actor == worker
    assert certified_minutes(waiting.volunteer.person) == 80


def test_at_most_the_plan_is_credited(known, make_visit, elder, volunteer, worker):
    longer = visited(make_visit(elder), volunteer, minutes=55)
    assert together(worker, longer) == {longer.pk: 40}


def test_a_second_press_gives_the_first_result_and_credits_once(waiting, worker):
    key = uuid4()
    assert together(worker, waiting, key=key) == together(worker, waiting, key=key) == {waiting.pk: 40}
    assert ServiceRecord.objects.filter(source_key=f"assignment:{waiting.uuid}").count() == 1
    assert VerifiedTogether.objects.count() == 1


def test_a_press_that_was_cut_off_goes_on_where_it_stopped(
    waiting, make_visit, elder, volunteer, worker, monkeypatch
):
    second = visited(make_visit(elder, ordinal=2), volunteer, ago=timedelta(hours=3))
    key = uuid4()
    real = assignments.verify

    def dies(**given: Any) -> Any:
        if given["assignment"].pk == waiting.pk:
            raise RuntimeError("no power")
        return real(**given)

    monkeypatch.setattr("volunteers.tasks.services.together.verify", dies)
    with pytest.raises(RuntimeError):
        together(worker, second, waiting, key=key)
    monkeypatch.setattr("volunteers.tasks.services.together.verify", real)
    assert together(worker, second, waiting, key=key) == {second.pk: 40, waiting.pk: 40}


def test_who_entered_it_or_is_close_verifies_it_not_in_a_heap_either(
    waiting, make_visit, elder, volunteer, worker, officer
):
    own = written_down(make_visit(elder, ordinal=2), volunteer, worker, ago=timedelta(hours=3))
    assert together(worker, own) == {own.pk: "You entered this service."}
    Kinship.objects.create(
        person=worker.person, relative=volunteer.person, relation="spouse", named="x", proof="relative",
        verified_at=timezone.now(),
    )  # fmt: skip
    assert together(worker, waiting) == {
        waiting.pk: "You are close to the volunteer or to the person served."
    }
    assert together(officer, own, waiting) == {own.pk: 40, waiting.pk: 40}


def test_services_next_door_are_passed_over_without_a_word(waiting, worker_next_door, resident, auditor):
    for stranger in (worker_next_door, resident, auditor):
        assert together(stranger, waiting) == {}
    waiting.refresh_from_db()
    assert waiting.state == "checked_out"


def test_what_a_colleague_decided_meanwhile_is_said(waiting, worker, officer):
    assignments.reject(assignment=waiting, actor=officer, note="没有来")
    assert together(worker, waiting) == {waiting.pk: "Decided meanwhile: Not verified."}


def test_nobody_goes_on_with_the_press_of_another(waiting, worker, officer):
    key = uuid4()
    together(worker, waiting, key=key)
    with pytest.raises(TaskError):
        together(officer, waiting, key=key)


def test_none_and_more_than_a_page_are_refused(worker):
    for keys in ([], list(range(MOST_TOGETHER + 1))):
        with pytest.raises(TaskError):
            verify_together(keys=keys, actor=worker, key=uuid4())


def test_the_result_is_not_rewritten(waiting, worker):
    together(worker, waiting)
    with pytest.raises(DatabaseError), transaction.atomic():
        TogetherResult.objects.update(minutes=1)


def test_the_rules_cost_no_query_when_they_are_at_hand(waiting, worker, django_assert_num_queries):
    rules = book()
    rows = with_oddities(to_verify(worker), rules)
    with django_assert_num_queries(1):
        list(rows)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_credit_once(waiting, worker):
    key, failed = uuid4(), []

    def click() -> None:
        try:
            together(worker, waiting, key=key)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(3)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert failed == []
    assert certified_minutes(waiting.volunteer.person) == 80
    assert TogetherResult.objects.get().minutes == 40

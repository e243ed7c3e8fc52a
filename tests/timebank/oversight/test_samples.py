"""The random sample for telephone checks: drawn fairly and reproducibly, answered once, with honest figures."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from people.access_log.models import AccessLog
from people.persons.models import Person
from tests.timebank.care import only_register
from tests.timebank.conftest import SHANGHAI, rule
from tests.timebank.ledger.test_concurrency import at_once
from timebank.earning.services.corrections import correct_record
from timebank.oversight import errors, policy
from timebank.oversight.enums import CallState
from timebank.oversight.models.samples import PhoneCall, PhoneCallAttempt, PhoneSample
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.selectors.samples import SampleFigures, samples, wilson
from timebank.oversight.services.samples import chosen, draw_sample, draw_samples, record_call
from workbench.roles import Role

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def elder(community):
    return Person.objects.create(name="李奶奶", phone="+8613900001111", region=community)


@pytest.fixture
def visits(serve, elder, worker, monkeypatch):
    """Services of October; those whose source begins with "visit" were for the elder."""
    only_register(
        monkeypatch, beneficiaries=lambda keys: {key: elder.pk for key in keys if key.startswith("visit")}
    )
    serial = iter(range(1000))

    def make(count, by=worker, source="visit", **fields):
        return [
            serve(
                30,
                at=f"2026-10-{number % 28 + 1:02d} {8 + number // 28:02d}:00",
                source_key=f"{source}:{number}",
                recorded_by=by,
                **fields,
            ).record
            for number in (next(serial) for _n in range(count))
        ]

    return make


@pytest.fixture
def call(visits, county):
    visits(3)
    draw_sample(county=county, month=OCTOBER)
    return PhoneCall.objects.first()


# --- Drawing -----------------------------------------------------------------------------------------------------


@given(
    counts=st.lists(st.integers(1, 40), min_size=1, max_size=8), size=st.integers(0, 80), seed=st.text(max_size=8)
)  # fmt: skip
def test_a_draw_covers_every_verifier_takes_nobody_twice_and_can_be_repeated(counts, size, seed):
    frame = [
        (1000 * verifier + n, verifier or None) for verifier, count in enumerate(counts) for n in range(count)
    ]
    drawn = chosen(frame, seed=seed, size=size)
    assert drawn == chosen(list(reversed(frame)), seed=seed, size=size)
    assert len(drawn) == len(set(drawn)) == min(len(frame), max(size, len(counts)))
    by = dict(frame)
    assert {by[record] for record in drawn} == {verifier for _record, verifier in frame}


def test_shares_follow_the_number_of_services():
    frame = [(n, 1) for n in range(90)] + [(100 + n, 2) for n in range(10)]
    drawn = Counter(1 if record < 100 else 2 for record in chosen(frame, seed="x", size=20))
    # One each, then 18 in proportion to 89 and 9 that are left: 16.35 and 1.65.
    assert drawn == {1: 17, 2: 3}


def test_another_seed_draws_others():
    frame = [(n, 1) for n in range(200)]
    assert chosen(frame, seed="a", size=10) != chosen(frame, seed="b", size=10)


def test_a_sample_can_be_drawn_again_from_what_was_kept(visits, county, officer):
    visits(25)
    visits(3, by=officer)
    visits(2, by=None)
    sample = draw_sample(county=county, month=OCTOBER)
    assert (sample.population, sample.verifiers, len(sample.seed)) == (30, 2, 32)
    sample.refresh_from_db()
    picks = list(sample.calls.order_by("record").values_list("record", flat=True))
    assert len(picks) == 10
    frame = [(record, by) for record, by in sample.frame]
    assert picks == chosen(frame, seed=sample.seed, size=10)
    assert {call.record.recorded_by for call in sample.calls.all()} >= {officer, None}


def test_a_share_or_the_least_number_is_drawn_whichever_is_more(visits, county):
    rule(policy.SAMPLE_SHARE, 0.5)
    rule(policy.SAMPLE_LEAST, 3)
    visits(21)
    assert draw_sample(county=county, month=OCTOBER).calls.count() == 11


def test_where_fewer_were_served_all_are_asked(visits, county):
    visits(4)
    assert draw_sample(county=county, month=OCTOBER).calls.count() == 4


def test_services_without_anybody_to_call_are_counted_and_not_drawn(visits, county, elder):
    visits(2)
    visits(3, source="shift")
    sample = draw_sample(county=county, month=OCTOBER)
    assert (sample.population, sample.nobody_to_call) == (2, 3)
    assert draw_sample(county=county, month=date(2026, 9, 1)) is None


@pytest.mark.parametrize("fields", [{"phone": ""}, {"died_on": date(2026, 11, 1)}])
def test_nobody_calls_who_has_no_telephone_or_has_died(visits, county, elder, fields):
    visits(2)
    Person.objects.filter(pk=elder.pk).update(**fields)
    assert draw_sample(county=county, month=OCTOBER) is None


def test_only_standing_services_of_the_county_and_month_are_drawn(
    visits, serve, county, county_next_door, community_far_away
):
    wrong, right = visits(2)
    correct_record(record=wrong, reason="x", minutes=0)
    serve(30, at="2026-11-01 08:00", source_key="visit:november")
    serve(30, at="2026-10-02 08:00", source_key="visit:elsewhere", region=community_far_away)
    sample = draw_sample(county=county, month=OCTOBER)
    assert [call.record for call in sample.calls.all()] == [right]
    assert draw_sample(county=county_next_door, month=OCTOBER).population == 1


def test_the_sample_of_a_month_is_drawn_once_from_the_day_the_policy_says(visits, county, county_next_door):
    visits(3)
    with time_machine.travel(datetime(2026, 11, 14, 23, tzinfo=SHANGHAI)):
        assert draw_samples() == []
    with time_machine.travel(datetime(2026, 11, 15, 1, tzinfo=SHANGHAI)):
        (sample,) = draw_samples()
    assert (sample.county, sample.month) == (county, OCTOBER)
    assert draw_samples() == []
    assert draw_sample(county=county, month=OCTOBER) == sample


@pytest.mark.django_db(transaction=True)
def test_drawn_twice_at_once_there_is_one_sample(visits, county):
    visits(3)
    assert at_once([lambda: draw_sample(county=county, month=OCTOBER)] * 4) == {"ok": 4}
    assert (PhoneSample.objects.count(), PhoneCall.objects.count()) == (1, 3)


def test_a_sample_cannot_be_rewritten(call):
    from django.db import IntegrityError, transaction

    for change in (
        lambda: PhoneSample.objects.update(seed="x"),
        lambda: PhoneCall.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


# --- Calling -----------------------------------------------------------------------------------------------------


def test_confirmed_it_is_over(call, officer):
    for _twice in range(2):
        done = record_call(call=call, actor=officer, result="confirmed", attempt=1)
    assert (done.state, done.attempts) == (CallState.CONFIRMED, 1)
    assert PhoneCallAttempt.objects.count() == 1
    assert not Suspicion.objects.exists()
    with pytest.raises(errors.DecidedBefore):
        record_call(call=call, actor=officer, result="not_confirmed", attempt=2, note="x")


def test_not_confirmed_opens_a_suspicion_once(call, officer, person, worker):
    for _twice in range(2):
        record_call(call=call, actor=officer, result="not_confirmed", attempt=1, note="没有人来过")
    suspicion = Suspicion.objects.get()
    assert (suspicion.kind, list(suspicion.records.all())) == ("phone_check", [call.record])
    assert (list(suspicion.persons.all()), list(suspicion.workers.all())) == ([person], [worker])


def test_not_reached_is_called_again_until_the_last_attempt(call, officer):
    for attempt in (1, 2):
        assert (
            record_call(call=call, actor=officer, result="not_reached", attempt=attempt).state
            == CallState.TO_CALL
        )
    # A second click on the second attempt is no third.
    assert record_call(call=call, actor=officer, result="not_reached", attempt=2).attempts == 2
    assert (
        record_call(call=call, actor=officer, result="not_reached", attempt=3).state == CallState.UNREACHABLE
    )


def test_an_attempt_somebody_else_made_meanwhile_is_not_overwritten(call, officer, manager):
    record_call(call=call, actor=officer, result="not_reached", attempt=1)
    with pytest.raises(errors.DecidedBefore):
        record_call(call=call, actor=manager, result="confirmed", attempt=1)
    with pytest.raises(errors.DecidedBefore):
        record_call(call=call, actor=officer, result="confirmed", attempt=0)


def test_what_is_not_confirmed_needs_a_note(call, officer):
    with pytest.raises(errors.ReasonMissing):
        record_call(call=call, actor=officer, result="not_confirmed", attempt=1, note=" \0")


def test_who_confirmed_served_was_served_or_works_elsewhere_does_not_call(
    visits, call, worker, manager_next_door, auditor, person, elder, make_user, township, county
):
    confirming = make_user("经办乙", Role.TOWNSHIP_OFFICER, township)
    own = visits(1, by=confirming)[0]
    extra = PhoneCall.objects.create(sample=call.sample, record=own, served=elder)
    for user in (worker, manager_next_door, auditor, person.user, confirming):
        with pytest.raises(errors.FourEyes):
            record_call(call=extra, actor=user, result="confirmed", attempt=1)


# --- Figures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "asked", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (95, 100, 0.8883, 0.9785)],
)  # fmt: skip
def test_wilsons_interval(found, asked, low, high):
    """Against the values of the textbook (Newcombe 1998, method 3)."""
    assert wilson(found, asked) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(asked=st.integers(1, 10_000), data=st.data())
def test_the_interval_holds_the_share_and_stays_between_nought_and_one(asked, data):
    found = data.draw(st.integers(0, asked))
    low, high = wilson(found, asked)
    assert 0 <= low <= found / asked <= high <= 1


def test_who_was_not_reached_counts_neither_way():
    figures = SampleFigures(to_call=2, confirmed=3, not_confirmed=1, unreachable=4)
    assert (figures.rate, figures.answered, figures.calls) == (0.75, 4, 10)
    assert SampleFigures(1, 0, 0, 1).rate is None


def test_the_figures_of_a_sample_are_its_calls(call, officer, manager):
    record_call(call=call, actor=officer, result="confirmed", attempt=1)
    ((sample, figures),) = samples(manager)
    assert (sample, figures) == (call.sample, SampleFigures(2, 1, 0, 0))


# --- Pages -------------------------------------------------------------------------------------------------------

LIST = "/workbench/oversight/calls/"


def page(client, address=LIST, language="en"):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_number_is_shown_when_asked_for_and_that_is_put_on_record(call, officer, elder, log_in):
    client = log_in(officer)
    address = f"{LIST}{call.uuid}/"
    shown = page(client, address)
    assert "What to ask" in shown and "李**" in shown and "139****1111" in shown
    assert "李奶奶" not in shown and "13900001111" not in shown
    assert not AccessLog.objects.filter(action="reveal").exists()
    revealed = client.post(address, {"step": "reveal"}).content.decode()
    assert "李奶奶" in revealed and "+8613900001111" in revealed
    trace = AccessLog.objects.get(action="reveal")
    assert (trace.actor, trace.subject) == (officer, elder)


def test_today_names_nobody_and_gives_no_number_before_it_is_asked_for(call, officer, log_in):
    shown = page(log_in(officer), "/workbench/")
    assert f"{LIST}{call.uuid}/" in shown and "李**" in shown
    assert "李奶奶" not in shown and "13900001111" not in shown


def test_an_answer_is_written_down_and_what_was_refused_keeps_the_note(call, officer, log_in):
    client = log_in(officer)
    client.cookies["django_language"] = "en"
    address = f"{LIST}{call.uuid}/"
    for data in (
        {"result": "not_confirmed", "attempt": "1", "note": ""},
        {"result": "x", "attempt": "1", "note": "记下来了"},
        {"result": "confirmed", "attempt": "9" * 40, "note": "记下来了"},
    ):
        answer = client.post(address, {"step": "answer"} | data)
        assert answer.status_code == 200 and data["note"] in answer.content.decode()
    assert client.post(address, {"step": "answer", "result": "confirmed", "attempt": "1"}).status_code == 302
    listed = page(client, f"{LIST}sample/{call.sample.uuid}/?tab=all")
    assert listed.count("李**") == 3 and "Confirmed" in listed
    assert page(client, f"{LIST}sample/{call.sample.uuid}/").count("李**") == 2
    shown = page(client)
    for words in ("通川区", "2026-10", "100.0 %", "20.7 %"):
        assert words in shown


def test_calls_are_seen_by_who_watches_over_the_region_and_by_nobody_else(
    call, worker, manager, auditor, manager_next_door, person, resident, log_in
):
    places = [f"{LIST}{call.uuid}/", f"{LIST}sample/{call.sample.uuid}/"]
    for address in places:
        assert Client().get(address).status_code == 302
        assert log_in(worker).get(address).status_code == 403
        assert log_in(manager_next_door).get(address).status_code == 404
        for user in (person.user, resident):
            assert log_in(user).get(address).status_code in (302, 403)
        for user in (manager, auditor):
            page(log_in(user), address)
    assert log_in(auditor).post(places[0], {"step": "reveal"}).status_code == 403
    assert "2026-10" not in page(log_in(manager_next_door))


def test_the_lists_take_the_same_queries_however_many_calls_there_are(visits, county, officer, log_in):
    client, counts = log_in(officer), []
    visits(2)
    sample = draw_sample(county=county, month=OCTOBER)
    extra = visits(6)
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            page(client, f"{LIST}sample/{sample.uuid}/")
            page(client)
        counts.append(len(queries))
        for record in extra:
            PhoneCall.objects.get_or_create(
                sample=sample, record=record, defaults={"served": Person.objects.get(name="李奶奶")}
            )
    assert counts[0] == counts[1] <= 44

"""Corrections: a new record that points at the old one, and contra-transfers."""

import pytest

from notifications.models import Message
from timebank.earning.errors import AlreadyCorrected, NothingToCorrect, OwnRecord, RecordError
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.corrections import correct_record
from timebank.ledger.errors import InsufficientBalance
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import transfer
from timebank.oversight.selectors.ledger_verification import verify


def test_fewer_minutes_replace_the_record_and_take_back_the_difference(serve, person, worker):
    first = serve(120).record
    credit = correct_record(record=first, minutes=90, reason="签退时间有误", recorded_by=worker)
    assert (credit.record.corrects, credit.record.minutes, credit.record.recorded_by) == (first, 90, worker)
    assert (balance(person).coin_minutes, balance(person).points, certified_minutes(person)) == (90, 90, 90)
    assert Transfer.objects.filter(undoes__service_record=first).count() == 2
    assert verify().ok


def test_more_minutes_are_credited_like_any_others(serve, person):
    record = serve(60).record
    end = record.started_at.replace(hour=record.started_at.hour + 3)
    correct_record(record=record, minutes=150, ended_at=end, reason="忘记签退")
    assert (balance(person).coin_minutes, certified_minutes(person)) == (150, 150)
    assert verify().ok


def test_a_service_that_did_not_take_place_is_corrected_to_nothing(serve, person):
    record = serve(60).record
    credit = correct_record(record=record, minutes=0, reason="未实际开展")
    assert (credit.coin_minutes, credit.points) == (0, 0)
    assert (balance(person).coin_minutes, balance(person).points, certified_minutes(person)) == (0, 0, 0)
    assert verify().ok


def test_the_kind_of_service_can_be_corrected_and_its_points_follow(serve, person):
    correct_record(record=serve(60).record, category="health", reason="类别有误")
    assert (balance(person).coin_minutes, balance(person).points) == (60, 90)


def test_what_went_to_the_pool_is_taken_back_from_the_pool(serve, person, county):
    record = serve(500, at="2026-03-05 08:00").record
    correct_record(record=record, minutes=400, reason="签退时间有误")
    assert (balance(person).coin_minutes, pool(county).minutes) == (400, 0)
    assert verify().ok


def test_the_cap_of_the_day_leaves_out_what_the_old_record_earned(serve, person, county):
    serve(240, at="2026-03-05 14:00")
    record = serve(240, at="2026-03-05 08:00").record
    credit = correct_record(record=record, minutes=200, reason="签退时间有误")
    assert (credit.coin_minutes, balance(person).coin_minutes, pool(county).minutes) == (200, 440, 0)


def test_a_service_moved_to_another_day_counts_for_that_day(serve, person, county):
    serve(480, at="2026-04-02 08:00")
    record = serve(120, at="2026-03-05 09:00").record
    start = record.started_at.replace(month=4, day=2, hour=12)
    credit = correct_record(
        record=record, started_at=start, ended_at=start.replace(hour=14), reason="日期有误"
    )
    assert (credit.coin_minutes, credit.excess_minutes) == (0, 120)
    assert (balance(person).coin_minutes, pool(county).minutes) == (480, 120)
    assert verify().ok


def test_the_same_correction_twice_is_made_once(serve, person):
    record = serve(120).record
    first = correct_record(record=record, minutes=90, reason="签退时间有误")
    again = correct_record(record=record, minutes=90, reason="签退时间有误")
    assert (again.record, again.replayed, ServiceRecord.objects.count()) == (first.record, True, 2)
    assert balance(person).coin_minutes == 90


def test_another_correction_of_the_same_record_is_refused_and_made_on_the_newer_one(serve, person):
    record = serve(120).record
    newer = correct_record(record=record, minutes=90, reason="签退时间有误").record
    with pytest.raises(AlreadyCorrected):
        correct_record(record=record, minutes=80, reason="签退时间有误")
    correct_record(record=newer, minutes=80, reason="签退时间有误")
    assert (balance(person).coin_minutes, certified_minutes(person)) == (80, 80)
    assert verify().ok


def test_a_correction_that_says_the_same_is_refused(serve):
    with pytest.raises(NothingToCorrect):
        correct_record(record=serve(60).record, minutes=60, reason="?")


@pytest.mark.parametrize(
    "changes", [{"minutes": -1}, {"minutes": 61}, {"category": "surgery"}, {"activity": ""}]
)
def test_a_correction_has_to_make_sense_like_any_record(serve, person, changes):
    record = serve(60).record
    with pytest.raises(RecordError):
        correct_record(record=record, reason="?", **changes)
    assert balance(person).coin_minutes == 60


def test_a_correction_needs_a_reason(serve):
    with pytest.raises(RecordError) as refusal:
        correct_record(record=serve(60).record, minutes=30, reason="  ")
    assert refusal.value.field == "reason"


def test_nobody_corrects_a_record_of_their_own(serve, person):
    with pytest.raises(OwnRecord):
        correct_record(record=serve(60).record, minutes=30, reason="签退时间有误", recorded_by=person.user)


def test_person_and_place_of_the_books_cannot_be_corrected(serve, other_person):
    with pytest.raises(TypeError):
        correct_record(record=serve(60).record, person=other_person, reason="?")


def test_coins_that_were_spent_since_cannot_be_taken_back_and_the_record_stays(serve, person, other_person):
    record = serve(120).record
    transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=100)
    with pytest.raises(InsufficientBalance):
        correct_record(record=record, minutes=60, reason="签退时间有误")
    assert (ServiceRecord.objects.count(), certified_minutes(person)) == (1, 120)
    # What is left covers this one: only the difference has to be there.
    correct_record(record=record, minutes=100, reason="签退时间有误")
    assert balance(person).coin_minutes == 0
    assert verify().ok


def test_the_person_is_told_what_became_of_the_record(serve, person):
    correct_record(record=serve(120).record, minutes=90, reason="签退时间有误")
    assert "签退时间有误" in Message.objects.get(person=person, kind="timebank.corrected").body

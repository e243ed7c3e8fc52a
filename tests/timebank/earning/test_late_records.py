"""Records written after their time: ten working days, holidays known."""

from datetime import date, datetime

import pytest
from django.utils import translation

from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import errors, policy
from timebank.earning.selectors.explanation import explain
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.corrections import correct_record
from timebank.ledger.models.records import ServiceRecord


def written(serve, on, *, at="2026-09-18 09:00", **fields):
    return serve(
        60, at=at, recorded_at=datetime.fromisoformat(f"{on} 18:00").replace(tzinfo=SHANGHAI), **fields
    )


@pytest.mark.parametrize(
    ("day", "late"),
    [
        # From Friday 18 September 2026: Sunday the 20th is worked, the 25th is Mid-Autumn, 1 to 7 October the
        # National Day, and Saturday the 10th is worked.
        ("2026-09-18", False),
        ("2026-10-09", False),
        ("2026-10-10", True),
        ("2026-11-19", True),
    ],
)
def test_ten_working_days_know_holidays_and_the_days_worked_in_exchange(serve, day, late):
    assert written(serve, day).record.late is late


def test_a_late_record_earns_like_any_other_until_a_city_decides_otherwise(serve, person):
    credit = written(serve, "2026-11-19")
    assert (credit.coin_minutes, credit.points, credit.record.late) == (60, 60, True)
    with translation.override("en"):
        assert explain(credit.record)[1] == (
            "Recorded on Nov. 19, 2026, after the limit of 10 working days for entering a record."
        )


def test_where_the_rule_says_so_it_earns_no_points(serve, person):
    rule(policy.LATE_RECORDS, "no_points")
    credit = written(serve, "2026-11-19")
    assert (credit.coin_minutes, credit.points, certified_minutes(person)) == (60, 0, 60)
    with translation.override("en"):
        assert explain(credit.record)[-1] == "No service points: the record was entered too late."
    # The deadline is that of the day of the service.
    rule(policy.RECORD_DEADLINE, 100, valid_from=date(2026, 9, 19))
    assert written(serve, "2026-11-19", at="2026-09-19 09:00").points == 60


def test_where_a_manager_has_to_confirm_it_nobody_below_can(
    serve, person, worker, manager, manager_next_door
):
    rule(policy.LATE_RECORDS, "needs_manager")
    for who in (None, worker, manager_next_door):
        with pytest.raises(errors.RecordError) as refusal:
            written(serve, "2026-11-19", recorded_by=who)
        assert refusal.value.field == "recorded_at"
    assert not ServiceRecord.objects.exists()
    assert written(serve, "2026-11-19", recorded_by=manager).record.late
    assert written(serve, "2026-09-21", at="2026-09-19 09:00", recorded_by=worker).coin_minutes == 60


def test_a_correction_is_as_late_as_the_record_it_mends(serve, person, worker):
    timely, late = (
        written(serve, "2026-09-21").record,
        written(serve, "2026-11-19", at="2026-09-19 09:00").record,
    )
    assert not correct_record(record=timely, minutes=30, reason="签退时间有误").record.late
    assert correct_record(record=late, minutes=30, reason="签退时间有误").record.late


def test_a_correction_of_the_day_counts_from_when_the_service_was_first_written_down(serve, worker, manager):
    rule(policy.LATE_RECORDS, "needs_manager")
    record = written(serve, "2026-09-21").record
    first = correct_record(record=record, minutes=50, reason="签退时间有误", recorded_by=worker).record
    start = first.started_at.replace(month=8, day=3)
    changes = {"started_at": start, "ended_at": start.replace(hour=start.hour + 1), "reason": "日期有误"}
    with pytest.raises(errors.RecordError):
        correct_record(record=first, recorded_by=worker, **changes)
    assert correct_record(record=first, recorded_by=manager, **changes).record.late

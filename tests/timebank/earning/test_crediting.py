"""From a service to its record, coins and points: rules, caps, edges and refusals."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notifications.models import Message
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import policy
from timebank.earning.errors import RecordError
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.crediting import record_services
from timebank.earning.services.records import Service
from timebank.ledger.enums import ServiceCategory
from timebank.ledger.errors import KeyConflict
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.oversight.selectors.ledger_verification import verify


def split(credit):
    return credit.coin_minutes, credit.excess_minutes, credit.points


def test_a_replay_returns_the_first_credit_and_changes_nothing(serve, person):
    first = serve(90, source_key="assignment:1")
    again = serve(90, source_key="assignment:1")
    assert (again.record, again.transfers, again.replayed) == (first.record, first.transfers, True)
    assert (ServiceRecord.objects.count(), Transfer.objects.count(), Message.objects.count()) == (1, 2, 1)
    assert balance(person).coin_minutes == 90


def test_a_replay_for_other_minutes_or_another_person_is_a_conflict(serve, person, other_person):
    serve(90, source_key="assignment:1")
    with pytest.raises(KeyConflict):
        serve(91, source_key="assignment:1")
    with pytest.raises(KeyConflict):
        serve(90, source_key="assignment:1", person=other_person)
    assert balance(person).coin_minutes == 90


@pytest.mark.parametrize(
    ("category", "minutes", "points"),
    [("visit", 61, 61), ("health", 61, 92), ("housework", 61, 73), ("repair", 1, 1), ("health", 1, 2)],
)
def test_points_are_minutes_times_the_coefficient_with_half_a_point_rounded_up(
    serve, category, minutes, points
):
    assert serve(minutes, category=category).points == points


def test_a_category_that_a_city_gives_no_points_for_earns_coins_only(serve):
    coefficients = dict.fromkeys(ServiceCategory.values, 1.0) | {"culture": 0}
    rule(policy.POINT_COEFFICIENTS, coefficients)
    assert split(serve(60, category="culture")) == (60, 0, 0)


@pytest.mark.parametrize(("grade", "points"), [("A", 60), ("B", 60), ("C", 0)])
def test_a_service_typed_in_later_earns_hours_and_no_points(serve, person, grade, points):
    assert split(serve(60, evidence_grade=grade)) == (60, 0, points)
    assert certified_minutes(person) == 60


def test_eight_hours_of_a_day_are_earned_and_the_minute_above_goes_to_the_pool(serve, person, county):
    assert split(serve(480, at="2026-03-05 08:00")) == (480, 0, 480)
    assert split(serve(1, at="2026-03-05 20:00")) == (0, 1, 1)
    assert (balance(person).coin_minutes, pool(county).minutes) == (480, 1)
    assert certified_minutes(person) == 481


def test_one_long_service_is_split_at_the_cap_of_the_day(serve, county):
    assert split(serve(481, at="2026-03-05 08:00")) == (480, 1, 481)


def test_the_cap_counts_from_midnight_in_the_city_to_midnight(serve):
    assert split(serve(480, at="2026-03-05 15:59")) == (480, 0, 480)
    # In UTC this is still the same day as the service before it.
    assert split(serve(60, at="2026-03-06 00:30")) == (60, 0, 60)


def test_a_service_over_midnight_belongs_to_the_day_it_began(serve):
    record = serve(120, at="2026-03-05 23:00").record
    assert record.served_on == date(2026, 3, 5)


def test_the_leap_day_is_a_day_of_its_own(serve):
    assert split(serve(480, at="2024-02-28 08:00")) == (480, 0, 480)
    assert split(serve(480, at="2024-02-29 08:00")) == (480, 0, 480)
    assert split(serve(30, at="2024-02-29 20:00")) == (0, 30, 30)
    assert split(serve(480, at="2024-03-01 08:00")) == (480, 0, 480)


def test_without_a_cap_of_the_day_everything_is_earned(serve):
    rule(policy.CAP_PER_DAY, 0)
    assert split(serve(720, at="2026-03-05 08:00")) == (720, 0, 720)


def test_a_cap_of_the_month_holds_from_its_first_to_its_last_day(serve):
    rule(policy.CAP_PER_MONTH, 600)
    assert split(serve(480, at="2026-03-01 08:00")) == (480, 0, 480)
    assert split(serve(121, at="2026-03-31 08:00")) == (120, 1, 121)
    assert split(serve(121, at="2026-04-01 08:00")) == (121, 0, 121)


def test_fifteen_hundred_hours_are_kept_and_the_minute_above_goes_to_the_pool(serve, person, county, fund):
    from timebank.ledger.services.accounts import personal

    fund(personal(person), 1500 * 60 - 60)
    before = pool(county).minutes
    assert split(serve(61)) == (60, 1, 61)
    assert (balance(person).coin_minutes, pool(county).minutes - before) == (1500 * 60, 1)
    assert split(serve(10, at="2026-03-06 09:00")) == (0, 10, 10)
    assert certified_minutes(person) == 71
    assert verify().ok


def test_minutes_above_two_caps_are_accounted_for_once(serve, person, fund):
    from timebank.ledger.services.accounts import personal

    fund(personal(person), 1500 * 60 - 100)
    credit = serve(600, at="2026-03-05 08:00")
    assert {row.reason: row.amount for row in credit.transfers} == {
        "earned": 100,
        "over_day_cap": 120,
        "over_stored_cap": 380,
        "points": 600,
    }


def test_a_city_can_send_the_excess_to_honours(serve, county):
    rule(policy.EXCESS_TO, "honours")
    serve(500, at="2026-03-05 08:00")
    assert pool(county).minutes == 0
    assert Account.objects.get(kind="honours", region=county).balance == 20


def test_the_rule_of_the_day_of_the_service_counts_not_that_of_its_recording(serve):
    rule(policy.CAP_PER_DAY, 60, valid_from=date(2026, 3, 6))
    assert split(serve(120, at="2026-03-05 23:59")) == (120, 0, 120)
    assert split(serve(120, at="2026-03-06 00:00")) == (60, 60, 120)


def test_a_county_may_have_a_rule_of_its_own(serve, county_next_door, community_far_away):
    rule(policy.CAP_PER_DAY, 60, region=county_next_door)
    assert split(serve(120, region=community_far_away)) == (60, 60, 120)
    assert pool(county_next_door).minutes == 60


def test_the_coins_of_a_county_come_from_its_own_issuing_account(
    serve, county, county_next_door, community_far_away
):
    serve(60)
    serve(30, at="2026-03-06 09:00", region=community_far_away)
    balances = {
        code: Account.objects.get(kind="issuing", unit="coin_minutes", region=code).balance
        for code in (county.pk, county_next_door.pk)
    }
    assert balances == {county.pk: -60, county_next_door.pk: -30}


def test_a_service_of_the_city_itself_credits_too(serve, city):
    assert split(serve(500, region=city)) == (480, 20, 500)
    assert pool(city).minutes == 20


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", 0),
        ("minutes", -5),
        ("minutes", 1441),
        ("minutes", 10**12),
        ("minutes", 59.5),
        ("minutes", True),
        ("minutes", None),
        ("source_key", ""),
        ("source_key", "x" * 151),
        ("category", "surgery"),
        ("category", ""),
        ("evidence_grade", "D"),
        ("activity", "  "),
    ],
)
def test_what_cannot_be_recorded_is_refused_by_name_and_nothing_is_written(serve, field, value):
    with pytest.raises(RecordError) as refusal:
        serve(60, **{field: value})
    assert refusal.value.field == field
    assert str(refusal.value)
    assert not ServiceRecord.objects.exists() and not Transfer.objects.exists()


def test_a_service_cannot_end_before_it_began_nor_last_longer_than_it_did(serve):
    start = datetime(2026, 3, 5, 9, tzinfo=SHANGHAI)
    with pytest.raises(RecordError) as refusal:
        serve(10, started_at=start, ended_at=start - timedelta(minutes=1))
    assert refusal.value.field == "ended_at"
    with pytest.raises(RecordError) as refusal:
        serve(61, started_at=start, ended_at=start + timedelta(minutes=60))
    assert refusal.value.field == "minutes"
    # A started minute counts as a whole one.
    assert serve(61, started_at=start, ended_at=start + timedelta(minutes=60, seconds=1)).coin_minutes == 61


def test_a_time_without_a_zone_is_refused(serve):
    with pytest.raises(RecordError):
        serve(60, started_at=datetime(2026, 3, 5, 9))


def test_a_service_that_has_not_taken_place_yet_is_refused(serve):
    half_past_nine = datetime(2026, 3, 5, 9, 30, tzinfo=SHANGHAI)
    with time_machine.travel(half_past_nine, tick=False), pytest.raises(RecordError) as refusal:
        serve(60, at="2026-03-05 09:00")
    assert refusal.value.field == "ended_at"


def test_texts_from_above_are_cut_to_the_length_of_the_record_and_never_break_it(serve):
    record = serve(
        60, activity="探" * 300, place="\0楼", content="话" * 900, organiser="", in_charge="王" * 99
    ).record
    record.refresh_from_db()
    assert (len(record.activity), record.place, len(record.content)) == (200, "楼", 500)
    assert (record.organiser, len(record.in_charge)) == ("甲社区", 60)


def test_a_record_says_who_wrote_it_and_none_for_what_was_credited_by_itself(serve, worker):
    assert serve(60, recorded_by=worker).record.recorded_by == worker
    assert serve(60, at="2026-03-06 09:00").record.recorded_by is None


def test_the_volunteer_is_told_in_the_transaction_of_the_credit(serve, person):
    serve(90)
    message = Message.objects.get(person=person)
    assert (message.kind, message.link) == ("timebank.credited", "/timebank/")
    assert "探访独居老人" in message.body


def services(person, region, count, minutes=60):
    start = datetime(2026, 1, 1, 9, tzinfo=SHANGHAI)
    return [
        Service(
            person=person,
            minutes=minutes,
            source_key=f"bulk:{n}",
            category="visit",
            activity="探访",
            started_at=start + timedelta(days=n),
            ended_at=start + timedelta(days=n, minutes=minutes),
            place="",
            content="",
            region=region,
            organiser="甲社区",
            in_charge="",
            evidence_grade="A",
        )
        for n in range(count)
    ]


def test_many_services_are_recorded_together_as_they_would_be_one_by_one(person, community):
    credits = record_services(services=services(person, community, 40), notify=False)
    assert {(credit.coin_minutes, credit.points) for credit in credits} == {(60, 60)}
    assert (balance(person).coin_minutes, certified_minutes(person)) == (2400, 2400)
    again = record_services(services=services(person, community, 41), notify=False)
    assert [credit.replayed for credit in again] == [True] * 40 + [False]
    assert verify().ok


def test_many_services_of_one_day_share_its_cap(person, community):
    items = services(person, community, 10)
    same_day = [
        Service(**{**item.__dict__, "started_at": items[0].started_at, "ended_at": items[0].ended_at})
        for item in items
    ]
    credits = record_services(services=same_day, notify=False)
    assert [credit.coin_minutes for credit in credits] == [60] * 8 + [0] * 2
    assert verify().ok


def test_of_many_services_none_is_recorded_when_one_cannot_be(person, community):
    good = services(person, community, 3)
    bad = Service(**{**good[0].__dict__, "source_key": "bad", "minutes": 0})
    with pytest.raises(RecordError):
        record_services(services=[*good, bad])
    assert not ServiceRecord.objects.exists()


def test_recording_in_bulk_takes_hardly_more_queries_than_recording_one(person, community):
    counts = []
    items = services(person, community, 31)
    for some in (items[:1], items[1:]):
        with CaptureQueriesContext(connection) as queries:
            record_services(services=some, notify=False)
        counts.append(len(queries))
    # The rules of each day are read once, and thirty records fill a few inserts.
    assert counts[1] - counts[0] < 30 + 8


def test_records_taken_over_carry_the_day_they_were_written(serve):
    at = datetime(2026, 3, 6, 8, tzinfo=SHANGHAI)
    credit = serve(60, recorded_at=at)
    assert {credit.record.recorded_at, *(row.created_at for row in credit.transfers)} == {at}
    assert serve(
        60, at="2026-03-06 09:00", recorded_at=timezone.now() + timedelta(days=9)
    ).record.recorded_at <= (timezone.now())

"""Stars: thresholds, public notice in working days, withdrawal."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from common.public_holidays import add_working_days, is_working_day
from people.consents.services import give_consent
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import policy
from timebank.earning.enums import StarState
from timebank.earning.models import StarAward
from timebank.earning.selectors.stars import (
    certified_minutes,
    next_star,
    star,
    star_and_waiting,
    stars_on_notice,
)
from timebank.earning.services.corrections import correct_record
from timebank.earning.services.crediting import record_services
from timebank.earning.services.records import Service
from timebank.earning.services.stars import withdraw_star

NOW = datetime(2026, 9, 25, 12, tzinfo=SHANGHAI)


@pytest.fixture
def hours(person, community):
    """Give somebody certified hours, eight a day, up to the evening before."""
    serial = iter(range(1, 100_000))

    def make(minutes, who=None):
        start = datetime(2025, 1, 1, 8, tzinfo=SHANGHAI)
        items = []
        while minutes > 0:
            n = next(serial)
            some = min(480, minutes)
            items.append(
                Service(
                    person=who or person,
                    minutes=some,
                    source_key=f"hours:{n}",
                    category="visit",
                    activity="探访",
                    started_at=start + timedelta(days=n),
                    ended_at=start + timedelta(days=n, minutes=some),
                    place="",
                    content="",
                    region=community,
                    organiser="",
                    in_charge="",
                    evidence_grade="A",
                )
            )
            minutes -= some
        return record_services(services=items, notify=False)

    with time_machine.travel(NOW, tick=False):
        yield make


@pytest.mark.parametrize(
    ("minutes", "level"),
    [(100 * 60 - 1, 0), (100 * 60, 1), (300 * 60 - 1, 1), (300 * 60, 2), (600 * 60 - 1, 2)],
)
def test_one_and_two_stars_count_from_the_minute_their_hours_are_full(hours, person, minutes, level):
    hours(minutes)
    assert star(person) == level


def test_three_stars_count_after_five_working_days_of_notice_in_which_holidays_are_known(hours, person):
    # 25 September 2026 is Mid-Autumn, a Friday; from 1 to 7 October the country is on holiday.
    hours(600 * 60)
    award = StarAward.objects.get(person=person, level=3)
    assert (award.notice_from, award.notice_until, award.effective_on) == (
        date(2026, 9, 25),
        date(2026, 10, 9),
        date(2026, 10, 10),
    )
    assert star_and_waiting(person) == (2, award)
    for day, state, level in [
        (date(2026, 9, 25), StarState.NOTICE, 2),
        (date(2026, 10, 9), StarState.NOTICE, 2),
        (date(2026, 10, 10), StarState.EFFECTIVE, 3),
    ]:
        assert (award.state_on(day), star(person, on=day)) == (state, level)


def test_a_weekend_that_is_worked_in_exchange_is_a_working_day():
    assert is_working_day(date(2026, 10, 10)) and is_working_day(date(2026, 2, 14))
    assert not is_working_day(date(2026, 10, 7)) and not is_working_day(date(2026, 2, 15))
    assert add_working_days(date(2026, 10, 8), 2) == date(2026, 10, 10)


def test_who_jumps_over_levels_gets_each_of_them_once(hours, person):
    hours(1500 * 60)
    hours(60)
    assert list(StarAward.objects.order_by("level").values_list("level", flat=True)) == [1, 2, 3, 4, 5]
    assert star(person, on=date(2027, 1, 1)) == 5
    assert next_star(person) is None


def test_the_way_to_the_next_star_is_counted_from_the_one_before(hours, person):
    assert (next_star(person).level, next_star(person).fraction) == (1, 0)
    hours(150 * 60)
    way = next_star(person)
    assert (way.level, way.missing_minutes, way.fraction) == (2, 150 * 60, 0.25)


def test_giving_coins_away_takes_neither_hours_nor_stars(hours, person, other_person):
    from timebank.ledger.services.accounts import personal
    from timebank.ledger.services.transfers import transfer

    hours(100 * 60)
    transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=100 * 60)
    assert (certified_minutes(person), star(person)) == (100 * 60, 1)
    assert (certified_minutes(other_person), star(other_person)) == (0, 0)


def test_a_star_is_awarded_by_the_hours_in_force_on_the_day_of_the_award(hours, person):
    rule(policy.STAR_HOURS, [10, 20], valid_from=date(2026, 9, 25))
    hours(20 * 60)
    assert star(person) == 2


def test_a_city_can_do_without_notice(hours, person):
    rule(policy.STAR_NOTICE_DAYS, 0, valid_from=date(2026, 1, 1))
    hours(600 * 60)
    assert (star(person), stars_on_notice()) == (3, [])


def test_a_star_that_is_withdrawn_during_its_notice_never_counts(hours, person, worker):
    hours(600 * 60)
    award = star_and_waiting(person)[1]
    withdraw_star(award=award, reason="有人提出异议，核实无误", withdrawn_by=worker)
    first = StarAward.objects.get(pk=award.pk)
    withdraw_star(award=award, reason="again")
    first.refresh_from_db()
    assert (first.withdrawn_by, first.withdrawal_reason) == (worker, "有人提出异议，核实无误")
    assert (first.state, star(person, on=date(2027, 1, 1)), stars_on_notice()) == (StarState.WITHDRAWN, 2, [])


def test_a_correction_that_takes_the_hours_away_takes_the_star_too(hours, person):
    last = hours(100 * 60)[-1]
    assert star(person) == 1
    correct_record(record=last.record, minutes=last.record.minutes - 1, reason="签退时间有误")
    assert (star(person), StarAward.objects.get().state) == (0, StarState.WITHDRAWN)
    hours(1)
    assert (star(person), StarAward.objects.count()) == (1, 2)


def test_the_public_notice_masks_names_until_their_owners_agree(hours, person, other_person):
    hours(600 * 60)
    hours(600 * 60, who=other_person)
    give_consent(person=other_person, purpose="honour_roll", method="online")
    assert {(line.name, line.county, line.level, line.hours) for line in stars_on_notice()} == {
        ("张**", "通川区", 3, 600),
        ("李四", "通川区", 3, 600),
    }
    assert stars_on_notice(on=date(2026, 10, 10)) == []


def test_the_database_holds_a_level_once_and_no_star_before_its_notice_ends(hours, person):
    hours(600 * 60)
    award = StarAward.objects.get(level=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        StarAward.objects.filter(pk=award.pk).update(effective_on=award.notice_until)
    with pytest.raises(IntegrityError), transaction.atomic():
        StarAward.objects.filter(level=2).update(level=3)

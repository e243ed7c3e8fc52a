"""A team that serves as one: certified to each member, and to be given away only."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from notifications.models import Message
from tests.timebank.conftest import rule
from timebank.earning import policy
from timebank.earning.selectors.explanation import explain
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.corrections import correct_record
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.selectors.balances import balance, pool, totals
from timebank.oversight.selectors.ledger_verification import verify

TEAM = "红马甲志愿服务队"


def to_give_away(person):
    account = Account.objects.filter(person=person, kind="donate_only").first()
    return account.balance if account else 0


def test_a_groups_coins_can_only_be_given_away_and_its_hours_are_each_members_own(serve, person):
    credit = serve(120, group=TEAM)
    assert (credit.coin_minutes, credit.points) == (120, 120)
    assert (balance(person).coin_minutes, to_give_away(person), certified_minutes(person)) == (0, 120, 120)
    assert {row.reason for row in credit.transfers} == {"earned_in_group", "points"}
    assert verify().ok


def test_a_city_can_send_them_to_the_pool_at_once_and_give_no_points(serve, person, county):
    rule(policy.GROUP_COINS_TO, "pool")
    rule(policy.GROUP_POINTS, False)
    # A pool keeps what it gets: the caps are those of a person.
    credit = serve(600, at="2026-03-05 08:00", group=TEAM)
    assert (pool(county).minutes, to_give_away(person), credit.points) == (600, 0, 0)
    assert certified_minutes(person) == 600
    with translation.override("en"):
        assert explain(credit.record)[2:] == [
            "10 hours went to the county's public pool: the service was in a team's name.",
            "No service points: the service was in a team's name.",
        ]
    assert verify().ok


def test_the_day_has_one_cap_for_what_a_person_earns_alone_and_in_a_group(serve, person, county):
    serve(300, at="2026-03-05 08:00", group=TEAM)
    credit = serve(240, at="2026-03-05 14:00")
    assert (credit.coin_minutes, credit.excess_minutes) == (180, 60)
    assert (balance(person).coin_minutes, to_give_away(person), pool(county).minutes) == (180, 300, 60)


def test_what_a_person_can_keep_counts_both_accounts(serve, person, county):
    rule(policy.CAP_STORED, 200)
    serve(150, group=TEAM)
    assert serve(60, at="2026-03-06 09:00").coin_minutes == 50
    assert serve(60, at="2026-03-07 09:00", group=TEAM).coin_minutes == 0
    assert (balance(person).coin_minutes, to_give_away(person), pool(county).minutes) == (50, 150, 70)


def test_a_groups_record_is_corrected_within_the_groups_account(serve, person, worker):
    record = serve(120, group=TEAM).record
    corrected = correct_record(record=record, minutes=90, reason="签退时间有误", recorded_by=worker).record
    assert (to_give_away(person), balance(person).points, corrected.group) == (90, 90, TEAM)
    # It was no group after all: the coins move to where they can be spent.
    correct_record(record=corrected, group="", reason="并非集体服务", recorded_by=worker)
    assert (to_give_away(person), balance(person).coin_minutes) == (0, 90)
    assert verify().ok


def test_the_volunteer_reads_that_it_can_only_be_given_away(serve):
    with translation.override("en"):
        assert explain(serve(60, group=TEAM).record)[2] == (
            "1 hour of time coins in your group service account: the service was in a team's name, "
            "so they can only be donated."
        )


def test_a_member_is_told_what_becomes_of_the_coins_and_the_month_counts_them_as_peoples(
    serve, person, county
):
    record = serve(120, group=TEAM).record
    message = Message.objects.get(person=person)
    assert TEAM in message.body and "只能捐赠" in message.body
    month = totals(county, record.recorded_at.date())
    assert (month.coin_minutes, month.to_people_minutes, month.to_pool_minutes) == (120, 120, 0)


def test_service_records_are_still_guarded(serve):
    serve(60)
    for change in (lambda rows: rows.update(group="x"), lambda rows: rows.update(late=True)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change(ServiceRecord.objects.all())
    assert verify().ok

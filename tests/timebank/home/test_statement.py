"""Statement, explanations, totals, and who sees which rows."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from people.mandates.models import Mandate
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import policy
from timebank.earning.models import StarAward
from timebank.earning.selectors.explanation import explain
from timebank.earning.services.corrections import correct_record
from timebank.home.selectors.statement import statement
from timebank.ledger.enums import ServiceCategory
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import pool, totals
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import reserve, transfer, void


@pytest.fixture
def history(serve, person, other_person):
    """Earned 120 and 60, gave 30, reserved 50 and let it go."""
    serve(120)
    serve(60, at="2026-03-06 09:00")
    mine, theirs = personal(person), personal(other_person)
    transfer(key="gift", debit=mine, credit=theirs, amount=30, reason="gift")
    pending = reserve(key="request", debit=mine, credit=theirs, amount=50, reason="spent")
    void(pending=pending, key="request:void")


def test_a_statement_shows_each_line_with_the_balance_it_left(history, person, other_person):
    page = statement(person)
    assert [(line.amount, line.reserved, line.balance) for line in page.lines] == [
        (0, 50, 150),
        (0, 50, 150),
        (-30, 0, 150),
        (60, 0, 180),
        (120, 0, 120),
    ]
    assert page.before is None
    assert [line.amount for line in statement(other_person).lines] == [0, 0, 30]


def test_the_pages_of_a_statement_join_without_gap_and_carry_the_balance_on(history, person):
    whole = statement(person).lines
    before, lines = None, []
    for _ in range(5):
        page = statement(person, before=before, limit=1)
        lines += page.lines
        before = page.before
    assert before is None
    assert [(line.transfer, line.balance) for line in lines] == [
        (line.transfer, line.balance) for line in whole
    ]


def test_points_have_a_statement_of_their_own(history, person):
    assert [(line.amount, line.balance) for line in statement(person, unit="points").lines] == [
        (60, 180),
        (120, 120),
    ]


def test_who_never_served_has_an_empty_statement(other_person):
    assert (statement(other_person).lines, statement(other_person).before) == ([], None)


def test_each_credit_in_the_statement_is_explained_and_other_lines_are_not(history, person):
    explained = [bool(line.explanation) for line in statement(person).lines]
    assert explained == [False, False, False, True, True]


def test_a_statement_of_twenty_lines_takes_as_many_queries_as_one_of_two(serve, person):
    counts = []
    for day in range(1, 21):
        serve(60, at=f"2026-03-{day:02d} 09:00")
        if day in (2, 20):
            with CaptureQueriesContext(connection) as queries:
                assert len(statement(person).lines) == day
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_a_record_written_within_ten_working_days_is_not_called_late(serve):
    # Served on Friday 25 September 2026; the tenth working day after the holidays is 15 October.
    for day, late in [(15, False), (16, True)]:
        at = datetime(2026, 10, day, 20, tzinfo=SHANGHAI)
        with time_machine.travel(at, tick=False), translation.override("en"):
            record = serve(60, at="2026-09-25 09:00").record
            assert any("after the limit of 10 working days" in line for line in explain(record)) is late


@pytest.mark.parametrize(
    ("rate", "said"), [(10, "600 points: 60 minutes × 10 "), (1.25, "75 points: 60 minutes × 1.25 ")]
)
def test_the_rate_of_points_is_written_as_people_write_numbers(serve, rate, said):
    rule(policy.POINT_COEFFICIENTS, dict.fromkeys(ServiceCategory.values, rate))
    with translation.override("en"):
        assert explain(serve(60).record)[-1].startswith(said)


def test_a_service_without_points_says_why(serve):
    rule(policy.POINT_COEFFICIENTS, dict.fromkeys(ServiceCategory.values, 1.0) | {"culture": 0})
    with translation.override("en"):
        typed_in = serve(60, evidence_grade="C").record
        assert explain(typed_in)[-1] == "No service points: the evidence is of grade C."
        concert = serve(60, at="2026-03-06 09:00", category="culture").record
        assert explain(concert)[-1] == "This kind of service earns no service points."


def test_old_and_new_record_both_say_that_there_was_a_correction(serve):
    record = serve(120).record
    newer = correct_record(record=record, minutes=60, reason="签退时间有误").record
    with translation.override("en"):
        assert explain(record)[-1] == "Reversed because the record was corrected."
        assert "This record replaces an earlier one. Reason: 签退时间有误" in explain(newer)


def test_a_star_is_named_in_the_explanation_of_the_service_that_reached_it(serve):
    rule(policy.STAR_HOURS, [1, 2, 3])
    evening = datetime(2026, 3, 5, 20, tzinfo=SHANGHAI)
    with time_machine.travel(evening, tick=False), translation.override("en"):
        lines = serve(180).lines
    assert lines[-3:] == [
        "With this you reached 1 star.",
        "With this you reached 2 stars.",
        "With this you reached 3 stars. On public notice until March 12, 2026, in force from March 13, 2026.",
    ]


def test_totals_of_a_region_and_month_count_what_was_booked_then(serve, county, city, county_next_door):
    march, april = datetime(2026, 3, 31, 23, 59, tzinfo=SHANGHAI), datetime(2026, 4, 1, 0, 0, tzinfo=SHANGHAI)
    serve(500, at="2026-03-05 08:00", recorded_at=march)
    serve(60, at="2026-03-06 09:00", recorded_at=april)
    for region in (county, city):
        found = totals(region, date(2026, 3, 15))
        assert (found.services, found.people, found.service_minutes) == (1, 1, 500)
        assert (found.coin_minutes, found.to_people_minutes, found.to_pool_minutes, found.points) == (
            500,
            480,
            20,
            500,
        )
    assert totals(county, date(2026, 4, 30)).coin_minutes == 60
    assert totals(county_next_door, date(2026, 3, 1)).coin_minutes == 0
    assert totals(county, date(2026, 12, 31)).services == 0


def test_a_pool_that_nobody_filled_holds_nothing(county):
    assert (pool(county).minutes, pool(county.pk).reserved_minutes) == (0, 0)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("worker", True),
        ("officer", True),
        ("manager", True),
        ("city_manager", True),
        ("auditor", True),
        ("worker_next_door", False),
        ("manager_next_door", False),
        ("resident", False),
    ],
)
def test_rows_are_seen_by_those_whose_region_they_lie_in(serve, request, who, sees):
    rule(policy.STAR_HOURS, [1])
    serve(60)
    user = request.getfixturevalue(who)
    for model in (ServiceRecord, Transfer, StarAward, Account):
        assert model.objects.visible_to(user).exists() is sees, model


def test_rows_are_seen_by_their_owner_and_by_who_holds_a_mandate(serve, person, other_person):
    serve(60)
    rows = (ServiceRecord.objects, Transfer.objects, Account.objects)
    assert all(row.visible_to(person.user).exists() for row in rows)
    assert not any(row.visible_to(other_person.user).exists() for row in rows)
    mandate = Mandate.objects.create(principal=person, agent=other_person, relation="女儿")
    assert all(row.visible_to(other_person.user).exists() for row in rows)
    mandate.revoked_at = timezone.now()
    mandate.save()
    assert not any(row.visible_to(other_person.user).exists() for row in rows)


def test_strangers_see_no_row(serve, person):
    from django.contrib.auth.models import AnonymousUser

    serve(60)
    for model in (ServiceRecord, Transfer, StarAward, Account):
        assert not model.objects.visible_to(AnonymousUser()).exists()

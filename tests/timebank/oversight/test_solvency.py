"""What is owed to people by the year they reach the age, against what is given."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from people.persons.models import Person
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning.services.corrections import correct_record
from timebank.ledger import policy
from timebank.ledger.enums import AccountKind
from timebank.ledger.models.accounts import Account
from timebank.ledger.services.accounts import personal, pool_of
from timebank.oversight.selectors.solvency import latest_birth, solvency
from timebank.oversight.workbench.solvency import sentences

TODAY = date(2026, 11, 20)


@pytest.fixture
def owed(make_user, serve, community):
    """Give somebody born on a day so many minutes of coins."""

    def make(minutes, born, region=community, **fields):
        person = make_user("某", region=region, birth_date=born, **fields).person
        serve(minutes, person=person, region=region or community)
        return person

    return make


def by_year(found):
    return {cohort.year: (cohort.people, cohort.minutes) for cohort in found.cohorts if cohort.people}


def test_who_turns_sixty_today_is_owed_now_and_who_does_tomorrow_within_a_year(owed, city):
    owed(60, date(1966, 11, 20))
    owed(30, date(1966, 11, 21))
    assert by_year(solvency(city)) == {0: (1, 60), 1: (1, 30)}


def test_the_years_run_from_birthday_to_birthday(owed, city):
    owed(10, date(1967, 11, 20))
    owed(20, date(1967, 11, 21))
    owed(40, date(1986, 11, 20))
    owed(80, date(1986, 11, 21))
    found = solvency(city)
    assert by_year(found) == {1: (1, 10), 2: (1, 20), 20: (1, 40)}
    assert found.later == (1, 80)
    assert [cohort.so_far_minutes for cohort in found.cohorts][-1] == 70


def test_unknown_ages_and_the_dead_are_counted_as_such(owed, city):
    owed(10, None)
    owed(20, date(1940, 1, 1), died_on=date(2026, 6, 1))
    found = solvency(city)
    assert (found.unknown, found.died, by_year(found)) == ((1, 10), (1, 20), {})
    assert found.owed_minutes == 30


def test_all_that_lies_on_accounts_is_owed_to_somebody_once(owed, city):
    for minutes, born in ((10, date(1940, 1, 1)), (20, date(1970, 1, 1)), (40, None), (80, date(2000, 1, 1))):
        owed(minutes, born)
    assert (
        solvency(city).owed_minutes
        == 150
        == -Account.objects.get(kind="issuing", unit="coin_minutes").balance
    )


@pytest.mark.parametrize(
    ("day", "age", "latest"),
    [
        (date(2024, 2, 29), 60, date(1964, 2, 29)),
        (date(2028, 2, 29), 59, date(1969, 2, 28)),
        (date(2025, 2, 28), 61, date(1964, 2, 28)),
        (date(2025, 3, 1), 61, date(1964, 3, 1)),
        (date(2025, 3, 1), 10**9, date(1, 3, 1)),
    ],
)
def test_the_latest_birthday_of_an_age_agrees_with_a_persons_age(day, age, latest):
    assert latest_birth(day, age) == latest
    if age < 200:
        assert Person(birth_date=latest).age_on(day) >= age
        assert Person(birth_date=date.fromordinal(latest.toordinal() + 1)).age_on(day) < age


@pytest.mark.parametrize("day", ["2028-02-29", "2027-02-28", "2027-03-01"])
def test_leap_days_do_not_break_the_view(owed, city, day):
    owed(10, date(1968, 2, 29))
    found = solvency(city, date.fromisoformat(day))
    old_enough = Person(birth_date=date(1968, 2, 29)).age_on(date.fromisoformat(day)) >= 60
    assert (found.owed_now.people == 1) is old_enough


def test_the_age_is_the_policy_in_force(owed, city, county):
    owed(60, date(1961, 11, 20))
    rule(policy.REDEEM_LEAST_AGE, 66, region=county)
    assert (solvency(city).age, solvency(city).owed_now.people) == (60, 1)
    assert (solvency(county).age, solvency(county).owed_now.people, by_year(solvency(county))) == (
        66, 0, {1: (1, 60)},
    )  # fmt: skip


def test_people_count_where_they_live(owed, city, county, county_next_door, community_far_away):
    owed(60, date(1950, 1, 1))
    owed(30, date(1950, 1, 1), region=community_far_away)
    owed(15, date(1950, 1, 1), region=None)
    assert solvency(county).owed_now.minutes == 60
    assert solvency(county_next_door).owed_now.minutes == 30
    # The city also counts those of whom nobody knows where they live.
    assert solvency(city).owed_now.minutes == 105


def test_given_is_what_was_served_in_the_last_twelve_full_months(serve, city):
    for at, minutes in (("2025-10-31", 400), ("2025-11-01", 120), ("2026-10-31", 60), ("2026-11-01", 300)):
        serve(minutes, at=f"{at} 08:00")
    wrong = serve(90, at="2026-05-05 08:00").record
    correct_record(record=wrong, reason="x", minutes=30)
    found = solvency(city)
    assert len(found.given) == 12 and found.given[0] == (date(2025, 11, 1), 120)
    assert dict(found.given)[date(2026, 5, 1)] == 30 and dict(found.given)[date(2026, 10, 1)] == 60
    assert found.mean_minutes == 210 / 12


def test_the_trend_is_the_slope_from_month_to_month(serve, city):
    for index in range(12):
        month = (10 + index) % 12 + 1
        serve(60 + 10 * index, at=f"{2025 if month > 10 else 2026}-{month:02d}-05 08:00")
    assert solvency(city).trend_minutes == pytest.approx(10)


def test_the_pool_is_that_of_the_counties_of_the_region(fund, city, county, county_next_door):
    fund(pool_of(county), 100)
    fund(pool_of(county_next_door), 50)
    assert (solvency(city).pool_minutes, solvency(county).pool_minutes) == (150, 100)


def test_months_needed_are_what_is_owed_by_what_is_given(owed, serve, city):
    owed(480, date(1950, 1, 1))
    found = solvency(city)
    assert found.mean_minutes == 40
    assert (found.months_for_now, found.months_for_all) == (12, 12)


def test_without_giving_nothing_can_be_served(owed, city):
    with time_machine.travel(datetime(2026, 11, 20, tzinfo=SHANGHAI)):
        owed(60, date(1950, 1, 1))
        with translation.override("en"):
            found = solvency(city, date(2029, 1, 1))
            assert found.months_for_now is None and found.trend_minutes == 0
            assert "As long as nobody gives service, nothing that is owed can be served." in sentences(found)


def test_the_first_year_in_which_giving_is_not_enough_is_named(owed, serve, city, make_user, community):
    owed(240, date(1968, 1, 1))
    # 240 minutes were given in the year; 240 are owed within two years.
    assert solvency(city).first_year_short is None
    with translation.override("en"):
        assert any("In each coming year" in line for line in sentences(solvency(city)))
    # Given before the twelve months that count, owed within three years.
    late = make_user("晚", region=community, birth_date=date(1969, 1, 1)).person
    for day in range(1, 3):
        serve(480, person=late, at=f"2025-10-{day:02d} 08:00")
    short = solvency(city).first_year_short
    assert (short.year, short.so_far_minutes) == (3, 1200)
    with translation.override("en"):
        assert "Within 3 years more will be owed (20 hours)" in " ".join(sentences(solvency(city)))


PAGE = "/workbench/oversight/owed/"


def html(client, address=PAGE, language="en"):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_it_in_sentences_and_names_its_assumptions(owed, fund, county, city_manager, log_in):
    owed(480, date(1950, 1, 1))
    owed(60, None)
    fund(pool_of(county), 180)
    shown = html(log_in(city_manager))
    for words in (
        "1 person aged 60 or over has 8 hours in the account",
        "At the present level of giving, what can be claimed today would be served in",
        "The public pool holds 3 hours",
        "Age unknown",
        "Assumptions",
        "from the age of 60",
    ):
        assert words in shown
    assert "应兑付" in html(log_in(city_manager), language="zh-hans")


def test_it_is_for_managers_and_auditors_within_their_regions(
    owed, worker, manager, manager_next_door, auditor, volunteer, log_in, county, city
):
    assert Client().get(PAGE).status_code == 302
    assert log_in(worker).get(PAGE).status_code == 403
    assert log_in(volunteer.person.user).get(PAGE).status_code in (302, 403)
    assert log_in(auditor).get(PAGE).status_code == 200
    assert log_in(manager).get(f"{PAGE}?region={county.code}").status_code == 200
    assert log_in(manager).get(f"{PAGE}?region={city.code}").status_code == 404
    assert log_in(manager_next_door).get(f"{PAGE}?region={county.code}").status_code == 404


def test_the_page_takes_the_same_queries_however_many_people_there_are(owed, city_manager, log_in):
    client = log_in(city_manager)
    counts = []
    for count in (1, 5):
        for year in range(count):
            owed(10, date(1950 + year, 1, 1))
        with CaptureQueriesContext(connection) as queries:
            html(client)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_nobody_without_coins_is_counted(owed, city, person):
    personal(person)
    assert Account.objects.filter(kind=AccountKind.PERSONAL).exists()
    assert by_year(solvency(city)) == {}

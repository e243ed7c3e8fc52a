"""A proposed rule tried on the past: the same arithmetic as the books, and nothing written."""

import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.models import PolicyRow
from policies.previews import Proposal
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import policy
from timebank.earning.previews import last_full_quarter, preview_rule
from timebank.earning.selectors.replay import replay, step_of
from timebank.earning.services.corrections import correct_record
from timebank.earning.services.crediting import record_services
from timebank.earning.services.records import Service
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import personal, pool_of
from timebank.ledger.services.transfers import transfer

QUARTER = {"first": date(2026, 7, 1), "last": date(2026, 9, 30)}


def tried(key, value, region=None, **options):
    proposed = PolicyRow(key=key, value=value, region=region, valid_from=date.max)
    return replay(proposed=proposed, **(QUARTER | options))


def test_a_rule_that_changes_nothing_finds_what_the_books_hold(serve, person, other_person):
    serve(500, at="2026-07-01 08:00")
    serve(60, at="2026-07-01 19:00")
    serve(90, at="2026-08-03 09:00", person=other_person, category="health")
    serve(60, at="2026-10-01 09:00")
    found = tried(policy.CAP_PER_DAY, 480)
    assert found.before == found.after
    assert (found.records, found.people, found.differ_from_books) == (3, 2, 0)
    assert (found.before.to_people, found.before.to_pool, found.before.points) == (570, 80, 695)
    assert found.before.over == {"over_day_cap": 80}
    assert (found.gaining, found.losing) == (0, 0)


def test_a_lower_cap_shows_who_loses_and_where_it_goes(serve, person, other_person):
    serve(400, at="2026-07-01 08:00")
    serve(60, at="2026-07-01 15:00", person=other_person)
    found = tried(policy.CAP_PER_DAY, 120)
    assert (found.after.to_people, found.after.to_pool, found.after.people) == (180, 280, 2)
    assert (found.losing, found.gaining) == (1, 0)
    assert [(change.person_id, change.coin_minutes, change.points) for change in found.losses] == [
        (person.pk, -280, 0)
    ]
    assert dict(found.coin_steps) == {-2: 1}


def test_points_by_another_coefficient(serve, person):
    serve(60, at="2026-07-01 21:30")
    found = tried(policy.POINTS_AT_NIGHT, {"coefficient": 2, "from": "22:00", "until": "06:00"})
    assert (found.before.points, found.after.points, found.after.to_people) == (60, 90, 60)
    assert found.gains[0].points == 30


def test_a_rule_for_one_county_leaves_the_others_alone(
    serve, person, other_person, county, county_next_door, community_far_away
):
    serve(400, at="2026-07-01 08:00")
    serve(400, at="2026-07-01 08:00", person=other_person, region=community_far_away)
    found = tried(policy.CAP_PER_DAY, 100, region=county)
    assert (found.records, found.people, found.after.to_people) == (1, 1, 100)
    # The smaller area's own rule goes before a proposed one for everywhere.
    rule(policy.CAP_PER_DAY, 300, region=county_next_door, valid_from=date(2026, 6, 1))
    found = tried(policy.CAP_PER_DAY, 100)
    assert found.after.to_people == 100 + 300


def test_the_stored_cap_meets_the_balance_as_it_was_spending_included(serve, person, community):
    mine, theirs = personal(person), pool_of(community)
    serve(300, at="2026-06-01 08:00")
    serve(200, at="2026-07-01 08:00")
    transfer(key="gift", debit=mine, credit=theirs, amount=400, reason="donation")
    serve(200, at="2026-08-01 08:00")
    found = tried(policy.CAP_STORED, 350)
    # In July 300 were there: 50 more. Of 350, 400 could not have been given; what was spent stays as it was, and in
    # August the account is at its floor: 200 fit.
    assert (found.before.to_people, found.after.to_people) == (400, 250)
    assert found.differ_from_books == 0


def test_stars_by_lower_thresholds(serve, person):
    for day in range(1, 8):
        serve(480, at=f"2026-07-0{day} 08:00")
    found = tried(policy.STAR_HOURS, [10, 50, 600, 1000, 1500])
    assert (dict(found.before.stars), dict(found.after.stars)) == ({}, {1: 1, 2: 1})


def test_corrected_records_count_as_they_stand_and_were_undone_when_they_were(serve, person, worker):
    wrong = serve(480, at="2026-07-01 08:00").record
    serve(60, at="2026-07-01 18:00")
    correct_record(record=wrong, minutes=100, reason="签退时间有误", recorded_by=worker)
    serve(60, at="2026-07-01 20:00")
    nothing = serve(60, at="2026-07-02 09:00").record
    correct_record(record=nothing, minutes=0, reason="未实际开展", recorded_by=worker)
    found = tried(policy.CAP_PER_DAY, 480)
    # Of the second nothing was earned that day, before the correction; of the third everything, after it.
    assert (found.before.to_people, found.before.to_pool) == (160, 60)
    assert (found.records, found.differ_from_books, found.before == found.after) == (3, 0, True)


def test_a_groups_coins_are_counted_apart(serve, person):
    serve(60, at="2026-07-01 08:00", group="红马甲")
    found = tried(policy.GROUP_COINS_TO, "pool")
    assert (found.before.to_give_away, found.after.to_give_away, found.after.to_pool) == (60, 0, 60)


def test_the_cap_of_a_month_that_began_before_the_period_is_known(serve, person):
    serve(400, at="2026-07-02 08:00")
    serve(100, at="2026-07-20 08:00")
    found = tried(policy.CAP_PER_MONTH, 420, first=date(2026, 7, 10))
    assert (found.records, found.before.to_people, found.after.to_people) == (1, 100, 20)


def test_it_only_reads(serve, person, worker):
    correct_record(
        record=serve(480, at="2026-07-01 08:00").record, minutes=30, reason="?", recorded_by=worker
    )
    before = (ServiceRecord.objects.count(), Transfer.objects.count(), PolicyRow.objects.count())
    with CaptureQueriesContext(connection) as queries:
        preview_rule(Proposal(policy.CAP_PER_DAY, 60))
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert (ServiceRecord.objects.count(), Transfer.objects.count(), PolicyRow.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_opens_one_that_can_only_read(serve):
    serve(400, at="2026-07-01 08:00")
    found = tried(policy.CAP_PER_DAY, 120)
    assert (found.before.to_people, found.after.to_people) == (400, 120)
    assert not connection.in_atomic_block
    # And it left nothing open behind.
    serve(60, at="2026-07-02 08:00")


def test_more_people_take_hardly_more_queries(serve, make_user, community):
    counts = []
    for wanted in (1, 20):
        for n in range(wanted):
            serve(60, at="2026-07-01 08:00", person=make_user(f"志愿者{wanted}{n}").person)
        with CaptureQueriesContext(connection) as queries:
            tried(policy.CAP_PER_DAY, 60)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_above_a_number_of_records_every_second_volunteer_stands_for_all(serve, make_user):
    for n in range(6):
        serve(60, at="2026-07-01 08:00", person=make_user(f"志愿者{n}").person)
    found = tried(policy.CAP_PER_DAY, 30, most=3)
    assert (found.sampled, found.people) == (2, 3)


@given(
    services=st.lists(
        st.tuples(
            st.integers(0, 5), st.integers(1, 600), st.sampled_from(["", "红马甲"]), st.sampled_from("AC")
        ),
        min_size=1,
        max_size=12,
    ),
    day=st.integers(0, 700),
    stored=st.integers(0, 900),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_replay_is_what_crediting_books_by_those_rules(person, community, services, day, stored):
    """The rules as they were give what was booked, the proposed one what would have been."""

    def booked(rules, then=None):
        with transaction.atomic():
            for key, value in rules.items():
                rule(key, value)
            credits = record_services(services=made(person, community, services), notify=False)
            found = then() if then else None
            transaction.set_rollback(True)
        coins, points = (
            sum(getattr(credit, name) for credit in credits) for name in ("coin_minutes", "points")
        )
        return (coins, points), found

    def sums(figures):
        return figures.to_people + figures.to_give_away, figures.points

    wanted, _nothing = booked({policy.CAP_STORED: stored, policy.CAP_PER_DAY: day})
    was, found = booked({policy.CAP_STORED: stored}, lambda: tried(policy.CAP_PER_DAY, day))
    assert (sums(found.before), sums(found.after), found.differ_from_books) == (was, wanted, 0)


def made(person, region, services):
    start = datetime(2026, 7, 1, 1, tzinfo=SHANGHAI)
    return [
        Service(
            person=person,
            minutes=minutes,
            source_key=f"given:{person.pk}:{n}",
            category="visit",
            activity="探访",
            started_at=start + timedelta(days=after),
            ended_at=start + timedelta(days=after, minutes=minutes),
            place="",
            content="",
            region=region,
            organiser="",
            in_charge="",
            evidence_grade=grade,
            group=group,
        )
        for n, (after, minutes, group, grade) in enumerate(services)
    ]


@pytest.mark.parametrize(
    ("change", "step"),
    [(0, 0), (1, 1), (59, 1), (60, 2), (599, 2), (600, 3), (-1, -1), (-60, -2), (-600, -3)],
)
def test_gains_and_losses_are_counted_in_steps(change, step):
    assert step_of(change) == step


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 20), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2028, 6, 30), date(2028, 1, 1), date(2028, 3, 31)),
    ],
)
def test_the_last_full_quarter(today, first, last):
    assert last_full_quarter(today) == (first, last)


# On the rule's page


def posted(value, **changes):
    return {
        "value": value,
        "valid_from": "2026-12-01",
        "region": "",
        "source_kind": "law",
        "source": "达市府发〔2026〕1号",
        "note": "",
    } | changes


ADDRESS = "policies_workbench:rule"


@pytest.fixture
def page(log_in, city_manager):
    client = log_in(city_manager)
    return lambda data: client.post(reverse(ADDRESS, args=[policy.CAP_PER_DAY]), data)


def stored():
    return PolicyRow.objects.filter(key=policy.CAP_PER_DAY, valid_from=date(2026, 12, 1))


def test_a_rule_of_the_time_bank_is_looked_at_before_it_is_set(page, serve, person):
    serve(400, at="2026-07-01 08:00")
    seen = page(posted(120) | {"preview": "1"})
    looked = seen.context["looked"]
    assert not stored().exists()
    with translation.override("en"):
        assert preview_rule(Proposal(policy.CAP_PER_DAY, 120)).sentence == (
            "With this rule the services from July 1, 2026 to Sept. 30, 2026 would have earned 2 "
            "coins for 1 person, instead of 6.7 coins for 1 person; and 400 points instead of 400 "
            "points."
        )
    assert "张**" in seen.content.decode() and "张三丰" not in seen.content.decode()
    assert page(posted(120) | {"token": looked.token}).status_code == 302
    assert stored().get().value == 120


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"token": "x"},
        {"token": "\0" * 10},
        {"value": "121"},
        {"valid_from": "2026-12-02"},
        {"region": "511702000000"},
    ],
)
def test_another_value_day_or_place_than_the_one_that_was_seen_is_shown_first(page, county, changes):
    token = page(posted(120) | {"preview": "1"}).context["looked"].token
    given = posted(120) | ({"token": token} if changes else {}) | changes
    again = page(given)
    assert again.status_code == 200 and again.context["looked"] is not None
    assert again.context["form"]["source"].value() == "达市府发〔2026〕1号"
    assert not PolicyRow.objects.filter(key=policy.CAP_PER_DAY, author__isnull=False).exists()


def test_what_one_person_saw_another_has_not_seen(page, make_user, city, log_in):
    token = page(posted(120) | {"preview": "1"}).context["looked"].token
    other = log_in(make_user("市管乙", "city_manager", city))
    other.post(reverse(ADDRESS, args=[policy.CAP_PER_DAY]), posted(120) | {"token": token})
    assert not stored().exists()


def test_a_value_of_the_wrong_form_is_refused_before_anything_is_computed(page):
    assert page(posted("-1") | {"preview": "1"}).context["looked"] is None
    assert page(posted("9" * 400) | {"preview": "1"}).status_code == 200


def test_a_rule_that_changes_no_earning_says_so(db):
    with translation.override("en"):
        assert "nothing to simulate" in preview_rule(Proposal(policy.AUTOMATIC_GRADES, ["A"])).sentence


# At the command line


def told(*arguments):
    out = StringIO()
    call_command("preview_policy", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_computes_the_same(serve, person, county):
    serve(400, at="2026-07-01 08:00")
    found = json.loads(told(policy.CAP_PER_DAY, "120", "--json"))
    assert (found["after"]["to_people"], found["before"]["to_people"], found["records"]) == (120, 400, 1)
    period = ("--from", "2026-01-01", "--to", "2026-03-31")
    assert (
        json.loads(told(policy.CAP_PER_DAY, "120", "--region", county.pk, *period, "--json"))["records"] == 0
    )
    with translation.override("en"):
        assert "To people, to be spent: 6 hours 40 minutes → 2 hours (−4 hours 40 minutes)" in told(
            policy.CAP_PER_DAY, "120"
        )


@pytest.mark.parametrize(
    "arguments",
    [
        ("timebank.nothing", "1"),
        (policy.CAP_PER_DAY, "{"),
        (policy.CAP_PER_DAY, '"x"'),
        (policy.CAP_PER_DAY, "[" * 100_000),
        (policy.CAP_PER_DAY, "1", "--region", "nowhere\0"),
        (policy.CAP_PER_DAY, "1", "--from", "2026-01-01"),
        (policy.CAP_PER_DAY, "1", "--from", "2026-02-01", "--to", "2026-01-01"),
        (policy.CAP_PER_DAY, "1", "--from", "yesterday", "--to", "2026-01-01"),
    ],
)
def test_the_command_says_what_it_does_not_understand(db, arguments):
    with pytest.raises(CommandError):
        told(*arguments)

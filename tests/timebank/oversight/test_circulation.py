"""Coins in circulation: each figure, the transfers behind it, and that beginning plus movements is the end."""

from __future__ import annotations

import csv
import io
import itertools
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.months import add_months
from people.access_log.models import AccessLog
from tests.timebank.conftest import SHANGHAI, unguarded
from timebank.earning.services.corrections import correct_record
from timebank.errors import TimebankError
from timebank.ledger.enums import AccountKind, Reason, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import personal, pool_of
from timebank.ledger.services.transfers import reserve, transfer, void
from timebank.oversight.models.turnover import Turnover, TurnoverRun
from timebank.oversight.selectors.circulation import circulation, columns_of, transfers_behind
from timebank.oversight.selectors.circulation_figures import COLUMNS, MOVEMENTS, Cell, conditions
from timebank.oversight.services.turnover import count_coins, recount

NOVEMBER = date(2026, 11, 1)
OCTOBER = date(2026, 10, 1)


def figures(report):
    return {movement.key: amount for movement, amount, _count in report.movements}


def on(day: str):
    return time_machine.travel(datetime.fromisoformat(day).replace(hour=12, tzinfo=SHANGHAI))


def move(amount, debit, credit, reason, region, key=None, record=None):
    return transfer(
        key=key or f"{reason}:{debit.pk}:{credit.pk}:{Transfer.objects.count()}",
        debit=debit,
        credit=credit,
        amount=amount,
        reason=reason,
        region=region,
        record=record,
    )


def test_every_transfer_of_coins_belongs_to_exactly_one_movement():
    for debit, credit, reason, undoing in itertools.product(AccountKind, AccountKind, Reason, (False, True)):
        cell = Cell("", False, debit, credit, reason, undoing, 1, 1)
        assert sum(movement.holds(cell) for movement in MOVEMENTS) == 1, (debit, credit, reason, undoing)


def test_what_a_movement_does_to_circulation_is_what_its_transfers_do():
    for debit, credit, reason, undoing in itertools.product(AccountKind, AccountKind, Reason, (False, True)):
        if debit == credit == AccountKind.ISSUING:
            continue
        cell = Cell("", False, debit, credit, reason, undoing, 1, 1)
        (movement,) = [movement for movement in MOVEMENTS if movement.holds(cell)]
        assert movement.sign == cell.issued, (debit, credit, reason, undoing)


@pytest.fixture
def year(serve, person, other_person, community, township, county):
    """October: ten hours served. November: nine and a half above a cap, a gift, a donation, a payment, a grant."""
    with on("2026-10-05"):
        serve(480, at="2026-10-04 08:00")
        wrong = serve(120, at="2026-10-03 08:00").record
    with on("2026-11-10"):
        serve(540, at="2026-11-09 08:00")
        mine, theirs = personal(person), personal(other_person)
        move(60, mine, theirs, Reason.GIFT, township)
        move(50, mine, pool_of(county), Reason.DONATION, community)
        move(40, mine, theirs, Reason.SPENT, community)
        move(30, pool_of(county), theirs, Reason.GRANT, county)
        move(20, mine, pool_of(county), Reason.EXPIRED, None)
        correct_record(record=wrong, reason="未发生", minutes=0)
    return county


@pytest.mark.parametrize("counted", [False, True], ids=["from the transfers", "from the sums"])
def test_each_figure_of_a_month_is_what_was_booked_in_it(year, city, counted):
    if counted:
        count_coins(settled=True)
    report = circulation(city, NOVEMBER)
    shown = figures(report)
    assert shown | {"issued_groups": 0, "issued_honours": 0} == shown
    assert {key: shown[key] for key in ("issued_people", "issued_pool", "taken_back", "spent", "donated", "given",
                                        "granted", "expired")} == {
        "issued_people": 480, "issued_pool": 60, "taken_back": 120, "spent": 40, "donated": 50, "given": 60,
        "granted": 30, "expired": 20,
    }  # fmt: skip
    assert (report.opening, report.issued, report.closing) == (600, 420, 1020)
    assert report.adds_up and report.agrees
    lies = {holding.kind: holding.closing for holding in report.holdings}
    # The pool: 60 above the cap, 50 given, 20 expired, less 30 granted.
    assert (lies[AccountKind.PERSONAL], lies[AccountKind.POOL]) == (920, 100)


@pytest.mark.parametrize("counted", [False, True])
def test_a_region_counts_what_names_it_and_the_city_what_names_none(
    year, city, county, county_next_door, township, counted
):
    if counted:
        count_coins(settled=True)
    assert figures(circulation(county, NOVEMBER))["expired"] == 0
    assert circulation(county, NOVEMBER).agrees is None
    rows = {row.code: row for row in circulation(city, NOVEMBER).below}
    assert rows[county.code].figures["given"] == 60 and rows[county.code].closing == 1020
    assert rows[county_next_door.code].closing == 0
    # What names no region has a row of its own.
    assert rows[""].figures["expired"] == 20
    below = {row.code: row for row in circulation(county, NOVEMBER).below}
    assert below[township.code].figures["donated"] == 50
    assert below[""].figures["granted"] == 30


def test_months_follow_each_other_and_each_begins_where_the_one_before_ended(year, city):
    rows = {row.month: row for row in circulation(city, NOVEMBER).months}
    assert len(rows) == 12
    assert (rows[OCTOBER].figures["issued"], rows[OCTOBER].closing) == (600, 600)
    assert (rows[NOVEMBER].figures["issued"], rows[NOVEMBER].closing) == (540, 1020)
    assert circulation(city, OCTOBER).closing == circulation(city, NOVEMBER).opening == 600


def test_a_booking_on_the_last_minute_of_a_month_belongs_to_it(serve, city):
    with time_machine.travel(datetime(2026, 10, 31, 23, 59, 59, tzinfo=SHANGHAI)):
        serve(60, at="2026-10-30 08:00")
    with time_machine.travel(datetime(2026, 11, 1, 0, 0, 0, tzinfo=SHANGHAI)):
        serve(30, at="2026-10-29 08:00")
    for counted in (False, True):
        if counted:
            count_coins(settled=True)
        assert figures(circulation(city, OCTOBER))["issued_people"] == 60
        assert figures(circulation(city, NOVEMBER))["issued_people"] == 30


def test_reservations_move_nothing(serve, person, other_person, city):
    serve(60)
    pending = reserve(key="request", debit=personal(person), credit=personal(other_person), amount=60)
    assert circulation(city, NOVEMBER).closing == 60
    void(pending=pending, key="void")
    assert circulation(city, NOVEMBER).adds_up
    assert figures(circulation(city, NOVEMBER)).get("other", 0) == 0


def test_points_are_no_coins(serve, city):
    serve(60)
    assert Transfer.objects.filter(unit=Unit.POINTS).exists()
    assert circulation(city, NOVEMBER).closing == 60


def test_every_figure_is_the_sum_of_the_transfers_that_its_link_lists(year, city, county, township):
    for region in (city, county, township):
        report = circulation(region, NOVEMBER)
        for movement, amount, count in report.movements:
            behind = list(transfers_behind(region, NOVEMBER, movement.key))
            assert (sum(row.amount for row in behind), len(behind)) == (amount, count), movement.key
        row = {row.month: row for row in report.months}[NOVEMBER]
        for column in COLUMNS:
            behind = transfers_behind(region, NOVEMBER, column.key)
            assert sum(line.amount for line in behind) == row.figures[column.key], column.key


def test_books_that_somebody_changed_do_not_agree_with_the_accounts(year, city, person):
    with unguarded("timebank_account"):
        Account.objects.filter(person=person, unit=Unit.COIN_MINUTES).update(posted_credits=99_999)
    assert circulation(city, NOVEMBER).agrees is False


def test_a_closed_month_is_not_compared_with_todays_accounts(year, city):
    assert circulation(city, OCTOBER).agrees is None


# --- Random histories --------------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["serve", "gift", "donate", "spend", "grant", "expire", "correct", "count", "next month"]),
        st.integers(1, 300),
        st.integers(0, 2),
    ),
    max_size=14,
)  # fmt: skip


@pytest.mark.usefixtures("clock")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_beginning_plus_movements_is_the_end_whatever_happened(
    steps, serve, city, county, community, community_far_away, make_user
):
    """Played on the real ledger, compared with a list of what was done."""
    with transaction.atomic():
        people = [make_user(f"人{n}").person for n in range(3)]
        places = [community, county, community_far_away]
        day = datetime(2026, 7, 15, 12, tzinfo=SHANGHAI)
        done: list[tuple[date, int, str]] = []
        records = []
        for what, amount, which in steps:
            who, other, place = people[which], people[(which + 1) % 3], places[which]
            with time_machine.travel(day):
                if what == "next month":
                    day = min(day + timedelta(days=31), datetime(2026, 11, 20, tzinfo=SHANGHAI))
                    continue
                if what == "count":
                    count_coins(settled=True)
                    continue
                try:
                    with transaction.atomic():
                        effect, code = _play(what, amount, who, other, place, serve, records, day)
                except TimebankError:
                    continue
                done.append((day.date().replace(day=1), effect, code))
        for month in {add_months(date(2026, 7, 1), n) for n in range(5)}:
            report = circulation(city, month)
            assert report.adds_up
            assert report.opening == sum(effect for when, effect, _code in done if when < month)
            assert report.issued == sum(effect for when, effect, _code in done if when == month)
            assert sum(row.closing for row in report.below) == report.closing
            part = circulation(county, month)
            assert part.adds_up
            assert part.closing == sum(
                effect for when, effect, code in done if when <= month and code[:6] == county.code[:6]
            )
        assert circulation(city, NOVEMBER).agrees
        assert recount() == []
        transaction.set_rollback(True)


def _play(what, amount, who, other, place, serve, records, day):
    mine, theirs = personal(who), personal(other)
    if what == "serve":
        credit = serve(amount, at=f"{day - timedelta(days=1):%Y-%m-%d} 08:00", person=who, region=place)
        records.append(credit.record)
        return amount, place.code
    if what == "correct":
        if not records:
            return 0, place.code
        record = records.pop()
        correct_record(record=record, reason="x", minutes=0)
        return -record.minutes, record.region_id
    debit, credit, reason = {
        "gift": (mine, theirs, Reason.GIFT),
        "donate": (mine, pool_of(place), Reason.DONATION),
        "spend": (mine, theirs, Reason.SPENT),
        "grant": (pool_of(place), mine, Reason.GRANT),
        "expire": (mine, pool_of(place), Reason.EXPIRED),
    }[what]
    move(amount, debit, credit, reason, place)
    return 0, place.code


# --- Counting ----------------------------------------------------------------------------------------------------


def test_only_what_has_certainly_arrived_is_counted(serve):
    serve(60)
    first = count_coins()
    assert (first.through, first.seen) == (0, Transfer.objects.latest("sequence").sequence)
    with on("2026-11-21"):
        serve(60, at="2026-11-20 14:00")
        second = count_coins()
    # What was the newest an hour ago or before.
    assert second.through == first.seen
    assert Turnover.objects.get().amount == 60


def test_counting_again_adds_nothing(year):
    count_coins(settled=True)
    before = list(Turnover.objects.order_by("pk").values())
    count_coins(settled=True)
    assert list(Turnover.objects.order_by("pk").values()) == before


def test_a_booking_of_an_earlier_month_that_comes_late_is_added_to_its_month(serve, city):
    serve(60, at="2026-10-04 08:00", recorded_at=datetime(2026, 10, 5, 9, tzinfo=SHANGHAI))
    count_coins(settled=True)
    serve(45, at="2026-10-06 08:00", recorded_at=datetime(2026, 10, 7, 9, tzinfo=SHANGHAI))
    assert figures(circulation(city, OCTOBER))["issued_people"] == 105
    count_coins(settled=True)
    assert figures(circulation(city, OCTOBER))["issued_people"] == 105
    assert recount() == []


def test_the_recount_names_a_sum_that_somebody_changed(year):
    count_coins(settled=True)
    call_command("count_coins", "--verify", stdout=StringIO())
    Turnover.objects.filter(reason=Reason.GIFT).update(amount=61)
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("count_coins", "--verify", "--json", stdout=StringIO(), stderr=err)
    assert "gift" in err.getvalue()


def test_the_runs_cannot_be_rewritten(year):
    count_coins(settled=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        TurnoverRun.objects.update(through=1)


# --- The pages ---------------------------------------------------------------------------------------------------

PAGE = "/workbench/oversight/circulation/"


def html(client, address, language="en"):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_page_shows_each_figure_with_its_proof_and_a_drawing(year, city_manager, log_in):
    shown = html(log_in(city_manager), PAGE)
    for words in (
        "10 hours",  # at the beginning
        "+7 hours",  # added
        "17 hours",  # at the end
        "Balanced",
        "Agrees with the accounts",
        ">1</a>",  # given
        ">0.8</a>",  # donated
        ">0.7</a>",  # spent
        ">0.5</a>",  # granted
        ">0.3</a>",  # expired
        ">2</a>",  # taken back
        ">8</a>",  # issued to people
        "15.3",  # on people's accounts at the end
        "1.7",  # in the pool at the end
        "通川区",
        "<svg",
        "figure=issued_people",
    ):
        assert words in shown
    assert "流通中的时间币" in html(log_in(city_manager), PAGE, "zh-hans")


def test_a_manager_opens_the_own_county_and_what_lies_in_it_and_nothing_else(
    year, manager, manager_next_door, officer, log_in, county, township, city, county_next_door
):
    client = log_in(manager)
    assert "东城街道" in html(client, PAGE)
    assert client.get(f"{PAGE}?region={township.code}").status_code == 200
    for code in (city.code, county_next_door.code, "0", "x" * 400, "511702"):
        assert client.get(f"{PAGE}?region={code}").status_code == 404, code
    assert log_in(officer).get(f"{PAGE}?region={county.code}").status_code == 404
    assert log_in(manager_next_door).get(f"{PAGE}?region={county.code}").status_code == 404


@pytest.mark.parametrize("view", ["", "transfers/?figure=given", "csv/"])
def test_who_does_not_watch_over_the_books_does_not_enter(year, worker, volunteer, resident, log_in, view):
    assert Client().get(PAGE + view).status_code == 302
    assert log_in(worker).get(PAGE + view).status_code == 403
    for user in (volunteer.person.user, resident):
        assert log_in(user).get(PAGE + view).status_code in (302, 403)


@pytest.mark.parametrize(
    "month", ["", "2026-13", "x", "9999-12", "2026-11-01", "٢٠٢٦-١١", "9" * 300, "2026-00"]
)
def test_a_month_that_was_typed_in_never_breaks_the_page(year, city_manager, log_in, month):
    html(log_in(city_manager), f"{PAGE}?month={month}")


def test_the_list_behind_a_figure_shows_the_transfers_and_is_put_on_record(year, manager, log_in, county):
    client = log_in(manager)
    shown = html(client, f"{PAGE}transfers/?figure=given&region={county.code}&month=2026-11")
    gift = Transfer.objects.get(reason=Reason.GIFT)
    assert f"/workbench/timebank/transfer/inspect/{gift.pk}/" in shown and "1 transfer" in shown
    trace = AccessLog.objects.filter(action="list").latest("pk")
    assert (trace.actor, trace.count, trace.region_id) == (manager, 1, county.code)
    assert client.get(f"{PAGE}transfers/?figure=nothing").status_code == 404
    assert "No transfers here" in html(client, f"{PAGE}transfers/?figure=given&month=2026-01")


def test_the_table_for_a_spreadsheet_holds_the_figures_in_minutes(year, city_manager, log_in):
    response = log_in(city_manager).get(f"{PAGE}csv/?month=2026-11", headers={"accept-language": "en"})
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    by_month = {row[0]: row for row in rows[1:13]}
    assert by_month["2026-11"][3:] == ["540", "120", "40", "50", "60", "30", "20", "1020"]
    assert by_month["2026-10"][-1] == "600"
    assert ["2026-11", "通川区"] in [row[:2] for row in rows[13:]]
    assert AccessLog.objects.filter(actor=city_manager, action="export").count() == 1


def test_the_page_takes_the_same_queries_however_much_was_booked(year, serve, city_manager, log_in):
    client = log_in(city_manager)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            html(client, PAGE)
        counts.append(len(queries))
        for day in range(1, 10):
            serve(30, at=f"2026-11-{day:02d} 18:00")
    assert counts[0] == counts[1] <= 30


def test_the_columns_name_known_movements():
    assert set(columns_of([])) == {column.key for column in COLUMNS}
    assert {key for column in COLUMNS for key in column.movements} <= set(conditions())

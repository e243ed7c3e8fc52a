"""The time bank on the portal and in the workbench."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.access_log.models import AccessLog
from people.mandates.models import Mandate
from people.persons.models import Person
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import policy
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import reserve


def page(client, address="/timebank/", language="en"):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_who_is_not_logged_in_is_led_to_the_log_in(db):
    response = Client().get("/timebank/")
    assert (response.status_code, response.url.partition("?")[0]) == (302, "/accounts/login/")


def test_a_volunteer_sees_hours_points_star_and_how_each_credit_was_worked_out(
    serve, person, other_person, log_in
):
    serve(750, at="2026-03-05 08:00")
    reserve(key="request", debit=personal(person), credit=personal(other_person), amount=60)
    html = page(log_in(person.user))
    for words in (
        "7 hours",  # to use
        "1 hour",  # set aside
        "750 points",
        "12 hours 30 minutes",  # certified
        "12 hours 30 minutes served, 87 hours 30 minutes more until 1 star.",
        "探访独居老人",
        (
            "4 hours 30 minutes went to the county&#x27;s public pool: a person can earn at most 8 "
            "hours per day."
        ),
        "<svg",
    ):
        assert words in html


def test_a_new_log_in_is_told_that_the_account_opens_with_the_first_service(resident, log_in):
    assert "Nothing has been booked yet" in page(log_in(resident))


def test_a_log_in_without_a_person_gets_a_friendly_page(resident, log_in):
    Person.objects.filter(user=resident).update(user=None)
    assert "There is no time account for this log-in yet" in page(log_in(resident))


def test_the_older_entries_are_a_link_away_and_points_have_a_list_of_their_own(serve, person, log_in):
    for day in range(1, 23):
        serve(30, at=f"2026-03-{day:02d} 09:00")
    client = log_in(person.user)
    first = page(client)
    assert first.count("+30 minutes") == 20
    oldest = ServiceRecord.objects.order_by("started_at")[2].transfers.get(unit="coin_minutes")
    assert f"before={oldest.sequence}" in first
    second = page(client, f"/timebank/?before={oldest.sequence}")
    assert (second.count("+30 minutes"), "Older entries" in second) == (2, False)
    assert page(client, "/timebank/?unit=points").count("+30 points") == 20


@pytest.mark.parametrize("before", ["", "x", "-1", "0", "9" * 400, "٣", "1.5"])
def test_a_page_number_that_was_typed_in_never_breaks_the_page(serve, person, log_in, before):
    serve(30)
    page(log_in(person.user), f"/timebank/?before={before}&unit=gold")


def test_nobody_opens_the_account_of_somebody_else(serve, person, other_person, worker, log_in):
    serve(30)
    address = f"/timebank/?for={person.uuid}"
    assert log_in(other_person.user).get(address).status_code == 404
    # Not even the worker of the region: she sees the records in the workbench.
    assert log_in(worker).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    for nonsense in ("x", "0" * 32, "x%00"):
        assert log_in(person.user).get(f"/timebank/?for={nonsense}").status_code == 404


def test_a_daughter_with_a_mandate_sees_the_account_and_leaves_a_trace(serve, person, other_person, log_in):
    serve(30)
    mandate = Mandate.objects.create(principal=person, agent=other_person, relation="女儿")
    client = log_in(other_person.user)
    assert f"?for={person.uuid}" in page(client)
    html = page(client, f"/timebank/?for={person.uuid}")
    assert "Time bank of 张三丰" in html and "+30 minutes" in html
    trace = AccessLog.objects.get(subject=person)
    assert (trace.actor, trace.action) == (other_person.user, "read")
    mandate.revoked_at = timezone.now()
    mandate.save()
    assert client.get(f"/timebank/?for={person.uuid}").status_code == 404


@pytest.mark.parametrize("days", [{"valid_from": 1}, {"valid_from": -9, "valid_until": -1}])
def test_a_mandate_opens_the_account_only_while_it_is_valid(person, other_person, log_in, days):
    today = timezone.localdate()
    Mandate.objects.create(
        principal=person,
        agent=other_person,
        relation="女儿",
        **{name: today + timedelta(days=offset) for name, offset in days.items()},
    )
    assert log_in(other_person.user).get(f"/timebank/?for={person.uuid}").status_code == 404


def test_the_page_takes_fewer_than_twenty_queries_however_much_it_shows(serve, person, log_in):
    client = log_in(person.user)
    counts = []
    for day in range(1, 21):
        serve(60, at=f"2026-03-{day:02d} 09:00")
        if day in (1, 20):
            with CaptureQueriesContext(connection) as queries:
                page(client)
            counts.append(len(queries))
    # Session, log-in and roles are among them.
    assert counts[0] == counts[1] < 20


def test_the_public_notice_is_open_to_everybody_and_masks_names(serve, person):
    rule(policy.STAR_HOURS, [1, 2, 3])
    assert "There are no stars on public notice" in page(Client(), "/timebank/notice/")
    serve(180, at="2026-11-19 09:00", recorded_at=datetime(2026, 11, 20, 9, tzinfo=SHANGHAI))
    html = page(Client(), "/timebank/notice/")
    assert "张**" in html and "通川区" in html and "3 stars" in html
    assert person.name not in html


def test_the_owner_sees_that_the_star_is_on_notice(serve, person, log_in):
    rule(policy.STAR_HOURS, [1, 2, 3])
    serve(180)
    html = page(log_in(person.user))
    assert "Your 3 stars are on public notice" in html and "You have reached the highest star" in html


def test_pages_speak_chinese_first(serve, person, log_in):
    serve(90)
    html = page(log_in(person.user), language="zh-hans")
    assert "我的时间银行" in html and "1小时30分钟" in html and "怎么算的" in html


def test_the_books_are_read_in_the_workbench_by_the_workers_of_the_region(
    serve, worker, worker_next_door, log_in
):
    record = serve(90).record
    transfer = record.transfers.first()
    client = log_in(worker)
    for name, row in (("servicerecord", record), ("transfer", transfer)):
        assert client.get(f"/workbench/timebank/{name}/").status_code == 200
        assert client.get(f"/workbench/timebank/{name}/inspect/{row.pk}/").status_code == 200
        assert client.get(f"/workbench/timebank/{name}/?export=csv&reason=check").status_code == 200
        assert (
            log_in(worker_next_door).get(f"/workbench/timebank/{name}/inspect/{row.pk}/").status_code == 404
        )
    assert "探访独居老人" in client.get("/workbench/timebank/servicerecord/").content.decode()
    assert (
        "探访独居老人"
        not in log_in(worker_next_door).get("/workbench/timebank/servicerecord/").content.decode()
    )


@pytest.mark.parametrize("name", ["servicerecord", "transfer"])
@pytest.mark.parametrize("view", ["new/", "edit/{pk}/", "delete/{pk}/", "history/{pk}/"])
def test_nothing_in_the_books_can_be_written_in_the_workbench(serve, city_manager, log_in, name, view):
    record = serve(90).record
    row = record if name == "servicerecord" else record.transfers.first()
    client = log_in(city_manager)
    assert client.get(f"/workbench/timebank/{name}/").status_code == 200
    assert client.get(f"/workbench/timebank/{name}/{view.format(pk=row.pk)}").status_code == 404


def test_the_home_page_says_what_the_coins_buy_what_is_set_aside_and_what_the_month_brought(
    serve, person, other_person, log_in
):
    serve(240, at="2026-11-03 09:00")
    reserve(
        key="request",
        debit=personal(person),
        credit=personal(other_person),
        amount=60,
        reason="spent",
        memo="陪伴一小时",
        expires_at=datetime(2026, 11, 28, 10, tzinfo=SHANGHAI),
    )
    html = page(log_in(person.user), language="zh-hans")
    for words in (
        "大约可以换",
        "陪伴",
        "已预留、还没支付",
        "陪伴一小时",
        "最晚到2026年11月28日",
        "您服务了1次，共4小时",
        "收入4小时，支出0分钟",
        "我的服务证明",
        "打印对账单",
    ):
        assert words in html


def test_what_a_group_earned_is_shown_apart(serve, person, log_in):
    from timebank.ledger.models.accounts import Account
    from timebank.ledger.services.accounts import issuing
    from timebank.ledger.services.transfers import transfer

    record = serve(60).record
    group = Account.objects.create(kind="donate_only", unit="coin_minutes", person=person)
    transfer(key="g", debit=issuing(record.region), credit=group, amount=90, record=record)
    html = page(log_in(person.user), language="zh-hans")
    assert "团队服务所得（只能捐赠）" in html and "1小时30分钟" in html


def test_who_leafs_through_old_entries_finds_the_way_back(serve, person, log_in):
    for day in range(1, 23):
        serve(30, at=f"2026-03-{day:02d} 09:00")
    client = log_in(person.user)
    oldest = ServiceRecord.objects.order_by("started_at")[2].transfers.get(unit="coin_minutes")
    html = page(client, f"/timebank/?before={oldest.sequence}", language="zh-hans")
    assert "回到最新" in html and "您想做什么" not in html


def test_a_daughter_sees_only_the_ways_that_are_open_to_her(serve, person, other_person, log_in):
    serve(30)
    Mandate.objects.create(principal=person, agent=other_person, relation="女儿")
    html = page(log_in(other_person.user), f"/timebank/?for={person.uuid}", language="zh-hans")
    assert f"/timebank/print/?for={person.uuid}" in html
    assert "我的服务证明" not in html and "带走我的记录" not in html


def test_what_people_come_for_is_large_and_the_rest_is_one_list(serve, person, log_in):
    serve(90)
    html = page(log_in(person.user), language="zh-hans")
    doors, _, rest = html.partition("证明、亲属和其他")
    assert doors.count('class="door-icon"') == 3  # asking, giving, points; serving is for volunteers
    for words in ("我的服务证明", "打印对账单", "我的亲属", "荣誉榜", "带走我的记录", "商户和单位入口"):
        assert words in rest and words not in doors.partition("您想做什么")[2]


def test_who_is_too_young_reads_that_coins_can_be_given_already(serve, person, log_in):
    serve(90)
    html = page(log_in(person.user), language="zh-hans")
    assert "满60岁可以自己用；现在就可以赠送。" in html
    person.birth_date = date(1940, 1, 1)
    person.save()
    assert "满60岁可以自己用" not in page(log_in(person.user), language="zh-hans")


def test_a_daughter_is_not_told_of_stars_that_the_elder_never_set_out_for(person, other_person, log_in):
    Mandate.objects.create(principal=person, agent=other_person, relation="女儿")
    html = page(log_in(other_person.user), f"/timebank/?for={person.uuid}", language="zh-hans")
    assert "stars-heading" not in html and "认证服务时长" not in html


@pytest.mark.parametrize(
    "room", ["offers", "vouchers", "till", "certificates", "print", "honour", "records", "notice"]
)
def test_every_room_leads_back_to_the_time_bank(serve, person, log_in, room):
    serve(90)
    html = page(log_in(person.user), f"/timebank/{room}/", language="zh-hans")
    assert '<li><a href="/timebank/">时间银行</a></li>' in html

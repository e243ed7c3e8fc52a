"""The statement of a period, on the page and as a file."""

from datetime import date, datetime

import pypdfium2
import pytest
import time_machine
from django.test import Client

from people.access_log.models import AccessLog
from people.mandates.models import Mandate
from tests.timebank.conftest import SHANGHAI
from timebank.documents.errors import FontMissing
from timebank.earning.services.corrections import correct_record
from timebank.home.selectors import period as periods
from timebank.home.selectors.period import account_period, accounts_of, month_of
from timebank.ledger.selectors.balances import balance
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import transfer


@pytest.fixture
def history(serve, person, other_person):
    """In October 120 earned; in November 60 earned, 30 given away, and 20 of October's taken back."""
    with time_machine.travel(datetime(2026, 10, 8, 10, tzinfo=SHANGHAI)):
        first = serve(120, at="2026-10-07 09:00").record
    with time_machine.travel(datetime(2026, 11, 3, 10, tzinfo=SHANGHAI)):
        serve(60, at="2026-11-02 09:00")
        transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=30, reason="gift")
        correct_record(record=first, minutes=100, reason="签退时间有误")


def coins(person, since, until):
    account = next(a for a in accounts_of(person) if a.unit == "coin_minutes")
    return account_period(account, since, until)


def test_a_period_begins_with_what_was_there_and_ends_with_what_is(history, person):
    november = coins(person, date(2026, 11, 1), date(2026, 11, 30))
    assert (november.opening, november.paid_in, november.paid_out, november.closing) == (120, 160, 150, 130)
    assert november.closing == balance(person).coin_minutes
    october = coins(person, date(2026, 10, 1), date(2026, 10, 31))
    assert (october.opening, october.closing, len(october.lines)) == (0, 120, 1)
    before = coins(person, date(2026, 1, 1), date(2026, 9, 30))
    assert (before.opening, before.closing, before.lines) == (0, 0, [])


def test_each_line_carries_the_balance_on(history, person):
    whole = coins(person, date(2026, 1, 1), date(2026, 12, 31))
    running = whole.opening
    for line in whole.lines:
        running += line.amount
        assert line.balance == running
    assert running == whole.closing


def test_a_booking_of_the_first_and_of_the_last_minute_belongs_to_its_day(serve, person):
    for at in ("2026-11-02T00:00", "2026-11-03T23:59:59.999999"):
        with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=SHANGHAI), tick=False):
            serve(10, at="2026-11-01 09:00", source_key=at)
    assert len(coins(person, date(2026, 11, 2), date(2026, 11, 3)).lines) == 2
    assert len(coins(person, date(2026, 11, 3), date(2026, 11, 3)).lines) == 1
    assert coins(person, date(2026, 11, 4), date(2026, 11, 4)).opening == 20


def test_too_many_lines_end_the_statement_early_and_it_says_so(serve, person, monkeypatch, log_in):
    monkeypatch.setattr(periods, "MOST_LINES", 2)
    for day in (2, 3, 4):
        with time_machine.travel(datetime(2026, 11, day, 10, tzinfo=SHANGHAI)):
            serve(10, at=f"2026-11-0{day} 09:00")
    cut = coins(person, date(2026, 11, 1), date(2026, 11, 20))
    assert (cut.until, cut.closing, cut.cut) == (date(2026, 11, 3), 20, True)
    html = log_in(person.user).get("/timebank/print/").content.decode()
    assert "本单到2026年11月3日为止" in html


def test_the_month_counts_services_by_day_and_coins_by_booking(history, person):
    month = month_of(person, next(a for a in accounts_of(person) if a.unit == "coin_minutes"))
    assert (month.services, month.service_minutes) == (1, 60)
    assert (month.paid_in, month.paid_out) == (160, 150)
    assert month_of(person, None, date(2026, 2, 28)).services == 0


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_printed_page_shows_balances_lines_and_its_time(history, person, log_in):
    html = log_in(person.user).get("/timebank/print/?from=2026-11-01&to=2026-11-20").content.decode()
    for words in (
        "时间账户对账单",
        "户主：张三丰",
        "2026年11月1日 至 2026年11月20日，截至 2026年11月20日 10:00",
        "期初余额 2026-11-01",
        "2小时10分钟",
        "−30分钟",
        "服务积分",
    ):
        assert words in html


def test_the_file_says_the_same_with_page_numbers(history, person, log_in):
    response = log_in(person.user).get("/timebank/print/?from=2026-11-01&to=2026-11-20&format=pdf")
    assert response["Content-Type"] == "application/pdf"
    assert b"<pdfaid:part>2</pdfaid:part>" in response.content
    document = pypdfium2.PdfDocument(response.content)
    text = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    for words in ("时间账户对账单", "张三丰", "期末余额2026-11-20", "2小时10分钟", "第1页，共1页"):
        assert words in text


def test_a_statement_takes_as_many_queries_for_many_lines_as_for_one(serve, person, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = log_in(person.user)
    counts = []
    for n in range(1, 31):
        serve(10, at=f"2026-10-{n:02d} 09:00")
        if n in (1, 30):
            with CaptureQueriesContext(connection) as queries:
                client.get("/timebank/print/")
            counts.append(len(queries))
    assert counts[0] == counts[1] < 16


@pytest.mark.parametrize(
    "query",
    [
        "from=x",
        "from=2026-11-02&to=2026-11-01",
        "from=%00x",
        "to=9999-12-31",
        "from=0001-01-01",
        "from=" + "9" * 3000,
        "from=2026-02-30&format=pdf",
    ],
)
def test_days_that_make_no_sense_are_explained(history, person, log_in, query):
    response = log_in(person.user).get(f"/timebank/print/?{query}")
    assert response.status_code == 422 and 'class="errorlist"' in response.content.decode()


def test_where_no_file_can_be_made_the_page_can_be_printed(history, person, log_in, monkeypatch):
    def fails(*_args, **_named):
        raise FontMissing("no font")

    monkeypatch.setattr("timebank.documents.typesetting.chinese_families", fails)
    response = log_in(person.user).get("/timebank/print/?format=pdf")
    html = response.content.decode()
    assert response["Content-Type"].startswith("text/html")
    assert "文件暂时无法生成" in html and "户主：张三丰" in html


def test_a_daughter_with_a_mandate_prints_it_and_leaves_a_trace(history, person, other_person, log_in):
    address = f"/timebank/print/?for={person.uuid}"
    client = log_in(other_person.user)
    assert client.get(address).status_code == 404
    Mandate.objects.create(principal=person, agent=other_person, relation="女儿")
    assert "户主：张三丰" in client.get(address).content.decode()
    assert AccessLog.objects.get(subject=person).action == "print"
    assert Client().get(address).status_code == 302


def test_a_log_in_without_an_account_sees_an_empty_statement(resident, log_in):
    assert "户主：居民甲" in log_in(resident).get("/timebank/print/").content.decode()

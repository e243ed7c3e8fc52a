"""The time bank's arithmetic as an accountant would check it by hand.

Amounts are in minutes: one hour of service is one coin is 60. "Dr" is the account that pays, "Cr" the one
that receives. Each example lists what happened and the balance sheet it leaves.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import translation

from tests.timebank.conftest import SHANGHAI
from timebank.earning.selectors.explanation import explain
from timebank.earning.services.corrections import correct_record
from timebank.ledger.models.accounts import Account
from timebank.ledger.selectors.balances import totals
from timebank.ledger.services.accounts import personal, pool_of
from timebank.ledger.services.transfers import post, reserve, transfer, undo
from timebank.oversight.selectors.ledger_verification import verify


def sheet(unit="coin_minutes"):
    """Every account that is not at zero, by its name; what is out there is what the issuing account owes."""
    return {
        f"{row.kind} {row.person or row.region}": row.balance
        for row in Account.objects.filter(unit=unit).select_related("person", "region")
        if row.balance
    }


def test_an_afternoon_of_visiting(serve):
    # Dr issuing 通川区 150, Cr 张三丰 150; in points 150 × 1.0.
    serve(150, at="2026-03-05 14:00")
    assert sheet() == {"issuing 通川区": -150, "personal 张三丰": 150}
    assert sheet("points") == {"issuing 通川区": -150, "personal 张三丰": 150}


def test_a_day_of_ten_hours_at_a_flood(serve):
    # Six hours in the morning, four in the afternoon; a person earns 8 h a day, 2 h go to the county's pool.
    # Points know no such limit: 600 × 1.2 for transport.
    serve(360, at="2026-07-01 06:00", category="transport")
    serve(240, at="2026-07-01 14:00", category="transport")
    assert sheet() == {"issuing 通川区": -600, "personal 张三丰": 480, "pool 通川区": 120}
    assert sheet("points") == {"issuing 通川区": -720, "personal 张三丰": 720}


def test_an_hour_given_to_the_mother_and_half_of_it_spent(serve, person, other_person, community):
    serve(60)
    mother = personal(other_person)
    transfer(key="gift", debit=personal(person), credit=mother, amount=60, reason="gift")
    # She asks for an hour of company; 60 are reserved, the visit lasts 30, the rest comes back to her.
    request = reserve(key="request", debit=mother, credit=pool_of(community), amount=60, reason="spent")
    assert sheet() == {"issuing 通川区": -60, "personal 李四": 60}
    post(pending=request, key="request:paid", amount=30)
    assert sheet() == {"issuing 通川区": -60, "personal 李四": 30, "pool 通川区": 30}
    assert verify().ok


def test_a_gift_to_the_wrong_person_is_undone_by_a_second_entry_not_by_an_eraser(serve, person, other_person):
    serve(60)
    gift = transfer(
        key="gift", debit=personal(person), credit=personal(other_person), amount=60, reason="gift"
    )
    undo(transfer=gift, key="gift:undone")
    assert sheet() == {"issuing 通川区": -60, "personal 张三丰": 60}
    account = personal(person)
    # Both entries stay in the books: 60 earned and 60 returned in, 60 given out.
    assert (account.posted_credits, account.posted_debits) == (120, 60)


def test_two_hours_that_were_one(serve, worker, county):
    # Recorded 120, corrected to 60 by the community worker: +60 for the new record, −120 for the old one.
    record = serve(120).record
    correct_record(record=record, minutes=60, reason="签退时间有误", recorded_by=worker)
    assert sheet() == {"issuing 通川区": -60, "personal 张三丰": 60}
    assert sheet("points") == {"issuing 通川区": -60, "personal 张三丰": 60}
    booked = totals(county, record.recorded_at.date())
    assert (booked.services, booked.service_minutes, booked.coin_minutes, booked.points) == (1, 60, 60, 60)


def test_what_the_volunteer_reads_about_a_long_day(serve):
    with translation.override("en"):
        next_day = datetime(2026, 3, 6, 9, tzinfo=SHANGHAI)
        serve(420, at="2026-03-05 08:00", recorded_at=next_day)
        record = serve(90, at="2026-03-05 16:00", category="health", recorded_at=next_day).record
        assert explain(record) == [
            "March 5, 2026, 16:00–17:30, Health: 1 hour 30 minutes of service certified.",
            "1 hour of time coins on your account: a minute for each minute served.",
            ("30 minutes went to the county's public pool: a person can earn at most 8 hours per day."),
            "135 points: 90 minutes × 1.5 for this kind of service.",
        ]

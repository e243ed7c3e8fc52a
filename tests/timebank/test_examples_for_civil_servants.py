"""Each row of `docs/timebank-examples.zh.md` is carried out: what a civil servant reads there is what the program does.

The document is Chinese prose and tables; this file knows the few phrases that its cells are made of. A phrase that it
does not know fails the row, so that no example is read by people only.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from people.kinship.services import confirm_kinship, propose_kinship
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning.errors import RecordError
from timebank.earning.models import StarAward
from timebank.earning.policy import (
    CAP_PER_DAY,
    CAP_PER_MONTH,
    CAP_STORED,
    EXCESS_TO,
    GROUP_COINS_TO,
    GROUP_POINTS,
    LATE_RECORDS,
    POINTS_AT_NIGHT,
    POINTS_ON_HOLIDAYS,
)
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.corrections import correct_record
from timebank.earning.services.crediting import record_services
from timebank.earning.services.records import Service
from timebank.giving.errors import GivingError
from timebank.giving.policy import GIFT_EXCESS, GIFT_LEAST_AGE, GIFT_RELATIONS
from timebank.giving.services.gifts import Gift, give
from timebank.ledger.enums import AccountKind
from timebank.ledger.errors import InsufficientBalance
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.policy import REDEEM_LEAST_AGE
from timebank.ledger.selectors.balances import pool
from timebank.ledger.services.accounts import Owner, open_accounts, personal
from timebank.oversight.selectors.ledger_verification import verify

DOCUMENT = Path(__file__).parents[2] / "docs" / "timebank-examples.zh.md"
ACCOUNTS = {"个人账户": "personal", "只能捐赠": "donate_only", "时间池": "pool", "荣誉": "honours"}
CATEGORIES = {"探访": "visit", "家务": "housework", "健康": "health"}
NOT_RECORDED = "不予记录"


def tables() -> Iterator[tuple[list[str], dict[str, str]]]:
    """Every row of every table: the columns, and the row by column."""
    columns: list[str] = []
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            columns = []
        elif not columns:
            columns = cells
        elif not set(cells[0]) <= {"-"}:
            yield columns, dict(zip(columns, cells, strict=True))


SERVICES = [row for columns, row in tables() if "服务" in columns]
STARS = [row for columns, row in tables() if "星级" in columns]
# Those that ask for a service are carried out beside the services that are asked for, with the payments.
GIFTS = [row for columns, row in tables() if "事项" in columns and "请服务" not in row["事项"]]


def spoken(text: str) -> int:
    """Minutes of '1500小时1分钟'; 0 for '—'."""
    if text == "—":
        return 0
    found = re.fullmatch(r"(?:(\d+)小时)?(?:(\d+)分钟)?", text)
    assert found and text, f"not a length of time: {text}"
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def night(times: str) -> dict[str, Any]:
    return {"coefficient": float(times), "from": "22:00", "until": "06:00"}


# What a rule says in Chinese, its parameter, and how the value is read from what stands in the brackets.
Phrases = Sequence[tuple[str, str, Callable[[str], Any]]]
PHRASES: Phrases = [
    (r"每日上限(.+)", CAP_PER_DAY, spoken),
    (r"每日不限()", CAP_PER_DAY, lambda _said: 0),
    (r"每月上限(.+)", CAP_PER_MONTH, spoken),
    (r"存储上限(.+)", CAP_STORED, spoken),
    (r"超出转荣誉()", EXCESS_TO, lambda _said: "honours"),
    (r"夜间([\d.]+)倍", POINTS_AT_NIGHT, night),
    (
        r"节假日([\d.]+)倍",
        POINTS_ON_HOLIDAYS,
        lambda said: {"coefficient": float(said), "days": "holidays"},
    ),
    (
        r"休息日([\d.]+)倍",
        POINTS_ON_HOLIDAYS,
        lambda said: {"coefficient": float(said), "days": "rest_days"},
    ),
    (r"集体归时间池()", GROUP_COINS_TO, lambda _said: "pool"),
    (r"集体不计积分()", GROUP_POINTS, lambda _said: False),
    (r"逾期不计积分()", LATE_RECORDS, lambda _said: "no_points"),
    (r"逾期须县级确认()", LATE_RECORDS, lambda _said: "needs_manager"),
    (r"赠送满(\d+)岁", GIFT_LEAST_AGE, int),
    (r"使用满(\d+)岁", REDEEM_LEAST_AGE, int),
    (r"只可赠送父母()", GIFT_RELATIONS, lambda _said: ["parent"]),
    (r"赠送放不下转时间池()", GIFT_EXCESS, lambda _said: "pool"),
]


def decide(text: str, phrases: Phrases = PHRASES) -> None:
    """Lay down the rules of a row."""
    for phrase in text.split("；"):
        if phrase == "默认":
            continue
        since, said = date(2020, 1, 1), phrase
        if found := re.fullmatch(r"自(\d{4}-\d\d-\d\d)起(.+)", phrase):
            since, said = date.fromisoformat(found[1]), found[2]
        matches = [
            (key, value(found[1])) for form, key, value in phrases if (found := re.fullmatch(form, said))
        ]
        assert len(matches) == 1, f"not a known rule: {phrase}"
        rule(*matches[0], valid_from=since)


def serve(serial: int, text: str, person: Any, region: Any) -> ServiceRecord:
    day, hour, kind, length, grade, *more = text.split(" ")
    start = datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=SHANGHAI)
    recorded_at = start + timedelta(days=1)
    group = ""
    for word in more:
        if found := re.fullmatch(r"记于(\d{4}-\d\d-\d\d)", word):
            recorded_at = datetime.fromisoformat(f"{found[1]} 18:00").replace(tzinfo=SHANGHAI)
        else:
            assert word == "集体", f"not known: {word}"
            group = "红马甲志愿服务队"
    service = Service(
        person=person,
        minutes=spoken(length),
        source_key=f"example:{serial}",
        category=CATEGORIES[kind],
        activity=kind,
        started_at=start,
        ended_at=start + timedelta(minutes=spoken(length)),
        place="",
        content="",
        region=region,
        organiser="",
        in_charge="",
        evidence_grade=grade.removesuffix("级"),
        group=group,
    )
    return record_services(services=[service], recorded_at=recorded_at, notify=False)[0].record


def carry_out(text: str, person: Any, region: Any) -> None:
    records: list[ServiceRecord] = []
    for serial, step in enumerate(text.split("；")):
        if found := re.fullmatch(r"更正第(\d+)次为(.+)", step):
            position = int(found[1]) - 1
            records[position] = correct_record(
                record=records[position], minutes=spoken(found[2]), reason="签退时间有误"
            ).record
        else:
            records.append(serve(serial, step, person, region))


@pytest.mark.parametrize("row", SERVICES, ids=lambda row: row["例"])
def test_a_service_brings_what_the_document_says(row, person, community, fund):
    if stored := spoken(row["原有"]):
        fund(personal(person), stored)
    before = certified_minutes(person)
    pool = sum(account.balance for account in Account.objects.filter(kind="pool"))
    decide(row["规则"])
    if row["个人账户"] == NOT_RECORDED:
        with pytest.raises(RecordError):
            carry_out(row["服务"], person, community)
        assert not ServiceRecord.objects.filter(person=person).exists()
        return
    carry_out(row["服务"], person, community)
    accounts = Account.objects.exclude(kind="issuing").exclude(person__name="路人")
    found = {
        column: sum(account.balance for account in accounts.filter(kind=kind, unit="coin_minutes"))
        for column, kind in ACCOUNTS.items()
    }
    found["时间池"] -= pool
    assert found == {column: spoken(row[column]) for column in ACCOUNTS}
    points = sum(account.balance for account in accounts.filter(unit="points"))
    assert points == int(row["积分"].replace("—", "0"))
    assert certified_minutes(person) - before == spoken(row["认定"])
    assert verify().ok


@pytest.mark.parametrize("row", STARS, ids=lambda row: row["例"])
def test_certified_hours_reach_the_star_that_the_document_says(row, person, community):
    minutes, services = spoken(row["认定时长"]), []
    start = datetime(2025, 1, 1, 8, tzinfo=SHANGHAI)
    for day in range(-(-minutes // 480)):
        some = min(480, minutes - 480 * day)
        begins = start + timedelta(days=day)
        services.append(
            Service(
                person=person,
                minutes=some,
                source_key=f"star:{day}",
                category="visit",
                activity="探访",
                started_at=begins,
                ended_at=begins + timedelta(minutes=some),
                place="",
                content="",
                region=community,
                organiser="",
                in_charge="",
                evidence_grade="A",
            )
        )
    with time_machine.travel(datetime(2026, 9, 25, 12, tzinfo=SHANGHAI), tick=False):
        record_services(services=services, notify=False)
    award = StarAward.objects.order_by("-level").first()
    if row["星级"] == "—":
        assert award is None
        return
    assert award is not None
    assert f"{award.level}星" == row["星级"]
    assert str(award.notice_until or "—") == row["公示至"]
    assert str(award.effective_on) == row["生效"]


def asked_for(text: str, person: Any, relative: Any) -> Gift:
    found = re.fullmatch(r"(集体所得)?(赠送父母|赠送配偶|捐给时间池)(.+)", text)
    assert found, f"not known: {text}"
    group, to, minutes = found.groups()
    kinship = None
    if to != "捐给时间池":
        relation = {"赠送父母": "parent", "赠送配偶": "spouse"}[to]
        proposed = propose_kinship(person=person, relation=relation, name=relative.name, phone=relative.phone)
        kinship = confirm_kinship(kinship=proposed, actor=relative.user)
    return Gift(
        giver=person,
        minutes=spoken(minutes),
        to="relative" if kinship else "pool",
        kinship=kinship,
        source=AccountKind.DONATE_ONLY if group else AccountKind.PERSONAL,
    )


@pytest.mark.parametrize("row", GIFTS, ids=lambda row: row["例"])
def test_a_gift_is_given_or_refused_as_the_document_says(row, person, mother, county, fund):
    decide(row["规则"])
    born = row["出生日期"]
    with time_machine.travel(datetime.fromisoformat(f"{row['日期']} 12:00").replace(tzinfo=SHANGHAI)):
        mother.birth_date = None if born == "—" else date.fromisoformat(born)
        mother.save()
        gift = asked_for(row["事项"], person, mother)
        owner = Owner(gift.source, "coin_minutes", person.pk)
        mine, theirs = open_accounts([owner])[owner], personal(mother)
        fund(mine, 5 * 60)
        if stored := spoken(row["对方原有"]):
            fund(theirs, stored)
        if row["办理"] == "办理":
            give(gift=gift, form_key=uuid.uuid4(), actor=person.user)
        else:
            assert row["办理"] == "不予办理"
            with pytest.raises((GivingError, InsufficientBalance)):
                give(gift=gift, form_key=uuid.uuid4(), actor=person.user)
    for account in (mine, theirs):
        account.refresh_from_db()
    found = {"自己可用": mine.available, "对方": theirs.balance, "时间池": pool(county).minutes}
    assert found == {column: spoken(row[column]) for column in found}
    assert verify().ok


def test_the_document_holds_the_examples_that_a_city_asks_about():
    assert len(SERVICES) >= 40 and len(STARS) >= 7 and len(GIFTS) >= 20
    every = [row["例"] for _columns, row in tables()]
    assert len(set(every)) == len(every)

"""An hour and a half for the mother: looked at once more, given once, and seen by both."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from people.kinship.services import confirm_kinship, propose_kinship
from people.persons.models import Person
from regions.models import Region
from tests.journeys.conftest import keeps_nobody_out, press
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.crediting import record_service
from timebank.earning.services.records import Service
from timebank.ledger.selectors.balances import balance
from timebank.oversight.selectors.ledger_verification import verify
from volunteers.registration.models.volunteer import Volunteer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mother(make_user: Any, volunteer: Volunteer, community: Region) -> Person:
    """Of 78; she has confirmed whose mother she is."""
    person: Person = make_user("张母", region=community, birth_date=date(1948, 5, 1), sex="F").person
    proposed = propose_kinship(
        person=volunteer.person, relation="parent", name=person.name, phone=person.phone
    )
    confirm_kinship(kinship=proposed, actor=person.user)
    return person


def serve(person: Person, region: Region, minutes: int) -> None:
    start = timezone.now() - timedelta(days=3)
    record_service(
        service=Service(
            person=person,
            minutes=minutes,
            source_key="journey:gift",
            category="visit",
            activity="探访独居老人",
            started_at=start,
            ended_at=start + timedelta(minutes=minutes),
            place="",
            content="",
            region=region,
            organiser="甲社区志愿服务队",
            in_charge="王队长",
            evidence_grade="A",
        ),
    )


def test_a_gift_to_ones_mother_is_confirmed_and_given_once_however_often_one_clicks(
    enter: Any, volunteer: Volunteer, mother: Person, community: Region
) -> None:
    giver = volunteer.person
    serve(giver, community, 180)
    mine = enter(giver.user)
    mine.goto("/timebank/")
    press(mine, "main .doors a[href='/timebank/give/']")
    keeps_nobody_out(mine)
    mine.get_by_label("张母").check()
    mine.get_by_label("小时").fill("1")
    mine.get_by_label("分钟").fill("30")
    mine.get_by_role("button", name="下一步").click()
    expect(mine.locator("article.confirm")).to_contain_text("张母收到1小时30分钟")
    assert balance(mother).coin_minutes == 0
    keeps_nobody_out(mine)
    # The form arrives although the phone lost the answer; then an impatient finger, which the page's script holds back.
    sent = mine.locator("article.confirm form").evaluate(
        "form => fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))}).then(a => a.ok)"
    )
    assert sent
    assert balance(mother).coin_minutes == 90
    with mine.expect_navigation():
        mine.get_by_role("button", name="确认赠送").dblclick()
    expect(mine.get_by_text("已经办好")).to_be_visible()
    keeps_nobody_out(mine)

    mine.goto("/timebank/")
    assert "1小时30分钟" in mine.inner_text(".purse-amount")
    line = mine.locator(".statement > li").first
    expect(line).to_contain_text("赠与亲属")
    expect(line).to_contain_text("−1小时30分钟")
    keeps_nobody_out(mine)
    assert (balance(giver).coin_minutes, balance(mother).coin_minutes) == (90, 90)
    assert certified_minutes(giver) == 180

    hers = enter(mother.user)
    hers.goto("/timebank/")
    expect(hers.locator(".statement > li").first).to_contain_text("+1小时30分钟")
    keeps_nobody_out(hers)
    result = verify()
    assert result.ok, result.findings

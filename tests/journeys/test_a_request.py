"""An hour of company: a daughter asks for her mother, the community agrees, a volunteer comes and is paid."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from people.logins.models import User
from people.mandates.services import record_mandate
from people.persons.models import Person
from regions.models import Region
from service_requests.models import ServiceRequest
from tests.journeys.conftest import DESKTOP, SharedClock, keeps_nobody_out, press
from tests.service_requests.conftest import give_coins
from timebank.ledger.selectors.balances import balance
from timebank.oversight.selectors.ledger_verification import verify
from volunteers.registration.models.volunteer import Volunteer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SHANGHAI = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
SATURDAY_AT_TWO = datetime(2026, 11, 21, 14, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def begins_on_friday(clock: SharedClock) -> None:
    """The journey moves the clock on to the hour that was agreed."""
    clock.move_to(FRIDAY)


@pytest.fixture
def mother(begins_on_friday: None, make_user: Any, community: Region) -> Person:
    """赵奶奶, 78, with three hours of time coins."""
    person: Person = make_user("赵奶奶", region=community, birth_date=date(1948, 2, 3), sex="F").person
    give_coins(person, 180)
    return person


@pytest.fixture
def daughter(make_user: Any, mother: Person, worker: User) -> User:
    user: User = make_user("赵女儿")
    record_mandate(principal=mother, agent=user.person, relation="女儿", actor=worker, may_ask=True)
    return user


def test_a_daughter_asks_for_an_hour_of_company_and_the_volunteer_is_paid(
    enter: Any, clock: SharedClock, mother: Person, daughter: User, worker: User, volunteer: Volunteer
) -> None:
    hers = enter(daughter)
    hers.goto(f"/timebank/?for={mother.uuid}")
    assert "3小时" in hers.inner_text(".purse-amount")
    assert hers.locator(".purse-buys li").count() > 0
    keeps_nobody_out(hers)
    press(hers, "main a[href^='/requests/?for=']")
    keeps_nobody_out(hers)
    press(hers, "main a[href^='/requests/ask/']")
    assert "赵奶奶" in hers.inner_text("h1")
    assert "3小时" in hers.inner_text(".balance")
    keeps_nobody_out(hers)
    hers.locator("label.choice:has(input[name=category][value=companionship])").click()
    hers.fill("main textarea[name=wish]", "想有人陪她去公园走走，她耳朵不好")
    hers.fill("main input[name=address]", "朝阳中路12号3栋2单元502室")
    press(hers, "main form.ask-form button:not([type=button])")
    assert ServiceRequest.objects.count() == 0
    assert "1小时" in hers.inner_text("dl.figures") and "2小时" in hers.inner_text("dl.figures")
    keeps_nobody_out(hers)
    press(hers, "main button[name=publish]")
    request = ServiceRequest.objects.get()
    assert (request.state, request.beneficiary, request.asked_by) == ("review", mother, daughter)
    assert balance(mother).available_minutes == 120
    keeps_nobody_out(hers)

    desk = enter(worker, DESKTOP)
    desk.goto("/workbench/requests/")
    press(desk, "table a[href^='/workbench/requests/'] >> nth=0")
    desk.fill("textarea[name=description]", "陪老人在附近公园散步")
    press(desk, "form:has(input[name=step][value=approve]) button")
    request.refresh_from_db()
    assert request.state == "open"

    mine = enter(volunteer.person.user)
    mine.goto("/volunteer/")
    keeps_nobody_out(mine)
    press(mine, "main a[href^='/requests/serve/'] >> nth=0")
    assert "散步" in mine.inner_text("main") and "赵奶奶" not in mine.inner_text("main")
    keeps_nobody_out(mine)
    mine.select_option("form.time-form select[name=day]", "2026-11-21")
    mine.select_option("form.time-form select[name=hour]", "14:00")
    press(mine, "form.time-form button")
    # The building at once; name, door and telephone only on the last day.
    assert "3栋" in mine.inner_text("main") and "502" not in mine.inner_text("main")
    keeps_nobody_out(mine)

    hers.reload()
    assert "志愿者甲" in hers.inner_text(".code-box")
    code = hers.inner_text(".code-box .code")
    keeps_nobody_out(hers)

    clock.move_to(SATURDAY_AT_TWO)
    mine.reload()
    assert "502" in mine.inner_text("main")
    mine.fill("form.check-in input[name=code]", "000000" if "".join(code.split()) != "000000" else "111111")
    press(mine, "form.check-in button:not([type=button])")
    keeps_nobody_out(mine)
    mine.fill("form.check-in input[name=code]", code)
    press(mine, "form.check-in button:not([type=button])")
    keeps_nobody_out(mine)
    clock.move_to(SATURDAY_AT_TWO + timedelta(minutes=61))
    press(mine, "main form[action$='/check-out/'] button")
    assert balance(volunteer.person).available_minutes == 0
    keeps_nobody_out(mine)

    hers.goto(f"/requests/?for={mother.uuid}")
    press(hers, "main a[role=button]:has-text('确认或提出异议')")
    assert "志愿者甲" in hers.inner_text(".ask-box")
    keeps_nobody_out(hers)
    press(hers, "main form[action$='/confirm/'] button")
    assert "已支付" in hers.inner_text("main")
    keeps_nobody_out(hers)

    mine.reload()
    assert "1小时" in mine.inner_text("main")
    keeps_nobody_out(mine)
    mine.goto("/timebank/")
    assert "1小时" in mine.inner_text(".purse-amount")
    keeps_nobody_out(mine)
    assert balance(mother).coin_minutes == 120
    result = verify()
    assert result.ok, result.findings


def test_a_form_sent_before_the_lists_of_places_arrive_keeps_the_community(
    enter: Any, mother: Person
) -> None:
    hers = enter(mother.user)
    # The second list never comes: the county is chosen, township and community are on their way.
    hers.route("**/*parent=511702*", lambda _route: None)
    hers.goto("/requests/ask/")
    hers.locator(".region-picker__selects select").first.wait_for()
    hers.locator("label.choice:has(input[name=category][value=companionship])").click()
    hers.fill("main textarea[name=wish]", "想有人陪我去公园走走")
    hers.fill("main input[name=address]", "朝阳中路12号3栋2单元502室")
    press(hers, "main form.ask-form button:not([type=button])")
    assert "甲社区" in hers.inner_text("dl.facts")

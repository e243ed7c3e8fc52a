"""From signing up to being credited, and what the worker and the manager see of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from elderly_visits.concerns.models import Concern
from elderly_visits.register.models import Elder
from elderly_visits.register.services.elders import ElderDetails, PersonDetails, register_elder
from elderly_visits.visits.models.visit import Visit
from people.consents.enums import ConsentMethod
from people.logins.models import User
from platform_site.demonstration import fake_identities
from regions.models import Region
from tests.door import next_line
from tests.journeys.conftest import (
    DESKTOP,
    SharedClock,
    choose_region,
    keeps_nobody_out,
    no_sideways,
    press,
)
from timebank.earning.selectors.stars import certified_minutes
from visit_planning.plan.services.run import plan_month
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def by_day(clock: SharedClock) -> None:
    """Nobody agrees on a visit for tonight: these journeys take place at once by day, else when morning comes."""
    now = timezone.localtime()
    if not 8 <= now.hour < 17:
        morning = now.replace(hour=9, minute=0)
        clock.move_to(morning if now.hour < 8 else morning + timedelta(days=1))


@pytest.fixture
def elder(by_day: None, community: Region, worker: User) -> Elder:
    return register_elder(
        details=ElderDetails(
            person=PersonDetails(
                name="赵甲子", birth_date=timezone.localdate() - timedelta(days=82 * 366), sex="F",
                phone="+8610000009001",
            ),
            region=community, flags={"living_alone"}, address="朝阳中路12号3栋2单元502室", lat=31.2125, lon=107.5025,
            worker=worker,
        ),
        contacts=[{"name": "钱乙丑", "phone": "+8610000009002", "relation": "女儿"}],
        consent={"method": ConsentMethod.WRITTEN}, is_demo=True,
    )  # fmt: skip


def plan(community: Region) -> None:
    """This month and, towards its end, the next: a visit is due whatever day the test runs."""
    today = timezone.localdate()
    plan_month(month=today.replace(day=1), region=community)


ANSWERS = {
    "contact_made": "yes", "method": "home", "health": "good", "mood": "low", "living": "none", "support": "some",
    "water": "safe", "gas": "safe", "electricity": "safe", "fire": "safe", "falls": "hazard", "hygiene": "good",
}  # fmt: skip


def test_sign_up_be_approved_be_offered_visit_report_and_be_credited(
    enter: Any, elder: Elder, worker: User, community: Region
) -> None:
    mine = enter("+8610000008001", path="/volunteer/join/")
    mine.goto("/volunteer/join/")
    mine.fill("main input[name=name]", "孙丙寅")
    mine.fill("main input[name=id_number]", fake_identities.id_number(date(1990, 1, 1), "F", 1))
    choose_region(mine, "511702000000", "511702001000", community.pk)
    mine.check("main input[name=agrees]")
    press(mine, "main form[method=post] button[type=submit], main form[method=post] > button")
    assert "/volunteer/" in mine.url
    volunteer = Volunteer.objects.get(person__name="孙丙寅")
    assert volunteer.state == "pending"
    no_sideways(mine)

    desk = enter(worker, DESKTOP)
    desk.goto("/workbench/volunteers/review/")
    press(desk, "button[name=decision][value=approve]")
    volunteer.refresh_from_db()
    assert volunteer.state == "approved"

    plan(community)
    offer = Assignment.objects.get(
        volunteer=volunteer, state="offered", task__starts_on__lte=timezone.localdate()
    )
    mine.goto("/volunteer/")
    assert "甲社区" in mine.inner_text("main")
    mine.goto(f"/visits/{offer.uuid}/")
    assert "502" not in mine.inner_text("main")
    last = mine.locator("form.time-form select[name=hour] option").last.get_attribute("value")
    mine.select_option("form.time-form select[name=hour]", last)
    days = mine.locator("form.time-form select[name=day] option")
    if days.count():
        mine.select_option("form.time-form select[name=day]", days.last.get_attribute("value"))
    press(mine, "form.time-form button")
    offer.refresh_from_db()
    assert offer.state == "accepted"
    assert "3栋" in mine.inner_text("main")

    # The hour has come: it was agreed for now.
    Assignment.objects.filter(pk=offer.pk).update(planned_for=timezone.now())
    mine.goto(f"/visits/{offer.uuid}/")
    assert "502" in mine.inner_text("main")
    mine.fill("form.check-in input[name=code]", "000000")
    press(mine, "form.check-in button[type=submit]")
    offer.refresh_from_db()
    assert offer.state == "accepted"
    mine.fill("form.check-in input[name=code]", elder.door_code)
    press(mine, "form.check-in button[type=submit]")
    offer.refresh_from_db()
    assert offer.state == "checked_in"
    no_sideways(mine)

    with mine.expect_response(lambda answer: answer.url.endswith("/draft/")):
        mine.locator("input[name=contact_made][value=yes]").check(force=True)
    # The draft is on the server by now: a phone that runs out of power loses nothing.
    assert Visit.objects.get(task=offer.task).report.contact_made is True
    mine.reload()
    assert mine.locator("input[name=contact_made][value=yes]").is_checked()
    for name, value in ANSWERS.items():
        mine.locator(f"input[name={name}][value={value}]").check(force=True)
    press(mine, "form.report button[type=submit] >> nth=0")
    offer.refresh_from_db()
    assert offer.state == "checked_out"
    found = Concern.objects.get(elder=elder).findings.values_list("kind", flat=True)
    assert {"mood", "safety"} == set(found)

    desk.goto("/workbench/volunteers/queue/")
    press(desk, "button[name=decision][value=verify]")
    offer.refresh_from_db()
    assert offer.state == "verified"
    assert certified_minutes(volunteer.person) == offer.minutes
    mine.goto("/timebank/")
    assert str(offer.minutes) in mine.inner_text("main")
    no_sideways(mine)


def test_a_worker_overrules_the_plan_and_gives_the_visit_to_somebody_else(
    enter: Any, elder: Elder, worker: User, community: Region, make_volunteer: Any
) -> None:
    first, second = make_volunteer("志愿者甲"), make_volunteer("志愿者乙", lat=31.2150)
    plan(community)
    offered = Assignment.objects.filter(state="offered", task__ends_on__gte=timezone.localdate()).first()
    assert offered is not None
    other = second if offered.volunteer_id == first.pk else first
    desk = enter(worker, DESKTOP)
    desk.goto(f"/workbench/visits/dispatch/?month={timezone.localdate():%Y-%m}")
    visit = Visit.objects.get(task=offered.task)
    desk.goto(f"/workbench/visits/dispatch/{visit.pk}/")
    press(desk, f"form:has(input[name=volunteer][value='{other.pk}']) button")
    offered.refresh_from_db()
    assert offered.state == "replaced"
    assert Assignment.objects.get(task=offered.task, volunteer=other).state == "offered"


def test_a_manager_drills_down_to_the_names_behind_the_gap(
    enter: Any, elder: Elder, manager: User, community: Region, township: Region
) -> None:
    desk = enter(manager, DESKTOP)
    desk.goto("/workbench/dashboard/")
    press(desk, f"table a[href*='region={township.pk}'] >> nth=0")
    press(desk, f"table a[href*='region={community.pk}'] >> nth=0")
    assert "0.0 %" in desk.inner_text("main, .workbench-page")
    press(desk, "dl.figures a[href*='missing'] >> nth=0")
    assert "赵甲子" in desk.inner_text("table")
    desk.goto("/workbench/dashboard/")
    press(desk, "dl.figures a[href*='which=staff']")
    assert "仅工作人员探访" in desk.inner_text("nav.tabs")
    desk.goto("/workbench/dashboard/corrections/")
    assert "没有待认可的补录" in desk.inner_text(".workbench-page")


def test_the_double_click_of_an_impatient_finger_credits_once(
    enter: Any, elder: Elder, worker: User, community: Region, make_volunteer: Any, make_task: Any
) -> None:
    from volunteers.tasks.services import assignments

    volunteer = make_volunteer()
    task = make_task()
    with time_machine.travel(timezone.now() - timedelta(minutes=40), tick=False):
        assignment = assignments.offer(task=task, volunteer=volunteer)
        assignments.accept(assignment=assignment, actor=volunteer.person.user)
        Assignment.objects.filter(pk=assignment.pk).update(
            state="checked_out", checked_in_at=timezone.now(), checked_out_at=timezone.now() + timedelta(minutes=40),
            minutes=40, evidence="B", check_in_method="door_code",
        )  # fmt: skip
    desk = enter(worker, DESKTOP)
    desk.goto("/workbench/volunteers/queue/")
    # The second click may take the place of the first one's answer.
    desk.dblclick("button[name=decision][value=verify]")
    expect(desk.locator("button[value=verify]")).to_have_count(0, timeout=30_000)
    desk.goto("/workbench/volunteers/queue/")
    assert desk.locator("button[value=verify]").count() == 0
    assert certified_minutes(volunteer.person) == 40


def test_a_sheet_is_printed_and_the_square_on_a_card_fills_in_a_code_that_no_server_sees(
    enter: Any, elder: Elder, worker: User, make_volunteer: Any, make_task: Any
) -> None:
    from volunteers.tasks.services import assignments

    volunteer = make_volunteer()
    today = timezone.localdate()
    task = make_task(check_in_code=elder.door_code)
    Visit.objects.create(elder=elder, task=task, month=today.replace(day=1), ordinal=9, tier="general")
    row = assignments.offer(task=task, volunteer=volunteer)
    row = assignments.accept(assignment=row, actor=volunteer.person.user, planned_for=timezone.now())

    desk = enter(worker, DESKTOP)
    desk.goto(f"/workbench/visits/elders/{elder.pk}/code-sheet/")
    line = next_line(task)
    assert f"{line[:3]} {line[3:]}" in desk.inner_text("main")
    keeps_nobody_out(desk)

    mine = enter(volunteer.person.user)
    asked: list[str] = []
    mine.on("request", lambda request: asked.append(request.url))
    mine.goto(f"/visits/door/#code={line}")
    mine.wait_for_url(f"**/visits/{row.uuid}/")
    assert mine.input_value("form.check-in input[name=code]") == line
    # Requests carry no fragment, and the address that stays on the screen has none either.
    assert all(line not in url.partition("#")[0] for url in asked)
    assert line not in mine.url
    keeps_nobody_out(mine)
    press(mine, "form.check-in button[type=submit]")
    row.refresh_from_db()
    assert (row.state, row.evidence, row.check_in_method) == ("checked_in", "A", "sheet")

"""A volunteer of 70 lets her days be planned on a small phone with large text, and takes a sheet along."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from elderly_visits.register.services.elders import ElderDetails, PersonDetails, register_elder
from elderly_visits.visits.models.visit import Visit
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent
from regions.models import Region
from tests.journeys.conftest import keeps_nobody_out, no_sideways, press
from tests.journeys.test_in_elder_mode import is_made_for_elders
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import create_task

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def visit_to(name: str, lat: float, community: Region) -> Visit:
    today = timezone.localdate()
    elder = register_elder(
        details=ElderDetails(
            person=PersonDetails(name=name, birth_date=today - timedelta(days=82 * 366), sex="F"), region=community,
            flags={"living_alone"}, address="朝阳中路12号3栋2单元502室", lat=lat, lon=107.5025,
        ),
        is_demo=True,
    )  # fmt: skip
    # Not through the register, which would plan the month's visits at once: here there are to be just these.
    give_consent(
        person=elder.person, purpose=ConsentPurpose.VISITS, method=ConsentMethod.WRITTEN, recorded_by=None
    )
    task = create_task(
        kind="visit", category="visit", title="甲社区老人探访", region=community, place=community.name,
        lat=lat, lon=107.5025, location_quality="exact", starts_on=today,
        ends_on=today + timedelta(days=8), minutes=40, organiser=community.name,
    )  # fmt: skip
    return Visit.objects.create(
        elder=elder, task=task, month=today.replace(day=1), ordinal=1, tier="high", method="home"
    )


@pytest.mark.parametrize("size", [0, 24])
def test_days_are_planned_agreed_printed_and_subscribed_to(
    size: int, enter: Any, make_volunteer: Any, community: Region, live_server: Any
) -> None:
    volunteer = make_volunteer("孙丙寅")
    for name, lat in (("赵甲子", 31.2125), ("钱乙丑", 31.2145)):
        offer = assignments.offer(task=visit_to(name, lat, community).task, volunteer=volunteer)
        assignments.accept(assignment=offer, actor=volunteer.person.user)
    page = enter(volunteer.person.user)
    good = keeps_nobody_out
    if size:
        page.context.add_cookies([{"name": "elder_mode", "value": str(size), "url": live_server.url}])
        good = is_made_for_elders
    page.goto("/volunteer/")
    press(page, "main a[href='/volunteer/days/']")
    good(page)
    press(page, "main form[action$='/propose/'] button")
    good(page)
    assert page.locator("li.stop.proposed").count() == 2
    page.locator("li.stop.proposed summary").first.click()
    page.locator("li.stop.proposed select[name=hour]").first.select_option("16:30")
    press(page, "li.stop.proposed:first-of-type .draft-form button >> nth=0")
    press(page, "main form[action$='/agree/'] button")
    # Who comes onto the register is matched at once: a first visit may be offered beside those agreed.
    agreed = Assignment.objects.filter(volunteer=volunteer, state="accepted")
    assert agreed.count() == 2 and not agreed.filter(planned_for=None).exists()
    assert page.locator("li.stop").count() == 2
    good(page)
    press(page, "main a[href$='/sheet/'] >> nth=0")
    no_sideways(page)
    assert "巡访单" in page.inner_text("main")
    page.goto("/volunteer/calendar/")
    press(page, "main form button")
    good(page)
    address = page.input_value("#address")
    assert page.request.get(address).text().count("BEGIN:VEVENT") == 2

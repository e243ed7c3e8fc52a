"""The page of one care point, and reports of errors in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from facilities.enums import CorrectionState
from facilities.models import Facility, FacilityCorrection
from facilities.services import handle_correction, report_correction
from organizations.models import SocialOrganization
from people.logins.models import User
from policies.models import PolicyRow
from regions.models import Region
from tests.conftest import in_english
from tests.facilities.conftest import at

Make = Callable[..., Facility]


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def page(client: Client, facility: Facility) -> str:
    with time_machine.travel(at(2026, 1, 5, 10), tick=False):
        answer = in_english(client).get(facility.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_entry_tells_everything_that_residents_need(
    client: Client, make_facility: Make, community: Region
) -> None:
    operator = SocialOrganization.objects.create(
        name="夕阳红服务中心",
        region=community,
        kind="public_service",
        tier="community_guided",
        state="approved",
    )
    facility = make_facility(
        name="甲驿站",
        services=["理发"],
        capacity=30,
        area_m2=320,
        operator=operator,
        verified_on="2025-12-30",
    )
    text = page(client, facility)
    for part in (
        "甲驿站", "Meal point for elders", "通川区 东城街道 甲社区", "幸福路1号", "Mon to Fri 8:30–17:30",
        "Today 8:30–17:30. Open now, until 17:30", "tel:+868182123456", "理发", "30", "320 m²", "夕阳红服务中心",
        "2025-12-30",
    ):  # fmt: skip
        assert part in text
    assert "unverified" not in text


def test_directions_are_a_plain_link_in_the_system_of_the_map_app(
    client: Client, make_facility: Make
) -> None:
    facility = make_facility(lat=31.2096, lon=107.4677)
    assert "https://uri.amap.com/marker?position=107.472356%2C31.207455" in page(client, facility)


def test_an_approximate_invented_or_unchecked_entry_says_so(client: Client, make_facility: Make) -> None:
    text = page(client, make_facility(location_quality="approximate", is_demo=True))
    assert "The position on the map is approximate." in text
    assert "Demo: fictitious, does not exist" in text
    assert "Not checked yet" in text


def test_an_entry_without_a_position_or_hours_still_has_its_page(client: Client, make_facility: Make) -> None:
    text = page(client, make_facility(lat=None, lon=None, opening_hours="", phone=""))
    assert "Not known: ring before you go." in text
    assert "uri.amap.com" not in text


def test_a_closed_care_point_keeps_its_page_and_says_when_it_closed(
    client: Client, make_facility: Make
) -> None:
    text = page(client, make_facility(closed_on="2026-01-02"))
    assert "This care point was closed on 2026-01-02." in text
    assert "Open now" not in text


def test_an_unknown_entry_is_a_404(client: Client, db: None) -> None:
    assert client.get("/care-points/987654/").status_code == 404


def test_an_entry_costs_few_queries(
    client: Client, make_facility: Make, django_assert_max_num_queries: Callable[..., object]
) -> None:
    facility = make_facility()
    with django_assert_max_num_queries(3):
        client.get(facility.get_absolute_url())


def test_anybody_can_report_an_error_and_is_thanked(client: Client, make_facility: Make) -> None:
    facility = make_facility()
    answer = in_english(client).post(
        f"/care-points/{facility.pk}/report/",
        {"text": "搬走了", "phone": "139 0000 0000"},
        follow=True,
    )
    assert "Thank you." in answer.content.decode()
    report = FacilityCorrection.objects.get()
    assert (report.facility, report.text, report.phone, report.state) == (
        facility,
        "搬走了",
        "+8613900000000",
        "open",
    )


def test_a_report_that_cannot_be_taken_comes_back_with_what_was_written(
    client: Client, make_facility: Make
) -> None:
    facility = make_facility()
    answer = in_english(client).post(f"/care-points/{facility.pk}/report/", {"text": "搬走了", "phone": "12"})
    assert answer.status_code == 422
    assert "搬走了" in answer.content.decode()
    assert "“12” is not a phone number." in answer.content.decode()
    assert not FacilityCorrection.objects.exists()


def test_a_double_click_is_one_report(make_facility: Make) -> None:
    facility = make_facility()
    first = report_correction(facility=facility, text="电话不通", sender="10.0.0.1")
    assert report_correction(facility=facility, text=" 电话不通 ", sender="10.0.0.1") == first
    with time_machine.travel(first.created_at + timedelta(minutes=31)):
        assert report_correction(facility=facility, text="电话不通", sender="10.0.0.1") != first


def test_one_address_can_report_only_so_often_and_others_still_can(make_facility: Make) -> None:
    PolicyRow.objects.create(
        key="facilities.correction_reports_an_hour",
        value=2,
        valid_from="2025-01-01",
        source_kind="choice",
        source="-",
    )
    facility = make_facility()
    for number in range(2):
        report_correction(facility=facility, text=f"错{number}", sender="10.0.0.1")
    with pytest.raises(ValidationError, match="try again later"):
        report_correction(facility=facility, text="错2", sender="10.0.0.1")
    report_correction(facility=facility, text="错2", sender="10.0.0.2")
    assert FacilityCorrection.objects.count() == 3


def test_an_empty_report_is_refused(make_facility: Make) -> None:
    with pytest.raises(ValidationError, match="what is wrong"):
        report_correction(facility=make_facility(), text="   ")


def test_handling_a_report_forgets_the_phone_and_happens_once(
    make_facility: Make, worker: User, officer: User
) -> None:
    report = report_correction(facility=make_facility(), text="搬走了", phone="13900000000")
    handled = handle_correction(correction=report, actor=worker, outcome=CorrectionState.APPLIED, note="已改")
    assert (handled.state, handled.phone, handled.handled_by, handled.note) == ("applied", "", worker, "已改")
    again = handle_correction(correction=report, actor=officer, outcome=CorrectionState.REJECTED)
    assert (again.state, again.handled_by) == ("applied", worker)
    with pytest.raises(ValidationError):
        handle_correction(correction=report, actor=worker, outcome=CorrectionState.OPEN)


def test_the_database_itself_keeps_no_phone_of_a_handled_report(make_facility: Make) -> None:
    report = report_correction(facility=make_facility(), text="搬走了", phone="13900000000")
    with pytest.raises(IntegrityError), transaction.atomic():
        FacilityCorrection.objects.filter(pk=report.pk).update(state="applied", handled_at=at(2026, 1, 5))

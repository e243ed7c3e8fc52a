"""Workers keep the care points of their own regions, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone, translation

from facilities.models import Facility, FacilityCorrection
from facilities.services import report_correction
from people.logins.models import User
from regions.models import Region
from tests.conftest import in_english

Make = Callable[..., Facility]
LogIn = Callable[[User], Client]
INDEX = "/workbench/facilities/facility/"


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def fields(community: Region, **said: str) -> dict[str, str]:
    return {
        "name": "新驿站",
        "type": "station",
        "region": community.code,
        "address": "幸福路2号",
        "lat": "31.2130",
        "lon": "107.5030",
        "coord_system": "WGS-84",
        "opening_hours": "周一至周五8:30-17:30",
        "phone": "0818-2123456",
        "services": "助餐；理发",
        "capacity": "20",
        "area_m2": "310",
        "operator": "",
        "opened_on": "",
    } | said


def test_a_worker_adds_a_care_point_of_her_community(log_in: LogIn, worker: User, community: Region) -> None:
    answer = log_in(worker).post(f"{INDEX}new/", fields(community))
    assert answer.status_code == 302, answer.context["form"].errors
    facility = Facility.objects.get()
    assert facility.opening_hours == "Mo-Fr 08:30-17:30"
    assert facility.phone == "+868182123456"
    assert facility.services == ["助餐", "理发"]
    assert (facility.lat, facility.lon, facility.location_quality) == (31.213, 107.503, "exact")
    assert facility.history.get().history_user == worker


def test_a_position_read_from_another_map_is_stored_in_wgs84(
    log_in: LogIn, worker: User, community: Region
) -> None:
    log_in(worker).post(
        f"{INDEX}new/",
        fields(community, lat="31.207455", lon="107.472356", coord_system="GCJ-02", is_approximate="on"),
    )
    facility = Facility.objects.get()
    assert (facility.lat, facility.lon) == pytest.approx((31.2096, 107.4677), abs=2e-6)
    assert facility.location_quality == "approximate"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("lat", "107.503"),
        ("lat", "39.9"),
        ("lon", ""),
        ("opening_hours", "电话预约"),
        ("phone", "12"),
        ("services", "长" * 30),
        ("capacity", "-1"),
        ("region", "火星"),
    ],
)
def test_a_bad_field_comes_back_with_its_reason_and_loses_nothing(
    log_in: LogIn, worker: User, community: Region, field: str, value: str
) -> None:
    answer = log_in(worker).post(f"{INDEX}new/", fields(community, **{field: value}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "新驿站" in answer.content.decode() or field == "name"
    assert not Facility.objects.exists()


def test_a_region_that_is_not_hers_is_refused(
    log_in: LogIn, worker: User, community: Region, community_next_door: Region
) -> None:
    answer = log_in(worker).post(f"{INDEX}new/", fields(community_next_door))
    assert list(answer.context["form"].errors) == ["region"]


def test_a_twin_is_refused_in_the_form(
    log_in: LogIn, worker: User, community: Region, make_facility: Make
) -> None:
    make_facility(name="新驿站", type="station")
    answer = log_in(worker).post(f"{INDEX}new/", fields(community))
    assert answer.status_code == 200
    assert Facility.objects.count() == 1


def test_saving_unchanged_leaves_the_position_as_it_is(
    log_in: LogIn, worker: User, community: Region, make_facility: Make
) -> None:
    facility = make_facility(lat=31.2123456, lon=107.5023456)
    answer = log_in(worker).post(
        f"{INDEX}edit/{facility.pk}/",
        fields(
            community,
            name="改名",
            type="meal_site",
            lat="31.2123456",
            lon="107.5023456",
            coord_system="GCJ-02",
        ),
    )
    assert answer.status_code == 302
    facility.refresh_from_db()
    assert (facility.name, facility.lat, facility.lon) == ("改名", 31.2123456, 107.5023456)


def test_the_worker_next_door_finds_none_of_it(
    log_in: LogIn, worker_next_door: User, make_facility: Make
) -> None:
    facility = make_facility(name="甲的驿站")
    report = report_correction(facility=facility, text="搬走了")
    client = log_in(worker_next_door)
    for path in (f"inspect/{facility.pk}/", f"edit/{facility.pk}/", f"history/{facility.pk}/"):
        assert client.get(INDEX + path).status_code == 404
    for action in ("verify", "close", "reopen"):
        assert client.post(f"/workbench/facilities/{facility.pk}/{action}/").status_code == 404
    assert (
        client.post(f"/workbench/facilities/corrections/{report.pk}/", {"outcome": "applied"}).status_code
        == 404
    )
    assert "甲的驿站" not in client.get(INDEX).content.decode()
    assert "搬走了" not in client.get("/workbench/facilities/corrections/").content.decode()
    facility.refresh_from_db()
    assert (facility.verified_on, facility.closed_on) == (None, None)


def test_an_auditor_looks_and_changes_nothing(log_in: LogIn, auditor: User, make_facility: Make) -> None:
    facility = make_facility(name="甲的驿站")
    report_correction(facility=facility, text="搬走了", phone="13900000000")
    client = log_in(auditor)
    assert "甲的驿站" in client.get(INDEX).content.decode()
    assert client.get(f"{INDEX}inspect/{facility.pk}/").status_code == 200
    assert "搬走了" in client.get("/workbench/facilities/corrections/").content.decode()
    assert client.get(f"{INDEX}edit/{facility.pk}/").status_code == 403
    assert client.get(f"{INDEX}new/").status_code == 403
    assert client.post(f"/workbench/facilities/{facility.pk}/verify/").status_code == 403


def test_a_resident_and_a_stranger_do_not_enter(log_in: LogIn, resident: User, make_facility: Make) -> None:
    facility = make_facility()
    paths = [INDEX, f"{INDEX}inspect/{facility.pk}/", "/workbench/facilities/corrections/"]
    for path in paths:
        assert log_in(resident).get(path).status_code in (302, 403)
        assert Client().get(path).status_code == 302
    assert log_in(resident).post(f"/workbench/facilities/{facility.pk}/close/").status_code == 403
    facility.refresh_from_db()
    assert facility.closed_on is None


def test_verified_today_is_one_button_and_two_clicks_are_one_check(
    log_in: LogIn, worker: User, make_facility: Make
) -> None:
    facility = make_facility()
    client = log_in(worker)
    page = client.get(f"{INDEX}inspect/{facility.pk}/").content.decode()
    assert f'action="/workbench/facilities/{facility.pk}/verify/"' in page
    for _click in range(2):
        answer = client.post(f"/workbench/facilities/{facility.pk}/verify/", follow=True)
        assert answer.status_code == 200
    facility.refresh_from_db()
    assert (facility.verified_on, facility.verified_by) == (timezone.localdate(), worker)
    assert facility.history.filter(history_type="~").count() == 1


def test_what_cannot_be_is_told_and_not_an_error_page(
    log_in: LogIn, worker: User, make_facility: Make
) -> None:
    facility = make_facility(closed_on="2020-01-01")
    answer = in_english(log_in(worker)).post(f"/workbench/facilities/{facility.pk}/verify/", follow=True)
    assert answer.status_code == 200
    assert any("closed" in str(message).lower() for message in answer.context["messages"])


def test_a_worker_settles_a_report_and_the_phone_is_gone(
    log_in: LogIn, worker: User, make_facility: Make
) -> None:
    report = report_correction(facility=make_facility(), text="搬走了", phone="13900000000")
    client = log_in(worker)
    assert "139 0000 0000" in client.get("/workbench/facilities/corrections/").content.decode()
    client.post(f"/workbench/facilities/corrections/{report.pk}/", {"outcome": "applied", "note": "已改"})
    settled = FacilityCorrection.objects.get()
    assert (settled.state, settled.phone, settled.handled_by) == ("applied", "", worker)
    page = client.get("/workbench/facilities/corrections/?state=handled").content.decode()
    assert "搬走了" in page and "已改" in page
    assert "搬走了" not in client.get("/workbench/facilities/corrections/").content.decode()


def test_an_outcome_that_is_none_settles_nothing(log_in: LogIn, worker: User, make_facility: Make) -> None:
    report = report_correction(facility=make_facility(), text="搬走了")
    log_in(worker).post(f"/workbench/facilities/corrections/{report.pk}/", {"outcome": "open"})
    report.refresh_from_db()
    assert report.state == "open"


@pytest.mark.parametrize(("state", "left"), [("unverified", "旧"), ("approximate", "约"), ("closed", "关")])
def test_the_list_shows_what_has_to_be_done(
    log_in: LogIn, worker: User, make_facility: Make, state: str, left: str
) -> None:
    today = timezone.localdate()
    make_facility(name="好", verified_on=today)
    make_facility(name="旧", verified_on="2020-01-01")
    make_facility(name="约", verified_on=today, location_quality="approximate")
    make_facility(name="关", verified_on=today, closed_on="2020-01-01")
    rows = log_in(worker).get(INDEX, {"state": state}).context["object_list"]
    assert [facility.name for facility in rows] == [left]


def test_the_export_holds_the_same_rows(
    log_in: LogIn, worker: User, make_facility: Make, community_next_door: Region
) -> None:
    make_facility(name="甲的驿站")
    make_facility(name="乙的驿站", region=community_next_door)
    answer = log_in(worker).get(INDEX, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "甲的驿站" in text and "乙的驿站" not in text


@pytest.mark.parametrize("rows", [1, 12])
def test_the_list_costs_the_same_for_one_row_and_for_twelve(
    log_in: LogIn,
    worker: User,
    make_facility: Make,
    django_assert_max_num_queries: Callable[..., object],
    rows: int,
) -> None:
    for _number in range(rows):
        make_facility()
    client = log_in(worker)
    client.get(INDEX)
    with django_assert_max_num_queries(25):
        client.get(INDEX)

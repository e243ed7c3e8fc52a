"""Each indicator leads to its rows: as many as the figure says, region by region, by name and as a file."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elderly_visits.visits.services.by_workers import record_worker_visit
from facilities.models import Facility
from organizations.models import SocialOrganization
from people.access_log.models import AccessLog
from people.roles.models import RoleGrant
from platform_site.dashboard.indicator_rows import SOURCES, regions_of
from platform_site.dashboard.indicators import INDICATORS, compute_indicators, context_of
from tests.elderly_visits.conftest import ALL_WELL
from volunteers.registration.models.team import Team
from workbench.roles import Role

KEYS = [item.key for item in INDICATORS]
LISTS = [(key, one.key) for key in KEYS for one in SOURCES[key].lists]


@pytest.fixture
def city_with_gaps(
    city, county, township, community, community_next_door, community_far_away, make_elder, make_volunteer,
    make_user, worker,
):  # fmt: skip
    """Something and too little of everything, in two counties; some of it known no closer than its township."""
    seen = make_elder("老人甲")
    make_elder("老人乙", region=community_next_door, lat=31.222, lon=107.512)
    make_elder("老人丙", region=community_far_away, lat=None, lon=None, consent=False)
    record_worker_visit(elder=seen, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    place = {"region": community, "lat": 31.2121, "lon": 107.5022}
    Facility.objects.create(name="日照中心", type="day_care_centre", **place)
    centre = {"type": "community_service_centre"}
    Facility.objects.create(name="甲中心", area_m2=350, renovated=True, **centre, **place)
    Facility.objects.create(name="乙中心", area_m2=120, region=community_next_door, **centre)
    Facility.objects.create(name="丙中心", region=township, **centre)
    for number in range(2):
        kind = {"kind": "association", "tier": "community", "state": "approved"}
        SocialOrganization.objects.create(name=f"协会{number}", region=community, **kind)
        make_volunteer(f"志愿者{number}")
    make_volunteer("远处的志愿者", region=community_far_away)
    Team.objects.create(name="甲队", region=community, state="approved")
    Team.objects.create(name="街道队", region=township, state="approved")
    Team.objects.create(name="待审队", region=community, state="pending")
    social = make_user("社工甲", Role.SOCIAL_WORKER, community)
    RoleGrant.objects.create(user=social, role=Role.SOCIAL_WORKER, region=community_next_door)
    gone = RoleGrant.objects.get(user=make_user("社工乙", Role.SOCIAL_WORKER, community))
    RoleGrant.objects.filter(pk=gone.pk).update(ended_at=timezone.now())
    return seen


@pytest.mark.parametrize("key", KEYS)
def test_the_figure_its_parts_and_its_rows_say_the_same(
    city_with_gaps, key, city, county, county_next_door, township, community, manager, city_manager
):
    month, source = timezone.localdate(), SOURCES[key]
    for region in (city, county, county_next_door, township, community):
        context = context_of(month, region.code)
        figure, total = compute_indicators(month, region.code)[key], source.total(context)
        if not source.lists:
            assert figure["value"] is None
            continue
        if source.is_ratio:
            assert (figure["numerator"] or 0, figure["denominator"]) == (total.numerator, total.denominator)
        assert figure["value"] == source.value(total)
        assert figure.get("below") in (None, total.below)
        for one in source.lists:
            rows = source.rows(context, city_manager, one.key)
            listed = rows[0 : len(rows)]
            assert len(listed) == getattr(total, one.figure), (region, one.key)
            assert all(source.line(row, city_manager).name for row in listed)
        parts = regions_of(source, context)
        if parts and key != "social_workers":
            numbers = [(row.tally.numerator, row.tally.below) for row in parts]
            assert tuple(map(sum, zip(*numbers, strict=True))) == (total.numerator, total.below)


def test_there_is_something_and_a_gap_in_every_indicator(city_with_gaps, city):
    month = timezone.localdate()
    for key in KEYS:
        source = SOURCES[key]
        if source.lists and key != "organizations_rural":
            total = source.total(context_of(month, city.code))
            assert total.numerator > 0, key
            assert total.below > 0 or source.whole_city, key


@pytest.mark.parametrize(("key", "which"), LISTS)
def test_the_page_leads_to_each_list_and_its_number_is_that_of_the_list(
    city_with_gaps, key, which, log_in, city_manager
):
    client = log_in(city_manager)
    page = client.get(reverse("dashboard:indicator", args=[key]))
    number, url = {one.key: (number, url) for one, number, url in page.context["lists"]}[which]
    if page.context["card"]["value"] is not None:
        assert url.replace("&", "&amp;") in page.content.decode()
    listed = client.get(url)
    assert listed.status_code == 200
    assert listed.context["page_obj"].paginator.count == number == len(listed.context["lines"])
    for line, _place in listed.context["lines"]:
        assert client.get(line.url).status_code == 200, line


@pytest.mark.parametrize("name", ["dashboard:indicator", "dashboard:indicator_rows"])
def test_a_strangers_region_and_an_unknown_indicator_are_not_found(
    log_in, worker, resident, community_next_door, name
):
    client = log_in(worker)
    address = reverse(name, args=["monthly_visit_rate"])
    assert client.get(address).status_code == 200
    assert client.get(address, {"region": community_next_door.code}).status_code == 404
    assert client.get(address, {"region": community_next_door.code, "export": "csv"}).status_code == 404
    assert client.get(reverse(name, args=["wages"])).status_code == 404
    assert log_in(resident).get(address).status_code in (302, 403)


def test_what_is_not_recorded_says_where_it_would_come_from_and_has_no_rows(log_in, city_manager):
    client = log_in(city_manager)
    assert client.get(reverse("dashboard:indicator", args=["purchase_share"])).status_code == 200
    assert client.get(reverse("dashboard:indicator_rows", args=["purchase_share"])).status_code == 404


def test_a_look_at_people_is_logged_and_a_file_of_them_asks_why(
    city_with_gaps, log_in, manager, county, settings
):
    client = log_in(manager)
    address = reverse("dashboard:indicator_rows", args=["monthly_visit_rate"])
    client.get(address, {"list": "missing"})
    seen = AccessLog.objects.filter(actor=manager, action="list").latest("at")
    assert (seen.count, seen.region_id) == (1, county.code)
    asked = client.get(address, {"list": "missing", "export": "csv"})
    assert "老人乙" not in asked.content.decode()
    assert not AccessLog.objects.filter(actor=manager, action="export").exists()
    file = client.get(address, {"list": "missing", "export": "csv", "reason": "calls"})
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("老人乙,")
    assert AccessLog.objects.get(actor=manager, action="export").count == 1


def test_the_table_is_sorted_by_what_it_shows_and_taken_along(city_with_gaps, log_in, city_manager):
    client = log_in(city_manager)
    address = reverse("dashboard:indicator", args=["volunteers"])

    def names(**asked: str) -> list[Any]:
        return [row.name for row, _deeper, _rows in client.get(address, asked).context["table"]]

    assert names() == names(sort="-value") == names(sort="nonsense") == names(sort="value")[::-1]
    file = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert len(file.splitlines()) == 1 + len(names())
    workbook = client.get(address, {"export": "xlsx"})
    assert workbook.status_code == 200
    workbook.close()


def test_a_region_leads_down_and_the_path_leads_up(
    city_with_gaps, log_in, city_manager, county, township, community
):
    client = log_in(city_manager)
    url = reverse("dashboard:indicator", args=["teams_per_community"])
    for region in (county, township, community):
        page = client.get(url)
        url = {row.region: deeper for row, deeper, _rows in page.context["table"]}[region]
    page = client.get(url)
    assert page.context["path"][-1] == township
    assert page.context["table"] == []


def test_what_is_known_only_of_a_larger_place_has_a_line_of_its_own(city_with_gaps, township):
    rows = regions_of(SOURCES["teams"], context_of(timezone.localdate(), township.code))
    assert [(row.region is None, row.tally.numerator) for row in rows] == [(False, 1), (True, 1)]


# As many for three elders as for thirteen, and for two organizations as for twelve.
@pytest.mark.parametrize("key", KEYS)
def test_pages_and_files_ask_as_often_however_many_rows(
    city_with_gaps, key, log_in, city_manager, make_elder, make_volunteer, community_next_door
):
    client = log_in(city_manager)
    pages = [(reverse("dashboard:indicator", args=[key]), {})]
    for one in SOURCES[key].lists:
        rows = reverse("dashboard:indicator_rows", args=[key])
        pages += [(rows, {"list": one.key}), (rows, {"list": one.key, "export": "csv", "reason": "audit"})]

    def asked() -> list[int]:
        numbers = []
        for url, query in pages:
            with CaptureQueriesContext(connection) as queries:
                response = client.get(url, query)
                if response.streaming:
                    b"".join(response.streaming_content)
            numbers.append(len(queries))
        return numbers

    asked()
    before = asked()
    for number in range(10):
        make_elder(f"又一位{number}", region=community_next_door)
        make_volunteer(f"又来{number}")
        Team.objects.create(name=f"又一队{number}", region=community_next_door, state="approved")
        centre = {"type": "community_service_centre", "region": community_next_door, "area_m2": 100}
        Facility.objects.create(name=f"又一中心{number}", **centre)
    after = asked()
    assert all(late <= early for early, late in zip(before, after, strict=True)), (before, after)
    assert max(after) <= 42

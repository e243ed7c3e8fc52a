"""A care point that is closed for a while: residents read until when, and it opens by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from facilities import policy
from facilities.models import Facility, FacilityClosure
from facilities.selectors.finder import FinderQuery, find_facilities
from facilities.services import FacilityError, close_facility, close_for_a_while, open_early
from policies.models import PolicyRow
from tests.conftest import in_english

INDEX = "/workbench/facilities/facility/"


@pytest.fixture
def facility(make_facility):
    return make_facility(name="幸福食堂", opening_hours="24/7")


def day(later):
    return timezone.localdate() + timedelta(days=later)


def paused(facility, worker, days=14):
    return close_for_a_while(facility=facility, actor=worker, until=day(days), reason="厨房改造")


def rule(days, valid_from=date(2026, 1, 1)):
    PolicyRow.objects.create(
        key=policy.LONGEST_CLOSURE, value=days, valid_from=valid_from, source_kind="choice", source="test"
    )


def test_a_worker_closes_it_until_a_day_after_a_look_at_what_that_means(facility, worker, log_in):
    client, page = in_english(log_in(worker)), f"/workbench/facilities/{facility.pk}/pause/"
    file, asked = f"{INDEX}inspect/{facility.pk}/", {"reason": "厨房改造", "until": day(14).isoformat()}
    assert page in client.get(file).content.decode()
    assert "stays on the register" in client.post(page, asked).content.decode()
    assert not FacilityClosure.objects.exists()
    for _click in range(2):
        assert client.post(page, asked | {"step": "decide"}).url == file
    row = FacilityClosure.objects.get()
    assert (row.imposed_by, row.until, row.reason) == (worker, day(14), "厨房改造")
    text = client.get(file).content.decode()
    assert f"Closed until {day(14)}" in text and "厨房改造" in text and "It is open again" in text
    for _click in range(2):
        assert client.post(f"/workbench/facilities/{facility.pk}/open/").url == file
    row.refresh_from_db()
    assert (row.lifted_by, row.holds) == (worker, False)


def test_residents_read_it_and_do_not_find_it_open_until_it_opens_by_itself(facility, worker, client):
    paused(facility, worker)
    page = in_english(client).get(facility.get_absolute_url()).content.decode()
    assert f"Closed until {day(14)}" in page and "厨房改造" in page and "Open now" not in page
    near = FinderQuery(near=facility.point)
    assert find_facilities(near).nearest[0].hours.is_open is False
    assert not find_facilities(FinderQuery(near=facility.point, open_now=True)).nearest
    box = {"box": "107,31,108,32"}
    assert client.get(reverse("facilities:points"), box).json()["features"][0]["properties"]["open"] is False
    assert not client.get(reverse("facilities:points"), box | {"open": "1"}).json()["features"]
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert find_facilities(FinderQuery(near=facility.point, open_now=True)).nearest
        assert "Open now" in in_english(client).get(facility.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["worker_next_door", "auditor", "resident"])
def test_nobody_else_closes_or_opens_it(facility, worker, log_in, request, who):
    user = request.getfixturevalue(who)
    asked = {"reason": "x", "until": day(1).isoformat(), "step": "decide"}
    for address in (
        f"/workbench/facilities/{facility.pk}/pause/",
        f"/workbench/facilities/{facility.pk}/open/",
    ):
        assert log_in(user).post(address, asked).status_code in (302, 403, 404)
    assert not FacilityClosure.objects.exists()
    paused(facility, worker)
    for refused in (lambda: paused(facility, user), lambda: open_early(facility=facility, actor=user)):
        with pytest.raises(FacilityError):
            refused()
    assert FacilityClosure.objects.get().holds


def test_it_needs_a_reason_an_end_and_a_place_that_exists(facility, worker):
    for reason, until in ((" ", day(1)), ("x", None), ("x", day(-1)), ("x", day(180))):
        with pytest.raises(ValidationError):
            close_for_a_while(facility=facility, actor=worker, until=until, reason=reason)
    paused(facility, worker)
    with pytest.raises(FacilityError):
        paused(facility, worker, days=15)
    open_early(facility=facility, actor=worker)
    close_facility(facility=facility, actor=worker)
    with pytest.raises(FacilityError):
        paused(facility, worker)


def test_how_long_is_a_rule(facility, worker):
    rule(14)
    with pytest.raises(ValidationError):
        paused(facility, worker)
    rule(15, date(2026, 2, 1))
    assert paused(facility, worker).holds


def test_the_list_narrows_by_what_has_to_be_done(facility, make_facility, worker, log_in):
    make_facility(name="无时间", opening_hours="")
    reported = make_facility(name="有人反映")
    reported.corrections.create(text="电话错了")
    paused(facility, worker)
    client = log_in(worker)
    for state, name in (("closed_for_a_while", "幸福食堂"), ("no_hours", "无时间"), ("reported", "有人反映")):
        rows = client.get(INDEX, {"state": state}).context["object_list"]
        assert [row.name for row in rows] == [name], state
    assert len(client.get(INDEX, {"operator": "\0", "area": "x"}).context["object_list"]) == 3


@pytest.mark.parametrize("rows", [0, 4])
def test_file_and_export_take_as_many_queries_for_one_closure_as_for_many(
    facility, make_facility, worker, log_in, rows, django_assert_max_num_queries
):
    for number in range(rows):
        paused(make_facility(), worker)
        row = paused(facility, worker, days=number)
        row.lift(worker)
    paused(facility, worker)
    client = log_in(worker)
    client.get(INDEX)
    with django_assert_max_num_queries(28):
        client.get(f"{INDEX}inspect/{facility.pk}/")
    with django_assert_max_num_queries(18):
        b"".join(client.get(INDEX, {"export": "csv"}).streaming_content)
    assert Facility.objects.closed_for_a_while().count() == rows + 1

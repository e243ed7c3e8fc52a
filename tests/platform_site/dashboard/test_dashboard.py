"""The dashboard's drill-down, its list of names, and the command that prints the indicators."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from elderly_visits.register.services.elders import ElderDetails, PersonDetails, register_elder
from people.access_log.models import AccessLog
from platform_site.dashboard.indicators import INDICATORS

BOARD, MISSING = "dashboard:board", "dashboard:missing"


@pytest.fixture
def elder(community):
    with_consent = {"method": "oral"}
    return register_elder(
        details=ElderDetails(
            person=PersonDetails(
                name="老人甲", sex="F", phone="+8610010000001",
                birth_date=timezone.localdate().replace(year=1950, day=1),
            ),
            region=community, flags={"living_alone"}, address="朝阳中路12号", lat=31.212, lon=107.502,
        ),
        consent=with_consent,
    )  # fmt: skip


@pytest.mark.parametrize("name", [BOARD, MISSING, "dashboard:indicators"])
def test_a_region_outside_ones_own_is_not_found(log_in, worker, community_next_door, township, name):
    client = log_in(worker)
    for region in (community_next_door, township):
        assert client.get(reverse(name), {"region": region.code}).status_code == 404
    assert client.get(reverse(name)).status_code == 200


def test_the_board_goes_down_to_a_region_below(log_in, officer, elder, community):
    board = log_in(officer).get(reverse(BOARD), {"region": community.code}).context["board"]
    assert (board.region, board.rate.elders, board.rate.missing) == (community, 1, 1)


def test_a_look_at_the_names_not_yet_visited_is_logged(log_in, worker, elder, community):
    before = AccessLog.objects.filter(actor=worker).count()
    page = log_in(worker).get(reverse(MISSING))
    assert page.context["elders"] == [elder]
    assert AccessLog.objects.filter(actor=worker).count() == before + 1
    entry = AccessLog.objects.filter(actor=worker).latest("at")
    assert (entry.action, entry.region_id, entry.count) == ("list", community.code, 1)


def test_the_names_are_not_shown_to_the_worker_next_door(log_in, worker_next_door, elder):
    page = log_in(worker_next_door).get(reverse(MISSING))
    assert page.context["elders"] == []
    assert "老人甲" not in page.content.decode()


def test_the_command_prints_every_indicator_as_json(elder, city):
    out = StringIO()
    month = f"{timezone.localdate():%Y-%m}"
    call_command("indicators", "--month", month, "--json", stdout=out)
    figures = json.loads(out.getvalue())
    assert list(figures) == [item.key for item in INDICATORS]
    for figure in figures.values():
        assert {"value", "numerator", "denominator", "target"} <= figure.keys()
    rate = figures["monthly_visit_rate"]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == (0.0, 0, 1)


@pytest.mark.parametrize(
    "arguments",
    [["--month", "2026-13"], ["--month", "next"], ["--month", "2026-11", "--region", "999999000000"]],
)
def test_a_wrong_month_or_region_is_refused_with_a_sentence(city, arguments):
    with pytest.raises(CommandError, match=r".+"):
        call_command("indicators", *arguments, "--json")

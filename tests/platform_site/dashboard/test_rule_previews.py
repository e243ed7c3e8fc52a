"""Every rule can be tried before it is set, or says why not; a preview says numbers and writes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from elderly_visits.register import policy as register_policy
from elderly_visits.visits import policy as visits_policy
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.services.by_workers import record_worker_visit
from facilities import policy as facilities_policy
from facilities.models import Facility
from platform_site.policy import TEAMS_PER_COMMUNITY_TARGET
from policies.models import PolicyRow
from policies.previews import Preview, Proposal, previewer_of
from policies.registry import DECLARATIONS, why_untried
from policies.services import set_value
from tests.elderly_visits.conftest import ALL_WELL
from tests.policies.altered import altered
from timebank.earning.policy import AUTOMATIC_GRADES
from visit_planning.plan.policy import WEIGHTS
from volunteers.registration.policy import MINIMUM_AGE
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.policy import FENCE_M
from volunteers.tasks.services import assignments

KEYS = sorted(DECLARATIONS)


def looked_at(key: str, value: Any, region: Any = None) -> Preview:
    with translation.override("en"):
        return previewer_of(key)(Proposal(key, value, region))


@pytest.mark.parametrize("key", KEYS)
def test_each_rule_has_a_preview_or_a_written_reason_why_none(key):
    assert (previewer_of(key) is None) is bool(why_untried(key)), key


def test_each_preview_answers_writes_nothing_and_asks_little(
    city, county, make_elder, make_visit, make_volunteer
):
    make_visit(make_elder("老人甲"))
    make_volunteer("志愿者甲")
    for key in KEYS:
        if previewer_of(key) is None:
            continue
        for region in (None, county):
            with CaptureQueriesContext(connection) as queries:
                found = looked_at(key, altered(key), region)
            asked = [query["sql"] for query in queries]
            assert found.sentence, key
            assert "%" not in found.sentence.replace(" %", ""), key
            assert not [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "DELETE"))], key
            assert len(asked) <= 95, (key, len(asked))
    assert PolicyRow.objects.filter(author__isnull=False).count() == 0


def test_the_rules_page_says_why_a_rule_cannot_be_tried(log_in, city_manager, city, settings):
    settings.LANGUAGE_CODE = "en"
    client = log_in(city_manager)
    page = client.get(reverse("policies_workbench:rule", args=["site.staff_session_hours"])).content.decode()
    assert "Set without a preview:" in page
    assert why_untried("site.staff_session_hours") in page
    tried = client.get(reverse("policies_workbench:rule", args=["visits.cadence"])).content.decode()
    assert "Check the effect first" in tried
    assert "Set without a preview:" not in tried


def test_a_lower_age_says_who_becomes_high_risk_and_how_many_more_visits_that_is(city, make_elder):
    years = timezone.localdate().year
    for name, age in (("八十二", 82), ("七十六", 76), ("六十六", 66)):
        make_elder(name, birth_date=timezone.localdate().replace(year=years - age, day=1))
    found = looked_at(register_policy.HIGH_RISK_AGE, 75)
    assert found.data["changed"] == 1
    more = found.data["after"]["visits"] - found.data["before"]["visits"]
    # Once a week instead of once a month.
    assert more in (3, 4)
    assert [row for table in found.tables for row in table.rows] == [("General", "High risk", "1")]
    assert looked_at(register_policy.HIGH_RISK_AGE, 80).data["changed"] == 0


def test_a_cadence_says_the_visits_and_only_of_its_region(city, make_elder, community, community_far_away):
    make_elder("老人甲")
    make_elder("老人乙", region=community_far_away)
    twice = DECLARATIONS[visits_policy.CADENCE].initial | {"general": {"times": 2, "every": "month"}}
    everywhere, here = (looked_at(visits_policy.CADENCE, twice, region).data for region in (None, community))
    assert (everywhere["before"]["visits"], everywhere["after"]["visits"]) == (2, 4)
    assert (here["before"]["visits"], here["after"]["visits"]) == (1, 2)


def test_who_declined_is_not_counted_and_two_visitors_take_twice_the_time(city, make_elder):
    make_elder("没有同意的", consent=False)
    make_elder("要两个人", needs_pair=True)
    found = looked_at(visits_policy.MINUTES, {"home": 60, "phone": 15, "remote": 10}).data
    assert (found["before"], found["after"]) == (
        {"visits": 1, "minutes": 80},
        {"visits": 1, "minutes": 120},
    )


def test_weights_are_tried_on_the_visits_that_are_open(
    city, community, make_elder, make_visit, make_volunteer
):
    none = looked_at(WEIGHTS, altered(WEIGHTS))
    assert "No visits are open" in none.sentence
    make_volunteer("志愿者甲")
    make_visit(make_elder("老人甲"))
    found = looked_at(WEIGHTS, altered(WEIGHTS))
    assert (found.data["before"], found.data["after"], found.data["other"]) == (1, 1, 0)


def test_a_circle_says_how_many_are_covered(city, community, community_next_door):
    place = {"region": community, "lat": community.lat, "lon": community.lon}
    Facility.objects.create(name="日照中心", type="day_care_centre", **place)
    found = looked_at(facilities_policy.CIRCLE_MINUTES, 60).data
    assert (found["before"]["Communities covered"], found["after"]["Communities covered"]) == (1, 2)


def test_a_target_says_which_regions_would_reach_it(city, county, community, community_next_door):
    found = looked_at(TEAMS_PER_COMMUNITY_TARGET, 0).figures
    assert [(one.before, one.after) for one in found] == [("0", "1"), ("0", "1"), ("2", "0")]


def test_what_is_asked_of_volunteers_says_who_would_no_longer_fit(city, community, make_volunteer):
    born = timezone.localdate().replace(year=timezone.localdate().year - 16, day=1)
    make_volunteer("十六岁", birth_date=born)
    make_volunteer("大人")
    assert looked_at(MINIMUM_AGE, 18).data["after"] == {"Approved volunteers who are younger": 1}
    assert looked_at(visits_policy.INSURANCE, True).data == {
        "before": {"Volunteers who may visit": 2},
        "after": {"Volunteers who may visit": 0},
    }


def test_evidence_and_distance_are_tried_on_the_services_of_the_last_months(
    city,
    make_elder,
    make_visit,
    make_volunteer,
):
    for name, grade, metres in (("甲", "A", 20), ("乙", "B", 400)):
        one = assignments.offer(
            task=make_visit(make_elder(f"老人{name}")).task, volunteer=make_volunteer(f"志愿者{name}")
        )
        now = timezone.now()
        Assignment.objects.filter(pk=one.pk).update(
            state="checked_out", evidence=grade, minutes=40, checked_in_at=now - timedelta(hours=1),
            checked_out_at=now, check_in_distance_m=metres,
        )  # fmt: skip
    grades = looked_at(AUTOMATIC_GRADES, ["A", "B"]).figures
    assert [(one.before, one.after) for one in grades] == [("1", "2"), ("1", "0")]
    fence = looked_at(FENCE_M, 500).figures
    assert [(one.before, one.after) for one in fence] == [("1", "2"), ("1", "0")]


def test_a_report_entered_later_than_the_rule_says_is_counted(city, community, worker, make_elder):
    now = timezone.now()
    record_worker_visit(elder=make_elder("老人甲"), actor=worker, visited_at=now, answers=ALL_WELL)
    VisitReport.objects.update(visited_at=now - timedelta(days=3), submitted_at=now)
    found = looked_at(visits_policy.LATE_DAYS, 2).figures
    assert [(one.before, one.after) for one in found] == [("0", "1"), ("1", "0")]


def test_a_place_with_a_rule_of_its_own_keeps_it(
    city, county, community, community_far_away, make_volunteer, city_manager
):
    """What is proposed for the city leaves a county that decided otherwise as it is."""
    for place in (community, community_far_away):
        born = timezone.localdate().replace(year=timezone.localdate().year - 16, day=1)
        make_volunteer(f"在{place.name}", region=place, birth_date=born)
    set_value(
        key=MINIMUM_AGE, value=14, region=county, valid_from=timezone.localdate() + timedelta(days=1),
        source_kind="choice", source="县里的规定", author=city_manager,
    )  # fmt: skip
    PolicyRow.objects.filter(key=MINIMUM_AGE, region=county).update(valid_from=timezone.localdate())
    assert looked_at(MINIMUM_AGE, 18).data["after"] == {"Approved volunteers who are younger": 1}
    assert looked_at(MINIMUM_AGE, 18, county).data["after"] == {"Approved volunteers who are younger": 1}

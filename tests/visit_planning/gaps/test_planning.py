"""What the planner may not do to volunteers, why it finds nobody, and what a plan leaves behind about its gaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from elderly_visits.visits.models.visit import Visit
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent, withdraw_consent
from regions.models import Region
from tests.visit_planning.planning import (
    DECEMBER,
    MakeElder,
    MakeVolunteer,
    holder,
    plan,
    reason,
    set_policy,
    visits,
)
from visit_planning.dispatch.candidates import in_order
from visit_planning.plan.models.gaps import MissingVolunteers, TimeShortage
from visit_planning.plan.services.protection import GUARDED, Insurance
from volunteers.now.volunteers_for_task import best_volunteers
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
MINOR = {"birth_date": date(2010, 5, 1)}


def guardian(volunteer: Volunteer) -> None:
    give_consent(person=volunteer.person, purpose=ConsentPurpose.GUARDIAN, method=ConsentMethod.WRITTEN)


# --- Minors ---------------------------------------------------------------------------------------------------------


def test_a_minor_is_asked_only_with_a_guardians_consent(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    set_policy("visits.adults_only", False)
    elder, minor = make_elder(), make_volunteer(**MINOR)
    plan(community)
    assert (holder(elder), reason(elder)) == (None, "no_guardian")
    guardian(minor)
    plan(community)
    assert holder(elder) == minor


def test_where_only_adults_visit_a_guardians_consent_changes_nothing(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    elder, minor = make_elder(), make_volunteer(**MINOR)
    guardian(minor)
    plan(community)
    assert (holder(elder), reason(elder)) == (None, "only_minors")


def test_an_offer_to_a_minor_is_taken_back_when_the_guardian_no_longer_agrees(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    set_policy("visits.adults_only", False)
    elder, minor = make_elder(), make_volunteer(**MINOR)
    guardian(minor)
    plan(community)
    assert holder(elder) == minor
    withdraw_consent(person=minor.person, purpose=ConsentPurpose.GUARDIAN)
    plan(community)
    assert (holder(elder), reason(elder)) == (None, "no_guardian")


def test_the_list_of_whom_to_ask_says_that_a_guardian_has_not_agreed(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    set_policy("visits.adults_only", False)
    elder, minor, _other = make_elder(), make_volunteer(**MINOR), make_volunteer("志愿者乙", **MINOR)
    guardian(_other)
    plan(community)
    visit = visits(elder)[0]
    visit.task.assignments.all().update(state="declined")
    obstacles = {one.volunteer: one.obstacles for one in in_order(best_volunteers(visit.task))}
    assert obstacles[minor] == ["Under 18, and no guardian has agreed."]
    assert "Under 18, and no guardian has agreed." not in obstacles[_other]


# --- Insurance ------------------------------------------------------------------------------------------------------


def test_insurance_that_ends_within_the_month_serves_for_the_weeks_before(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    set_policy("visits.needs_insurance", True)
    elder = make_elder(birth_date=date(1940, 1, 1))
    make_volunteer(insured_until=date(2026, 12, 15))
    plan(community)
    rows = visits(elder)
    held = {
        visit.task.ends_on for visit in rows if Assignment.objects.active().filter(task=visit.task).exists()
    }
    assert held == {visit.task.ends_on for visit in rows if visit.task.ends_on <= date(2026, 12, 15)}
    assert 0 < len(held) < len(rows)
    assert {visit.task.unmatched_reason for visit in rows} == {"", "not_insured"}


@pytest.mark.parametrize(
    ("until", "why"), [(None, "not_insured"), (date(2026, 12, 30), "not_insured"), (date(2026, 12, 31), "")]
)
def test_a_visit_due_any_day_of_the_month_needs_insurance_to_its_end(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, until: date | None, why: str
) -> None:
    set_policy("visits.needs_insurance", True)
    elder = make_elder()
    make_volunteer(insured_until=until)
    plan(community)
    assert reason(elder) == why


def test_the_bits_of_insurance_rise_with_the_days_and_stay_below_the_others() -> None:
    days = [DECEMBER + timedelta(days=offset) for offset in range(31)]
    insurance = Insurance(reversed(days))
    assert len({insurance.asked(day) for day in days}) == 31
    for offset, day in enumerate(days):
        covered = insurance.covers(day)
        assert [bool(covered & insurance.asked(other)) for other in days] == [
            other <= offset for other in range(31)
        ]
    assert insurance.covers(None) == 0
    assert not insurance.mask & GUARDED
    assert 1 << insurance.lowest_bit == min(insurance.asked(day) for day in days)


def test_a_missing_skill_is_still_called_a_skill(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    from volunteers.registration.models.volunteer import Skill

    set_policy("visits.needs_insurance", True)
    elder = make_elder()
    make_volunteer(insured_until=date(2027, 1, 1))
    plan(community)
    (visit,) = visits(elder)
    visit.task.required_skills.add(Skill.objects.create(code="signs", name="手语"))
    plan(community)
    assert reason(elder) == "no_skill"


# --- Spread ---------------------------------------------------------------------------------------------------------


def test_equals_are_asked_equally_and_the_plan_says_how_evenly(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    for number in range(6):
        make_elder(f"老人{number}")
    for number in range(3):
        make_volunteer(f"志愿者{number}", monthly_cap_minutes=240)
    figures = plan(community).figures
    counts = [volunteer.assignments.count() for volunteer in Volunteer.objects.all()]
    assert counts == [2, 2, 2]
    assert figures["spread"] == {"near": 3, "serving": 3, "quartiles": [0.3333, 0.3333, 0.3333], "gini": 0.0}
    assert plan(community).figures["spread"] == figures["spread"]


# --- What is left behind --------------------------------------------------------------------------------------------


@pytest.fixture
def crowded(make_elder: MakeElder, make_volunteer: MakeVolunteer) -> list[Any]:
    """Three elders and one volunteer with time for one of them."""
    make_volunteer(monthly_cap_minutes=40)
    return [make_elder(f"老人{number}") for number in range(3)]


def test_a_visit_without_anybody_names_those_with_whom_it_competes(
    crowded: list[Any], community: Region
) -> None:
    plan(community)
    rows = list(TimeShortage.objects.select_related("visit__task"))
    assert len(rows) == 2
    assert {row.visit.task.unmatched_reason for row in rows} == {"capacity_exhausted"}
    assert {(row.elders, row.visits, row.volunteers, row.possible, row.complete) for row in rows} == {
        (3, 3, 1, 1, True)
    }


def test_a_new_plan_replaces_what_the_last_one_said(
    crowded: list[Any], make_volunteer: MakeVolunteer, community: Region
) -> None:
    first = plan(community)
    assert MissingVolunteers.objects.get().plan == first
    make_volunteer("志愿者乙", monthly_cap_minutes=40)
    second = plan(community)
    assert TimeShortage.objects.count() == 1
    assert MissingVolunteers.objects.get().plan == second
    make_volunteer("志愿者丙", monthly_cap_minutes=40)
    plan(community)
    assert not TimeShortage.objects.exists()
    assert not MissingVolunteers.objects.exists()


def test_one_more_volunteer_would_see_the_two_elders_whom_nobody_sees(
    crowded: list[Any], community: Region, community_next_door: Region, community_far_away: Region
) -> None:
    plan(Region.objects.get(pk="511700000000"))
    here, next_door = MissingVolunteers.objects.order_by("region_id")[:2]
    assert (here.region, here.elders, here.visits) == (community, 2, 2)
    assert (here.uncovered, here.unmatched) == (2, 2)
    # A kilometre and a half away: the same elders, a little farther.
    assert (next_door.region, next_door.elders) == (community_next_door, 2)
    assert here.gain_m > next_door.gain_m


def test_the_newcomer_is_the_one_of_policy(crowded: list[Any], community: Region) -> None:
    set_policy("visits.recruiting.typical_volunteer", {"reach_m": 3_000, "visits": 1})
    plan(community)
    assert MissingVolunteers.objects.get().visits == 1


def test_what_another_region_was_told_stays(
    crowded: list[Any], make_elder: MakeElder, community: Region, community_far_away: Region
) -> None:
    make_elder("老人远", region=community_far_away, lat=31.181, lon=107.521)
    plan(community_far_away)
    plan(community)
    assert set(MissingVolunteers.objects.values_list("region_id", flat=True)) == {
        community.pk, community_far_away.pk,
    }  # fmt: skip


def test_an_elder_nobody_can_reach_is_a_gap_without_a_shortage_of_time(
    make_elder: MakeElder, community: Region
) -> None:
    elder = make_elder()
    plan(community)
    assert reason(elder) == "no_volunteer_in_reach"
    assert not TimeShortage.objects.exists()
    assert MissingVolunteers.objects.get().elders == 1
    assert Visit.objects.count() == Task.objects.count() == 1

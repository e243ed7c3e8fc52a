"""The bench of the planner: its invented city is as large as asked, and its arithmetic is right."""

from __future__ import annotations

from datetime import date

import pytest

from bench.planning import changes, city, measure
from elderly_visits.register.models import Elder
from regions.models import Region
from tests.visit_planning.planning import DECEMBER, plan
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.django_db
@pytest.mark.parametrize("visits", [40, 123])
def test_in_the_invented_city_exactly_so_many_visits_are_due_next_month(visits: int) -> None:
    city.invent(visits, today=date(2026, 11, 10))
    whole = Region.objects.get(level="city")
    figures = plan(whole, DECEMBER).figures
    assert figures["visits"] == visits
    assert figures["elders"] == Elder.objects.count() < visits
    assert Volunteer.objects.count() == round(visits * 0.4)
    assert figures["continuity"] > 0


@pytest.mark.django_db
def test_days_pass_and_the_rows_of_a_plan_are_counted() -> None:
    city.invent(60, today=date(2026, 11, 10))
    whole = Region.objects.get(level="city")
    before = changes.rows()
    plan(whole, DECEMBER)
    after = changes.rows()
    assert (after["Visit"] - before["Visit"], after["VisitPlan"]) == (60, 1)
    assert after["AssignmentEvent"] == Assignment.objects.filter(state=AssignmentState.OFFERED).count() > 0
    plan(whole, DECEMBER)
    assert changes.rows() == after
    Volunteer.objects.filter(pk=Volunteer.objects.earliest("pk").pk).update(state=VolunteerState.SUSPENDED)
    changes.let_days_pass()
    plan(whole, DECEMBER)
    assert changes.rows()["VisitPlan"] == 2


def test_the_ratio_is_that_of_the_whole_run_to_the_engine_alone() -> None:
    printed = dict.fromkeys(measure._SAID, 1) | {
        "seconds": {"load": 3.0, "candidates": 0.5, "solve": 7.5, "store": 4.0, "total": 15.0}
    }
    found = measure.summary(printed, 17.0, 14.0)
    assert (found["engine_seconds"], found["ratio"], found["process_seconds"]) == (8.0, 1.88, 17.0)
    nothing = printed | {
        "seconds": {"load": 3.0, "candidates": 0.0, "solve": 0.0, "store": 0.0, "total": 3.0}
    }
    assert measure.summary(nothing, 4.0, 3.0)["ratio"] is None

"""A place that cannot be reached: its volunteers stay in, outsiders stay out, and the rest is left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from people.logins.models import User
from regions.models import Region
from tests.visit_planning.planning import NOVEMBER, MakeElder, MakeVolunteer
from tests.visit_planning.repairing import agreed, changes, holders, in_days, long_visit, run_all
from visit_planning.plan.models.plan import Closure
from visit_planning.plan.services.run import plan_month
from visit_planning.repair.enums import Fate, RepairCause
from visit_planning.repair.models import Repair
from visit_planning.repair.services.closures import close_region, open_region, preview_closure
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
MakeVisit = Callable[..., Visit]


@pytest.fixture
def insider(make_volunteer: MakeVolunteer) -> Volunteer:
    return make_volunteer("里", lat=31.214)


@pytest.fixture
def outsider(make_volunteer: MakeVolunteer, community_next_door: Region) -> Volunteer:
    """Lives over the border, and nearer."""
    return make_volunteer("外", region=community_next_door, lat=31.2125)


@pytest.fixture
def inside(make_visit: MakeVisit, make_elder: MakeElder) -> Visit:
    return long_visit(make_visit, make_elder("王婆婆"), ends_on=in_days(9))


def snow(community: Region, actor: User, days: int = 9) -> Closure:
    return close_region(region=community, first_day=in_days(0), last_day=in_days(days), why="雪", actor=actor)


def test_who_lives_outside_is_released_and_somebody_inside_is_asked(
    inside: Visit, insider: Volunteer, outsider: Volunteer, community: Region, officer: User
) -> None:
    agreed(inside, outsider)
    closure = snow(community, officer)
    (repair,) = run_all()
    assert (repair.cause, repair.closure) == (RepairCause.CLOSED, closure)
    assert changes(repair) == [("王婆婆", "外", "里", Fate.FOUND)]
    assert holders(inside) == ["里 offered"]
    assert outsider.person.messages.filter(kind="change").count() == 1


def test_who_lives_inside_is_not_sent_out(
    make_visit: MakeVisit, make_elder: MakeElder, insider: Volunteer, outsider: Volunteer,
    community: Region, community_next_door: Region, officer: User,
) -> None:  # fmt: skip
    outside = long_visit(make_visit, make_elder("李爷爷", region=community_next_door), ends_on=in_days(9))
    agreed(outside, insider)
    snow(community, officer)
    run_all()
    assert holders(outside) == ["外 offered"]


def test_who_lives_on_the_same_side_keeps_the_visit(
    inside: Visit, insider: Volunteer, community: Region, officer: User
) -> None:
    agreed(inside, insider)
    snow(community, officer)
    assert not run_all()
    assert holders(inside) == ["里 accepted"]


def test_without_anybody_inside_the_reason_is_the_closed_region(
    inside: Visit, outsider: Volunteer, community: Region, officer: User
) -> None:
    agreed(inside, outsider)
    snow(community, officer)
    (repair,) = run_all()
    assert repair.visits.get().reason == "cut_off"


def test_a_visit_that_can_wait_keeps_its_visitor_who_agrees_on_another_time(
    make_visit: MakeVisit, make_elder: MakeElder, outsider: Volunteer, insider: Volunteer, community: Region,
    officer: User,
) -> None:  # fmt: skip
    visit = long_visit(make_visit, make_elder("王婆婆"))
    promise = agreed(visit, outsider)
    assignments.accept(
        assignment=promise, actor=outsider.person.user, planned_for=timezone.now() + timedelta(days=2)
    )
    snow(community, officer, days=5)
    assert not run_all()
    promise.refresh_from_db()
    assert (promise.state, promise.planned_for) == ("accepted", None)
    assert outsider.person.messages.filter(kind="change").count() == 1


def test_opened_again_everybody_near_may_be_asked_also_who_was_released(
    inside: Visit, outsider: Volunteer, community: Region, officer: User
) -> None:
    agreed(inside, outsider)
    closure = snow(community, officer)
    run_all()
    assert holders(inside) == []
    open_region(closure=closure, actor=officer)
    open_region(closure=closure, actor=officer)
    (repair,) = run_all()
    assert repair.cause == RepairCause.OPENED
    assert holders(inside) == ["外 offered"]


def test_the_preview_says_what_would_change_and_changes_nothing(
    inside: Visit, make_visit: MakeVisit, make_elder: MakeElder, make_volunteer: MakeVolunteer,
    outsider: Volunteer, community: Region, officer: User,
) -> None:  # fmt: skip
    make_volunteer("里", lat=31.214, monthly_cap_minutes=40)
    agreed(inside, outsider)
    agreed(long_visit(make_visit, make_elder("李爷爷"), ends_on=in_days(9)), outsider)
    before = list(Assignment.objects.order_by("pk").values_list("pk", "state"))
    preview = preview_closure(region=community, first_day=in_days(0), last_day=in_days(9), actor=officer)
    assert (preview.losing, preview.found, preview.nobody) == (2, 1, 1)
    assert sum(preview.reasons.values()) == 1
    assert before == list(Assignment.objects.order_by("pk").values_list("pk", "state"))
    assert not Closure.objects.exists()


def test_closing_twice_is_once(inside: Visit, outsider: Volunteer, community: Region, officer: User) -> None:
    agreed(inside, outsider)
    assert snow(community, officer) == snow(community, officer)
    assert Repair.objects.filter(cause=RepairCause.CLOSED).count() == 1


def test_the_plan_of_the_month_respects_closed_regions(
    make_elder: MakeElder, outsider: Volunteer, community: Region, officer: User
) -> None:
    snow(community, officer, days=25)
    make_elder("王婆婆")
    plan_month(month=NOVEMBER, region=community)
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "why"), [(3, 1, "before the first"), (-9, -2, "over"), (0, 31, "At most 31 days")]
)
def test_days_that_make_no_sense_are_refused(
    community: Region, officer: User, first: int, last: int, why: str
) -> None:
    with pytest.raises(VisitError, match=why):
        close_region(
            region=community, first_day=in_days(first), last_day=in_days(last), why="雪", actor=officer
        )


@pytest.mark.parametrize("who", ["worker", "manager_next_door", "auditor", "resident"])
def test_only_managers_of_the_region_close_it(who: str, community: Region, request: Any) -> None:
    with pytest.raises(VisitError):
        snow(community, request.getfixturevalue(who))

"""Planning again: offers that wait for their answer move only when it pays, and everybody concerned is told kindly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching import Problem, solve
from notifications.models import Channel, Message
from policies.registry import DECLARATIONS
from policies.selectors import book
from regions.models import Region
from tests.visit_planning.plan.test_runs import Killed, dies_after
from tests.visit_planning.planning import (
    MakeElder,
    MakeVolunteer,
    everything,
    holder,
    plan,
    set_policy,
    visits,
)
from visit_planning.plan import policy
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services import offer_writer, solving
from visit_planning.plan.services.stability import kept_in_place
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]

KM_LAT = 1 / 110.9


def weights(**changed: Any) -> dict[str, Any]:
    return DECLARATIONS[policy.WEIGHTS].initial | changed


# --- When it pays ---------------------------------------------------------------------------------------------------


def test_an_offer_moves_when_somebody_is_so_much_nearer_that_it_pays(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    set_policy(policy.WEIGHTS, weights(stability_m=500.0))
    elder = make_elder()
    first = make_volunteer("先来", lat=31.222)  # 1.1 km
    plan(community)
    nearer = make_volunteer("更近")  # 0.3 km
    figures = plan(community).figures
    assert holder(elder) == nearer
    assert (figures["moved"], figures["kept"], figures["offers"]) == (1, 0, 1)
    taken = Assignment.objects.get(volunteer=first)
    assert (taken.state, bool(taken.note)) == (AssignmentState.REPLACED, True)
    event = AssignmentEvent.objects.get(assignment=taken, to_state="replaced")
    assert (event.from_state, event.note) == ("offered", taken.note)
    before = everything()
    plan(community)
    assert everything() == before


def test_what_stability_is_worth_decides(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    set_policy(policy.WEIGHTS, weights(stability_m=900.0))
    elder = make_elder()
    first = make_volunteer("先来", lat=31.222)
    plan(community)
    make_volunteer("更近")
    figures = plan(community).figures
    assert holder(elder) == first
    assert (figures["moved"], figures["kept"], figures["offers"]) == (0, 1, 0)


def test_an_offer_moves_for_an_elder_whom_nobody_else_could_visit(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    first = make_elder(lat=31.212)
    able = make_volunteer("两边都行", lat=31.220, monthly_cap_minutes=40)
    plan(community)
    assert holder(first) == able
    other = make_volunteer("只能去一家", lat=31.205, max_distance_m=900)
    far = make_elder("新来的", lat=31.232)
    figures = plan(community).figures
    assert (holder(first), holder(far)) == (other, able)
    assert (figures["moved"], figures["offers"], figures["unmatched"]) == (1, 2, 0)


def test_who_is_needed_more_elsewhere_leaves_a_visit_that_then_says_why(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    general = make_elder("一般")
    only = make_volunteer("一个人", monthly_cap_minutes=40)
    plan(community)
    assert holder(general) == only
    key = make_elder("重点", flags={"disabled"})
    plan(community)
    assert (holder(key), holder(general)) == (only, None)
    assert visits(general)[0].task.unmatched_reason == "capacity_exhausted"
    # Somebody who goes elsewhere instead hears of that, not of what they lost.
    assert set(only.person.messages.values_list("kind", flat=True)) == {"offers"}


def test_what_somebody_said_yes_to_never_moves(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    set_policy(policy.WEIGHTS, weights(stability_m=0.0))
    elder = make_elder()
    first = make_volunteer("先来", lat=31.222)
    plan(community)
    assignments.accept(assignment=Assignment.objects.get(), actor=first.person.user)
    make_volunteer("更近")
    figures = plan(community).figures
    assert holder(elder) == first
    assert (figures["moved"], figures["kept"]) == (0, 1)


def test_whom_a_worker_asked_is_not_moved_by_a_plan(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, worker: Any
) -> None:
    set_policy(policy.WEIGHTS, weights(stability_m=0.0))
    elder = make_elder()
    plan(community)
    chosen = make_volunteer("她选的", lat=31.222)
    assignments.offer(task=visits(elder)[0].task, volunteer=chosen, actor=worker)
    make_volunteer("更近")
    plan(community)
    assert holder(elder) == chosen


def test_a_rule_written_before_stability_was_one_still_plans(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    old = weights()
    del old["stability_m"]
    set_policy(policy.WEIGHTS, old)
    assert solving.weights_of(book(), community).stability_m == 3_000.0
    elder = make_elder()
    first = make_volunteer("先来", lat=31.222)
    plan(community)
    make_volunteer("更近")
    plan(community)
    assert holder(elder) == first


# --- What those concerned are told ----------------------------------------------------------------------------------


def test_who_loses_offers_reads_it_once_without_a_text_message(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_policy(policy.WEIGHTS, weights(stability_m=0.0, fairness_m_per_hour=0.0))
    for number in range(3):
        make_elder(f"老人{number}")
    first = make_volunteer("先来", lat=31.222)
    plan(community)
    for number in range(3):
        make_volunteer(f"更近{number}", monthly_cap_minutes=40)
    monkeypatch.setattr(offer_writer, "CHUNK", 1)
    assert plan(community).figures["moved"] == 3
    told = Message.objects.get(person=first.person, kind="change")
    assert told.channel == Channel.INBOX
    assert "Thank you" in told.body or "感谢" in told.body


# --- Killed while offers move ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", range(4))
def test_killed_while_offers_move_no_visit_is_left_and_the_next_run_goes_on(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, monkeypatch: pytest.MonkeyPatch,
    parts: int,
) -> None:  # fmt: skip
    set_policy(policy.WEIGHTS, weights(stability_m=0.0, fairness_m_per_hour=0.0))
    for number in range(3):
        make_elder(f"老人{number}")
    first = make_volunteer("先来", lat=31.222)
    plan(community)
    nearer = {make_volunteer(f"更近{number}", monthly_cap_minutes=40) for number in range(3)}
    with monkeypatch.context() as patch:
        patch.setattr(offer_writer, "CHUNK", 1)
        patch.setattr(offer_writer, "_write", dies_after(parts, offer_writer._write))
        if parts < 3:
            with pytest.raises(Killed):
                plan(community)
        else:
            plan(community)
    held = Assignment.objects.active()
    assert held.count() == 3 and held.values("task").distinct().count() == 3
    assert held.filter(volunteer=first).count() == 3 - parts
    plan(community)
    assert {row.volunteer for row in Assignment.objects.active()} == nearer
    assert VisitPlan.objects.filter(finished_at=None).count() == 0
    assert Message.objects.filter(person=first.person, kind="change").count() == 1


def test_a_no_that_comes_while_the_plan_is_written_is_seen_by_the_next_run(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make_elder(), make_elder("乙", lat=31.2125)
    able = make_volunteer("甲")
    plan(community)
    make_volunteer("乙", lat=31.222)
    make_elder("丙")
    store = offer_writer.store

    def meanwhile(**how: Any) -> Any:
        written = store(**how)
        for row in Assignment.objects.filter(volunteer=able, state=AssignmentState.OFFERED):
            assignments.decline(assignment=row, actor=able.person.user)
        return written

    with monkeypatch.context() as patch:
        patch.setattr(offer_writer, "store", meanwhile)
        plan(community)
    plan(community)
    assert holder(first) is not None and holder(first) != able
    assert holder(second) is not None and holder(second) != able


# --- In bulk --------------------------------------------------------------------------------------------------------


def test_a_run_that_moves_offers_has_as_many_queries_for_many_as_for_few(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region, community_next_door: Region
) -> None:
    set_policy(policy.WEIGHTS, weights(stability_m=0.0, fairness_m_per_hour=0.0))
    counts = []
    for number, region, lat in ((2, community, 31.212), (9, community_next_door, 31.3)):
        for serial in range(number):
            make_elder(f"老人{serial}", region=region, lat=lat)
            make_volunteer(f"远{serial}", region=region, lat=lat + 0.01)
        plan(region)
        for serial in range(number):
            make_volunteer(f"近{serial}", region=region, lat=lat + 0.001)
        with CaptureQueriesContext(connection) as queries:
            assert plan(region).figures["moved"] == number
        counts.append(len(queries))
    assert counts[0] == counts[1] < 90


# --- An elder's visits among those who were asked -------------------------------------------------------------------


def weekly(volunteers: int = 2, **more: Any) -> Problem:
    """One elder with four weekly visits, and volunteers who live beside each other with room for two each."""
    return Problem.build(
        visit_lat=np.full(4, 31.2), visit_lon=np.full(4, 107.5), visit_elder=np.full(4, 7), visit_window=np.arange(4),
        lat=31.2 + KM_LAT * np.ones(volunteers), lon=np.full(volunteers, 107.5), reach_m=np.full(volunteers, 5e3),
        cap_minutes=np.full(volunteers, 120), **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    "asked", [[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 1, 0, 1], [1, 0, 0, 1]]
)
def test_each_keeps_the_weeks_they_were_asked_for(asked: list[int]) -> None:
    offered = np.array([(week, who) for week, who in enumerate(asked)])
    problem = weekly(offered=offered)
    found = solve(problem).assignments
    kept = kept_in_place(problem, found, offered)
    assert {(week, who) for week, who in zip(kept.tolist(), found.volunteer.tolist(), strict=True)} == set(
        map(tuple, offered.tolist())
    )


def test_who_said_no_to_a_week_does_not_get_it_by_exchange() -> None:
    offered = np.array([(0, 0), (1, 0), (2, 1), (3, 1)])
    for refused in range(4):
        for who in (0, 1):
            if (refused, who) in set(map(tuple, offered.tolist())):
                continue
            problem = weekly(offered=offered, forbidden=[(refused, who)])
            found = solve(problem).assignments
            kept = kept_in_place(problem, found, offered)
            assert (refused, who) not in set(zip(kept.tolist(), found.volunteer.tolist(), strict=True))
            assert sorted(kept.tolist()) == [0, 1, 2, 3]


def test_what_was_accepted_stays_where_it_is() -> None:
    offered = np.array([(1, 0), (2, 1), (3, 1)])
    problem = weekly(offered=offered, locked=[(0, 0)])
    found = solve(problem).assignments
    kept = kept_in_place(problem, found, offered)
    assert (0, 0) in set(zip(kept.tolist(), found.volunteer.tolist(), strict=True))


def test_a_week_that_nobody_makes_is_exchanged_for_the_one_somebody_was_asked_for(
    make_elder: MakeElder, make_volunteer: Callable[..., Volunteer], community: Region
) -> None:
    elder = make_elder(birth_date=date(1940, 1, 1))
    only = make_volunteer(monthly_cap_minutes=120)
    plan(community)
    asked = set(Assignment.objects.active().values_list("task_id", flat=True))
    make_elder("别家", lat=31.5)  # something new, so that it is planned again
    figures = plan(community).figures
    assert set(Assignment.objects.active().values_list("task_id", flat=True)) == asked
    assert (figures["moved"], figures["kept"]) == (0, 3)
    for visit in visits(elder):
        assert bool(visit.task.unmatched_reason) == (visit.task_id not in asked)
    assert only.person.messages.count() == 1

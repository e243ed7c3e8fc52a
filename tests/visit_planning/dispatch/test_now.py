"""Volunteers for a visit, visits for a volunteer: the planner's own cost, least data, one place for two who click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from elderly_visits.register.models import Elder
from elderly_visits.visits import policy
from elderly_visits.visits.models.visit import Visit
from matching import solve
from matching.costs import assignments_dm, fairness_dm, tie_break_dm
from people.logins.models import User
from policies.selectors import book
from regions.models import Region
from tests.visit_planning.planning import NOVEMBER, MakeElder, MakeVolunteer, set_policy
from visit_planning.plan.services.loading import Loaded, load
from visit_planning.plan.services.scope import Scope
from visit_planning.plan.services.solving import problem_of, weights_of
from volunteers.errors import NotEligible, TaskError
from volunteers.now.claims import claim_task
from volunteers.now.tasks_for_volunteer import best_tasks
from volunteers.now.volunteers_for_task import best_volunteers
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.eligibility import Refusal
from volunteers.tasks.enums import AssignmentState, Origin
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

MakeVisit = Callable[..., Visit]
pytestmark = pytest.mark.usefixtures("clock")


def visited(elder: Elder, volunteer: Volunteer, make_task: Callable[..., Task], month: date) -> None:
    """A visit of an earlier month, made and verified."""
    made = Visit.objects.create(
        elder=elder, task=make_task(state="done", unmatched_reason=""), month=month, ordinal=1, tier="general"
    )
    Assignment.objects.create(
        task=made.task, volunteer=volunteer, origin=Origin.MATCHED, state=AssignmentState.VERIFIED, minutes=40,
        verified_at=timezone.now(), checked_in_at=timezone.now(), checked_out_at=timezone.now(),
    )  # fmt: skip


def read_november(region: Region) -> Loaded:
    """What the planner reads of the month."""
    scope = Scope(region=region.pk, month=NOVEMBER, today=timezone.localdate())
    return load(scope, now=timezone.now(), book=book())


def cost_to_the_planner(region: Region, visit: Visit) -> dict[int, int]:
    """Decimetres by volunteer, without the tie-break, from the planner's own reading of the database."""
    policies = book()
    loaded = read_november(region)
    situation = loaded.situation
    problem, weights = problem_of(situation, loaded.standing()), weights_of(policies, region)
    row = int(situation.visits.rows_of(np.array([visit.task_id]))[0])
    everybody = np.arange(problem.volunteers)
    alone = np.full(problem.volunteers, row)
    pairs = assignments_dm(problem, weights, alone, everybody)
    pairs -= tie_break_dm(problem.visit_elder[alone], everybody)
    held = np.zeros(problem.volunteers, dtype=np.int64)
    for one, who in problem.locked.tolist():
        held[who] += problem.visit_minutes[one]
    more = fairness_dm(weights, held + problem.visit_minutes[row], problem.cap_minutes)
    more -= fairness_dm(weights, held, problem.cap_minutes)
    return dict(zip(situation.volunteers.pk.tolist(), (pairs + more).tolist(), strict=True))


def test_the_order_is_the_planners_cost_to_the_decimetre(
    community: Region, make_elder: MakeElder, make_visit: MakeVisit, make_volunteer: MakeVolunteer,
    make_task: Callable[..., Task],
) -> None:  # fmt: skip
    """Way, familiarity, and months fuller for some than for others, of planned visits and of other services."""
    visit = make_visit(make_elder("王婆婆"))
    near, familiar, full, elsewhere = (
        make_volunteer("近"), make_volunteer("熟", lat=31.2225), make_volunteer("满", monthly_cap_minutes=120),
        make_volunteer("他处", monthly_cap_minutes=160),
    )  # fmt: skip
    visited(visit.elder, familiar, make_task, date(2026, 10, 1))
    for n in range(2):
        other = make_visit(make_elder(f"李大爷{n}"))
        Assignment.objects.create(task=other.task, volunteer=full, origin=Origin.MATCHED, state="accepted")
        shift = make_task(kind="shift", category="other")
        Assignment.objects.create(task=shift, volunteer=elsewhere, origin=Origin.SIGNED_UP, state="accepted")
    expected = cost_to_the_planner(community, visit)
    found = best_volunteers(visit.task).found
    ours = {
        one.volunteer.pk: one.cost_dm
        - int(tie_break_dm(np.array([visit.elder_id]), np.array([one.volunteer.pk]))[0])
        for one in found
    }
    assert ours == {pk: expected[pk] for pk in ours}
    assert set(ours) == {near.pk, familiar.pk, full.pk, elsewhere.pk}
    assert len(set(ours.values())) == 4
    assert found[0].volunteer == familiar


def test_the_engine_asks_the_one_who_stands_first(
    community: Region, make_elder: MakeElder, make_visit: MakeVisit, make_volunteer: MakeVolunteer
) -> None:
    visit = make_visit(make_elder())
    for n in range(5):
        make_volunteer(f"志愿者{n}", lat=31.22 - n / 1_000)
    loaded = read_november(community)
    plan = solve(problem_of(loaded.situation, loaded.standing()), weights_of(book(), community))
    chosen = loaded.situation.volunteers.pk[plan.assignments.volunteer[0]]
    assert best_volunteers(visit.task).found[0].volunteer.pk == chosen


def test_a_familiar_face_is_said_so_and_the_elder_never_visits_herself(
    make_elder: MakeElder,
    make_visit: MakeVisit,
    make_volunteer: MakeVolunteer,
    make_task: Callable[..., Task],
) -> None:
    visit = make_visit(make_elder())
    familiar = make_volunteer("熟")
    for month in (9, 10):
        visited(visit.elder, familiar, make_task, date(2026, month, 1))
    oneself = Volunteer.objects.create(
        person=visit.elder.person, region=visit.elder.region, lat=31.212, lon=107.502, state="approved",
        max_distance_m=3_000, monthly_cap_minutes=300,
    )  # fmt: skip
    found = best_volunteers(visit.task)
    assert [one.volunteer for one in found.found] == [familiar]
    assert "has been there 2 times" in found.found[0].why.sentence
    assert {one.volunteer: one.refusals for one in found.refused} == {oneself: (Refusal.BARRED,)}


# For a volunteer


def test_elders_nobody_visits_come_first_then_the_tier_then_the_way(
    make_elder: MakeElder, make_visit: MakeVisit, make_volunteer: MakeVolunteer, volunteer: Volunteer
) -> None:
    """The second visit of an elder who has somebody waits behind the first visit of one who has nobody."""
    cared_for = make_elder("有人", lat=31.2147)
    held = make_visit(cared_for)
    Assignment.objects.create(
        task=held.task, volunteer=make_volunteer("别人"), origin=Origin.MATCHED, state="accepted"
    )
    second = make_visit(cared_for, ordinal=2)
    far_high = make_visit(make_elder("远高", lat=31.226))
    far_high.tier = "high"
    far_high.save()
    near_general = make_visit(make_elder("近低", lat=31.214))
    found = best_tasks(volunteer).found
    assert [one.task for one in found] == [far_high.task, near_general.task, second.task]
    assert [one.why.urgent for one in found] == [True, True, False]


def test_the_list_asks_a_fixed_number_of_queries(
    make_elder: MakeElder, make_visit: MakeVisit, volunteer: Volunteer
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            best_tasks(volunteer)
        return len(queries)

    make_visit(make_elder("甲"))
    few = asked()
    for n in range(15):
        make_visit(make_elder(f"乙{n}", lat=31.2121 + n / 10_000))
    assert asked() == few <= 14


def test_where_the_city_wants_every_visit_offered_none_is_on_the_list_and_none_can_be_taken(
    make_visit: MakeVisit, volunteer: Volunteer
) -> None:
    visit = make_visit()
    set_policy(policy.CLAIMED_BY_VOLUNTEERS, False)
    assert best_tasks(volunteer).found == []
    with pytest.raises(TaskError):
        claim_task(task=visit.task, volunteer=volunteer, actor=volunteer.person.user)
    assert not Assignment.objects.exists()


def test_of_two_who_take_the_same_visit_one_has_it_and_the_other_reads_what_happened(
    make_visit: MakeVisit, volunteer: Volunteer, make_volunteer: MakeVolunteer
) -> None:
    visit, slower = make_visit(), make_volunteer("慢一步")
    for _click in range(2):
        made = claim_task(
            task=visit.task, volunteer=volunteer, actor=volunteer.person.user, planned_for=timezone.now()
        )
    assert (made.state, made.origin) == (AssignmentState.ACCEPTED, Origin.SIGNED_UP)
    with pytest.raises(NotEligible) as refused:
        claim_task(task=visit.task, volunteer=slower, actor=slower.person.user, planned_for=timezone.now())
    assert refused.value.reasons == [Refusal.FULL]
    assert Assignment.objects.get() == made


@pytest.mark.parametrize("field", ["max_distance_m", "visits_elders"])
def test_nobody_takes_by_its_address_what_the_list_would_not_show(
    field: str, make_visit: MakeVisit, volunteer: Volunteer
) -> None:
    visit = make_visit()
    setattr(volunteer, field, 0)
    volunteer.save()
    with pytest.raises(NotEligible):
        claim_task(
            task=visit.task, volunteer=volunteer, actor=volunteer.person.user, planned_for=timezone.now()
        )


# Pages


def test_the_page_tells_community_days_and_rough_way_and_never_whose_home_it_is(
    log_in: Callable[[User], Any], make_elder: MakeElder, make_visit: MakeVisit, volunteer: Volunteer
) -> None:
    elder = make_elder("王婆婆", lat=31.226)
    visit = make_visit(elder)
    client = log_in(volunteer.person.user)
    for address in ("/volunteer/near/", f"/volunteer/near/{visit.task.uuid}/"):
        page = client.get(address).content.decode()
        assert "甲" in page and "11-10" in page
        for secret in ("王婆婆", elder.address, elder.door or "502室", elder.person.phone, "31.22", "107.50"):
            assert secret not in page
    assert "约1.5公里" in client.get("/volunteer/near/").content.decode()


def test_taking_from_the_page_is_a_yes_and_whoever_comes_second_gets_the_next_best(
    log_in: Callable[[User], Any], make_elder: MakeElder, make_visit: MakeVisit, volunteer: Volunteer,
    make_volunteer: MakeVolunteer,
) -> None:  # fmt: skip
    best, other = make_visit(make_elder("甲", lat=31.214)), make_visit(make_elder("乙", lat=31.22))
    me, slower = log_in(volunteer.person.user), log_in(make_volunteer("慢一步").person.user)
    address = f"/volunteer/near/{best.task.uuid}/"
    when = {"day": "2026-11-11", "hour": "10:00"}
    assert me.post(address, when).status_code == 302
    mine = Assignment.objects.get()
    assert (mine.task, mine.state) == (best.task, AssignmentState.ACCEPTED)
    assert timezone.localtime(mine.planned_for).hour == 10
    assert me.get(address).url == mine.get_absolute_url()
    answer = slower.post(address, when, follow=True)
    page = answer.content.decode()
    assert "已经有人先一步认领了" in page
    assert str(other.task.uuid) in page and str(best.task.uuid) not in page


def test_an_hour_that_does_not_suit_comes_back_with_what_was_chosen(
    log_in: Callable[[User], Any], make_visit: MakeVisit, volunteer: Volunteer
) -> None:
    visit = make_visit()
    page = log_in(volunteer.person.user).post(
        f"/volunteer/near/{visit.task.uuid}/", {"day": "2026-11-10", "hour": "08:00"}
    )
    assert page.status_code == 200
    assert "这个时间已经过了" in page.content.decode()
    assert not Assignment.objects.exists()


def test_a_stranger_logs_in_first_and_who_is_no_volunteer_is_invited(
    client: Any, log_in: Callable[[User], Any], resident: User, make_visit: MakeVisit
) -> None:
    visit = make_visit()
    for address in ("/volunteer/near/", f"/volunteer/near/{visit.task.uuid}/"):
        assert "/login" in client.get(address).url
        assert log_in(resident).get(address).url == "/volunteer/join/"


def test_a_worker_reads_why_sorts_the_list_and_asks_with_one_click(
    log_in: Callable[[User], Any], worker: User, make_visit: MakeVisit, make_volunteer: MakeVolunteer
) -> None:
    visit = make_visit()
    make_volunteer("近"), make_volunteer("闲", lat=31.22, monthly_cap_minutes=900)
    minor = make_volunteer("小", birth_date=date(2012, 1, 1), lat=31.2121)
    visit.task.adult_only = True
    visit.task.save()
    client, address = log_in(worker), f"/workbench/visits/dispatch/{visit.pk}/"
    best = client.get(address).content.decode()
    assert "约300米，随时有空；本月还能再做15次" in best
    assert best.index("近<br>") < best.index("闲<br>") < best.index("小<br>")
    by_time = client.get(address, {"order": "time"}).content.decode()
    assert by_time.index("闲<br>") < by_time.index("近<br>") < by_time.index("小<br>")
    assert "未成年或年龄不详" in best
    assert f'name="volunteer" value="{minor.pk}"' not in best
    assert client.get(address, {"order": "无"}).status_code == 200


def test_reasons_are_complete_in_both_languages(make_visit: MakeVisit, make_volunteer: MakeVolunteer) -> None:
    """Every reason has words for the worker: nobody reads a code."""
    from volunteers.now.explanation import obstacles

    visit, volunteer = make_visit(), make_volunteer()
    (one,) = best_volunteers(visit.task).found
    for language in ("en", "zh-hans"):
        with translation.override(language):
            spoken = obstacles(
                tuple(Refusal), one.why, reach_m=volunteer.max_distance_m, last_state="declined"
            )
            assert all(" " in words or language != "en" for words in spoken)
            assert len(set(spoken)) == len(Refusal)

"""The pages on which workers see what changed, ask people in turn, and close a region."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elderly_visits.visits.models.visit import Visit
from people.access_log.models import AccessLog
from people.logins.models import User
from regions.models import Region
from tests.conftest import in_english
from tests.visit_planning.planning import MakeElder, MakeVolunteer
from tests.visit_planning.repairing import agreed, holders, in_days, long_visit, run_all
from visit_planning.plan.models.plan import Closure
from visit_planning.repair.enums import RepairCause
from visit_planning.repair.models import Repair
from visit_planning.repair.services.requests import request_repair
from visit_planning.stand_ins.models import StandInSearch
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
LogIn = Callable[[User], Client]
MakeVisit = Callable[..., Visit]


def url(name: str, *args: Any) -> str:
    return reverse(f"visit_planning_workbench:{name}", args=args)


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def visit(make_visit: MakeVisit, make_elder: MakeElder) -> Visit:
    return long_visit(make_visit, make_elder("王婆婆"))


@pytest.fixture
def repair(visit: Visit, make_volunteer: MakeVolunteer) -> Repair:
    """近 withdrew, 远 was asked instead."""
    near = make_volunteer("近")
    make_volunteer("远", lat=31.224)
    assignments.withdraw(assignment=agreed(visit, near), actor=near.person.user)
    (done,) = run_all()
    return done


# --- What changed ---------------------------------------------------------------------------------------------------


def test_workers_of_the_region_see_what_changed_visit_by_visit(
    log_in: LogIn, worker: User, repair: Repair
) -> None:
    client = in_english(log_in(worker))
    assert url("changes") in client.get(url("dispatch")).content.decode()
    page = text(client.get(url("changes")))
    assert "A volunteer has withdrawn · 近" in page
    assert "Provably the best answer" in page
    page = text(client.get(url("repair", repair.pk)))
    assert re.search(r"王婆婆 .* 近 → 远 Somebody else was asked", page)
    assert AccessLog.objects.filter(actor=worker, detail="what changed", count=1).exists()


def test_managers_find_it_beside_the_plans(log_in: LogIn, manager: User, repair: Repair) -> None:
    assert url("changes") in log_in(manager).get(url("plans")).content.decode()


@pytest.mark.parametrize("who", ["worker_next_door", "manager_next_door"])
def test_workers_from_elsewhere_see_nothing_of_it(
    log_in: LogIn, repair: Repair, who: str, request: Any
) -> None:
    client = in_english(log_in(request.getfixturevalue(who)))
    assert client.get(url("repair", repair.pk)).status_code == 404
    assert "Nothing has changed" in text(client.get(url("changes")))


def test_of_a_repair_across_a_border_each_side_sees_its_own(
    log_in: LogIn, worker: User, visit: Visit, make_visit: MakeVisit, make_elder: MakeElder,
    community_next_door: Region,
) -> None:  # fmt: skip
    other = long_visit(make_visit, make_elder("李爷爷", region=community_next_door))
    request_repair(cause=RepairCause.BY_WORKER, visits=[(visit, None), (other, None)])
    (repair,) = run_all()
    page = text(in_english(log_in(worker)).get(url("repair", repair.pk)))
    assert "王婆婆" in page and "李爷爷" not in page
    assert "1 more visit is outside your regions." in page


def test_strangers_are_led_to_the_log_in(client: Client, repair: Repair) -> None:
    for name, args in (("changes", ()), ("repair", (repair.pk,)), ("closures", ())):
        assert client.get(url(name, *args)).status_code == 302


def test_residents_are_refused(log_in: LogIn, resident: User, repair: Repair) -> None:
    client = log_in(resident)
    assert client.get(url("changes")).status_code == 403
    assert client.post(url("stand_ins_start", repair.visits.get().visit_id)).status_code == 403


def test_the_lists_cost_the_same_however_long_they_are(
    log_in: LogIn, worker: User, repair: Repair, make_visit: MakeVisit, make_elder: MakeElder
) -> None:
    client = log_in(worker)

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    one = queries(url("changes"))
    visits = [(long_visit(make_visit, make_elder(name)), None) for name in "甲乙丙"]
    for pair in visits:
        request_repair(cause=RepairCause.BY_WORKER, visits=[pair])
    (many,) = request_repair(cause=RepairCause.BY_WORKER, visits=visits)
    run_all()
    assert queries(url("changes")) == one
    assert queries(url("repair", many.pk)) == queries(url("repair", repair.pk))


# --- Now ------------------------------------------------------------------------------------------------------------


def test_a_worker_has_the_planner_look_again_for_one_visit(
    log_in: LogIn, worker: User, visit: Visit, volunteer: Volunteer
) -> None:
    client = in_english(log_in(worker))
    for _click in range(2):
        page = client.post(url("match_again", visit.pk), follow=True)
    assert "A volunteer is being sought" in text(page)
    (repair,) = run_all()
    assert repair.requested_by == worker
    assert holders(visit) == ["志愿者甲 offered"]
    assert "No one else is needed" in text(client.post(url("match_again", visit.pk), follow=True))


def test_a_worker_asks_in_turn_and_stops(
    log_in: LogIn, worker: User, visit: Visit, make_volunteer: MakeVolunteer
) -> None:
    make_volunteer("甲"), make_volunteer("乙", lat=31.216)
    client = in_english(log_in(worker))
    page = text(client.post(url("stand_ins_start", visit.pk), {"at_once": "1"}, follow=True))
    assert "may answer until 11-11 09:00" in page and "not asked yet" in page
    search = StandInSearch.objects.get()
    page = text(client.post(url("stand_ins_stop", visit.pk, search.pk), follow=True))
    assert "Asking has stopped." in page
    assert holders(visit) == []


@pytest.mark.parametrize("typed", ["0", "11", "-1", "two", "１"])
def test_an_odd_number_at_once_is_refused_kindly(
    log_in: LogIn, worker: User, visit: Visit, volunteer: Volunteer, typed: str
) -> None:
    page = in_english(log_in(worker)).post(url("stand_ins_start", visit.pk), {"at_once": typed}, follow=True)
    assert "From 1 to 10 people at once." in text(page)
    assert not StandInSearch.objects.exists()


@pytest.mark.parametrize("who", ["worker_next_door", "auditor"])
@pytest.mark.parametrize("name", ["stand_ins_start", "match_again"])
def test_who_does_not_work_for_the_elder_starts_nothing(
    log_in: LogIn, visit: Visit, who: str, name: str, request: Any
) -> None:
    response = log_in(request.getfixturevalue(who)).post(url(name, visit.pk))
    assert response.status_code in (403, 404)
    assert not StandInSearch.objects.exists()


# --- Places that cannot be reached ----------------------------------------------------------------------------------


def snowed_in(community: Region) -> dict[str, str]:
    return {
        "region": community.pk,
        "first_day": in_days(0).isoformat(),
        "last_day": in_days(20).isoformat(),
        "why": "大雪封山",
    }


@pytest.fixture
def outsider(make_volunteer: MakeVolunteer, community_next_door: Region, visit: Visit) -> Volunteer:
    """Has said yes to the visit, and lives over the border."""
    found = make_volunteer("外", region=community_next_door)
    agreed(visit, found)
    return found


def test_a_manager_sees_what_would_change_before_it_is_stored(
    log_in: LogIn, officer: User, community: Region, visit: Visit, outsider: Volunteer
) -> None:
    client = in_english(log_in(officer))
    sent = snowed_in(community)
    page = client.post(url("closures"), sent)
    assert "Visits that lose their visitor 1" in text(page)
    assert "The place is cut off" in text(page)
    assert not Closure.objects.exists() and holders(visit) == ["外 accepted"]
    (confirmed,) = re.findall(r'name="confirmed" value="([^"]+)"', page.content.decode())
    # Somebody changed a day under the preview: it is shown again, nothing is stored.
    other_day = sent | {"last_day": in_days(10).isoformat(), "confirmed": confirmed}
    assert "What would change" in text(client.post(url("closures"), other_day))
    assert not Closure.objects.exists()
    page = text(client.post(url("closures"), sent | {"confirmed": confirmed}, follow=True))
    assert "大雪封山" in page and "Cut off" in page
    (repair,) = run_all()
    assert repair.visits.get().reason == "cut_off"
    page = text(client.post(url("open_again", Closure.objects.get().pk), follow=True))
    assert "Accessible again" in page
    run_all()
    assert holders(visit) == ["外 offered"]


def test_a_manager_closes_only_what_is_theirs(
    log_in: LogIn, manager_next_door: User, community: Region
) -> None:
    page = in_english(log_in(manager_next_door)).post(url("closures"), snowed_in(community))
    assert page.status_code == 200
    assert not Closure.objects.exists()


def test_days_in_the_wrong_order_keep_what_was_typed(log_in: LogIn, officer: User, community: Region) -> None:
    sent = snowed_in(community) | {"first_day": in_days(5).isoformat(), "last_day": in_days(2).isoformat()}
    page = in_english(log_in(officer)).post(url("closures"), sent)
    assert "The last day must not be before the first." in text(page)
    assert "大雪封山" in page.content.decode()


def test_workers_see_closed_places_and_cannot_close_any(
    log_in: LogIn, worker: User, officer: User, community: Region
) -> None:
    log_in(officer).post(url("closures"), snowed_in(community))
    client = log_in(worker)
    assert client.get(url("closures")).status_code == 200
    assert client.post(url("closures"), snowed_in(community)).status_code == 403

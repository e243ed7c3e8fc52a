"""The dispatch board: what it shows to whom, and what a worker does there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from notifications.models import Message
from people.access_log.models import AccessLog
from people.logins.models import User
from people.persons.models import Dialect
from regions.models import Region
from tests.conftest import in_english
from tests.visit_planning.planning import NOVEMBER, MakeElder, MakeVolunteer
from visit_planning.dispatch.candidates import in_order
from visit_planning.dispatch.services import assign, cancel_visit, revoke_assignment
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services.run import plan_month
from volunteers.errors import NotEligible
from volunteers.now.volunteers_for_task import best_volunteers
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState, Origin, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments
from workbench.access_recording import AccessAction

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
LogIn = Callable[[User], Client]


def url(name: str, *args: Any, **query: str) -> str:
    address = reverse(f"visit_planning_workbench:{name}", args=args)
    return address + ("?" + "&".join(f"{key}={text}" for key, text in query.items()) if query else "")


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def without(make_elder: MakeElder, community: Region) -> Visit:
    """A planned visit for which nobody was found."""
    make_elder("王婆婆")
    plan_month(month=NOVEMBER, region=community)
    return Visit.objects.select_related("task", "elder__person").get()


@pytest.fixture
def asked(make_elder: MakeElder, volunteer: Volunteer, community: Region) -> Assignment:
    """The planner asked the volunteer."""
    make_elder("王婆婆")
    plan_month(month=NOVEMBER, region=community)
    return Assignment.objects.select_related("task__visit", "volunteer__person").get()


# --- The board ------------------------------------------------------------------------------------------------------


def send(client: Client, *visits: Visit, **more: Any) -> Any:
    fields = {
        "action": "ask",
        "confirmed": "1",
        "occasion": str(uuid4()),
        "pk": [visit.pk for visit in visits],
    }
    return client.post(url("dispatch_bulk"), fields | more)


def test_several_are_asked_for_at_once_and_who_did_not_answer_is_reminded(
    log_in: LogIn, worker: User, asked: Assignment, clock: Any
) -> None:
    page = log_in(worker).get(url("dispatch", tab="offered")).content.decode()
    visit = asked.task.visit
    assert f'value="{visit.pk}"' in page and url("dispatch_bulk") in page
    clock.shift(timedelta(hours=3))
    assert send(log_in(worker), visit).status_code == 302
    reminder = Message.objects.filter(person=asked.volunteer.person, kind="offer").order_by("pk").last()
    assert reminder is not None and reminder.created_at >= timezone.now() - timedelta(minutes=1)
    # Once a day: the second time says so, and nothing is sent.
    count = Message.objects.count()
    assert send(log_in(worker), visit).status_code == 200 and Message.objects.count() == count


def test_a_visit_for_which_there_is_nobody_says_so_beside_its_name(
    log_in: LogIn, worker: User, without: Visit
) -> None:
    page = text(send(log_in(worker), without))
    assert "王婆婆" in page and "没有" in page


def test_next_door_and_an_auditor_ask_for_nobody(
    log_in: LogIn, worker_next_door: User, auditor: User, asked: Assignment
) -> None:
    assert send(log_in(worker_next_door), asked.task.visit).status_code == 404
    assert send(log_in(auditor), asked.task.visit).status_code in (403, 404)
    assert "bulk-bar" not in log_in(auditor).get(url("dispatch", tab="offered")).content.decode()


def test_a_visit_without_a_volunteer_stands_there_with_the_reason_and_what_would_mend_it(
    log_in: LogIn, worker: User, without: Visit
) -> None:
    page = text(in_english(log_in(worker)).get(url("dispatch")))
    assert "王婆婆" in page
    assert "No volunteer lives near enough" in page
    assert "ask someone to travel farther" in page


def test_each_tab_holds_what_its_name_says(
    log_in: LogIn, worker: User, asked: Assignment, clock: time_machine.Coordinates
) -> None:
    client = log_in(worker)

    def tabs() -> dict[str, bool]:
        return {
            tab: "王婆婆" in text(client.get(url("dispatch", tab=tab)))
            for tab in ("open", "offered", "accepted", "done")
        }

    def only(tab: str) -> dict[str, bool]:
        return {name: name == tab for name in ("open", "offered", "accepted", "done")}

    assert tabs() == only("offered")
    assignments.accept(assignment=asked, actor=asked.volunteer.person.user)
    assert tabs() == only("accepted")
    assignments.withdraw(assignment=asked, actor=asked.volunteer.person.user)
    assert tabs() == only("open")
    Task.objects.update(state=TaskState.DONE)
    assert tabs() == only("done")


def test_the_board_shows_a_worker_her_own_community_only(
    log_in: LogIn,
    worker_next_door: User,
    manager: User,
    manager_next_door: User,
    auditor: User,
    without: Visit,
) -> None:
    for user, sees in (
        (worker_next_door, False),
        (manager, True),
        (manager_next_door, False),
        (auditor, True),
    ):
        client = log_in(user)
        assert ("王婆婆" in text(client.get(url("dispatch")))) is sees
        assert client.get(url("dispatch_visit", without.pk)).status_code == (200 if sees else 404)


@pytest.mark.parametrize("name", ["dispatch", "plans"])
def test_who_does_not_work_here_is_turned_away(
    log_in: LogIn, resident: User, volunteer: Volunteer, name: str
) -> None:
    assert Client().get(url(name)).status_code == 302
    for user in (resident, volunteer.person.user):
        assert log_in(user).get(url(name)).status_code in (302, 403)


def test_month_region_tier_and_reason_narrow_the_board(
    log_in: LogIn, manager: User, without: Visit, community_next_door: Region, community: Region
) -> None:
    client = log_in(manager)
    shown = {
        "month": "2026-11", "region": community.pk, "tier": "general", "reason": "no_volunteer_in_reach",
    }  # fmt: skip
    assert "王婆婆" in text(client.get(url("dispatch", **shown)))
    hidden = {
        "month": "2026-12", "region": community_next_door.pk, "tier": "high", "reason": "no_gender",
    }  # fmt: skip
    for key, value in hidden.items():
        assert "王婆婆" not in text(client.get(url("dispatch", **(shown | {key: value}))))


def test_nonsense_in_the_address_is_no_harm(log_in: LogIn, worker: User, without: Visit) -> None:
    client = log_in(worker)
    for query in (
        {"month": "2026-99"},
        {"tab": "x"},
        {"region": "月亮"},
        {"page": "999"},
        {"reason": "y" * 99},
    ):
        assert client.get(url("dispatch", **query)).status_code == 200


def test_reading_the_board_and_a_visit_is_remembered(log_in: LogIn, worker: User, without: Visit) -> None:
    client = log_in(worker)
    client.get(url("dispatch"))
    client.get(url("dispatch_visit", without.pk))
    listed = AccessLog.objects.get(action=AccessAction.LIST, actor=worker)
    read = AccessLog.objects.get(action=AccessAction.READ, actor=worker)
    assert listed.count == 1
    assert read.subject == without.elder.person


def test_the_number_of_queries_stays_small_however_many_there_are(
    log_in: LogIn, worker: User, make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    client = log_in(worker)
    counts = []
    for number in (2, 6):
        for serial in range(number):
            make_elder(f"老人{number}{serial}")
            make_volunteer(f"志愿者{number}{serial}")
        plan_month(month=NOVEMBER, region=community)
        visit = Visit.objects.order_by("pk").last()
        assert visit is not None
        seen = []
        for address in (url("dispatch", tab="offered"), url("dispatch_visit", visit.pk), url("plans")):
            client.get(address)  # Sessions and caches are warm from here on.
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            seen.append(len(queries))
        counts.append(seen)
    assert counts[0] == counts[1]
    # One of them is that of the bell.
    assert max(counts[0]) <= 25


# --- One visit ------------------------------------------------------------------------------------------------------


def test_the_ranked_list_says_for_each_what_speaks_for_and_against(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, make_task: Callable[..., Task], community: Region
) -> None:
    local = Dialect.objects.create(code="达州话", name="达州话")
    elder = make_elder("王婆婆", dialects=[local], prefers_sex="F")
    plan_month(month=NOVEMBER, region=community)
    visit = Visit.objects.get()
    near, familiar = make_volunteer("近"), make_volunteer("熟", lat=31.222)
    for volunteer in (near, familiar):
        volunteer.person.dialects.add(local)
    man, busy = make_volunteer("男", sex="M"), make_volunteer("忙", monthly_cap_minutes=30)
    stranger = make_volunteer("外")
    busy.person.dialects.add(local)
    man.person.dialects.add(local)
    far = make_volunteer("远", lat=31.26)
    far.person.dialects.add(local)
    make_volunteer("停", state="suspended")
    earlier = Visit.objects.create(
        elder=elder, task=make_task(state="done"), month=date(2026, 10, 1), ordinal=1, tier="general"
    )
    Assignment.objects.create(
        task=earlier.task, volunteer=familiar, origin=Origin.MATCHED, state=AssignmentState.VERIFIED, minutes=40,
        verified_at=timezone.now(),
    )  # fmt: skip
    ranked = in_order(best_volunteers(visit.task))
    assert [one.volunteer for one in ranked[:2]] == [familiar, near]
    assert (ranked[0].why.times, ranked[0].why.dialects, ranked[0].obstacles) == (1, ("达州话",), [])
    assert ranked[1].why.metres == pytest.approx(299, abs=3)
    assert ranked[1].why.minutes_left == 600
    against = {one.volunteer: " ".join(one.obstacles) for one in ranked[2:]}
    assert set(against) == {man, busy, stranger, far}
    assert "sex" in against[man]
    assert "30 minutes" in against[busy]
    assert "dialect" in against[stranger]
    assert "3.0 km" in against[far]


def test_who_declined_stands_at_the_end_with_that_said(
    asked: Assignment, make_volunteer: MakeVolunteer
) -> None:
    assignments.decline(assignment=asked, actor=asked.volunteer.person.user)
    other = make_volunteer("乙", lat=31.222)
    ranked = in_order(best_volunteers(asked.task))
    assert [one.volunteer for one in ranked] == [other, asked.volunteer]
    assert ranked[1].obstacles == ["Has declined this task."]


def test_a_worker_asks_somebody_from_the_list(
    log_in: LogIn, worker: User, without: Visit, make_volunteer: MakeVolunteer
) -> None:
    chosen = make_volunteer("她选的", lat=31.25)
    client = log_in(worker)
    assert "她选的" in text(client.get(url("dispatch_visit", without.pk)))
    for _click in range(2):
        response = client.post(url("ask", without.pk), {"volunteer": chosen.pk})
        assert response.status_code == 302
    offer = Assignment.objects.get()
    assert (offer.volunteer, offer.origin, offer.state) == (chosen, Origin.ASSIGNED, AssignmentState.OFFERED)
    assert offer.distance_m == pytest.approx(4214, abs=20)
    assert chosen.person.messages.count() == 1


def test_a_worker_overrules_a_match(
    log_in: LogIn, worker: User, asked: Assignment, make_volunteer: MakeVolunteer
) -> None:
    other = make_volunteer("乙", lat=31.222)
    visit = asked.task.visit
    client = log_in(worker)
    client.post(url("ask", visit.pk), {"volunteer": other.pk, "replacing": asked.pk})
    asked.refresh_from_db()
    assert asked.state == AssignmentState.REPLACED
    assert Assignment.objects.active().get().volunteer == other
    assert asked.volunteer.person.messages.filter(kind="change").exists()


def test_when_the_other_may_not_come_the_first_stays(
    worker: User, asked: Assignment, make_volunteer: MakeVolunteer
) -> None:
    minor = make_volunteer("小", birth_date=date(2012, 1, 1))
    with pytest.raises(NotEligible):
        assign(visit=asked.task.visit, volunteer=minor, actor=worker, replacing=asked)
    asked.refresh_from_db()
    assert asked.state == AssignmentState.OFFERED


def test_a_worker_takes_a_visit_back_and_it_is_free_again(
    log_in: LogIn, worker: User, asked: Assignment
) -> None:
    visit = asked.task.visit
    log_in(worker).post(url("take_back", visit.pk, asked.pk), {"note": "生病了"})
    asked.refresh_from_db()
    assert (asked.state, asked.note) == (AssignmentState.REPLACED, "生病了")


def test_a_worker_notes_a_yes_given_by_telephone(log_in: LogIn, worker: User, asked: Assignment) -> None:
    log_in(worker).post(url("said_yes", asked.task.visit.pk, asked.pk))
    asked.refresh_from_db()
    assert asked.state == AssignmentState.ACCEPTED
    assert asked.events.last().actor == worker


def test_nobody_says_yes_for_themselves_here(
    log_in: LogIn, worker: User, make_elder: MakeElder, community: Region
) -> None:
    worker.person.birth_date = date(1985, 1, 1)
    worker.person.save()
    own = Volunteer.objects.create(
        person=worker.person, region=community, lat=31.2121, lon=107.502, state="approved", max_distance_m=3000,
        monthly_cap_minutes=300,
    )  # fmt: skip
    make_elder()
    plan_month(month=NOVEMBER, region=community)
    offer = Assignment.objects.get(volunteer=own)
    log_in(worker).post(url("said_yes", offer.task.visit.pk, offer.pk))
    offer.refresh_from_db()
    assert offer.state == AssignmentState.OFFERED


def test_calling_a_visit_off_needs_a_reason(
    log_in: LogIn, worker: User, asked: Assignment, community: Region
) -> None:
    visit = asked.task.visit
    client = log_in(worker)
    client.post(url("call_off", visit.pk), {"note": "  "})
    assert Task.objects.get().state == TaskState.OPEN
    client.post(url("call_off", visit.pk), {"note": "住院"})
    assert Task.objects.get().state == TaskState.CANCELLED
    plan_month(month=NOVEMBER, region=community)
    assert Task.objects.count() == 1


def test_strangers_to_a_visit_find_nothing_to_press(
    log_in: LogIn,
    worker_next_door: User,
    auditor: User,
    manager_next_door: User,
    resident: User,
    asked: Assignment,
) -> None:
    visit = asked.task.visit
    addresses = [
        url("ask", visit.pk), url("call_off", visit.pk), url("take_back", visit.pk, asked.pk),
        url("said_yes", visit.pk, asked.pk),
    ]  # fmt: skip
    for user in (worker_next_door, auditor, manager_next_door, resident):
        client = log_in(user)
        for address in addresses:
            response = client.post(address, {"volunteer": asked.volunteer_id, "note": "x"})
            assert response.status_code in (302, 403, 404)
            if response.status_code == 302:
                assert "dispatch" not in response.url
    asked.refresh_from_db()
    assert asked.state == AssignmentState.OFFERED
    assert asked.task.state == TaskState.OPEN
    assert log_in(auditor).get(url("ask", visit.pk)).status_code in (403, 405)


def test_services_refuse_a_stranger_too(
    worker_next_door: User, asked: Assignment, make_volunteer: MakeVolunteer
) -> None:
    visit, other = asked.task.visit, make_volunteer("乙")
    for attempt in (
        lambda: assign(visit=visit, volunteer=other, actor=worker_next_door),
        lambda: revoke_assignment(assignment=asked, actor=worker_next_door),
        lambda: cancel_visit(visit=visit, actor=worker_next_door, note="x"),
    ):
        with pytest.raises(VisitError):
            attempt()


def test_an_assignment_of_another_visit_cannot_be_slipped_in(
    log_in: LogIn, worker: User, make_elder: MakeElder, make_volunteer: MakeVolunteer, community: Region
) -> None:
    make_elder("甲"), make_elder("乙")
    make_volunteer("一")
    plan_month(month=NOVEMBER, region=community)
    first, second = Assignment.objects.order_by("pk")
    third = make_volunteer("三")
    client = log_in(worker)
    answer = client.post(url("ask", first.task.visit.pk), {"volunteer": third.pk, "replacing": second.pk})
    assert answer.status_code == 404
    assert client.post(url("take_back", first.task.visit.pk, second.pk)).status_code == 404
    assert not Assignment.objects.filter(state=AssignmentState.REPLACED).exists()


# --- Plans ----------------------------------------------------------------------------------------------------------


def test_a_manager_has_the_month_planned_by_the_worker_process(
    log_in: LogIn, manager: User, make_elder: MakeElder, volunteer: Volunteer, county: Region
) -> None:
    make_elder()
    response = log_in(manager).post(url("plans"), {"month": "2026-12", "region": county.pk})
    assert response.status_code == 302
    plan = VisitPlan.objects.get()
    assert (plan.month, plan.region, plan.requested_by) == (date(2026, 12, 1), county, manager)
    page = text(log_in(manager).get(url("plans")))
    assert "2026-12" in page and "通川区" in page


def test_without_a_choice_a_manager_plans_all_of_the_county(
    log_in: LogIn, manager: User, county: Region
) -> None:
    log_in(manager).post(url("plans"), {"month": "2026-11", "region": ""})
    assert VisitPlan.objects.get().region == county


def test_a_manager_does_not_plan_for_another_county(
    log_in: LogIn, manager: User, county_next_door: Region, make_elder: MakeElder
) -> None:
    make_elder()
    response = log_in(manager).post(url("plans"), {"month": "2026-12", "region": county_next_door.pk})
    assert response.status_code == 200
    assert not VisitPlan.objects.exists()


def test_workers_and_auditors_see_plans_and_order_none(
    log_in: LogIn, worker: User, auditor: User, community: Region, county: Region
) -> None:
    plan_month(month=date(2026, 12, 1), region=county)
    for user in (worker, auditor):
        client = log_in(user)
        assert client.get(url("plans")).status_code == 200
        assert client.post(url("plans"), {"month": "2026-12", "region": community.pk}).status_code == 403
    assert VisitPlan.objects.count() == 1


def test_the_deadline_of_the_lapsed_is_said(
    log_in: LogIn, worker: User, without: Visit, clock: time_machine.Coordinates
) -> None:
    from volunteers.tasks.services.tasks import lapse_tasks

    clock.shift(timedelta(days=25))
    assert lapse_tasks() == 1
    page = text(in_english(log_in(worker)).get(url("dispatch", month="2026-11")))
    assert "王婆婆" in page and "The days have passed" in page


def test_the_selector_shows_the_month_that_the_board_shows(log_in, worker):
    page = log_in(worker).get(url("dispatch")).content.decode()
    this = f"{timezone.localdate():%Y-%m}"
    assert f'<option value="{this}" selected>' in page

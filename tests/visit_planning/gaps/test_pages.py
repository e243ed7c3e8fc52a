"""Why nobody comes and where volunteers are missing: what the workbench shows to whom."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import Reason
from people.access_log.models import AccessLog
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent
from people.logins.models import User
from people.persons.models import Dialect
from regions.models import Region
from tests.conftest import in_english
from tests.visit_planning.planning import NOVEMBER, MakeElder, MakeVolunteer
from visit_planning.dispatch.selectors import Filters
from visit_planning.gaps.missing_map import missing_map
from visit_planning.gaps.selectors import gaps, missing_volunteers, volunteers_to_contact
from visit_planning.gaps.workbench.recruiting import sentence
from visit_planning.plan.models.gaps import MissingVolunteers, TimeShortage
from visit_planning.plan.services.run import plan_month
from visit_planning.reasons import reason_label
from volunteers.registration.models.volunteer import Skill, VolunteerSkill
from volunteers.tasks.enums import TaskState
from volunteers.tasks.models.task import Task
from workbench.access_recording import AccessAction
from workbench.roles import Role

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
LogIn = Callable[[User], Client]


def url(name: str, *args: Any, **query: str) -> str:
    address = reverse(f"visit_planning_workbench:{name}", args=args)
    return address + ("?" + "&".join(f"{key}={text}" for key, text in query.items()) if query else "")


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def table(response: Any) -> list[list[str]]:
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = response.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


@pytest.fixture
def month(
    make_elder: MakeElder, make_volunteer: MakeVolunteer, city: Region, community: Region,
    community_next_door: Region, community_far_away: Region,
) -> None:  # fmt: skip
    """One elder of two has somebody in 甲; in 乙 and far away in 丙 nobody is within reach."""
    make_volunteer(monthly_cap_minutes=40, max_distance_m=1000)
    make_elder("王婆婆")
    make_elder("李爷爷")
    make_elder("赵爷爷", region=community_next_door, lat=31.2221, lon=107.5121)
    make_elder("孙婆婆", region=community_far_away, lat=31.1811, lon=107.5211)
    plan_month(month=NOVEMBER, region=city)


# --- Why nobody comes -----------------------------------------------------------------------------------------------


def test_the_city_sees_reasons_with_counts_places_and_what_would_mend_them(
    log_in: LogIn, city_manager: User, month: None
) -> None:
    page = text(in_english(log_in(city_manager)).get(url("gaps")))
    assert "达州市, 2026-11: 3 visits have no volunteer." in page
    assert "2 elders in 2 counties of 达州市: No volunteer lives near enough" in page
    assert "1 elder in 1 county of 达州市: Nearby volunteers have no time left this month" in page
    assert "ask someone to travel farther" in page
    assert "2 elders are waiting for 2 visits, and the 1 volunteer who can come has time for 1." in page
    assert "王婆婆" not in page
    assert "李爷爷" not in page


def test_it_leads_down_from_the_city_to_the_community_and_up_again(
    log_in: LogIn, city_manager: User, month: None, county: Region, township: Region, community: Region
) -> None:
    client = in_english(log_in(city_manager))
    address, expected = url("gaps"), []
    for region, says in (
        (county, "1 elder in 1 township of 通川区: No volunteer"),
        (township, "1 elder in 1 community of 通川区 东城街道: No volunteer"),
        (community, "1 elder in 通川区 东城街道 甲社区: Nearby volunteers have no time left"),
    ):
        page = client.get(address).content.decode()
        assert f"region={region.pk}" in page
        address = url("gaps", region=region.pk)
        expected.append(says in text(client.get(address)))
    assert expected == [True, True, True]
    assert f"region={township.pk}" in client.get(address).content.decode()


def test_a_worker_sees_her_own_community_and_no_other(
    log_in: LogIn, worker: User, worker_next_door: User, auditor: User, manager_next_door: User, month: None,
    city: Region, community: Region, county: Region,
) -> None:  # fmt: skip
    page = text(in_english(log_in(worker)).get(url("gaps")))
    assert "1 elder in 通川区 东城街道 甲社区" in page
    assert "No volunteer lives near enough" not in page
    # Asked for a region around her own, she sees her own; the one next door is not there.
    assert "1 visit has no volunteer" in text(in_english(log_in(worker)).get(url("gaps", region=city.pk)))
    assert log_in(worker_next_door).get(url("gaps", region=community.pk)).status_code == 404
    assert log_in(manager_next_door).get(url("recruiting", region=county.pk)).status_code == 404
    assert text(log_in(auditor).get(url("gaps", region=county.pk)))


@pytest.mark.parametrize("name", ["gaps", "recruiting", "gaps_volunteers"])
def test_who_does_not_work_here_is_turned_away(log_in: LogIn, resident: User, name: str) -> None:
    assert Client().get(url(name)).status_code == 302
    assert log_in(resident).get(url(name)).status_code in (302, 403)


def test_what_a_region_is_called_by_nobody_is_a_filter_with_an_error(
    log_in: LogIn, worker: User, month: None
) -> None:
    page = text(in_english(log_in(worker)).get(url("gaps", region="没有这个地方", month="2026-99")))
    assert "We do not know a place called" in page
    assert "1 visit has no volunteer" in page


def test_days_that_have_passed_and_visits_not_planned_yet_are_reasons_of_their_own(
    log_in: LogIn, worker: User, month: None, community: Region
) -> None:
    Task.objects.filter(visit__elder__region=community).update(unmatched_reason="")
    found = {gap.code: gap.visits for gap in gaps(worker, Filters(NOVEMBER), community.pk)}
    assert found == {"not_tried": 1}
    Task.objects.filter(visit__elder__region=community).update(state=TaskState.LAPSED)
    found = {gap.code: gap.visits for gap in gaps(worker, Filters(NOVEMBER), community.pk)}
    assert found == {"window_passed": 1}
    # The board has no filter for what no task carries, so the link leaves it out.
    page = log_in(worker).get(url("gaps")).content.decode()
    assert "reason=window_passed" not in page


def test_an_elder_with_several_visits_is_counted_once_for_each_reason(
    make_elder: MakeElder, worker: User, community: Region
) -> None:
    make_elder(birth_date=date(1940, 1, 1))
    plan_month(month=NOVEMBER, region=community)
    (gap,) = gaps(worker, Filters(NOVEMBER), community.pk)
    assert (gap.elders, gap.visits) == (1, 3)


def test_the_number_of_queries_does_not_grow_with_the_region(
    log_in: LogIn, city_manager: User, month: None, make_elder: MakeElder, city: Region
) -> None:
    client = log_in(city_manager)

    def counted(name: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url(name))
        return len(queries)

    client.get(url("gaps"))
    before = {name: counted(name) for name in ("gaps", "recruiting")}
    township = Region.objects.get(pk="511703001000")
    for number in range(2, 8):
        code = f"511703001{number:03d}"
        place = Region.objects.create(
            code=code,
            parent=township,
            level="community",
            name=f"丁{number}社区",
            lat=31.1 + number / 50,
            lon=107.6,
        )
        make_elder(f"老人{number}", region=place, lat=31.1 + number / 50, lon=107.6)
    plan_month(month=NOVEMBER, region=city)
    assert MissingVolunteers.objects.count() > 6
    assert {name: counted(name) for name in before} == before
    with CaptureQueriesContext(connection) as queries:
        gaps(city_manager, Filters(NOVEMBER), city.pk)
    # Whether the month is kept, and the rows.
    assert len([query for query in queries if "visit" in query["sql"]]) == 2


def test_the_table_holds_every_reason_and_place(
    log_in: LogIn, manager: User, month: None, county: Region
) -> None:
    rows = table(in_english(log_in(manager)).get(url("gaps", format="csv", region=county.pk)))
    assert rows[0] == ["Region code", "Region", "Why no volunteer yet", "Elders", "Visits"]
    assert sorted(rows[1:]) == [
        ["511702001000", "东城街道", "Nearby volunteers have no time left this month", "1", "1"],
        ["511702001000", "东城街道", "No volunteer lives near enough", "1", "1"],
    ]


def test_every_reason_of_the_engine_is_said_in_words() -> None:
    for reason in Reason:
        assert reason_label(reason.value) != reason.value


def test_a_visit_that_has_found_somebody_meanwhile_is_short_of_nothing(
    log_in: LogIn, worker: User, month: None, make_volunteer: MakeVolunteer
) -> None:
    from volunteers.tasks.services import assignments

    shortage = TimeShortage.objects.get()
    assignments.offer(task=shortage.visit.task, volunteer=make_volunteer("志愿者乙"))
    page = text(in_english(log_in(worker)).get(url("gaps")))
    assert "wait for" not in page
    assert "Every visit planned here has a volunteer" in page


# --- Whom to turn to ------------------------------------------------------------------------------------------------


def test_each_list_holds_those_who_could_do_more_if_one_thing_were_mended(
    log_in: LogIn, worker: User, make_volunteer: MakeVolunteer, month: None, community: Region
) -> None:
    today = timezone.localdate()
    make_volunteer("保险过期", insured_until=date(2026, 11, 9), max_distance_m=5000)
    make_volunteer("有保险", insured_until=today, max_distance_m=5000)
    make_volunteer("不知年龄", birth_date=None, insured_until=today, max_distance_m=5000)
    make_volunteer("未成年", birth_date=date(2010, 1, 1), insured_until=today, max_distance_m=5000)
    agreed = make_volunteer("家长同意", birth_date=date(2010, 1, 1), insured_until=today, max_distance_m=5000)
    give_consent(person=agreed.person, purpose=ConsentPurpose.GUARDIAN, method=ConsentMethod.WRITTEN)
    speaks = make_volunteer("会方言", insured_until=today, max_distance_m=5000)
    speaks.person.dialects.add(Dialect.objects.create(code="dazhou", name="达州话"))
    nursing = Skill.objects.create(code="nursing", name="护理", needs_qualification=True)
    VolunteerSkill.objects.create(volunteer=speaks, skill=nursing)

    def names(need: str) -> set[str]:
        return {
            volunteer.person.name for volunteer in volunteers_to_contact(worker, need, community.pk, NOVEMBER)
        }

    assert names("insurance") == {"志愿者甲", "保险过期"}
    assert names("birth_date") == {"不知年龄"}
    assert names("guardian") == {"未成年"}
    assert names("skills") == {"会方言"}
    assert names("reach") == {"志愿者甲"}
    assert names("hours") == {"志愿者甲"}
    assert "会方言" not in names("dialects")
    for need in ("insurance", "birth_date", "guardian", "skills", "reach", "hours", "dialects"):
        page = text(log_in(worker).get(url("gaps_volunteers", need=need)))
        assert all(name in page for name in names(need))


def test_reading_such_a_list_is_on_record_and_stays_in_ones_region(
    log_in: LogIn, worker: User, worker_next_door: User, month: None, community: Region
) -> None:
    assert "志愿者甲" in text(log_in(worker).get(url("gaps_volunteers", need="insurance")))
    entry = AccessLog.objects.get(actor=worker, action=AccessAction.LIST)
    assert (entry.count, entry.detail) == (1, "volunteers to turn to: insurance")
    assert "志愿者甲" not in text(log_in(worker_next_door).get(url("gaps_volunteers", need="insurance")))
    assert not AccessLog.objects.filter(actor=worker_next_door, action=AccessAction.LIST).exists()


@pytest.mark.parametrize("need", ["", "recruit", "everything"])
def test_a_list_that_does_not_exist_is_not_found(log_in: LogIn, worker: User, need: str) -> None:
    assert log_in(worker).get(url("gaps_volunteers", need=need)).status_code == 404


# --- Where volunteers are missing -----------------------------------------------------------------------------------


def test_the_list_says_what_one_more_volunteer_would_bring_the_most_first(
    log_in: LogIn, city_manager: User, month: None
) -> None:
    page = in_english(log_in(city_manager)).get(url("recruiting"))
    words = text(page)
    assert "With one more volunteer here, 2 more elders could be visited each month." in words
    assert "travels up to 3 km and makes 4 visits a month" in words
    order = re.findall(r'id="r(\d+)"', page.content.decode())
    rows = missing_volunteers(city_manager, NOVEMBER, "511700000000")
    gains = [(row.elders, row.visits, row.gain_m) for row in rows]
    assert gains == sorted(gains, reverse=True)
    assert len(order) == len(gains) == 3


def test_it_can_be_sorted_by_place_and_by_elders(log_in: LogIn, city_manager: User, month: None) -> None:
    client = log_in(city_manager)

    def order(sort: str) -> list[str]:
        return re.findall(r'id="r(\d+)"', client.get(url("recruiting", sort=sort)).content.decode())

    assert order("place") == sorted(order("place"))
    uncovered = dict(MissingVolunteers.objects.values_list("region_id", "uncovered"))
    assert [uncovered[code] for code in order("uncovered")] == sorted(uncovered.values(), reverse=True)
    assert order("nonsense") == order("gain")


def test_the_map_shows_a_dot_for_each_community_within_the_citys_own_outlines(
    log_in: LogIn, city_manager: User, month: None, city: Region, county: Region, community: Region
) -> None:
    page = log_in(city_manager).get(url("recruiting")).content.decode()
    assert page.count("<circle") == 3
    assert "http" not in "".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
    rows = list(missing_volunteers(city_manager, NOVEMBER, city.pk))
    drawn = missing_map(city, rows)
    assert drawn is not None
    assert [dot.row for dot in drawn.dots] == rows[::-1]
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    inside = missing_map(community, [row for row in rows if row.region_id == community.pk])
    assert inside is not None
    assert [path["code"] for path in inside.outlines] == [county.pk]
    assert missing_map(city, []) is None


def test_a_worker_recruits_in_her_own_community(
    log_in: LogIn, worker: User, worker_next_door: User, auditor: User, month: None, community: Region
) -> None:
    page = log_in(worker).get(url("recruiting")).content.decode()
    assert re.findall(r'id="r(\d+)"', page) == [community.pk]
    notice = log_in(worker).get(url("recruiting_notice", community.pk))
    assert f"/volunteer/join/?region={community.pk}" in text(notice)
    # It hangs where everybody reads it: no figures of who lives there.
    assert "王婆婆" not in text(notice)
    assert log_in(worker_next_door).get(url("recruiting_notice", community.pk)).status_code == 404
    assert log_in(worker).get(url("recruiting_notice", "511702001000")).status_code == 404
    assert log_in(worker).get(url("recruiting_notice", "x")).status_code == 404
    assert log_in(auditor).get(url("recruiting_notice", community.pk)).status_code == 403


def test_the_notice_leads_to_the_registration_with_the_community_filled_in(
    log_in: LogIn, resident: User, community: Region
) -> None:
    client = log_in(resident)
    assert (
        community.full_name
        in client.get(reverse("volunteers:join") + f"?region={community.pk}").content.decode()
    )
    for wrong in ("x", "999999999999", ""):
        assert client.get(reverse("volunteers:join") + f"?region={wrong}").status_code == 200


def test_the_table_to_take_along(log_in: LogIn, worker: User, month: None, community: Region) -> None:
    rows = table(in_english(log_in(worker)).get(url("recruiting", format="csv")))
    assert rows[0][:4] == ["Region code", "Community", "More elders seen", "More visits"]
    (row,) = MissingVolunteers.objects.filter(region=community)
    assert rows[1:] == [
        [
            community.pk,
            community.full_name,
            str(row.elders),
            str(row.visits),
            str(row.uncovered),
            str(row.unmatched),
        ]
    ]


def test_where_something_else_than_time_is_missing_it_says_so(
    log_in: LogIn, worker: User, make_elder: MakeElder, community: Region
) -> None:
    make_elder(prefers_sex="M")
    plan_month(month=NOVEMBER, region=community)
    (row,) = MissingVolunteers.objects.all()
    assert (row.visits, row.unmatched) == (0, 1)
    assert "the problem is not a lack of time" in sentence(row)
    assert "Recruitment notice" not in text(in_english(log_in(worker)).get(url("recruiting")))


def test_a_month_without_a_plan_or_without_gaps_is_said_kindly(log_in: LogIn, worker: User) -> None:
    client = in_english(log_in(worker))
    assert "No volunteers are needed here" in text(client.get(url("recruiting")))
    assert "Every visit planned here has a volunteer" in text(client.get(url("gaps")))


def test_the_plan_shows_how_evenly_it_asks(
    log_in: LogIn, manager: User, make_elder: MakeElder, make_volunteer: MakeVolunteer, county: Region,
    community: Region,
) -> None:  # fmt: skip
    make_elder()
    make_volunteer()
    make_volunteer("志愿者乙", lat=31.2, lon=107.502)
    plan_month(month=NOVEMBER, region=county)
    page = text(in_english(log_in(manager)).get(url("plans")))
    assert (
        "Of 2 volunteers with visits nearby, 1 are asked; the middle half of them for 7 to 7 % of the time"
    ) in page
    assert "Unevenness (Gini): 0.50" in page


def test_who_works_in_two_regions_sees_both_and_nothing_between(
    log_in: LogIn, make_user: Callable[..., User], month: None, community: Region, community_far_away: Region
) -> None:
    user = make_user("两处", Role.COMMUNITY_WORKER, community)
    user.role_grants.create(role=Role.COMMUNITY_WORKER, region=community_far_away)
    page = text(in_english(log_in(user)).get(url("gaps")))
    assert "达州市, 2026-11: 2 visits have no volunteer." in page

"""Today, the first page of the workbench: what waits, for whom, until when; with a telephone and the next step."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elderly_visits.concerns.enums import ConcernKind, Severity
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.visits.services.by_workers import record_worker_visit
from notifications.services import notify
from people.access_log.models import AccessLog
from platform_site.dashboard.today import TodayPanel
from tests.elderly_visits.conftest import ALL_WELL
from volunteers.tasks.services import assignments
from workbench import today
from workbench.roles import Role


def shown(client: Any, query: str = "") -> str:
    response = client.get(f"/workbench/{query}")
    assert response.status_code == 200
    page = response.content.decode()
    return html.unescape(page[page.index('class="workbench-page today') :])


def groups(client: Any, query: str = "") -> dict[str, today.Group]:
    """The groups of the page by their key."""
    response = client.get(f"/workbench/{query}")
    panel = next(one for one in response.context["panels"] if isinstance(one, TodayPanel))
    return {group.waiting.key: group for group in panel.today.groups}


def names(group: today.Group) -> list[str]:
    return [line.name for line in group.lines]


def test_a_worker_sees_who_is_left_this_month_the_nearest_due_first(
    clock, worker, log_in, make_elder, make_visit
):
    make_elder("李不急")
    soon = make_elder("李着急")
    make_visit(soon)
    seen = make_elder("李看过")
    record_worker_visit(elder=seen, actor=worker, visited_at=timezone.now(), answers=ALL_WELL)
    group = groups(log_in(worker))["unvisited"]
    assert names(group) == ["李着急", "李不急"]
    assert group.number == 2
    page = shown(log_in(worker))
    assert "还有 6 天（11-16）" in page and "本月还剩 20 天" in page


def test_each_line_has_a_telephone_to_tap_and_the_next_step(clock, worker, log_in, make_elder, make_visit):
    planned, other = make_elder("李甲"), make_elder("李乙")
    visit = make_visit(planned)
    page = shown(log_in(worker))
    for elder in (planned, other):
        assert f'href="tel:{elder.person.phone}"' in page
        assert f"/workbench/elderly_visits/elder/inspect/{elder.pk}/" in page
    assert f"/workbench/visits/{visit.pk}/report/" in page
    assert f"/workbench/visits/elders/{other.pk}/visit/" in page


def test_who_declined_is_counted_and_not_pressed(clock, worker, log_in, make_elder):
    make_elder("李甲")
    make_elder("李不愿", consent=False)
    assert names(groups(log_in(worker))["unvisited"]) == ["李甲"]
    assert "另有 1 位老人不愿接受探访" in shown(log_in(worker))


def test_the_last_evening_of_a_month_names_everybody_who_is_left(clock, worker, log_in, make_elder):
    clock.move_to("2026-11-30 21:49+08:00")
    for number in range(12):
        make_elder(f"李{number}")
    group = groups(log_in(worker))["unvisited"]
    assert len(group.lines) == group.number == 12
    page = shown(log_in(worker))
    assert "本月今晚截止。" in page and "今晚截止" in page
    assert "辛苦了" not in page


def test_the_first_morning_says_what_was_left_of_the_last_month_and_until_when_it_can_be_entered(
    clock, worker, log_in, make_elder
):
    make_elder("李甲")
    clock.move_to("2026-12-01 08:30+08:00")
    group = groups(log_in(worker))["left_of_last_month"]
    assert names(group) == ["李甲"]
    assert "2026-12-07 前有效" in shown(log_in(worker))
    clock.move_to("2026-12-08 08:30+08:00")
    assert "left_of_last_month" not in groups(log_in(worker))


def test_what_is_due_first_stands_on_top(clock, worker, log_in, make_elder):
    elder = make_elder("李甲")
    raise_concern(
        elder=elder, kind=ConcernKind.HEALTH, severity=Severity.URGENT, text="头晕", raised_by=worker
    )
    assert list(groups(log_in(worker)))[:2] == ["concerns", "unvisited"]
    clock.shift(timedelta(days=2))
    assert "已超期 1 天" in shown(log_in(worker))


def test_an_offer_without_an_answer_leads_to_the_volunteer(
    clock, worker, log_in, make_visit, volunteer, make_elder
):
    visit = make_visit(make_elder("李甲"))
    assignments.offer(task=visit.task, volunteer=volunteer)
    page = shown(log_in(worker))
    assert f"已问：{volunteer.person.name}" in page
    assert f'href="tel:{volunteer.person.phone}"' in page
    assert f"/workbench/visits/dispatch/{visit.pk}/" in page


def test_ten_of_each_kind_are_shown_and_all_are_a_tap_away(clock, worker, log_in, make_elder):
    for number in range(13):
        make_elder(f"李{number}")
    group = groups(log_in(worker))["unvisited"]
    assert (len(group.lines), group.number) == (10, 13)
    assert "全部 13 件" in shown(log_in(worker))
    assert log_in(worker).get(group.all_url).status_code == 200


def test_the_list_is_put_on_record(clock, worker, log_in, make_elder, community):
    make_elder("李甲")
    make_elder("李乙")
    log_in(worker).get("/workbench/")
    row = AccessLog.objects.get(actor=worker, action="list", detail="today")
    assert (row.count, row.region_id) == (2, community.pk)


def test_nobody_sees_who_waits_next_door(clock, worker_next_door, log_in, make_elder, community):
    make_elder("李甲")
    client = log_in(worker_next_door)
    assert "李甲" not in shown(client)
    assert client.get(f"/workbench/?region={community.pk}").status_code == 404
    assert client.get("/workbench/?region=x").status_code == 404


def test_a_worker_of_two_communities_sees_both_together_or_one(
    clock, make_user, log_in, make_elder, community, community_next_door
):
    both = make_user("网格员丙", Role.COMMUNITY_WORKER, community)
    both.role_grants.create(role=Role.COMMUNITY_WORKER, region=community_next_door)
    make_elder("李甲")
    make_elder("李乙", region=community_next_door)
    client = log_in(both)
    assert sorted(names(groups(client)["unvisited"])) == ["李乙", "李甲"]
    assert names(groups(client, f"?region={community_next_door.pk}")["unvisited"]) == ["李乙"]


def test_an_auditor_looks_and_has_no_telephones(clock, auditor, log_in, make_elder, community):
    elder = make_elder("李甲")
    page = shown(log_in(auditor), f"?region={community.pk}")
    assert "李甲" in page and elder.person.phone not in page
    assert "录入探访" not in page


@pytest.mark.parametrize("who", ["manager", "city_manager"])
def test_managers_see_numbers_by_region_that_lead_to_the_lines(
    clock, who, request, log_in, make_elder, township, county
):
    for number in range(3):
        make_elder(f"李{number}")
    client = log_in(request.getfixturevalue(who))
    page = shown(client)
    assert "李0" not in page
    below = township if who == "manager" else county
    assert re.search(rf'href="\?region={below.pk}#unvisited">本月尚未探访 <b>3</b>', page)
    assert "/workbench/dashboard/?region=" in page
    assert names(groups(client, f"?region={township.pk}")["unvisited"]) == ["李0", "李1", "李2"]


def test_managers_read_on_the_last_evening_how_many_are_left(clock, manager, log_in, make_elder):
    clock.move_to("2026-11-30 21:49+08:00")
    make_elder("李甲")
    assert "本月今晚截止：还有 1 位老人没有探访。" in shown(log_in(manager))


def test_an_empty_day_is_said_kindly(clock, worker, manager, log_in):
    for user in (worker, manager):
        assert "今天没有等您办的事，您辛苦了。" in shown(log_in(user))


def test_what_one_entered_oneself_waits_for_somebody_else(clock, officer, manager, log_in, make_elder):
    """Who enters a late visit does not accept it: the line is the second person's only."""
    elder = make_elder("李甲")
    seen_at = timezone.now()
    clock.shift(timedelta(days=8))
    record_worker_visit(
        elder=elder, actor=officer, visited_at=seen_at, answers=ALL_WELL, late_reason="停电，没有网络"
    )
    assert "late_entries" not in groups(log_in(officer))
    township = f"?region={elder.region.parent_id}"
    assert names(groups(log_in(manager), township)["late_entries"]) == ["李甲"]


def _queries(client: Any, query: str = "") -> int:
    client.get(f"/workbench/{query}")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(f"/workbench/{query}").status_code == 200
    return len(asked)


def test_more_people_cost_no_more_queries(clock, worker, manager, log_in, make_elder, make_visit, volunteer):
    def another(name: str) -> None:
        visit = make_visit(make_elder(name))
        raise_concern(
            elder=visit.elder, kind=ConcernKind.HEALTH, severity=Severity.ROUTINE, text="咳", raised_by=worker
        )

    another("李甲")
    one = log_in(worker)
    two = log_in(manager)
    before = _queries(one), _queries(two)
    for number in range(4):
        another(f"李{number}")
    assert (_queries(one), _queries(two)) == before
    assert before[0] < 60 and before[1] < 60


def test_two_kinds_under_one_key_are_refused():
    class Another(today.Waiting):
        key = "unvisited"

    with pytest.raises(Exception, match="unvisited"):
        today.register(Another())


def test_the_bell_says_how_many_messages_are_new_and_leads_to_them(clock, worker, log_in):
    client = log_in(worker)
    assert "条未读" not in shown(client)
    notify(person=worker.person, kind="change", subject="有人等您", body="请看一看", key="bell")
    page = client.get("/workbench/").content.decode()
    assert "1 条未读消息" in page and 'href="/me/messages/"' in page
    assert "有人等您" in client.get("/me/messages/").content.decode()

"""'All well, as last time', one elder at a time and several in a grid: what is taken over, and what never is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.policy import ANSWERS
from elderly_visits.staff_checks.anomalies import DETECTORS
from elderly_visits.visits.enums import ContactClass
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.policy import LAST_TIME_DAYS
from elderly_visits.visits.selectors.last_time import HARMLESS, last_time, last_times
from elderly_visits.visits.selectors.rate import counted
from elderly_visits.visits.services.by_workers import record_worker_visit
from policies.models import PolicyRow
from policies.selectors import book
from tests.elderly_visits.conftest import ALL_WELL, NOBODY_AT_HOME
from timebank.oversight.anomalies import Window
from volunteers.tasks.enums import TaskState
from volunteers.tasks.services import assignments

NOW = datetime.fromisoformat("2026-07-08T10:00:00+08:00")
GRID = "/workbench/visits/record/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as traveller, translation.override("en"):
        yield traveller


@pytest.fixture
def visited(worker):
    """The worker visited an elder last month, with these answers."""

    def visit(elder, *, days=30, **answers):
        elder.registered_on = NOW.date() - timedelta(days=300)
        elder.save()
        elder.person.consents.update(given_on=elder.registered_on)
        report = record_worker_visit(elder=elder, actor=worker, visited_at=NOW, answers=ALL_WELL | answers)
        moment = NOW - timedelta(days=days)
        VisitReport.objects.filter(pk=report.pk).update(visited_at=moment, submitted_at=moment)
        Visit.objects.filter(pk=report.visit_id).update(month=moment.date().replace(day=1))
        return report

    return visit


@pytest.fixture
def desk(log_in, worker):
    return log_in(worker)


def page_of(elder):
    return f"/workbench/visits/elders/{elder.pk}/visit/"


def say_again(client, elder, report, **fields):
    data = {
        "as_last": "1",
        "last-last": report.pk,
        "last-method": "home",
        "last-visited_at": "2026-07-08T09:30",
    }
    return client.post(page_of(elder), data | {f"last-{name}": value for name, value in fields.items()})


# What is taken over


def test_no_answer_that_raises_a_concern_is_ever_taken_over():
    for key in ANSWERS:
        field, _dot, answer = key.partition(".")
        for name in ("water", "gas", "electricity", "fire", "falls") if field == "safety" else (field,):
            assert answer not in HARMLESS.get(name, ())


def test_what_called_for_attention_and_what_nobody_saw_is_asked_anew(elder, visited):
    visited(elder, mood="low", gas="hazard", fire="not_seen", health="stable")
    found = last_time(elder)
    assert found.answers["health"] == "stable"
    assert set(found.anew) == {"mood", "gas", "fire"}
    assert found.anew["mood"] == "Low or lonely"


def test_a_report_by_telephone_says_nothing_of_the_home(elder, visited):
    visited(elder, method="phone", water="", gas="", electricity="", fire="", falls="", hygiene="")
    assert set(last_time(elder).anew) == {"water", "gas", "electricity", "fire", "falls", "hygiene"}


@pytest.mark.parametrize(("days", "found"), [(92, True), (93, False)])
def test_an_old_report_is_not_said_again(elder, visited, days, found):
    visited(elder, days=days)
    assert (last_time(elder) is not None) is found


def test_a_city_decides_how_old_it_may_be(elder, visited):
    visited(elder, days=30)
    PolicyRow.objects.create(
        key=LAST_TIME_DAYS, value=29, valid_from=NOW.date(), source_kind="choice", source="本市决定"
    )
    assert last_time(elder) is None


def test_neither_a_visit_found_untrue_nor_one_that_met_nobody_is_said_again(elder, visited):
    VisitReport.objects.filter(pk=visited(elder, days=40).pk).update(voided_at=NOW)
    visited(elder, days=20, **NOBODY_AT_HOME)
    assert last_time(elder) is None


# One elder


def test_all_well_as_last_time_is_the_workers_own_visit_with_the_date_of_the_last_one(
    desk, elder, visited, worker
):
    before = visited(elder, mood="calm", health="stable")
    shown = desk.get(page_of(elder)).content.decode()
    assert "2026-06-08" in shown
    say_again(desk, elder, before)
    report = VisitReport.objects.latest("pk")
    assert (report.author, report.same_as, report.contact_made, report.evidence) == (
        worker,
        before,
        True,
        "C",
    )
    assert (report.mood, report.health, report.gas) == ("calm", "stable", "safe")
    assert counted(NOW.date(), elder.region_id).get(pk=elder.pk).contact == ContactClass.STAFF_C
    read = desk.get(f"/workbench/elderly_visits/visitreport/inspect/{report.pk}/").content.decode()
    assert "同上次，一切正常" in read


def test_nothing_says_beforehand_that_a_visit_was_made(desk, elder, visited):
    before = visited(elder)
    shown = desk.get(page_of(elder)).content.decode()
    for name in ("contact_made", "last-method"):
        assert not [tag for tag in shown.split("<input")[1:] if f'name="{name}"' in tag and "checked" in tag]
    for method in ("", "remote"):
        say_again(desk, elder, before, method=method)
    assert VisitReport.objects.count() == 1


def test_what_is_asked_anew_has_to_be_answered_and_raises_its_concern(desk, elder, visited):
    before = visited(elder, mood="low")
    assert say_again(desk, elder, before).status_code == 200
    assert VisitReport.objects.count() == 1
    say_again(desk, elder, before, mood="distressed")
    assert VisitReport.objects.latest("pk").mood == "distressed"
    assert Concern.objects.latest("pk").severity == "urgent"


def test_who_was_shown_another_report_looks_again(desk, elder, visited):
    shown = visited(elder, days=40)
    visited(elder, days=5)
    answer = say_again(desk, elder, shown)
    assert "新的探访记录" in answer.content.decode()
    assert VisitReport.objects.count() == 2


def test_the_needs_and_remarks_of_last_time_are_not_said_again(desk, elder, visited):
    before = visited(elder, needs="想要送餐", note="说起儿子")
    say_again(desk, elder, before)
    report = VisitReport.objects.latest("pk")
    assert (report.needs, report.note) == ("", "")


def test_two_impatient_taps_are_one_visit(desk, elder, visited, make_visit):
    before = visited(elder)
    for _tap in range(2):
        say_again(desk, elder, before)
    # The second shows a newer report; a planned visit by the same hour is the same visit, too.
    assert VisitReport.objects.count() == 2
    report = VisitReport.objects.latest("pk")
    again = record_worker_visit(
        elder=elder,
        actor=report.author,
        visited_at=report.visited_at,
        answers=ALL_WELL,
        visit=make_visit(elder),
    )
    assert again == report


def test_entered_late_it_asks_why_and_waits_for_a_second_person(desk, elder, visited):
    before = visited(elder)
    late = {"visited_at": "2026-06-30T09:00"}
    assert say_again(desk, elder, before, **late).status_code == 200
    say_again(desk, elder, before, **late, late_reason="下乡没有网络")
    assert VisitReport.objects.latest("pk").waits_for_acceptance


def test_a_disabled_elder_is_not_called_by_telephone_instead(desk, make_elder, visited):
    elder = make_elder(flags={"disabled"})
    before = visited(elder)
    assert say_again(desk, elder, before, method="phone").status_code == 200
    assert VisitReport.objects.count() == 1


def test_the_whole_form_comes_prefilled_and_marked_but_for_what_is_risky(desk, elder, visited):
    visited(elder, mood="low", living="none")
    shown = desk.get(page_of(elder)).content.decode()
    tags = [tag.partition(">")[0] for tag in shown.split("<input")[1:]]
    chosen = {tag.split('name="')[1].split('"')[0] for tag in tags if "checked" in tag and 'name="' in tag}
    assert "living" in chosen
    assert "mood" not in chosen
    assert shown.count("同2026-06-08") == len(HARMLESS) - 1
    assert "上次：" in shown


def test_afterwards_one_is_back_on_the_list_and_never_on_another_site(desk, elder, visited):
    before = visited(elder)
    back = desk.post(
        page_of(elder),
        {
            "as_last": "1", "last-last": before.pk, "last-method": "home", "last-visited_at": "2026-07-08T09:30",
            "next": "/workbench/dashboard/missing/?region=1",
        },
    )  # fmt: skip
    assert back.url == "/workbench/dashboard/missing/?region=1"
    again = VisitReport.objects.latest("pk")
    away = desk.post(
        page_of(elder),
        {
            "as_last": "1", "last-last": again.pk, "last-method": "home", "last-visited_at": "2026-07-08T09:40",
            "next": "https://example.com/",
        },
    )  # fmt: skip
    assert away.url.startswith("/workbench/elderly_visits/visitreport/inspect/")


@pytest.mark.parametrize("who", ["worker_next_door", "auditor", "resident"])
def test_nobody_else_records_it(elder, visited, who, request, log_in):
    before = visited(elder)
    client = log_in(request.getfixturevalue(who))
    assert say_again(client, elder, before).status_code in (302, 403, 404)
    assert client.get(f"/workbench/visits/elders/{elder.pk}/record/").status_code in (302, 403, 404)
    assert VisitReport.objects.count() == 1


def test_the_one_way_to_record_leads_to_the_planned_visit_that_is_due(
    desk, elder, make_visit, make_volunteer
):
    address = f"/workbench/visits/elders/{elder.pk}/record/?next=/workbench/"
    assert desk.get(address).url == f"/workbench/visits/elders/{elder.pk}/visit/?next=/workbench/"
    later = make_visit(
        elder, ordinal=2, starts_on=NOW.date() + timedelta(days=7), ends_on=NOW.date() + timedelta(days=9)
    )
    due = make_visit(elder, ordinal=1)
    assert desk.get(address).url == f"/workbench/visits/{due.pk}/report/?next=/workbench/"
    # Somebody has said yes to it: that visit is theirs.
    row = assignments.offer(task=due.task, volunteer=make_volunteer())
    assignments.accept(assignment=row, actor=row.volunteer.person.user, planned_for=timezone.now())
    assert desk.get(address).url == f"/workbench/visits/{later.pk}/report/?next=/workbench/"


def test_sixty_in_a_row_are_seen(make_elder, worker, visited, noon):
    elders = [make_elder(f"老人{number}") for number in range(12)]
    for elder in elders:
        visited(elder)
    for number, elder in enumerate(elders):
        noon.move_to(NOW + timedelta(minutes=number))
        record_worker_visit(
            elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL,
            same_as=last_time(elder).report,
        )  # fmt: skip
    kinds = {
        found.key.split(":")[0]
        for detector in DETECTORS
        for found in detector.find(Window(book()))
        if NOW.date().isoformat() in found.key
    }
    assert {"staff_hour", "staff_bulk"} <= kinds


# Several in a grid


def row(elder, **fields):
    data = {"visited": "on", "at": "09:00", "method": "home", "outcome": "met"} | {
        name: value for name, value in ALL_WELL.items() if name in HARMLESS
    }
    if found := last_time(elder):
        data["last"] = found.report.pk
    return {"elder": [elder.pk], **{f"e{elder.pk}-{name}": value for name, value in (data | fields).items()}}


def grid(*rows, day="2026-07-08", **more):
    data = {"day": day, "elder": []} | more
    for one in rows:
        data = data | one | {"elder": data["elder"] + one["elder"]}
    return data


def test_good_rows_are_kept_and_the_others_stay_as_they_were_typed(desk, make_elder, visited):
    well, missing, later = (make_elder(name) for name in ("老人一", "老人二", "老人三"))
    before = visited(well)
    answer = desk.post(
        GRID,
        grid(row(well), row(missing, mood="", note="要再打电话", at="09:20"), row(later, at="23:00")),
    )
    report = VisitReport.objects.latest("pk")
    assert (VisitReport.objects.count(), report.visit.elder, report.same_as) == (2, well, before)
    shown = answer.content.decode()
    assert "已录入1次探访" in shown
    assert "要再打电话" in shown
    assert 'value="09:20"' in shown
    assert f'name="e{well.pk}-visited"' not in shown


def test_each_row_has_to_be_ticked_and_nothing_typed_is_lost(desk, elder):
    data = row(elder)
    del data[f"e{elder.pk}-visited"]
    answer = desk.post(GRID, grid(data))
    assert "请勾选" in answer.content.decode()
    assert not VisitReport.objects.exists()


@pytest.mark.parametrize("missing", ["at", "method", "outcome"])
def test_a_ticked_row_says_when_how_and_whether_the_elder_was_reached(desk, elder, missing):
    assert desk.post(GRID, grid(row(elder, **{missing: ""}))).status_code == 200
    assert not VisitReport.objects.exists()


def test_the_grid_comes_unticked_with_neither_hour_nor_method(desk, elder, visited, worker):
    visited(elder, mood="low")
    elder.worker = worker
    elder.save()
    shown = desk.get(GRID).content.decode()
    assert "老人甲" in shown
    tags = {
        tag.split('name="')[1].split('"')[0]: tag.partition(">")[0]
        for tag in shown.split("<input")[1:]
        if 'name="' in tag
    }
    assert "checked" not in tags[f"e{elder.pk}-visited"]
    assert "value=" not in tags[f"e{elder.pk}-at"]
    assert "上次：" in shown


def test_sent_twice_it_is_one_visit_also_where_two_are_planned(desk, elder, make_visit):
    make_visit(elder, ordinal=1)
    make_visit(elder, ordinal=2)
    sent = grid(row(elder))
    for _tap in range(2):
        assert desk.post(GRID, sent).status_code == 302
    assert VisitReport.objects.count() == 1


def test_a_row_takes_the_planned_visit_and_nobody_is_asked_for_it_any_more(desk, elder, make_visit):
    visit = make_visit(elder)
    desk.post(GRID, grid(row(elder)))
    visit.task.refresh_from_db()
    assert (VisitReport.objects.get().visit, visit.task.state) == (visit, TaskState.DONE)


def test_a_row_that_is_older_than_a_colleagues_report_is_looked_at_again(desk, elder, visited, officer):
    visited(elder)
    stale = grid(row(elder))
    newer = visited(elder, days=1, health="sick")
    VisitReport.objects.filter(pk=newer.pk).update(author=officer)
    answer = desk.post(GRID, stale)
    assert VisitReport.objects.latest("pk") == newer
    shown = answer.content.decode()
    assert "刚刚又有一份新的探访记录" in shown and "上次：" in shown
    # Now she has seen it, and the same page goes in.
    assert f'name="e{elder.pk}-last" value="{newer.pk}"' in shown
    desk.post(GRID, stale | {f"e{elder.pk}-last": newer.pk})
    assert VisitReport.objects.latest("pk") != newer


def test_who_was_not_reached_is_written_down_as_such(desk, elder):
    desk.post(GRID, grid(row(elder, outcome="not_at_home")))
    report = VisitReport.objects.get()
    assert (report.contact_made, report.no_contact_reason, report.mood) == (False, "not_at_home", "")


def test_what_differs_in_a_row_raises_its_concern_and_is_not_as_last_time(desk, elder, visited):
    visited(elder)
    desk.post(GRID, grid(row(elder, mood="distressed", needs="想要送餐")))
    report = VisitReport.objects.latest("pk")
    assert report.same_as is None
    assert {one.kind for one in Concern.objects.get(report=report).findings.all()} == {"mood", "need"}


def test_rows_of_days_ago_ask_why_and_keep_what_was_typed(desk, elder):
    elder.registered_on = NOW.date() - timedelta(days=60)
    elder.save()
    answer = desk.post(GRID, grid(row(elder), day="2026-06-30"))
    assert 'name="late_reason"' in answer.content.decode()
    desk.post(GRID, grid(row(elder), day="2026-06-30", late_reason="住院回来才补"))
    assert VisitReport.objects.get().waits_for_acceptance


def test_an_elder_next_door_is_neither_shown_nor_recorded(desk, make_elder, community_next_door):
    there = make_elder("邻区老人", region=community_next_door)
    answer = desk.post(GRID, grid(row(there)), follow=True)
    assert "邻区老人" not in answer.content.decode()
    assert "邻区老人" not in desk.get(f"{GRID}?elder={there.pk}").content.decode()
    assert not VisitReport.objects.exists()


def test_an_auditor_has_no_grid(log_in, auditor):
    assert log_in(auditor).get(GRID).status_code == 403


def test_the_grid_asks_as_few_queries_for_many_as_for_one(desk, make_elder, visited, make_visit):
    counts = []
    for more in (1, 6):
        for number in range(more):
            elder = make_elder(f"老人{more}{number}")
            visited(elder)
            make_visit(elder)
        desk.get(GRID, {"everybody": "1"})
        with CaptureQueriesContext(connection) as asked:
            desk.get(GRID, {"everybody": "1"})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_may_be_said_again_is_read_in_three_queries(make_elder, visited, django_assert_max_num_queries):
    elders = [make_elder(f"老人{number}") for number in range(4)]
    for elder in elders:
        visited(elder)
    with django_assert_max_num_queries(3):
        assert len(last_times(elders)) == 4


def test_the_missing_names_lead_to_recording_for_those_who_may(log_in, elder, worker, auditor):
    link = f"/workbench/visits/elders/{elder.pk}/record/?next="
    assert link in log_in(worker).get("/workbench/dashboard/missing/").content.decode()
    assert link not in log_in(auditor).get("/workbench/dashboard/missing/").content.decode()

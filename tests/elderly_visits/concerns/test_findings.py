"""What one visit finds is one concern with a finding for each answer; and what a rule about it would change."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from elderly_visits.concerns.enums import ConcernKind, Outcome, Severity
from elderly_visits.concerns.models import Concern, ConcernFinding
from elderly_visits.concerns.policy import ANSWERS, CONCERN_DUE_HOURS, CONCERN_SEVERITIES
from elderly_visits.concerns.previews import preview_due_hours, preview_severities
from elderly_visits.concerns.selectors.concerns import raised_before
from elderly_visits.concerns.services.concerns import close_concern, raise_concern, raise_from_report
from elderly_visits.family.selectors import family_view
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.services.by_workers import record_worker_visit
from elderly_visits.visits.services.reports import submit_report
from notifications.models import Message
from policies.models import BEGINNING, PolicyRow
from policies.previews import Proposal, previewer_of
from policies.selectors import value
from tests.elderly_visits.conftest import ALL_WELL

NOW = datetime.fromisoformat("2026-07-08T10:00:00+08:00")
BAD = {"health": "worse", "mood": "distressed", "gas": "danger", "falls": "hazard", "needs": "想要送餐"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as traveller, translation.override("en"):
        yield traveller


def visited(elder, worker, **answers):
    """What the worker found just now."""
    return record_worker_visit(
        elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL | answers
    )


def test_one_bad_visit_opens_one_concern_that_lists_each_finding_the_gravest_first(checked_in, worker):
    actor = checked_in.volunteer.person.user
    submit_report(assignment=checked_in, actor=actor, answers=ALL_WELL | BAD | {"note": "老人说晚上害怕"})
    concern = Concern.objects.get()
    assert (concern.kind, concern.severity) == ("safety", "emergency")
    assert concern.due_at == NOW + timedelta(hours=1)
    assert [(one.kind, one.severity, one.answer) for one in concern.findings.all()] == [
        ("safety", "emergency", "safety.danger"),
        ("mood", "urgent", "mood.distressed"),
        ("health", "routine", "health.worse"),
        ("safety", "routine", "safety.hazard"),
        ("need", "routine", "needs"),
    ]
    assert concern.text.endswith("老人说晚上害怕")
    assert Message.objects.filter(person=worker.person, kind="concern").count() == 1


def test_the_same_report_raises_its_concern_once(elder, worker):
    report = visited(elder, worker, **BAD)
    assert raise_from_report(report, actor=worker) == Concern.objects.get()
    assert ConcernFinding.objects.count() == 5


def test_the_page_and_the_list_name_every_finding(elder, worker, log_in):
    visited(elder, worker, **BAD)
    concern = Concern.objects.get()
    page = log_in(worker).get(concern.get_absolute_url()).content.decode()
    listed = log_in(worker).get("/workbench/visits/concerns/").content.decode()
    for finding in concern.findings.all():
        assert finding.text in page
    for kind in ("居家安全", "精神状态", "健康", "服务需求"):
        assert kind in listed


def test_the_list_asks_as_few_queries_for_many_as_for_one(make_elder, worker, log_in):
    from django.test.utils import CaptureQueriesContext

    counts = []
    client = log_in(worker)
    visited(make_elder("老人一"), worker, **BAD)
    client.get("/workbench/visits/concerns/")
    for more in (0, 6):
        for number in range(more):
            visited(make_elder(f"老人{number}"), worker, **BAD)
        with CaptureQueriesContext(connection) as asked:
            client.get("/workbench/visits/concerns/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_finding_about_the_family_among_others_is_not_told_to_the_family(elder, worker):
    visited(elder, worker, support="neglect")
    told = family_view(elder, "女儿")
    assert (told.has_open_concerns, told.all_well) == (False, False)


def test_a_lesser_finding_beside_one_about_the_family_is_seen_by_the_family(elder, worker):
    visited(elder, worker, support="neglect", mood="low")
    assert Concern.objects.get().kind == "support"
    assert family_view(elder, "女儿").has_open_concerns


def test_the_same_trouble_is_known_again_where_it_was_one_finding_among_others(elder, worker, noon):
    visited(elder, worker, **BAD)
    first = Concern.objects.get()
    noon.shift(timedelta(days=3))
    again = raise_concern(elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="又低落")
    other = raise_concern(elder=elder, kind=ConcernKind.HYGIENE, severity=Severity.ROUTINE, text="脏")
    assert list(raised_before(again)) == [first]
    assert list(raised_before(other)) == []


@pytest.mark.parametrize("change", ["update", "delete"])
def test_findings_are_not_rewritten(elder, worker, change):
    visited(elder, worker, **BAD)
    rows = ConcernFinding.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(severity="routine") if change == "update" else rows._raw_delete(rows.db)


def test_nobody_cares_for_her_is_looked_into_within_a_day(elder, worker):
    visited(elder, worker, support="none")
    concern = Concern.objects.get()
    assert (concern.severity, concern.due_at) == ("urgent", NOW + timedelta(hours=24))


# What was there before


def test_concerns_of_before_have_one_finding_each(elder):
    old = Concern.objects.create(
        elder=elder, kind="mood", severity="urgent", text="低落", due_at=NOW, raised_at=NOW
    )
    import_module("elderly_visits.migrations.0007_concern_findings").one_for_each(apps, None)
    assert [(one.kind, one.severity, one.text) for one in old.findings.all()] == [("mood", "urgent", "低落")]


def learn():
    import_module("elderly_visits.migrations.0008_nobody_cares_is_urgent").learn(apps, None)


@pytest.fixture
def installed(db):
    """The row that setting up a city wrote in an earlier version."""
    PolicyRow.objects.filter(key=CONCERN_SEVERITIES).delete()
    return PolicyRow.objects.create(
        key=CONCERN_SEVERITIES, value=ANSWERS | {"support.none": "routine"}, valid_from=BEGINNING,
        source_kind="choice", source="三级",
    )  # fmt: skip


def test_an_installed_city_learns_it_from_today_on(installed):
    for _twice in range(2):
        learn()
    assert value(CONCERN_SEVERITIES)["support.none"] == "urgent"
    assert value(CONCERN_SEVERITIES, on=NOW.date() - timedelta(days=1))["support.none"] == "routine"
    assert value(CONCERN_SEVERITIES) == ANSWERS


def test_a_city_that_decided_itself_keeps_its_rule(installed, city_manager):
    PolicyRow.objects.create(
        key=CONCERN_SEVERITIES, value=installed.value | {"needs": ""}, valid_from=date(2026, 1, 1),
        source_kind="choice", source="本市决定", author=city_manager,
    )  # fmt: skip
    learn()
    assert value(CONCERN_SEVERITIES)["support.none"] == "routine"


# What a rule would change


def proposed(key, **changes):
    return Proposal(key, value(key) | changes)


def test_a_proposed_rule_says_how_many_concerns_would_be_more_urgent_raised_or_not_at_all(make_elder, worker):
    for name, found in (
        ("老人一", {"hygiene": "poor"}), ("老人二", {"hygiene": "poor", "health": "sick"}),
        ("老人三", {"needs": "送餐"}), ("老人四", {}),
    ):  # fmt: skip
        visited(make_elder(name), worker, **found)
    rule = proposed(CONCERN_SEVERITIES, **{"hygiene.poor": "urgent", "needs": ""})
    shown = preview_severities(rule)
    # The one who is ill as well is urgent either way.
    assert shown.data == {"changed": 1, "raised": 0, "dropped": 1}
    assert [(line.before, line.after) for line in shown.figures] == [
        ("0", "0"),
        ("1", "2"),
        ("2", "0"),
        ("0", "0"),
    ]
    assert shown.tables[0].rows == [
        ("Routine (168 hours)", "no concern", "1"),
        ("Routine (168 hours)", "Urgent (24 hours)", "1"),
    ]
    assert not PolicyRow.objects.filter(value=rule.value).exists()


def test_only_the_last_ninety_days_and_the_region_of_the_rule_are_looked_at(
    elder, make_elder, worker, community_next_door, worker_next_door, noon
):
    visited(elder, worker, hygiene="poor")
    noon.shift(timedelta(days=91))
    there = make_elder("邻区老人", region=community_next_door)
    visited(there, worker_next_door, hygiene="poor")
    rule = proposed(CONCERN_SEVERITIES, **{"hygiene.poor": "urgent"})
    assert preview_severities(rule).data["changed"] == 1
    here = Proposal(rule.key, rule.value, region=elder.region)
    assert preview_severities(here).data["changed"] == 0


def test_an_answer_that_called_for_nothing_would_be_raised(elder, worker):
    PolicyRow.objects.create(
        key=CONCERN_SEVERITIES, value=ANSWERS | {"hygiene.poor": ""}, valid_from=NOW.date(), source_kind="choice",
        source="本市决定",
    )  # fmt: skip
    visited(elder, worker, hygiene="poor")
    assert not Concern.objects.exists()
    rule = proposed(CONCERN_SEVERITIES, **{"hygiene.poor": "routine"})
    assert preview_severities(rule).data == {"changed": 0, "raised": 1, "dropped": 0}


def test_shorter_hours_say_how_many_would_have_been_overdue(elder, worker, noon):
    first = raise_concern(elder=elder, kind=ConcernKind.HEALTH, severity=Severity.URGENT, text="病了")
    raise_concern(elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="低落")
    noon.shift(timedelta(hours=20))
    close_concern(concern=first, actor=worker, outcome=Outcome.SOLVED, note="已送医")
    noon.shift(timedelta(hours=20))
    shown = preview_due_hours(proposed(CONCERN_DUE_HOURS, urgent=12, routine=48))
    assert shown.data == {"before": {}, "after": {"urgent": 1}}


@pytest.mark.parametrize("key", [CONCERN_SEVERITIES, CONCERN_DUE_HOURS])
def test_such_a_rule_is_set_only_after_a_look_at_its_effect(key):
    assert previewer_of(key) is not None
    assert previewer_of("site.staff_session_hours") is None


def test_a_report_is_bound_to_one_concern_however_many_answers_it_has(elder, worker):
    visited(elder, worker, **dict.fromkeys(("water", "gas", "electricity", "fire", "falls"), "hazard"))
    assert VisitReport.objects.get().concerns.count() == 1

"""Concerns: who is told and when, how they climb, and that nothing is closed without an outcome."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from elderly_visits.concerns.enums import ConcernKind, Outcome, Referral, Severity
from elderly_visits.concerns.models import Concern, ConcernEvent
from elderly_visits.concerns.policy import ANSWERS, CONCERN_SEVERITIES
from elderly_visits.concerns.selectors.answers import answered
from elderly_visits.concerns.services.concerns import (
    add_note,
    claim_concern,
    close_concern,
    escalate_overdue,
    hand_over,
    raise_concern,
)
from elderly_visits.jobs import SCHEDULE, escalate_concerns
from elderly_visits.register.selectors.handlers import colleagues, responsible_handler
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.services.reports import submit_report
from facilities.models import Facility
from notifications.models import Message
from policies.models import PolicyRow
from tests.elderly_visits.conftest import ALL_WELL
from workbench.roles import Role

NOW = datetime.fromisoformat("2026-07-08T10:00:00+08:00")


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def concern(elder, worker):
    """A routine concern that the worker of the community answers for."""
    return raise_concern(
        elder=elder, kind=ConcernKind.SAFETY, severity=Severity.ROUTINE, text="地面湿滑", raised_by=worker
    )


def told(user):
    return Message.objects.filter(person=user.person, kind="concern")


# Raising


@pytest.mark.parametrize(
    ("severity", "hours", "channel"),
    [("emergency", 1, "sms"), ("urgent", 24, "sms"), ("routine", 168, "inbox")],
)
def test_a_concern_has_an_owner_and_a_due_time_and_the_owner_is_told(elder, worker, severity, hours, channel):
    found = raise_concern(elder=elder, kind=ConcernKind.HEALTH, severity=Severity(severity), text="头晕")
    assert (found.owner, found.level) == (worker, Role.COMMUNITY_WORKER)
    assert found.due_at == NOW + timedelta(hours=hours)
    assert told(worker).get().channel == channel


def test_a_message_names_neither_the_elder_nor_the_finding(elder, worker):
    raise_concern(elder=elder, kind=ConcernKind.HEALTH, severity=Severity.URGENT, text="头晕")
    message = told(worker).get()
    for secret in ("老人甲", "头晕", "朝阳中路"):
        assert secret not in message.subject + message.body


def test_an_emergency_alerts_the_supervisor_at_once_and_a_routine_concern_does_not(
    elder, worker, officer, manager
):
    raise_concern(elder=elder, kind=ConcernKind.HEALTH, severity=Severity.URGENT, text="头晕")
    assert not told(officer).exists()
    raise_concern(elder=elder, kind=ConcernKind.HEALTH, severity=Severity.EMERGENCY, text="叫不醒")
    assert told(worker).count() == 2
    assert told(officer).count() == 1
    assert not told(manager).exists()


def test_the_worker_named_on_the_file_answers_as_long_as_they_work_there(
    make_elder, worker, make_user, community
):
    named = make_user("专管员", Role.COMMUNITY_WORKER, community)
    elder = make_elder(worker=named)
    assert responsible_handler(elder)[1] == named
    named.role_grants.update(ended_at=NOW)
    named.forget_grants()
    assert responsible_handler(elder)[1] == worker


def test_without_a_community_worker_the_next_level_answers(elder, officer):
    assert responsible_handler(elder) == (Role.TOWNSHIP_OFFICER, officer)


def test_where_nobody_works_the_concern_waits_without_an_owner(elder):
    found = raise_concern(elder=elder, kind=ConcernKind.OTHER, severity=Severity.EMERGENCY, text="急")
    assert (found.owner, found.level) == (None, Role.CITY_MANAGER)


def test_a_double_click_raises_one_concern(elder, worker):
    first, again = (
        raise_concern(
            elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="情绪低落", raised_by=worker
        )
        for _click in range(2)
    )
    assert first == again
    assert told(worker).count() == 1


def test_a_concern_needs_words(elder, worker):
    with pytest.raises(VisitError):
        raise_concern(
            elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="  ", raised_by=worker
        )


# From a report


def raised_by(assignment, **answers):
    actor = assignment.volunteer.person.user
    submit_report(assignment=assignment, actor=actor, answers=ALL_WELL | answers)
    return {(one.kind, one.severity, one.text) for one in Concern.objects.all()}


def test_nothing_is_raised_when_all_is_well(checked_in, worker):
    assert raised_by(checked_in) == set()


def test_one_concern_of_a_kind_the_gravest_answer_deciding(checked_in, worker):
    found = raised_by(checked_in, water="hazard", gas="danger", falls="hazard", note="煤气味很大")
    assert [(kind, severity) for kind, severity, _text in found] == [("safety", "emergency")]
    text = Concern.objects.get().text
    assert text.count(" · ") == 3
    assert text.endswith("煤气味很大")


@pytest.mark.parametrize(
    ("answers", "kind", "severity"),
    [
        ({"health": "critical"}, "health", "emergency"),
        ({"health": "sick"}, "health", "urgent"),
        ({"health": "worse"}, "health", "routine"),
        ({"mood": "distressed"}, "mood", "urgent"),
        ({"living": "serious"}, "living", "urgent"),
        ({"support": "neglect"}, "support", "urgent"),
        ({"hygiene": "poor"}, "hygiene", "routine"),
        ({"electricity": "danger"}, "safety", "emergency"),
        ({"needs": "想要送餐"}, "need", "routine"),
        ({"contact_made": False, "no_contact_reason": "not_at_home"}, "no_contact", "routine"),
    ],
)
def test_answers_raise_what_the_policy_says(checked_in, worker, answers, kind, severity):
    assert {(found[0], found[1]) for found in raised_by(checked_in, **answers)} == {(kind, severity)}


def test_nobody_reached_at_high_risk_is_urgent(checked_in, visit, worker):
    visit.tier = "high"
    visit.save()
    found = raised_by(checked_in, contact_made=False, no_contact_reason="not_at_home")
    assert {one[1] for one in found} == {"urgent"}


def test_a_city_may_decide_that_an_answer_calls_for_nothing(checked_in, worker):
    PolicyRow.objects.create(
        key=CONCERN_SEVERITIES, value=ANSWERS | {"hygiene.poor": ""}, valid_from=timezone.localdate(),
        source_kind="choice", source="Decision of the city",
    )  # fmt: skip
    assert raised_by(checked_in, hygiene="poor") == set()


@pytest.mark.parametrize(
    ("entry", "answers", "question"),
    [
        ("hygiene.poor", {"hygiene": "poor"}, "hygiene"),
        ("safety.danger", {"gas": "danger"}, "gas"),
    ],
)
def test_an_answer_added_after_the_city_was_set_up_raises_the_concern_that_its_badge_shows(
    checked_in, worker, entry, answers, question
):
    PolicyRow.objects.filter(key=CONCERN_SEVERITIES).update(
        value={key: severity for key, severity in ANSWERS.items() if key != entry}
    )
    assert [one[1] for one in raised_by(checked_in, **answers)] == [ANSWERS[entry]]
    assert badges(VisitReport.objects.get()) == [ANSWERS[entry]]


def badges(report):
    return [one.severity for one in answered(report) if one.severity]


def test_the_badge_follows_the_rule_of_the_day_on_which_the_report_was_submitted(checked_in, worker):
    submitted = timezone.localdate()
    severe = {"key": CONCERN_SEVERITIES, "source_kind": "choice", "source": "Decision of the city"}
    PolicyRow.objects.create(value=ANSWERS | {"hygiene.poor": "urgent"}, valid_from=submitted, **severe)
    PolicyRow.objects.create(
        value=ANSWERS | {"hygiene.poor": ""}, valid_from=submitted + timedelta(days=1), **severe
    )
    assert [one[1] for one in raised_by(checked_in, hygiene="poor")] == ["urgent"]
    report = VisitReport.objects.get()
    with time_machine.travel(NOW + timedelta(days=2)):
        assert badges(report) == ["urgent"]


@pytest.mark.parametrize(("tier", "severity"), [("general", "routine"), ("high", "urgent")])
def test_the_badge_of_a_visit_that_reached_nobody_is_as_urgent_as_its_concern(
    checked_in, visit, worker, tier, severity
):
    visit.tier = tier
    visit.save()
    raised_by(checked_in, contact_made=False, no_contact_reason="not_at_home")
    assert badges(VisitReport.objects.get()) == [severity] == [Concern.objects.get().severity]


# Dealing with it


def test_taking_on_makes_one_the_owner_once(concern, officer, worker):
    for _click in range(2):
        taken = claim_concern(concern=concern, actor=officer)
    assert (taken.owner, taken.state) == (officer, "in_progress")
    assert ConcernEvent.objects.filter(concern=concern, actor=officer).count() == 1


def test_a_step_is_written_down_once(concern, worker):
    for _click in range(2):
        add_note(concern=concern, actor=worker, note="已联系维修")
    assert [event.note for event in concern.events.all()] == ["地面湿滑", "已联系维修"]
    with pytest.raises(VisitError):
        add_note(concern=concern, actor=worker, note=" ")


def test_handing_over_tells_the_colleague_every_time(concern, worker, officer):
    for to in (officer, worker, officer):
        handed = hand_over(concern=concern, actor=worker, to=to, note="请您处理")
    assert (handed.owner, handed.level) == (officer, Role.TOWNSHIP_OFFICER)
    assert told(officer).count() == 2


def test_one_hands_over_only_to_who_works_for_this_elder(
    concern, worker, worker_next_door, manager_next_door, resident
):
    for stranger in (worker_next_door, manager_next_door, resident):
        with pytest.raises(VisitError):
            hand_over(concern=concern, actor=worker, to=stranger)
    assert [user.display_name for user, _role in colleagues(concern.elder)] == ["网格员甲"]


@pytest.mark.parametrize("who", ["worker_next_door", "manager_next_door", "auditor", "resident"])
def test_nobody_else_deals_with_it(concern, who, request):
    actor = request.getfixturevalue(who)
    for step in (
        lambda: claim_concern(concern=concern, actor=actor),
        lambda: add_note(concern=concern, actor=actor, note="我"),
        lambda: close_concern(concern=concern, actor=actor, outcome=Outcome.SOLVED, note="好了"),
    ):
        with pytest.raises(VisitError) as refused:
            step()
        assert refused.value.code == "not_yours"
    concern.refresh_from_db()
    assert concern.state == "open"


# Closing


@pytest.mark.parametrize(
    ("outcome", "note", "referral", "code"),
    [
        ("", "好了", "", "outcome"),
        ("solved", "  ", "", "outcome"),
        ("referred", "转介", "", "referral"),
        ("referred", "转介", "care_point", "facility"),
    ],
)
def test_nothing_is_closed_without_an_outcome(concern, worker, outcome, note, referral, code):
    with pytest.raises(VisitError) as refused:
        close_concern(concern=concern, actor=worker, outcome=outcome, note=note, referral=Referral(referral))
    assert refused.value.code == code
    concern.refresh_from_db()
    assert concern.state == "open"


def test_not_even_the_database_closes_without_an_outcome(concern):
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(state="closed")


def test_a_referral_to_a_care_point_is_kept_and_closing_twice_is_once(concern, worker, community):
    station = Facility.objects.create(name="驿站", type="station", region=community)
    for outcome in (Outcome.REFERRED, Outcome.SOLVED):
        closed = close_concern(
            concern=concern, actor=worker, outcome=outcome, note="已对接", referral=Referral.CARE_POINT,
            facility=station,
        )  # fmt: skip
    assert (closed.outcome, closed.referral_facility, closed.closed_at) == ("referred", station, NOW)
    assert ConcernEvent.objects.filter(concern=concern).count() == 2


def test_what_was_not_referred_keeps_no_referral(concern, worker, community):
    station = Facility.objects.create(name="驿站", type="station", region=community)
    closed = close_concern(
        concern=concern, actor=worker, outcome=Outcome.SOLVED, note="已修好", referral=Referral.CARE_POINT,
        facility=station,
    )  # fmt: skip
    assert (closed.referral, closed.referral_facility) == ("", None)


def test_a_closed_concern_is_neither_taken_nor_noted_nor_handed_over(concern, worker, officer):
    close_concern(concern=concern, actor=worker, outcome=Outcome.SOLVED, note="已修好")
    for step in (
        lambda: claim_concern(concern=concern, actor=worker),
        lambda: add_note(concern=concern, actor=worker, note="再看看"),
        lambda: hand_over(concern=concern, actor=worker, to=officer),
    ):
        with pytest.raises(VisitError) as refused:
            step()
        assert refused.value.code == "closed"


# Escalation


def test_an_overdue_concern_climbs_level_by_level_and_stays_at_the_top(
    concern, noon, worker, officer, manager, city_manager
):
    climbed = []
    for _week in range(5):
        noon.shift(timedelta(hours=169))
        escalate_concerns()
        concern.refresh_from_db()
        climbed.append((concern.level, concern.owner))
    top = (Role.CITY_MANAGER, city_manager)
    assert climbed == [(Role.TOWNSHIP_OFFICER, officer), (Role.COUNTY_MANAGER, manager), top, top, top]
    assert [told(user).count() for user in (worker, officer, manager, city_manager)] == [1, 1, 1, 1]
    assert concern.is_overdue


def test_escalating_twice_in_a_minute_climbs_once(concern, noon, worker, officer, manager):
    noon.shift(timedelta(hours=169))
    assert escalate_overdue() == 1
    assert escalate_overdue() == 0
    concern.refresh_from_db()
    assert (concern.level, concern.clock) == (Role.TOWNSHIP_OFFICER, timezone.now() + timedelta(hours=168))


def test_levels_where_nobody_works_are_passed_over(concern, noon, worker, city_manager):
    noon.shift(timedelta(hours=169))
    escalate_overdue()
    concern.refresh_from_db()
    assert (concern.level, concern.owner) == (Role.CITY_MANAGER, city_manager)


def test_where_nobody_is_above_the_owner_keeps_it(concern, noon, worker):
    noon.shift(timedelta(hours=169))
    escalate_overdue()
    concern.refresh_from_db()
    assert (concern.level, concern.owner) == (Role.CITY_MANAGER, worker)


def test_neither_closed_concerns_nor_those_in_time_climb(concern, elder, noon, worker, officer):
    close_concern(concern=concern, actor=worker, outcome=Outcome.SOLVED, note="已修好")
    noon.shift(timedelta(hours=100))
    raise_concern(elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="情绪低落")
    noon.shift(timedelta(hours=100))
    assert escalate_overdue() == 0


def test_a_concern_in_work_climbs_all_the_same_when_it_is_late(concern, noon, worker, officer):
    claim_concern(concern=concern, actor=worker)
    noon.shift(timedelta(hours=169))
    escalate_overdue()
    concern.refresh_from_db()
    assert concern.owner == officer


def test_the_beat_looks_every_ten_minutes():
    assert SCHEDULE["visits-escalate-concerns"] == {
        "task": "elderly_visits.jobs.escalate_concerns", "schedule": 600,
    }  # fmt: skip


# Who sees them


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("worker", True), ("officer", True), ("manager", True), ("city_manager", True), ("auditor", True),
        ("worker_next_door", False), ("manager_next_door", False), ("resident", False),
    ],
)  # fmt: skip
def test_concerns_are_seen_within_the_region(concern, who, sees, request):
    user = request.getfixturevalue(who)
    user.forget_grants()
    assert Concern.objects.visible_to(user).exists() is sees


def test_neither_the_elder_nor_a_relative_sees_concerns_they_may_be_about(concern, make_user, elder):
    herself, daughter = make_user("本人"), make_user("女儿")
    elder.person.mandates_given.create(agent=daughter.person, relation="女儿")
    herself.person.delete()
    elder.person.user = herself
    elder.person.save()
    assert not Concern.objects.visible_to(daughter).exists()
    assert not Concern.objects.visible_to(herself).exists()


def test_an_owner_whose_role_ended_no_longer_sees_it(concern, worker):
    worker.role_grants.update(ended_at=NOW)
    worker.forget_grants()
    assert not Concern.objects.visible_to(worker).exists()


def test_the_history_of_a_concern_cannot_be_rewritten(concern):
    with pytest.raises(DatabaseError), transaction.atomic():
        ConcernEvent.objects.filter(concern=concern).update(note="没有这回事")

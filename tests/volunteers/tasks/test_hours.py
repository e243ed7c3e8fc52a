"""Rest and protection on every way in: no two services at once, rest between them, two visits in a half-day, and nobody
at a door whom age or insurance should keep away. Each rule has a test that fails without it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent, withdraw_consent
from policies.models import PolicyRow
from tests.visit_planning.planning import set_policy
from volunteers.errors import NotAllowedNow, NotEligible
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.eligibility import Refusal, refusals
from volunteers.tasks.enums import AssignmentState, Origin
from volunteers.tasks.hours import Hours, hours_of
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MakeTask = Callable[..., Task]


@pytest.fixture
def clock() -> Any:
    """It is nine on a Tuesday. Sentences are read in English."""
    with time_machine.travel("2026-11-10 09:00+08:00", tick=False) as traveller, translation.override("en"):
        yield traveller


def at(hour: int, minute: int = 0, day: int = 12) -> datetime:
    return timezone.make_aware(datetime(2026, 11, day, hour, minute))


def shift(begin: datetime, hours: float = 2) -> dict[str, Any]:
    day = timezone.localdate(begin)
    return {
        "kind": "shift", "title": "社区义诊", "starts_on": day, "ends_on": day, "starts_at": begin,
        "ends_at": begin + timedelta(hours=hours),
    }  # fmt: skip


def agree(task: Task, volunteer: Volunteer, hour: datetime | None) -> Assignment:
    """Offered by a worker, and yes for that hour."""
    offer = assignments.offer(task=task, volunteer=volunteer)
    return assignments.accept(assignment=offer, actor=volunteer.person.user, planned_for=hour)


def refused(action: Callable[[], object]) -> NotEligible:
    with pytest.raises(NotEligible) as caught:
        action()
    return caught.value


# --- Two services at once -------------------------------------------------------------------------------------------


def test_two_visits_cannot_be_agreed_for_one_hour_and_the_other_is_named(
    make_task: MakeTask, volunteer: Volunteer
) -> None:
    agree(make_task(title="探访甲社区老人"), volunteer, at(9))
    error = refused(lambda: agree(make_task(), volunteer, at(9, 20)))
    assert error.reasons == [Refusal.OVERLAP]
    assert error.messages == ["At that time there is already “探访甲社区老人” (November 12, 09:00–09:40)."]
    assert Assignment.objects.filter(state=AssignmentState.ACCEPTED).count() == 1


def test_a_visit_and_a_shift_cannot_be_at_once_whichever_comes_first(
    make_task: MakeTask, volunteer: Volunteer, make_volunteer: Callable[..., Volunteer]
) -> None:
    agree(make_task(), volunteer, at(9))
    fixed = make_task(**shift(at(8)), persons_needed=5)

    def sign_up(who: Volunteer) -> Assignment:
        return assignments.sign_up(task=fixed, volunteer=who, actor=who.person.user)

    assert refused(lambda: sign_up(volunteer)).reasons == [Refusal.OVERLAP]
    other = make_volunteer("志愿者乙")
    sign_up(other)
    assert refused(lambda: agree(make_task(), other, at(9))).reasons == [Refusal.OVERLAP]


def test_a_worker_cannot_ask_for_a_fixed_hour_that_is_taken(
    make_task: MakeTask, volunteer: Volunteer
) -> None:
    agree(make_task(), volunteer, at(9))
    for origin in (Origin.ASSIGNED, Origin.MATCHED):
        error = refused(
            lambda origin=origin: assignments.offer(
                task=make_task(**shift(at(8))), volunteer=volunteer, origin=origin
            )
        )
        assert error.reasons == [Refusal.OVERLAP]


def test_another_hour_for_what_was_agreed_must_be_free_too(make_task: MakeTask, volunteer: Volunteer) -> None:
    agree(make_task(), volunteer, at(9))
    later = agree(make_task(), volunteer, at(15))

    def move(hour: datetime) -> Assignment:
        return assignments.accept(assignment=later, actor=volunteer.person.user, planned_for=hour)

    assert refused(lambda: move(at(9, 30))).reasons == [Refusal.OVERLAP]
    later.refresh_from_db()
    assert later.planned_for == at(15)
    assert move(at(16)).planned_for == at(16)


def test_the_same_hour_agreed_twice_is_no_overlap_with_itself(
    make_task: MakeTask, volunteer: Volunteer
) -> None:
    assignment = agree(make_task(), volunteer, at(9))
    again = assignments.accept(assignment=assignment, actor=volunteer.person.user, planned_for=at(9, 10))
    assert again.planned_for == at(9, 10)


def test_what_was_withdrawn_or_has_no_hour_takes_no_time(make_task: MakeTask, volunteer: Volunteer) -> None:
    assignments.withdraw(assignment=agree(make_task(), volunteer, at(9)), actor=volunteer.person.user)
    agree(make_task(), volunteer, None)
    assignments.offer(task=make_task(), volunteer=volunteer)
    assert agree(make_task(), volunteer, at(9)).state == AssignmentState.ACCEPTED


def test_somebody_elses_hours_are_their_own(
    make_task: MakeTask, volunteer: Volunteer, make_volunteer: Callable[..., Volunteer]
) -> None:
    agree(make_task(), volunteer, at(9))
    assert agree(make_task(), make_volunteer("志愿者乙"), at(9)).planned_for == at(9)


# --- Rest -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minute", "fine"), [(54, False), (55, True)])
def test_a_quarter_of_an_hour_lies_between_two_visits(
    make_task: MakeTask, volunteer: Volunteer, minute: int, fine: bool
) -> None:
    agree(make_task(title="探访甲社区老人"), volunteer, at(9))
    second = make_task()
    if fine:
        assert agree(second, volunteer, at(9, minute)).planned_for == at(9, minute)
        return
    error = refused(lambda: agree(second, volunteer, at(9, minute)))
    assert error.reasons == [Refusal.REST]
    assert error.messages == [
        "Please leave 15 minutes of rest before or after “探访甲社区老人” (November 12, 09:00–09:40)."
    ]


def test_rest_lies_before_a_service_as_well(make_task: MakeTask, volunteer: Volunteer) -> None:
    agree(make_task(), volunteer, at(10))
    assert refused(lambda: agree(make_task(), volunteer, at(9, 6))).reasons == [Refusal.REST]
    assert agree(make_task(), volunteer, at(9, 5)).state == AssignmentState.ACCEPTED


def test_a_city_that_wants_no_rest_gets_none(make_task: MakeTask, volunteer: Volunteer) -> None:
    set_policy("volunteers.rest_minutes", 0)
    agree(make_task(), volunteer, at(9))
    assert agree(make_task(), volunteer, at(9, 40)).state == AssignmentState.ACCEPTED


def test_a_visit_that_took_longer_counts_to_its_end(
    make_task: MakeTask, volunteer: Volunteer, clock: time_machine.Coordinates
) -> None:
    first = agree(make_task(), volunteer, at(9, day=10))
    assignments.check_in(assignment=first, actor=volunteer.person.user, code="123456")
    clock.move_to(at(10, 30, day=10))
    assignments.check_out(assignment=first, actor=volunteer.person.user)
    assert refused(lambda: agree(make_task(), volunteer, at(10, 40, day=10))).reasons == [Refusal.REST]
    assert agree(make_task(), volunteer, at(10, 45, day=10)).state == AssignmentState.ACCEPTED


# --- Half-days ------------------------------------------------------------------------------------------------------


def test_two_visits_fill_a_morning_and_the_afternoon_is_another_half_day(
    make_task: MakeTask, volunteer: Volunteer
) -> None:
    agree(make_task(), volunteer, at(8))
    agree(make_task(title="探访乙社区老人"), volunteer, at(9))
    error = refused(lambda: agree(make_task(), volunteer, at(10)))
    assert error.reasons == [Refusal.HALF_DAY]
    assert error.messages == [
        (
            "The limit is 2 visits per half-day, and you already have “探访乙社区老人” (November 12, "
            "09:00–09:40)."
        )
    ]
    assert agree(make_task(), volunteer, at(12)).state == AssignmentState.ACCEPTED
    assert agree(make_task(), volunteer, at(10, day=13)).state == AssignmentState.ACCEPTED


def test_a_shift_fills_no_half_day(make_task: MakeTask, volunteer: Volunteer) -> None:
    set_policy("volunteers.visits_per_half_day", 1)
    assignments.sign_up(task=make_task(**shift(at(8), 1)), volunteer=volunteer, actor=volunteer.person.user)
    agree(make_task(), volunteer, at(10))
    shift_after = make_task(**shift(at(11), 0.5))
    assert assignments.sign_up(task=shift_after, volunteer=volunteer, actor=volunteer.person.user)


def test_the_rules_of_hours_have_bounds(city: Any) -> None:
    from django.core.exceptions import ValidationError

    for key, wrong in (("volunteers.rest_minutes", -1), ("volunteers.visits_per_half_day", 0)):
        row = PolicyRow(key=key, value=wrong, source_kind="choice", source="a test")
        with pytest.raises(ValidationError):
            row.full_clean()


# --- Age and insurance, up to the door ------------------------------------------------------------------------------


def test_insurance_must_be_in_force_on_the_day_agreed_on(
    make_task: MakeTask, make_volunteer: Callable[..., Volunteer]
) -> None:
    volunteer = make_volunteer(insured_until=at(0, day=12).date())
    task = make_task(needs_insurance=True)
    assert refusals(task, volunteer) == []
    assert refusals(task, volunteer, at=at(9, day=13)) == [Refusal.NOT_INSURED]
    assert refused(lambda: agree(task, volunteer, at(9, day=13))).reasons == [Refusal.NOT_INSURED]
    agreed = agree(task, volunteer, at(9, day=12))
    move = refused(
        lambda: assignments.accept(assignment=agreed, actor=volunteer.person.user, planned_for=at(9, day=13))
    )
    assert move.reasons == [Refusal.NOT_INSURED]


def test_who_is_no_longer_insured_does_not_begin_a_service_that_needs_it(
    make_task: MakeTask, make_volunteer: Callable[..., Volunteer], clock: time_machine.Coordinates
) -> None:
    volunteer = make_volunteer(insured_until=at(0, day=10).date())
    assignment = agree(make_task(needs_insurance=True), volunteer, None)
    clock.move_to(at(9, day=11))
    with pytest.raises(NotAllowedNow, match="accident insurance"):
        assignments.check_in(assignment=assignment, actor=volunteer.person.user, code="123456")
    volunteer.insured_until = at(0, day=11).date()
    volunteer.save()
    assert assignments.check_in(assignment=assignment, actor=volunteer.person.user, code="123456")


def test_a_minor_without_a_guardians_consent_is_kept_from_every_way_in(
    make_task: MakeTask, make_volunteer: Callable[..., Volunteer], clock: time_machine.Coordinates
) -> None:
    minor = make_volunteer(birth_date=at(0).date() - timedelta(days=16 * 366))
    fixed = make_task(**shift(at(8)))
    ways: list[Callable[[], object]] = [
        lambda: assignments.offer(task=make_task(), volunteer=minor),
        lambda: assignments.offer(task=make_task(), volunteer=minor, origin=Origin.MATCHED),
        lambda: assignments.sign_up(task=fixed, volunteer=minor, actor=minor.person.user),
    ]
    for way in ways:
        assert refused(way).reasons == [Refusal.NO_GUARDIAN]
    give_consent(person=minor.person, purpose=ConsentPurpose.GUARDIAN, method=ConsentMethod.WRITTEN)
    task = make_task()
    offer = assignments.offer(task=task, volunteer=minor)
    assignment = assignments.accept(assignment=offer, actor=minor.person.user)
    withdraw_consent(person=minor.person, purpose=ConsentPurpose.GUARDIAN)
    clock.shift(timedelta(minutes=1))
    with pytest.raises(NotAllowedNow):
        assignments.check_in(assignment=assignment, actor=minor.person.user, code="123456")


# --- The invariant --------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 13 * 12), min_size=2, max_size=10))
def test_whatever_is_asked_for_what_is_agreed_keeps_rest_and_half_days(steps: list[int]) -> None:
    """Pure arithmetic on the hours that were let through, in five-minute steps of one day."""
    from django.db import transaction

    from regions.models import Region

    with transaction.atomic():
        task_of, volunteer = _cast()
        for step in steps:
            hour = at(8) + timedelta(minutes=5 * step)
            try:
                with transaction.atomic():
                    agree(task_of(), volunteer, hour)
            except NotEligible:
                continue
        kept = sorted(Assignment.objects.filter(volunteer=volunteer).values_list("planned_for", flat=True))
        for before, after in itertools.pairwise(kept):
            assert after - before >= timedelta(minutes=40 + 15)
        parts = [
            (timezone.localtime(hour).hour >= 12) + (timezone.localtime(hour).hour >= 18) for hour in kept
        ]
        assert all(parts.count(part) <= 2 for part in parts)
        assert kept
        transaction.set_rollback(True)
    assert not Region.objects.filter(name="试点社区").exists()


def _cast() -> tuple[Callable[[], Task], Volunteer]:
    from people.persons.models import Person
    from regions.models import Region
    from volunteers.tasks.services.tasks import create_task

    city = Region.objects.create(code="511700000000", level="city", name="达州市")
    county = Region.objects.create(code="511702000000", parent=city, level="county", name="通川区")
    township = Region.objects.create(code="511702001000", parent=county, level="township", name="东城街道")
    place = Region.objects.create(code="511702001001", parent=township, level="community", name="试点社区")
    person = Person.objects.create(name="志愿者甲", region=place, birth_date=datetime(1990, 5, 1).date())
    volunteer = Volunteer.objects.create(
        person=person, region=place, state="approved", max_distance_m=3000, monthly_cap_minutes=6000
    )

    def make() -> Task:
        return create_task(
            kind="visit", category="visit", title="探访", region=place, place=place.name, minutes=40,
            starts_on=at(0).date(), ends_on=at(0).date(), organiser="试点社区居民委员会",
        )  # fmt: skip

    return make, volunteer


def test_fixed_hours_win_over_an_hour_agreed_on(make_task: MakeTask) -> None:
    assert hours_of(make_task(**shift(at(8))), at(15)) == Hours(at(8), at(10))
    assert hours_of(make_task(), None) is None

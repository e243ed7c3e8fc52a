"""Entering the register, risk tiers, consent, leaving, and the code at the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.encryption import blind_index
from elderly_visits.register.enums import LeftReason, RiskTier
from elderly_visits.register.errors import ElderError
from elderly_visits.register.models import Elder
from elderly_visits.register.services import elders
from elderly_visits.register.services.tiers import refresh_tiers
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.services.stopping import leave_register, withdraw_visit_consent
from people.consents.models import Consent
from people.logins.models import User
from people.persons.models import Person
from regions.models import LocationQuality, Region
from tests.elderly_visits.conftest import id_number
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.task import Task
from volunteers.tasks.services import assignments

pytestmark = pytest.mark.django_db
MakeElder = Callable[..., Elder]


def test_an_elder_enters_with_a_door_code_a_tier_and_the_address_in_two_parts(make_elder: MakeElder) -> None:
    elder = make_elder("王婆婆")
    stored = Elder.objects.get(pk=elder.pk)
    assert (stored.address, stored.door) == ("达州市通川区朝阳中路12号3栋", "2单元502室")
    assert len(stored.door_code) == 6 and stored.door_code.isdigit()
    assert stored.risk_tier == RiskTier.GENERAL
    assert stored.registered_on == timezone.localdate()


def test_somebody_under_sixty_is_refused_kindly(make_elder: MakeElder) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_elder(birth_date=timezone.localdate() - timedelta(days=59 * 365))
    assert "60" in refusal.value.message_dict["birth_date"][0]
    assert not Person.objects.exists()


@pytest.mark.parametrize("today", ["2026-11-20", "2028-02-29"])
def test_who_turns_sixty_today_enters_the_register_and_who_does_tomorrow_waits(
    make_elder: MakeElder, today: str
) -> None:
    with time_machine.travel(f"{today}T12:00+08:00"):
        birthday = timezone.localdate() - relativedelta(years=60)
        assert make_elder("王婆婆", birth_date=birthday).pk
        with pytest.raises(ValidationError):
            make_elder("李婆婆", birth_date=birthday + timedelta(days=1))


def test_who_turns_eighty_today_needs_no_other_hardship(make_elder: MakeElder) -> None:
    birthday = timezone.localdate() - relativedelta(years=80)
    assert make_elder("王婆婆", flags=set(), birth_date=birthday).pk
    with pytest.raises(ValidationError):
        make_elder("李婆婆", flags=set(), birth_date=birthday + timedelta(days=1))


def test_without_any_hardship_nobody_enters_the_register(make_elder: MakeElder) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_elder(flags=set())
    assert "flags" in refusal.value.message_dict


def test_advanced_age_alone_is_hardship_enough(make_elder: MakeElder) -> None:
    assert make_elder(flags=set(), birth_date=date(1940, 1, 1)).pk


def test_an_elder_belongs_to_a_community(make_elder: MakeElder, township: Region) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_elder(region=township)
    assert "region" in refusal.value.message_dict


def test_without_a_position_the_point_of_the_community_is_used_and_marked(make_elder: MakeElder) -> None:
    elder = make_elder(lat=None, lon=None)
    assert (elder.lat, elder.lon) == (31.212, 107.502)
    assert elder.location_quality == LocationQuality.APPROXIMATE


def test_birth_date_and_sex_follow_from_the_id_number(make_elder: MakeElder) -> None:
    elder = make_elder(id_number=id_number(date(1944, 5, 6), sex="M"), birth_date=None, sex="")
    assert (elder.person.birth_date, elder.person.sex) == (date(1944, 5, 6), "M")


def test_a_birth_date_that_contradicts_the_id_number_is_refused(make_elder: MakeElder) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_elder(id_number=id_number(date(1944, 5, 6)), birth_date=date(1944, 5, 7))
    assert "1944-05-06" in refusal.value.message_dict["birth_date"][0]


def test_a_volunteer_known_by_the_id_number_is_the_same_person(make_elder: MakeElder, volunteer: Any) -> None:
    number = id_number(date(1950, 3, 4))
    person = volunteer.person
    person.id_number, person.id_number_index, person.birth_date = (
        number,
        blind_index(number),
        date(1950, 3, 4),
    )
    person.save()
    assert make_elder(person.name, id_number=number).person == person


def test_an_id_number_recorded_for_another_name_is_refused(make_elder: MakeElder) -> None:
    make_elder("王婆婆", id_number=id_number())
    with pytest.raises(ValidationError) as refusal:
        make_elder("李婆婆", id_number=id_number())
    assert "id_number" in refusal.value.message_dict


def test_nobody_enters_twice(make_elder: MakeElder) -> None:
    make_elder("王婆婆", id_number=id_number())
    with pytest.raises(ElderError, match="王婆婆"):
        make_elder("王婆婆", id_number=id_number())
    assert Elder.objects.count() == 1


def test_who_moved_away_can_come_back(make_elder: MakeElder) -> None:
    first = make_elder("王婆婆", id_number=id_number())
    leave_register(elder=first, on=timezone.localdate(), reason=LeftReason.MOVED)
    again = make_elder("王婆婆", id_number=id_number())
    assert again.pk == first.pk
    assert Elder.objects.on_register().get() == again


def test_who_died_does_not_come_back(make_elder: MakeElder) -> None:
    first = make_elder("王婆婆", id_number=id_number())
    leave_register(elder=first, on=timezone.localdate(), reason=LeftReason.DIED)
    assert Person.objects.get().died_on == timezone.localdate()
    with pytest.raises(ElderError):
        make_elder("王婆婆", id_number=id_number())


@pytest.mark.parametrize(
    ("born", "fields", "tier"),
    [
        (1940, {"flags": {"living_alone"}}, RiskTier.HIGH),
        (1940, {"flags": {"empty_nest"}}, RiskTier.HIGH),
        (1940, {"flags": {"left_behind"}}, RiskTier.HIGH),
        (1940, {"flags": {"severely_handicapped"}}, RiskTier.GENERAL),
        (1940, {"flags": set()}, RiskTier.GENERAL),
        (1955, {"flags": {"living_alone"}}, RiskTier.GENERAL),
        (1955, {"flags": {"living_alone"}, "life_threatening": True}, RiskTier.HIGH),
        (1955, {"flags": {"disabled"}}, RiskTier.KEY),
        (1955, {"flags": {"dementia"}}, RiskTier.KEY),
        (1955, {"flags": {"family_planning_special"}}, RiskTier.KEY),
        (1955, {"flags": {"living_alone"}, "assistance": "destitute"}, RiskTier.KEY),
        (
            1955,
            {"flags": {"living_alone"}, "assistance": "destitute", "in_institution": True},
            RiskTier.GENERAL,
        ),
        (1955, {"flags": {"living_alone"}, "assistance": "dibao"}, RiskTier.GENERAL),
        (1955, {"flags": {"living_alone"}, "ability_level": 3}, RiskTier.KEY),
        (1955, {"flags": {"living_alone"}, "ability_level": 2}, RiskTier.GENERAL),
        (1940, {"flags": {"living_alone", "disabled"}}, RiskTier.HIGH),
    ],
)
def test_the_tier_follows_the_rules(
    make_elder: MakeElder, born: int, fields: dict[str, Any], tier: RiskTier
) -> None:
    assert make_elder(birth_date=date(born, 1, 1), **fields).risk_tier == tier


def test_a_birthday_moves_an_elder_into_the_high_tier(make_elder: MakeElder) -> None:
    with time_machine.travel("2026-11-20 09:00+08:00", tick=False):
        elder = make_elder(birth_date=date(1946, 11, 21))
        assert refresh_tiers() == 0
    with time_machine.travel("2026-11-21 09:00+08:00", tick=False):
        assert refresh_tiers() == 1
        assert refresh_tiers() == 0
    elder.refresh_from_db()
    assert elder.risk_tier == RiskTier.HIGH
    assert [row.risk_tier for row in elder.history.all()] == [RiskTier.HIGH, RiskTier.GENERAL]


@pytest.fixture
def make_visit(make_task: Callable[..., Task]) -> Callable[..., Visit]:
    def make(elder: Elder, ordinal: int = 1, **fields: Any) -> Visit:
        month = timezone.localdate().replace(day=1)
        return Visit.objects.create(
            elder=elder, task=make_task(**fields), month=month, ordinal=ordinal, tier=elder.risk_tier
        )

    return make


def test_leaving_cancels_visits_and_tells_who_had_said_yes(
    elder: Elder, make_visit: Callable[..., Visit], volunteer: Any, worker: User
) -> None:
    visit = make_visit(elder)
    assignment = assignments.offer(task=visit.task, volunteer=volunteer)
    assignments.accept(assignment=assignment, actor=volunteer.person.user)
    leave_register(elder=elder, on=timezone.localdate(), reason=LeftReason.MOVED, actor=worker)
    visit.refresh_from_db()
    assignment.refresh_from_db()
    assert visit.task.state == TaskState.CANCELLED
    assert assignment.state == AssignmentState.CANCELLED
    assert volunteer.person.messages.filter(kind="change").exists()


def test_a_visit_under_way_is_brought_to_its_end(
    elder: Elder, make_visit: Callable[..., Visit], volunteer: Any
) -> None:
    visit = make_visit(elder)
    assignment = assignments.offer(task=visit.task, volunteer=volunteer)
    assignments.accept(assignment=assignment, actor=volunteer.person.user)
    assignments.check_in(assignment=assignment, actor=volunteer.person.user, code="123456")
    leave_register(elder=elder, on=timezone.localdate(), reason=LeftReason.DIED)
    assert Task.objects.get().state == TaskState.OPEN


def test_one_does_not_leave_before_one_came_or_tomorrow(elder: Elder) -> None:
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(ElderError):
            leave_register(elder=elder, on=day, reason=LeftReason.MOVED)


def test_leaving_twice_changes_nothing(elder: Elder) -> None:
    today = timezone.localdate()
    leave_register(elder=elder, on=today, reason=LeftReason.MOVED)
    leave_register(elder=elder, on=today, reason=LeftReason.DIED)
    assert Elder.objects.get().left_reason == LeftReason.MOVED


def test_who_declines_visits_stays_on_the_register_without_any(
    elder: Elder, make_visit: Callable[..., Visit], worker: User
) -> None:
    visit = make_visit(elder)
    assert withdraw_visit_consent(elder=elder, actor=worker, note="不想麻烦大家") == 1
    visit.refresh_from_db()
    assert visit.task.state == TaskState.CANCELLED
    assert not Elder.objects.consenting().exists()
    assert Elder.objects.on_register().exists()
    consent = Consent.objects.get()
    assert (consent.withdrawn_on, consent.withdrawal_note) == (timezone.localdate(), "不想麻烦大家")


def test_agreeing_twice_leaves_one_consent(make_elder: MakeElder, worker: User) -> None:
    elder = make_elder(consent=None)
    for _time in range(2):
        elders.record_visit_consent(elder=elder, method="phone", given_by="女儿", actor=worker)
    consent = Consent.objects.get()
    assert (consent.method, consent.given_by, consent.recorded_by) == ("phone", "女儿", worker)


def test_a_consent_is_not_given_in_the_future(make_elder: MakeElder) -> None:
    with pytest.raises(ElderError):
        elders.record_visit_consent(
            elder=make_elder(consent=None), given_on=timezone.localdate() + timedelta(days=1)
        )


def test_a_new_door_code_opens_open_visits_and_the_old_one_none(
    elder: Elder, make_visit: Callable[..., Visit], volunteer: Any
) -> None:
    visit = make_visit(elder)
    old = elder.door_code
    code = elders.rotate_door_code(elder=elder)
    assert code != old
    assignment = assignments.offer(task=visit.task, volunteer=volunteer)
    assignments.accept(assignment=assignment, actor=volunteer.person.user)
    with pytest.raises(ValidationError):
        assignments.check_in(assignment=assignment, actor=volunteer.person.user, code=old)
    assert assignments.check_in(assignment=assignment, actor=volunteer.person.user, code=code).checked_in_at

"""Page, lock and plan read the same rows and say the same: whom a list proposes is whom the planner may ask."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from elderly_visits.visits.models.visit import Visit
from matching import Problem, Weights
from matching.eligibility import Rules
from matching.needs import make_needs, make_pool
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent
from people.persons.models import Dialect
from policies.selectors import book
from regions.models import Region
from tests.visit_planning.planning import NOVEMBER, MakeElder, MakeVolunteer
from visit_planning.plan.services.loading import load
from visit_planning.plan.services.scope import Scope
from visit_planning.plan.services.solving import problem_of
from volunteers.now.facts import PERSON_COLUMNS, PersonRow
from volunteers.now.volunteers_for_task import Search
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from volunteers.slots import ALL_SLOTS, parse_slots
from volunteers.tasks.eligibility import Refusal, refusals
from volunteers.tasks.eligibility.rules import ADVISES
from volunteers.tasks.enums import AssignmentState, Origin
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

MakeVisit = Callable[..., Visit]
pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]
MORNING, EVENING = parse_slots("thu-am"), parse_slots("fri-eve")


class Village:
    """Elders and volunteers of every kind, drawn by chance: mostly as usual, so that of many rules few are broken."""

    def __init__(
        self, seed: int, make_elder: MakeElder, make_visit: MakeVisit, make_volunteer: MakeVolunteer
    ):
        self.chance = random.Random(seed)
        self.skill = Skill.objects.create(code="signs", name="手语", needs_qualification=True)
        self.dialects = [Dialect.objects.create(code=name, name=name) for name in ("达州话", "粤语")]
        self.visits = [self.visit(make_visit, make_elder(f"老人{n}")) for n in range(8)]
        self.volunteers = [self.volunteer(make_volunteer, n) for n in range(16)]
        for volunteer in self.volunteers[:4]:
            Assignment.objects.create(
                task=self.visits[0].task,
                volunteer=volunteer,
                origin=Origin.MATCHED,
                state=AssignmentState.DECLINED,
            )

    def mostly(self, usual: Any, *others: Any) -> Any:
        return self.chance.choice([usual] * 4 * len(others) + list(others))

    def visit(self, make_visit: MakeVisit, elder: Any) -> Visit:
        visit = make_visit(
            elder, slots=self.mostly(ALL_SLOTS, MORNING), prefers_sex=self.mostly("", "M"),
            adult_only=self.mostly(True, False), needs_insurance=self.mostly(False, True),
        )  # fmt: skip
        if self.mostly(False, True):
            visit.task.required_skills.add(self.skill)
        if self.mostly(False, True):
            visit.task.dialects.add(self.dialects[0])
        return visit

    def volunteer(self, make_volunteer: MakeVolunteer, n: int) -> Volunteer:
        volunteer = make_volunteer(
            f"志愿者{n}", sex=self.mostly("M", "F"), birth_date=self.mostly(date(1990, 5, 1), date(2011, 1, 1), None),
            availability=self.mostly(ALL_SLOTS, EVENING), insured_until=self.mostly(date(2027, 1, 1), None),
            max_distance_m=self.mostly(3_000, 100), monthly_cap_minutes=self.mostly(600, 30),
            visits_elders=self.mostly(True, False),
        )  # fmt: skip
        until = self.mostly(None, date(2026, 11, 9))
        if self.mostly(True, False):
            checked_by = self.mostly(volunteer.person.user, None)
            VolunteerSkill.objects.create(
                volunteer=volunteer, skill=self.skill, checked_by=checked_by, valid_until=until
            )
        if self.mostly(True, False):
            volunteer.person.dialects.add(self.mostly(*self.dialects))
        if self.chance.random() < 0.5:
            give_consent(
                person=volunteer.person, purpose=ConsentPurpose.GUARDIAN, method=ConsentMethod.WRITTEN
            )
        return volunteer


def on_the_page(task: Task) -> dict[int, set[Refusal]]:
    """What a worker's list says against each volunteer."""
    search = Search(task, ())
    search.judge([PersonRow(*row) for row in Volunteer.objects.approved().values_list(*PERSON_COLUMNS)])
    return {pk: set(one.refusals) for pk, one in search.judged.items()}


def to_the_planner(scope: Scope) -> set[tuple[int, int]]:
    """(task, volunteer) of everybody the compiled rules let the planner ask."""
    loaded = load(scope, now=timezone.now(), book=book())
    situation, weights = loaded.situation, Weights()
    problem: Problem = problem_of(situation, loaded.standing())
    needs, pool = make_needs(problem, weights), make_pool(problem)
    need, member = (grid.ravel() for grid in np.indices((len(needs), len(pool))))
    fine = Rules(problem, weights, needs, pool).eligible(need, member)
    tasks = situation.visits.task_id[needs.visit[need[fine]]].tolist()
    return set(zip(tasks, situation.volunteers.pk[pool.volunteer[member[fine]]].tolist(), strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_page_lock_and_plan_agree_on_every_pair_of_a_village(
    seed: int, community: Region, make_elder: MakeElder, make_visit: MakeVisit, make_volunteer: MakeVolunteer
) -> None:
    village = Village(seed, make_elder, make_visit, make_volunteer)
    today, tasks = timezone.localdate(), [visit.task for visit in village.visits]
    said = {task.pk: on_the_page(task) for task in tasks}
    proposed = {(task, pk) for task, people in said.items() for pk, against in people.items() if not against}
    assert to_the_planner(Scope(region=community.pk, month=NOVEMBER, today=today)) == proposed
    few = [task.pk for task in tasks[:3]]
    part = Scope(region=community.pk, month=NOVEMBER, today=today, tasks=few)
    assert to_the_planner(part) == {(task, pk) for task, pk in proposed if task in few}
    for task in tasks:
        for volunteer in village.volunteers:
            under_lock = set(refusals(task, volunteer)) - {Refusal.CAP}
            assert under_lock == said[task.pk][volunteer.pk] - ADVISES
    assert 10 < len(proposed) < len(tasks) * len(village.volunteers)

"""Who could make one visit: volunteers nearby, ranked, with what speaks for and against each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits import policy
from elderly_visits.models import Visit
from elderly_visits.wording import spoken_slots
from people.models import Dialect, Person
from policies.selectors import value
from regions.models import nearest
from volunteers.eligibility import month_of
from volunteers.enums import ACTIVE_STATES, ALL_SLOTS, AssignmentState
from volunteers.models import Assignment, Volunteer

# How far a worker may look beyond what volunteers said; who lives farther is found by name in the register.
SEARCH_M = 30_000.0
LOOKED_AT = 60
_MADE = (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)
_REFUSED = (
    AssignmentState.DECLINED,
    AssignmentState.WITHDRAWN,
    AssignmentState.NO_SHOW,
    AssignmentState.REPLACED,
)


@dataclass
class Candidate:
    """A volunteer for a visit. `obstacles` are sentences; without any the planner could have chosen them too.

    `distance_m` straight line, `visits_before` how often they visited this elder, `minutes_left` of the month.
    """

    volunteer: Volunteer
    distance_m: float | None
    visits_before: int = 0
    minutes_left: int = 0
    dialects: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    rank: float = 0.0


def candidates(visit: Visit, *, limit: int = 12) -> list[Candidate]:
    """Up to `limit` volunteers for a visit: first those nothing speaks against, each group by distance, where a
    familiar face counts as so much nearer as policy says. The number of queries does not depend on how many there are.
    """
    task = visit.task
    before = dict(
        Assignment.objects.filter(task__visit__elder=visit.elder_id, state__in=_MADE)
        .order_by()
        .values_list("volunteer_id")
        .annotate(Count("pk"))
    )
    found = _nearby(visit, set(before))
    reader = _Reader(visit, [volunteer.pk for volunteer in found], [volunteer.person_id for volunteer in found])
    bonus = value(policy.WEIGHTS, region=task.region_id)["discontinuity_m"]
    result = []
    for volunteer in found:
        candidate = reader.candidate(volunteer, before.get(volunteer.pk, 0))
        candidate.rank = (candidate.distance_m or SEARCH_M) - (bonus if candidate.visits_before else 0)
        result.append(candidate)
    result.sort(key=lambda one: (bool(one.obstacles), one.rank, one.volunteer.pk))
    return result[:limit]


def _nearby(visit: Visit, familiar: set[int]) -> list[Volunteer]:
    """The nearest approved volunteers and everybody who has visited this elder, without those on the visit already."""
    task = visit.task
    there = Assignment.objects.filter(task=task, state__in=ACTIVE_STATES).values("volunteer")
    pool = (
        Volunteer.objects.approved()
        .filter(visits_elders=True)
        .exclude(pk__in=there)
        .exclude(person=visit.elder.person_id)
        .select_related("person", "region")
    )
    point = task.point
    if point is None:
        return list(pool.filter(Q(region=task.region_id) | Q(pk__in=familiar)).order_by("pk")[:LOOKED_AT])
    found = nearest(pool, *point, LOOKED_AT, start_radius_m=2_000.0, max_radius_m=SEARCH_M)
    missing = familiar - {volunteer.pk for volunteer in found}
    return found + (list(pool.filter(pk__in=missing)) if missing else [])


class _Reader:
    """What is looked up once for all candidates of a visit."""

    def __init__(self, visit: Visit, keys: list[int], people: list[int]) -> None:
        self.visit, self.task = visit, visit.task
        self.day = max(timezone.localdate(), self.task.starts_on)
        first, following = month_of(self.task.starts_on)
        active = Assignment.objects.filter(volunteer__in=keys, state__in=ACTIVE_STATES)
        self.taken = Counter(
            dict(
                active.filter(task__starts_on__gte=first, task__starts_on__lt=following)
                .order_by()
                .values_list("volunteer_id")
                .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
            )
        )
        self.asked = dict(Dialect.objects.filter(pk__in=self.task.dialects.values("pk")).values_list("pk", "name"))
        assumed = set(value(policy.ASSUMED_DIALECTS, region=self.task.region_id))
        self.assumed = [name for name in self.asked.values() if name in assumed]
        self.spoken: dict[int, set[int]] = {}
        if self.asked:
            spoken = Person.dialects.through.objects.filter(person__in=people)
            for person, dialect in spoken.values_list("person_id", "dialect_id"):
                self.spoken.setdefault(person, set()).add(dialect)
        self.skills = set(self.task.required_skills.values_list("pk", flat=True))
        self.skilled: dict[int, set[int]] = {}
        if self.skills:
            usable = Q(skill__needs_qualification=False) | (
                Q(checked_by__isnull=False) & (Q(valid_until=None) | Q(valid_until__gte=self.day))
            )
            holdings = Volunteer.skills.through.objects.filter(usable, volunteer__in=keys, skill__in=self.skills)
            for volunteer, skill in holdings.values_list("volunteer_id", "skill_id"):
                self.skilled.setdefault(volunteer, set()).add(skill)
        self.refused = dict(
            Assignment.objects.filter(task=self.task, state__in=_REFUSED)
            .order_by("volunteer_id")
            .values_list("volunteer_id")
            .annotate(Max("state"))
        )

    def candidate(self, volunteer: Volunteer, visits_before: int) -> Candidate:
        point = self.task.point
        shared = self.task.slots & volunteer.availability
        return Candidate(
            volunteer=volunteer,
            distance_m=None if point is None else volunteer.distance_to_m(*point),
            visits_before=visits_before,
            minutes_left=max(0, volunteer.monthly_cap_minutes - self.taken[volunteer.pk]),
            dialects=self._dialects(volunteer),
            hours=spoken_slots(shared) if shared != ALL_SLOTS else [_("any time")],
            obstacles=self._obstacles(volunteer, shared),
        )

    def _dialects(self, volunteer: Volunteer) -> list[str]:
        if volunteer.person_id not in self.spoken:
            return self.assumed
        return [name for pk, name in self.asked.items() if pk in self.spoken[volunteer.person_id]]

    def _obstacles(self, volunteer: Volunteer, shared: int) -> list[str]:
        task, point = self.task, self.task.point
        distance = None if point is None else volunteer.distance_to_m(*point)
        left = volunteer.monthly_cap_minutes - self.taken[volunteer.pk]
        checks: list[tuple[Any, str]] = [
            (volunteer.pk in self.refused, self._refusal(volunteer)),
            (task.prefers_sex and volunteer.person.sex != task.prefers_sex, _("The elder asked for the other sex.")),
            (task.adult_only and not volunteer.is_adult_on(self.day), _("Not of age, or the birth date is missing.")),
            (
                task.needs_insurance and (volunteer.insured_until is None or volunteer.insured_until < self.day),
                _("No accident insurance in force."),
            ),
            (self.skills - self.skilled.get(volunteer.pk, set()), _("Lacks a skill that is needed.")),
            (self.asked and not self._dialects(volunteer), _("They do not share a dialect.")),
            (not shared, _("Free at other times than the elder.")),
            (
                left < task.minutes,
                _("Has %(minutes)d minutes left this month.") % {"minutes": max(0, left)},
            ),
            (
                distance is not None and distance > volunteer.max_distance_m,
                _("Goes %(reach).1f km at most.") % {"reach": volunteer.max_distance_m / 1000},
            ),
        ]
        return [sentence for holds, sentence in checks if holds]

    def _refusal(self, volunteer: Volunteer) -> str:
        return {
            AssignmentState.DECLINED: _("Has declined this visit."),
            AssignmentState.WITHDRAWN: _("Has withdrawn from this visit."),
            AssignmentState.NO_SHOW: _("Did not come to this visit."),
            AssignmentState.REPLACED: _("This visit was taken back from them."),
        }.get(AssignmentState(self.refused.get(volunteer.pk, AssignmentState.DECLINED)), "")

"""Who could make one visit: volunteers nearby, ranked, with what speaks for and against each."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits import policy
from elderly_visits.models import Visit
from elderly_visits.wording import spoken_slots
from people.enums import ConsentPurpose
from people.models import Consent, Person
from policies.selectors import book
from regions.models import nearest
from volunteers.eligibility import month_of
from volunteers.enums import ACTIVE_STATES, ALL_SLOTS, AssignmentState
from volunteers.models import Assignment, Volunteer, VolunteerSkill

# How far the list looks, whatever volunteers said about their reach.
SEARCH_M = 15_000.0
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
    before = dict(
        Assignment.objects.filter(task__visit__elder=visit.elder_id, state__in=_MADE)
        .order_by()
        .values_list("volunteer_id")
        .annotate(Count("pk"))
    )
    found = _nearby(visit, set(before))
    reader = _Reader(visit, found)
    result = [reader.candidate(volunteer, before.get(volunteer.pk, 0)) for volunteer in found]
    result.sort(key=lambda one: (bool(one.obstacles), one.rank, one.volunteer.pk))
    return result[:limit]


def _nearby(visit: Visit, familiar: set[int]) -> list[Volunteer]:
    """The nearest approved volunteers and everybody who has visited this elder, without those on the visit already.

    Each with `minutes_taken` of the visit's month.
    """
    task = visit.task
    there = Assignment.objects.filter(task=task, state__in=ACTIVE_STATES).values("volunteer")
    first, following = month_of(task.starts_on)
    taken = (
        Assignment.objects.active()
        .filter(volunteer=OuterRef("pk"), task__starts_on__gte=first, task__starts_on__lt=following)
        .order_by()
        .values("volunteer")
        .annotate(total=Sum(Coalesce("minutes", "task__minutes")))
        .values("total")
    )
    pool = (
        Volunteer.objects.approved()
        .filter(visits_elders=True)
        .exclude(pk__in=there)
        .exclude(person=visit.elder.person_id)
        .select_related("person", "region")
        .defer("person__id_number")
        .annotate(minutes_taken=Coalesce(Subquery(taken), 0))
    )
    point = task.point
    if point is None:
        return list(pool.filter(Q(region=task.region_id) | Q(pk__in=familiar)).order_by("pk")[:LOOKED_AT])
    found = nearest(pool, *point, LOOKED_AT, start_radius_m=SEARCH_M, max_radius_m=SEARCH_M)
    missing = familiar - {volunteer.pk for volunteer in found}
    return found + (list(pool.filter(pk__in=missing)) if missing else [])


class _Reader:
    """What is looked up once for all candidates of a visit."""

    def __init__(self, visit: Visit, found: list[Volunteer]) -> None:
        self.task = task = visit.task
        self.day = max(timezone.localdate(), task.starts_on)
        rules = book()
        self.bonus = rules.value(policy.WEIGHTS, task.region_id)["discontinuity_m"]
        self.asked = {dialect.pk: dialect.name for dialect in task.dialects.all()}
        assumed = rules.value(policy.ASSUMED_DIALECTS, task.region_id)
        self.assumed = [name for name in self.asked.values() if name in assumed]
        self.spoken: dict[int, set[int]] = {}
        if self.asked:
            people = [volunteer.person_id for volunteer in found]
            spoken = Person.dialects.through.objects.filter(person__in=people)
            for person, dialect in spoken.values_list("person_id", "dialect_id"):
                self.spoken.setdefault(person, set()).add(dialect)
        self.skills = {skill.pk for skill in task.required_skills.all()}
        self.skilled = self._skilled(found) if self.skills else {}
        self.unguarded = set() if task.adult_only else self._unguarded(found)
        # The last word counts, should somebody have been asked twice.
        self.refused = {
            row.volunteer_id: AssignmentState(row.state)
            for row in sorted(task.assignments.all(), key=lambda row: row.pk)
            if row.state in _REFUSED
        }

    def _unguarded(self, found: list[Volunteer]) -> set[int]:
        """The minors among them for whom no guardian has agreed."""
        minors = {one.person_id: one.pk for one in found if not one.is_adult_on(self.day)}
        if not minors:
            return set()
        agreed = Consent.objects.in_force().filter(purpose=ConsentPurpose.GUARDIAN, person__in=minors)
        return set(minors.values()) - {
            minors[person] for person in agreed.values_list("person_id", flat=True)
        }

    def _skilled(self, found: list[Volunteer]) -> dict[int, set[int]]:
        usable = Q(skill__needs_qualification=False) | (
            Q(checked_by__isnull=False) & (Q(valid_until=None) | Q(valid_until__gte=self.day))
        )
        holdings = VolunteerSkill.objects.filter(usable, volunteer__in=found, skill__in=self.skills)
        skilled: dict[int, set[int]] = {}
        for volunteer, skill in holdings.values_list("volunteer_id", "skill_id"):
            skilled.setdefault(volunteer, set()).add(skill)
        return skilled

    def candidate(self, volunteer: Volunteer, visits_before: int) -> Candidate:
        """What speaks for and against one of them."""
        point = self.task.point
        distance = None if point is None else volunteer.distance_to_m(*point)
        shared = self.task.slots & volunteer.availability
        left = volunteer.monthly_cap_minutes - volunteer.minutes_taken  # type: ignore[attr-defined]  # annotated
        return Candidate(
            volunteer=volunteer,
            distance_m=distance,
            visits_before=visits_before,
            minutes_left=max(0, left),
            dialects=self._dialects(volunteer),
            hours=[_("at any time")] if shared == ALL_SLOTS else spoken_slots(shared),
            obstacles=self._obstacles(volunteer, shared, distance, left),
            rank=(SEARCH_M if distance is None else distance) - (self.bonus if visits_before else 0),
        )

    def _dialects(self, volunteer: Volunteer) -> list[str]:
        if volunteer.person_id not in self.spoken:
            return self.assumed
        return [name for pk, name in self.asked.items() if pk in self.spoken[volunteer.person_id]]

    def _obstacles(self, volunteer: Volunteer, shared: int, distance: float | None, left: int) -> list[str]:
        task = self.task
        sentences = [self._refusal(volunteer)]
        if task.prefers_sex and volunteer.person.sex != task.prefers_sex:
            sentences.append(_("The elder asked for the other sex."))
        if task.adult_only and not volunteer.is_adult_on(self.day):
            sentences.append(_("Not of age, or the birth date is missing."))
        if volunteer.pk in self.unguarded:
            sentences.append(_("Not of age, and no guardian has agreed."))
        if task.needs_insurance and (volunteer.insured_until is None or volunteer.insured_until < self.day):
            sentences.append(_("No accident insurance in force."))
        if self.skills - self.skilled.get(volunteer.pk, set()):
            sentences.append(_("Lacks a skill that is needed."))
        if self.asked and not self._dialects(volunteer):
            sentences.append(_("They do not share a dialect."))
        if not shared:
            sentences.append(_("Free at other times than the elder."))
        if left < task.minutes:
            sentences.append(_("Has %(minutes)d minutes left this month.") % {"minutes": max(0, left)})
        if distance is not None and distance > volunteer.max_distance_m:
            sentences.append(_("Goes %(reach).1f km at most.") % {"reach": volunteer.max_distance_m / 1000})
        return [sentence for sentence in sentences if sentence]

    def _refusal(self, volunteer: Volunteer) -> str:
        words = {
            AssignmentState.DECLINED: _("Has declined this visit."),
            AssignmentState.WITHDRAWN: _("Has withdrawn from this visit."),
            AssignmentState.NO_SHOW: _("Did not come to this visit."),
            AssignmentState.REPLACED: _("This visit was taken back from them."),
        }
        return words[self.refused[volunteer.pk]] if volunteer.pk in self.refused else ""

"""An invented city in the database: elders, volunteers, a month that is planned for the most part, the month before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone
from scipy.spatial import cKDTree

from common.months import add_months, last_day
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from matching.places import earth_centred
from matching.problem import Problem
from matching.synthetic import city
from people.persons.models import Dialect, Person
from regions.models import Region
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from volunteers.slots import ALL_SLOTS
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

_ROWS = 2_000
_TIERS = ("high", "key", "general")
_SEXES = ("", "M", "F")
# Of the month's visits nobody has taken, so many are left open; the last volunteer near may be full as well.
_OPEN = 0.08
_TRIED = 24


def build(visits: int, seed: int = 0) -> None:
    """A month of `visits` visits, nine in ten held, with 0.6 elders and 0.4 volunteers each; and the month before."""
    rng = np.random.default_rng(seed)
    problem = city(visits, seed, slots=True)
    regions = _regions()
    volunteers = _volunteers(problem, regions, rng)
    elders = _elders(problem, regions)
    holder = _holders(problem, rng)
    month = timezone.localdate().replace(day=1)
    _month(problem, elders, volunteers, regions, holder, month)
    _month(problem, elders, volunteers, regions, holder, add_months(month, -1))
    analyse()


def village(visits: int, volunteers: int) -> Region:
    """So many open visits and so many volunteers more, all of them at one and the same point."""
    region = Region.objects.filter(level="community").order_by("-code").first()
    assert region is not None
    lat, lon = 31.333, 107.777
    people = _people(visits + volunteers, region, "村民")
    Volunteer.objects.bulk_create(
        [
            Volunteer(
                person=person, region=region, state="approved", lat=lat, lon=lon, max_distance_m=5_000,
                monthly_cap_minutes=240, availability=ALL_SLOTS,
            )
            for person in people[visits:]
        ],
        batch_size=_ROWS,
    )  # fmt: skip
    elders = Elder.objects.bulk_create(
        [
            Elder(person=person, region=region, lat=lat, lon=lon, risk_tier="general")
            for person in people[:visits]
        ],
        batch_size=_ROWS,
    )
    month = timezone.localdate().replace(day=1)
    tasks = Task.objects.bulk_create(
        [
            _task(region, lat, lon, month, last_day(month), unmatched_reason="capacity_exhausted")
            for _elder in elders
        ],
        batch_size=_ROWS,
    )
    _visits(elders, tasks, month, ["general"] * visits, range(1, 2))
    analyse()
    return region


def analyse() -> None:
    """Let the database know its tables, as its own housekeeping does in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _regions() -> list[Region]:
    top = Region.objects.create(code="511700000000", name="演示市", level="city", source="bench")
    county = Region.objects.create(
        code="511702000000", name="演示区", level="county", parent=top, source="bench"
    )
    towns = Region.objects.bulk_create(
        [
            Region(
                code=f"511702{n:03}000", name=f"演示{n}镇", level="township", parent=county, source="bench"
            )
            for n in range(1, 201)
        ]
    )
    return Region.objects.bulk_create(
        [
            Region(
                code=f"{town.code[:9]}{n:03}",
                name=f"演示{n}村",
                level="community",
                parent=town,
                source="bench",
            )
            for town in towns
            for n in range(1, 13)
        ],
        batch_size=_ROWS,
    )


def _people(number: int, region: Region, name: str, **columns: Any) -> list[Person]:
    born, sexes = columns.get("born"), columns.get("sexes")
    return Person.objects.bulk_create(
        [
            Person(
                name=f"{name}{n}",
                region=region,
                birth_date=date(1985, 1, 1) if born is None else born[n],
                sex="F" if sexes is None else sexes[n],
            )
            for n in range(number)
        ],
        batch_size=_ROWS,
    )


def _volunteers(problem: Problem, regions: list[Region], rng: Any) -> list[Volunteer]:
    count = problem.volunteers
    minor = rng.random(count) < 0.04
    people = _people(
        count, regions[0], "志愿者",
        born=[date(2012, 6, 1) if young else date(1985, 6, 1) for young in minor],
        sexes=[_SEXES[sex] for sex in problem.gender],
    )  # fmt: skip
    made = Volunteer.objects.bulk_create(
        [
            Volunteer(
                person=person, region=regions[n % len(regions)], state="approved", lat=float(problem.lat[n]),
                lon=float(problem.lon[n]), location_quality="exact", max_distance_m=int(problem.reach_m[n]),
                monthly_cap_minutes=int(problem.cap_minutes[n]), availability=int(problem.slots[n]),
            )
            for n, person in enumerate(people)
        ],
        batch_size=_ROWS,
    )  # fmt: skip
    skills = Skill.objects.bulk_create([Skill(code=f"bench{n}", name=f"技能{n}") for n in range(4)])
    dialects = Dialect.objects.bulk_create([Dialect(code=f"bench{n}", name=f"方言{n}") for n in range(4)])
    VolunteerSkill.objects.bulk_create(
        [
            VolunteerSkill(volunteer=volunteer, skill=skill)
            for volunteer, mask in zip(made, problem.skills.tolist(), strict=True)
            for n, skill in enumerate(skills)
            if mask >> n & 1
        ],
        batch_size=_ROWS,
    )
    through = Person.dialects.through
    through.objects.bulk_create(
        [
            through(person_id=volunteer.person_id, dialect_id=dialect.pk)
            for volunteer, mask in zip(made, problem.dialects.tolist(), strict=True)
            for n, dialect in enumerate(dialects)
            if mask >> n & 1
        ],
        batch_size=_ROWS,
    )
    return made


def _elders(problem: Problem, regions: list[Region]) -> list[Elder]:
    _numbers, first = np.unique(problem.visit_elder, return_index=True)
    people = _people(len(first), regions[0], "老人", born=[date(1945, 1, 1)] * len(first))
    return Elder.objects.bulk_create(
        [
            Elder(
                person=person, region=regions[n % len(regions)], lat=float(problem.visit_lat[row]),
                lon=float(problem.visit_lon[row]), risk_tier=_TIERS[problem.visit_tier[row]],
                prefers_sex=_SEXES[problem.visit_gender[row]],
            )
            for n, (person, row) in enumerate(zip(people, first.tolist(), strict=True))
        ],
        batch_size=_ROWS,
    )  # fmt: skip


def _holders(problem: Problem, rng: Any) -> list[int]:
    """The nearest volunteer with a place in the month for each visit, -1 for nobody."""
    there = earth_centred(problem.lat, problem.lon)
    here = earth_centred(problem.visit_lat, problem.visit_lon)
    count = min(_TRIED, problem.volunteers)
    metres, nearest = cKDTree(there).query(here, k=list(range(1, count + 1)))
    left = (problem.cap_minutes // 60).tolist()
    open_ = rng.random(problem.visits) < _OPEN
    held = [-1] * problem.visits
    for visit in rng.permutation(problem.visits).tolist():
        if open_[visit]:
            continue
        for far, volunteer in zip(metres[visit].tolist(), nearest[visit].tolist(), strict=True):
            if left[volunteer] > 0 and far <= problem.reach_m[volunteer]:
                left[volunteer] -= 1
                held[visit] = volunteer
                break
    return held


def _task(region: Region, lat: float, lon: float, first: date, last: date, **more: Any) -> Task:
    fields = {
        "minutes": 60,
        "organiser": "bench",
        "adult_only": True,
        "title": "探访",
        "place": region.name,
    } | more
    return Task(
        kind="visit", category="visit", region=region, lat=lat, lon=lon, location_quality="exact", starts_on=first,
        ends_on=last, **fields,
    )  # fmt: skip


def _visits(elders: list[Elder], tasks: list[Task], month: date, tiers: list[str], ordinals: Any) -> None:
    orders = list(islice(ordinals, len(tasks))) if not isinstance(ordinals, range) else [1] * len(tasks)
    Visit.objects.bulk_create(
        [
            Visit(elder=elder, task=task, month=month, ordinal=order, tier=tier)
            for elder, task, tier, order in zip(elders, tasks, tiers, orders, strict=True)
        ],
        batch_size=_ROWS,
    )


def _month(
    problem: Problem, elders: list[Elder], volunteers: list[Volunteer], regions: list[Region], holder: list[int],
    month: date,
) -> None:  # fmt: skip
    """The visits of a month: of this one open or promised, of an earlier one done."""
    past = month < timezone.localdate().replace(day=1)
    numbers = np.unique(problem.visit_elder, return_inverse=True)[1].tolist()
    skills, dialects = (
        list(Skill.objects.order_by("code")),
        list(Dialect.objects.filter(code__startswith="bench")),
    )
    tasks = Task.objects.bulk_create(
        [
            _task(
                regions[numbers[n] % len(regions)], float(problem.visit_lat[n]), float(problem.visit_lon[n]), month,
                last_day(month), slots=int(problem.visit_slots[n]), prefers_sex=_SEXES[problem.visit_gender[n]],
                state="done" if past else "open",
                unmatched_reason="" if past or holder[n] >= 0 else "capacity_exhausted",
            )
            for n in range(problem.visits)
        ],
        batch_size=_ROWS,
    )  # fmt: skip
    seen: dict[int, int] = {}
    orders = []
    for elder in numbers:
        seen[elder] = seen.get(elder, 0) + 1
        orders.append(seen[elder])
    _visits(
        [elders[number] for number in numbers],
        tasks,
        month,
        [_TIERS[tier] for tier in problem.visit_tier],
        iter(orders),
    )
    asked: list[tuple[Any, Any, list[Any], str]] = [
        (Task.required_skills.through, problem.visit_skills, skills, "skill_id"),
        (Task.dialects.through, problem.visit_dialects, dialects, "dialect_id"),
    ]
    for through, masks, kept, column in asked:
        through.objects.bulk_create(
            [
                through(**{"task_id": task.pk, column: one.pk})
                for task, mask in zip(tasks, masks.tolist(), strict=True)
                for n, one in enumerate(kept)
                if mask >> n & 1
            ],
            batch_size=_ROWS,
        )
    now = timezone.now() - timedelta(days=1)
    end = timezone.make_aware(datetime.combine(last_day(month), datetime.min.time()))
    done = (
        {"state": "verified", "minutes": 60, "verified_at": now, "checked_in_at": end, "checked_out_at": end}
        if past
        else {"state": "accepted"}
    )
    Assignment.objects.bulk_create(
        [
            Assignment(task=task, volunteer=volunteers[who], origin="matched", accepted_at=now, **done)
            for task, who in zip(tasks, holder, strict=True)
            if who >= 0
        ],
        batch_size=_ROWS,
    )

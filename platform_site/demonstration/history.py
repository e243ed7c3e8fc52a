"""The past of the demonstration: visits of the last months as they would have been made, found and credited."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from common.months import add_months, first_day
from elderly_visits.concerns.enums import ConcernState, Outcome
from elderly_visits.concerns.models import Concern, ConcernEvent, ConcernFinding
from elderly_visits.concerns.policy import CONCERN_DUE_HOURS, CONCERN_SEVERITIES
from elderly_visits.concerns.services.findings import findings
from elderly_visits.register.enums import LeftReason
from elderly_visits.register.models import Elder
from elderly_visits.visits.enums import NoContactReason, VisitMethod
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.logins.models import User
from people.logins.services import proven
from people.persons.models import Person
from platform_site.demonstration.population import BATCH, Population
from regions.geo import ecef
from regions.models import Region
from timebank.earning.services.crediting import record_services
from timebank.earning.services.records import Service
from timebank.ledger.enums import EvidenceGrade, ServiceCategory
from visit_planning.windows import Calendar, Window
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import TaskKind
from volunteers.tasks.enums import AssignmentState, CheckInMethod, Origin, TaskState
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.tasks import check_in_index
from workbench.roles import Role

# The fields of the files that the past is made from.
_OF_ELDERS = (
    "person", "region", "registered_on", "risk_tier", "in_institution", "prefers_sex", "lat", "lon", "location_quality",
    "door_code", "worker",
)  # fmt: skip
_OF_VOLUNTEERS = ("state", "lat", "lon", "max_distance_m", "monthly_cap_minutes")
_OF_PEOPLE = ("user", "name", "phone", "sex", "merged_into")
# So many visits are written together.
_PIECE = 10 * BATCH
# Of the visits that were due, how many were made; of those, how many met the elder.
MADE, MET = 0.94, 0.97
# Field, ordinary answers, and the share of answers that call for action.
_ANSWERS: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, float], ...]], ...] = (
    ("health", ("good", "stable", "stable"), (("worse", 0.02), ("sick", 0.008))),
    ("mood", ("good", "calm", "calm"), (("low", 0.03), ("confused", 0.006))),
    ("living", ("none",), (("some", 0.03), ("serious", 0.004))),
    ("support", ("good", "some"), (("none", 0.015),)),
    ("gas", ("safe",), (("hazard", 0.008),)),
    ("water", ("safe",), ()),
    ("electricity", ("safe",), (("hazard", 0.008),)),
    ("fire", ("safe",), (("hazard", 0.006),)),
    ("falls", ("safe",), (("hazard", 0.012),)),
    ("hygiene", ("good", "fair"), (("poor", 0.012),)),
)


@dataclass
class Made:
    """One past visit before it is written."""

    elder: Elder
    window: Window
    volunteer: Volunteer
    distance_m: int
    start: datetime
    minutes: int
    evidence: str
    waits: bool


def write_history(population: Population, months: int) -> None:
    """Past visits of `months` whole months and of this month up to yesterday."""
    # Only what is used below: a city's files as a whole are a gigabyte.
    elders = list(Elder.objects.filter(person__is_demo=True).only(*_OF_ELDERS).order_by("pk"))
    volunteers = list(
        Volunteer.objects.filter(person__is_demo=True)
        .select_related("person")
        .only(*_OF_VOLUNTEERS, *(f"person__{name}" for name in _OF_PEOPLE))
        .order_by("pk")
    )
    visitors = [row for row in volunteers if row.state == VolunteerState.APPROVED]
    usual = _usual_visitors(elders, visitors, population.rng)
    agreed = Consent.objects.in_force().filter(purpose=ConsentPurpose.VISITS)
    consenting = set(agreed.values_list("person", flat=True))
    this_month = first_day(population.today)
    for back in range(months, -1, -1):
        month = add_months(this_month, -back)
        made = _made(population, [row for row in elders if row.person_id in consenting], usual, month)
        with transaction.atomic():
            _write(population, month, made)
    _somebody_left(population, elders)


def _usual_visitors(
    elders: Sequence[Elder], volunteers: Sequence[Volunteer], rng: random.Random
) -> dict[int, tuple[Volunteer, int]]:
    """Elder → the volunteer who usually comes and how far (metres): the nearest with time left."""
    tree = cKDTree(_places(volunteers))
    near_m, near = tree.query(_places(elders), k=min(40, len(volunteers)))
    left = {row.pk: row.monthly_cap_minutes for row in volunteers}
    usual: dict[int, tuple[Volunteer, int]] = {}
    order = sorted(range(len(elders)), key=lambda n: (elders[n].risk_tier != "high", n))
    for n in order:
        need = 160 if elders[n].risk_tier == "high" else 40
        for distance, index in zip(np.atleast_1d(near_m[n]), np.atleast_1d(near[n]), strict=True):
            volunteer = volunteers[int(index)]
            wrong_sex = elders[n].prefers_sex and volunteer.person.sex != elders[n].prefers_sex
            if distance <= volunteer.max_distance_m and left[volunteer.pk] >= need and not wrong_sex:
                left[volunteer.pk] -= need
                usual[elders[n].pk] = (volunteer, round(float(distance)))
                break
    return usual


def _places(rows: Sequence[Elder] | Sequence[Volunteer]) -> NDArray[np.float64]:
    """Earth-centred coordinates in metres; everybody of the demonstration has a position."""
    return ecef(
        np.array([row.lat for row in rows], dtype=float), np.array([row.lon for row in rows], dtype=float)
    )


def _made(
    population: Population, elders: Sequence[Elder], usual: dict[int, tuple[Volunteer, int]], month: date
) -> list[Made]:
    calendar = Calendar(month, population.book)
    rng = population.rng
    yesterday = population.today - timedelta(days=1)
    busy: dict[tuple[int, date], int] = {}
    made: list[Made] = []
    for elder in elders:
        if elder.pk not in usual or elder.in_institution:
            continue
        volunteer, distance_m = usual[elder.pk]
        for window in calendar.due(elder.region_id, elder.risk_tier):
            first = max(window.first, elder.registered_on)
            last = window.last
            if first > last or rng.random() > MADE:
                continue
            day = first + timedelta(days=rng.randint(0, (last - first).days))
            if day > yesterday:
                continue
            # Two visits of one volunteer on one day do not overlap.
            turn = busy.get((volunteer.pk, day), 0)
            busy[volunteer.pk, day] = turn + 1
            if turn >= 8:
                continue
            start = timezone.make_aware(datetime.combine(day, time(9, rng.randint(0, 9)))) + timedelta(
                minutes=70 * turn
            )
            evidence = rng.choices((EvidenceGrade.A, EvidenceGrade.B, EvidenceGrade.C), weights=(78, 19, 3))[
                0
            ]
            waits = evidence != EvidenceGrade.A and (population.today - day).days <= 3
            made.append(
                Made(elder, window, volunteer, distance_m, start, rng.randint(25, 58), evidence, waits)
            )
    return sorted(made, key=lambda row: row.start)


def _write(population: Population, month: date, made: Sequence[Made]) -> None:
    """In pieces: the rows of a whole city's month are more than a small machine's memory holds at once."""
    names = {row.code: row.name for row in population.places.communities}
    population.progress.expect(sum(not row.waits for row in made))
    regions = Region.objects.in_bulk({row.elder.region_id for row in made})
    for start in range(0, len(made), _PIECE):
        _write_piece(population, month, made[start : start + _PIECE], names, regions)


def _write_piece(
    population: Population,
    month: date,
    made: Sequence[Made],
    names: dict[str, str],
    regions: dict[str, Region],
) -> None:
    tasks = [
        Task(
            kind=TaskKind.VISIT,
            category=ServiceCategory.VISIT,
            title="探访",
            region_id=row.elder.region_id,
            place=names[row.elder.region_id],
            lat=row.elder.lat,
            lon=row.elder.lon,
            location_quality=row.elder.location_quality,
            starts_on=row.window.first,
            ends_on=row.window.last,
            minutes=40,
            organiser=regions[row.elder.region_id].name,
            check_in_index=check_in_index(row.elder.door_code),
            state=TaskState.OPEN if row.waits else TaskState.DONE,
        )
        for row in made
    ]
    Task.objects.bulk_create(tasks, batch_size=BATCH)
    visits = [
        Visit(elder=row.elder, task=task, month=month, ordinal=row.window.ordinal, tier=row.elder.risk_tier)
        for row, task in zip(made, tasks, strict=True)
    ]
    Visit.objects.bulk_create(visits, batch_size=BATCH)
    assignments = [_assignment(row, task) for row, task in zip(made, tasks, strict=True)]
    Assignment.objects.bulk_create(assignments, batch_size=BATCH)
    AssignmentEvent.objects.bulk_create(
        [
            event
            for row, assignment in zip(made, assignments, strict=True)
            for event in _events(row, assignment)
        ],
        batch_size=5 * BATCH,
    )
    authors = _authors(assignments)
    reports = [
        _report(population.rng, row, visit, assignment, authors[assignment.volunteer_id])
        for row, visit, assignment in zip(made, visits, assignments, strict=True)
    ]
    VisitReport.objects.bulk_create(reports, batch_size=BATCH)
    _concerns(population, made, reports)
    _credit(
        population,
        [pair for pair in zip(made, assignments, strict=True) if not pair[0].waits],
        names,
        regions,
    )


def _assignment(row: Made, task: Task) -> Assignment:
    end = row.start + timedelta(minutes=row.minutes)
    method = {
        EvidenceGrade.A: CheckInMethod.SHEET,
        EvidenceGrade.B: CheckInMethod.DOOR_CODE,
        EvidenceGrade.C: CheckInMethod.ON_BEHALF,
    }[EvidenceGrade(row.evidence)]
    return Assignment(
        task=task,
        volunteer=row.volunteer,
        state=AssignmentState.CHECKED_OUT if row.waits else AssignmentState.VERIFIED,
        origin=Origin.MATCHED,
        offered_at=row.start - timedelta(days=5),
        accepted_at=row.start - timedelta(days=3),
        planned_for=row.start,
        distance_m=row.distance_m,
        checked_in_at=row.start,
        check_in_method=method,
        check_in_distance_m=None,
        checked_out_at=end,
        minutes=row.minutes,
        evidence=row.evidence,
        verified_at=None if row.waits else end,
    )


def _events(row: Made, assignment: Assignment) -> list[AssignmentEvent]:
    end = assignment.checked_out_at or row.start
    steps = [
        ("", AssignmentState.OFFERED, assignment.offered_at),
        (AssignmentState.OFFERED, AssignmentState.ACCEPTED, assignment.accepted_at or row.start),
        (AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN, row.start),
        (AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT, end),
    ]
    if not row.waits:
        steps.append((AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED, end))
    return [
        AssignmentEvent(assignment=assignment, at=at, from_state=was, to_state=now) for was, now, at in steps
    ]


def _authors(assignments: Sequence[Assignment]) -> dict[int, int]:
    """Volunteer → login that wrote the report. Volunteers of the demonstration get theirs on first need."""
    people = {row.volunteer_id: row.volunteer.person for row in assignments}
    without = [person for person in people.values() if person.user_id is None]
    users = [proven(phone=person.phone, name=person.name) for person in without]
    User.objects.bulk_create(users, batch_size=BATCH)
    for person, user in zip(without, users, strict=True):
        person.user = user
    Person.objects.bulk_update(without, ["user"], batch_size=BATCH)
    return {volunteer: person.user_id for volunteer, person in people.items() if person.user_id}


def _report(rng: random.Random, row: Made, visit: Visit, assignment: Assignment, author: int) -> VisitReport:
    met = rng.random() < MET
    answers: dict[str, Any] = {}
    if met:
        for name, ordinary, remarkable in _ANSWERS:
            answers[name] = rng.choice(ordinary)
            for answer, share in remarkable:
                if rng.random() < share:
                    answers[name] = answer
        if rng.random() < 0.03:
            answers["needs"] = rng.choice(("希望有人送午餐", "想理发", "想学用手机视频", "需要人陪去医院"))
        if rng.random() < 0.3:
            answers["policy_information"] = "介绍了高龄津贴和助餐点"
    reason = rng.choice(
        (NoContactReason.NOT_AT_HOME, NoContactReason.WITH_FAMILY, NoContactReason.IN_HOSPITAL)
    )
    end = assignment.checked_out_at or row.start
    return VisitReport(
        visit=visit,
        author_id=author,
        assignment=assignment,
        visited_at=row.start,
        method=VisitMethod.HOME,
        contact_made=met,
        no_contact_reason="" if met else reason,
        submitted_at=end,
        **answers,
    )


def _concerns(population: Population, made: Sequence[Made], reports: Sequence[VisitReport]) -> None:
    """Concerns from what was found in the last six weeks; the older ones are closed."""
    severities = population.book[CONCERN_SEVERITIES]
    hours = population.book[CONCERN_DUE_HOURS]
    now = timezone.now()
    rows: list[Concern] = []
    details: list[ConcernFinding] = []
    for row, report in zip(made, reports, strict=True):
        if (population.today - row.start.date()).days > 42 or not report.contact_made:
            continue
        found = findings(report, severities)
        if not found:
            continue
        raised = report.submitted_at or row.start
        old = (now - raised).days > 9
        concern = Concern(
            elder=row.elder,
            report=report,
            kind=found[0].kind,
            severity=found[0].severity,
            text=" · ".join(one.text for one in found)[:500],
            owner_id=row.elder.worker_id,
            level=Role.COMMUNITY_WORKER,
            raised_at=raised,
            raised_by_id=report.author_id,
            due_at=raised + timedelta(hours=hours[found[0].severity]),
            state=ConcernState.CLOSED if old else ConcernState.OPEN,
            outcome=Outcome.SOLVED if old else "",
            outcome_note="演示:已上门处理" if old else "",
            closed_at=raised + timedelta(days=2) if old else None,
        )
        rows.append(concern)
        details += [ConcernFinding(concern=concern, **one._asdict()) for one in found]
    Concern.objects.bulk_create(rows, batch_size=BATCH)
    ConcernFinding.objects.bulk_create(details, batch_size=BATCH)
    ConcernEvent.objects.bulk_create(
        [
            ConcernEvent(concern=row, at=row.raised_at, actor_id=row.raised_by_id, what="提出", note=row.text)
            for row in rows
        ],
        batch_size=BATCH,
    )


def _credit(
    population: Population,
    served: Sequence[tuple[Made, Assignment]],
    names: dict[str, str],
    regions: dict[str, Region],
) -> None:
    """Service records, coins, points and stars, by the same service as ever."""
    for start in range(0, len(served), BATCH):
        part = served[start : start + BATCH]
        services = [
            Service(
                person=row.volunteer.person,
                minutes=row.minutes,
                source_key=f"assignment:{assignment.uuid}",
                category=ServiceCategory.VISIT,
                activity="探访",
                started_at=row.start,
                ended_at=row.start + timedelta(minutes=row.minutes),
                place=names[row.elder.region_id],
                content="上门探访特殊困难老年人",
                region=regions[row.elder.region_id],
                organiser=regions[row.elder.region_id].name,
                in_charge="",
                evidence_grade=row.evidence,
            )
            for row, assignment in part
        ]
        last = part[-1][0]
        record_services(
            services=services, recorded_at=last.start + timedelta(minutes=last.minutes + 60), notify=False
        )
        population.progress.add(len(part))


def _somebody_left(population: Population, elders: Sequence[Elder]) -> None:
    """A few elders have left the register, as happens in every month."""
    for elder in elders[:: max(1, len(elders) // 25)]:
        if elder.pk % 3 == 0:
            elder.left_on = population.today - timedelta(days=population.rng.randint(1, 70))
            elder.left_reason = population.rng.choice((LeftReason.MOVED, LeftReason.INSTITUTION))
            if elder.left_on >= elder.registered_on:
                Elder.objects.filter(pk=elder.pk).update(left_on=elder.left_on, left_reason=elder.left_reason)

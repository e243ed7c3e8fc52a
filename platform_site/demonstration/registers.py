"""Organizations, care points, teams and projects of the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from facilities.enums import FacilityType
from facilities.models import Facility
from organizations.enums import Kind, ReviewState, Tier
from organizations.models import SocialOrganization
from platform_site.demonstration import fake_identities
from platform_site.demonstration.places import home
from platform_site.demonstration.population import BATCH, Population
from regions.models import LocationQuality
from volunteers.projects.enums import ProjectState
from volunteers.projects.models import Project
from volunteers.projects.services import shift_code
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import TaskKind
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.tasks import check_in_index

_ORGANIZATIONS = (
    "守望邻里服务社",
    "夕阳互助会",
    "爱心助老协会",
    "社区文艺队",
    "康乐社工服务中心",
    "志愿帮帮团",
    "暖心陪伴社",
)
_TEAMS = (
    "邻里守望队",
    "红马甲志愿队",
    "夕阳陪伴队",
    "暖心敲门队",
    "青年助老队",
    "巾帼志愿队",
    "老党员志愿队",
    "医护志愿队",
)
_KINDS = (
    (
        FacilityType.MEAL_SITE,
        "老年助餐点",
        18,
        ("午餐", "晚餐", "送餐"),
        "Mo-Su 10:30-13:00; Mo-Su 16:30-18:30",
    ),
    (FacilityType.DAY_CARE_CENTRE, "日间照料中心", 10, ("日托", "康复", "文化娱乐"), "Mo-Sa 08:30-17:30"),
    (FacilityType.STATION, "养老服务驿站", 10, ("助餐", "理发", "健康监测"), "Mo-Fr 08:30-17:30"),
    (
        FacilityType.VILLAGE_MUTUAL_AID_POINT,
        "互助养老服务点",
        8,
        ("棋牌", "聊天", "互助"),
        "Mo-Su 08:00-18:00",
    ),
    (
        FacilityType.COMMUNITY_SERVICE_CENTRE,
        "党群服务中心",
        6,
        ("代办", "咨询"),
        "Mo-Fr 09:00-12:00,13:30-17:30",
    ),
    (
        FacilityType.ELDER_CARE_COMPLEX,
        "社区养老服务综合体",
        3,
        ("助餐", "日托", "康复", "助浴"),
        "Mo-Su 08:00-20:00",
    ),
    (FacilityType.SOCIAL_WORK_STATION, "社工站", 3, ("心理支持", "个案帮扶"), "Mo-Fr 09:00-17:30"),
    (FacilityType.TOWNSHIP_ELDER_HOME, "敬老院", 2, ("集中供养", "护理"), "24/7"),
)
_SHIFTS = (
    ("周末助餐志愿岗", "meals", "协助老年助餐点备餐、分餐,给行动不便的老人送餐。", 150),
    ("陪伴聊天半日", "companionship", "在日间照料中心陪老人说话、下棋、读报。", 180),
    ("便民理发日", "housework", "为社区老人义务理发,需要会理发的志愿者,也需要帮忙登记的志愿者。", 120),
    ("手机课堂", "training", "教老人用手机挂号、付款、视频通话。", 90),
    ("家庭小修小补", "repair", "为独居老人换灯泡、修水龙头、检查用电安全。", 150),
    ("节日慰问演出", "culture", "为敬老院老人演出,陪老人包饺子。", 180),
)


@transaction.atomic
def make_organizations(population: Population, count: int) -> None:
    rng = population.rng
    rows = []
    for number in range(count):
        community = population.places.draw(rng)
        registered = number % 3 == 0
        graded = registered and rng.random() < 0.6
        rows.append(
            SocialOrganization(
                uscc=fake_identities.uscc(number + 1) if registered else None,
                name=f"{community.name}{rng.choice(_ORGANIZATIONS)}(演示{number + 1})",
                region_id=community.code,
                kind=rng.choice(Kind.values),
                tier=Tier.REGISTERED
                if registered
                else rng.choice((Tier.TOWNSHIP_MANAGED, Tier.COMMUNITY_GUIDED)),
                fields=rng.sample(["助老", "助餐", "文化", "社工", "互助"], 2),
                grade=rng.choice(("3A", "4A", "5A")) if graded else "",
                graded_on=population.today - timedelta(days=rng.randint(100, 2_200)) if graded else None,
                introduction="演示用的社会组织,并不存在。",
                contact_name=fake_identities.name(rng),
                contact_phone=population.next_phone(),
                state=ReviewState.PENDING if number % 10 == 9 else ReviewState.APPROVED,
                is_demo=True,
            )
        )
    SocialOrganization.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def make_facilities(population: Population, count: int, organizations: Sequence[SocialOrganization]) -> None:
    rng = population.rng
    shares = [share for _type, _label, share, _services, _hours in _KINDS]
    rows: list[Facility] = []
    seen: set[tuple[str, str, str]] = set()
    number = 0
    while len(rows) < count:
        kind, label, _share, services, hours = rng.choices(_KINDS, weights=shares)[0]
        community = population.places.draw(rng)
        number += 1
        name = f"{community.name}{label}(演示)"
        if (name, kind, community.code) in seen:
            continue
        seen.add((name, kind, community.code))
        point = home(community, rng)
        rows.append(
            Facility(
                name=name,
                type=kind,
                region_id=community.code,
                address=f"{community.township}{community.name}演示路{rng.randint(1, 199)}号",
                lat=point.lat,
                lon=point.lon,
                location_quality=LocationQuality.APPROXIMATE,
                capacity=rng.choice((20, 30, 50, 80, 120)),
                area_m2=rng.randint(120, 900),
                phone=population.next_phone(),
                opening_hours=hours,
                services=list(services),
                operator=rng.choice(organizations) if organizations and rng.random() < 0.4 else None,
                verified_on=population.today - timedelta(days=rng.randint(1, 260)),
                opened_on=population.today - timedelta(days=rng.randint(300, 3_000)),
                renovated=rng.random() < 0.6,
                is_demo=True,
            )
        )
    Facility.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def make_teams(
    population: Population,
    count: int,
    volunteers: Sequence[Volunteer],
    organizations: Sequence[SocialOrganization],
) -> None:
    """Teams led by approved volunteers; most volunteers belong to the team nearest by region code."""
    rng = population.rng
    approved = [row for row in volunteers if row.state == VolunteerState.APPROVED]
    leaders = rng.sample(approved, min(count, len(approved)))
    teams = [
        Team(
            name=f"{_TEAMS[number % len(_TEAMS)]}(演示{number + 1})",
            region_id=leader.region_id,
            leader=leader,
            organization=rng.choice(organizations) if organizations and number % 4 == 0 else None,
            introduction="演示用的志愿服务队伍。每月探访附近的老人。",
            state=ReviewState.PENDING if number % 20 == 19 else ReviewState.APPROVED,
            is_demo=True,
        )
        for number, leader in enumerate(leaders)
    ]
    Team.objects.bulk_create(teams, batch_size=BATCH)
    by_township: dict[str, list[Team]] = {}
    for team in teams:
        by_township.setdefault(team.region_id[:9], []).append(team)
    members = [
        TeamMember(team=team, volunteer=team.leader, joined_on=population.today - timedelta(days=300))
        for team in teams
    ]
    leading = {team.leader_id for team in teams}
    for volunteer in approved:
        if volunteer.pk in leading or rng.random() > 0.75:
            continue
        near = by_township.get(volunteer.region_id[:9]) or teams
        members.append(
            TeamMember(
                team=rng.choice(near),
                volunteer=volunteer,
                joined_on=population.today - timedelta(days=rng.randint(10, 300)),
            )
        )
    TeamMember.objects.bulk_create(members, batch_size=5 * BATCH)


@transaction.atomic
def make_projects(population: Population, organizations: Sequence[SocialOrganization], count: int) -> None:
    """Published projects with shifts in the weeks to come; one waits for review."""
    rng = population.rng
    approved = [row for row in organizations if row.state == ReviewState.APPROVED]
    projects = []
    for number in range(count):
        title, category, description, _minutes = _SHIFTS[number % len(_SHIFTS)]
        organization = approved[number % len(approved)]
        projects.append(
            Project(
                title=f"{title}(演示)",
                description=description,
                category=category,
                region_id=organization.region_id,
                organization=organization,
                contact_name=organization.contact_name,
                contact_phone=organization.contact_phone,
                state=ProjectState.SUBMITTED if number == count - 1 else ProjectState.PUBLISHED,
                is_demo=True,
            )
        )
    Project.objects.bulk_create(projects, batch_size=BATCH)
    points = Facility.objects.filter(region__in={project.region_id for project in projects})
    place_of = {row.region_id: row for row in points}
    by_code = {row.code: row for row in population.places.communities}
    shifts = []
    for number, project in enumerate(projects):
        minutes = _SHIFTS[number % len(_SHIFTS)][3]
        for week in range(4):
            day = population.today + timedelta(days=2 + number % 5 + 7 * week)
            start = timezone.make_aware(datetime.combine(day, time(rng.choice((9, 14)))))
            facility = place_of.get(project.region_id)
            community = by_code[project.region_id]
            shifts.append(
                Task(
                    kind=TaskKind.SHIFT,
                    category=project.category,
                    title=project.title,
                    description=project.description,
                    region_id=project.region_id,
                    place=facility.name if facility else community.name,
                    lat=facility.lat if facility else community.lat,
                    lon=facility.lon if facility else community.lon,
                    location_quality=LocationQuality.APPROXIMATE,
                    starts_on=day,
                    ends_on=day,
                    starts_at=start,
                    ends_at=start + timedelta(minutes=minutes),
                    minutes=minutes,
                    persons_needed=rng.choice((4, 6, 8)),
                    project=project,
                    organiser=project.publisher,
                    in_charge=project.contact_name,
                    check_in_index=check_in_index(shift_code(project, start)),
                )
            )
    Task.objects.bulk_create(shifts, batch_size=BATCH)

"""Invented services of teams that serve as one, and two stars on public notice, one of them objected to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from policies.selectors import book
from regions.models import Region
from timebank.earning import policy
from timebank.earning.models import StarAward
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.crediting import record_services
from timebank.earning.services.objections import object_to_star
from timebank.earning.services.records import Service
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer

TEAMS, MEMBERS = 2, 5
LONG_DAY = 480


def make_earning(today: date) -> None:
    """A Saturday of two teams, and two volunteers who reached three stars yesterday."""
    teams = list(Team.objects.approved().filter(is_demo=True).select_related("region").order_by("pk")[:TEAMS])
    for team in teams:
        _serve_as_one(team, today)
    busy = list(
        Volunteer.objects.filter(person__is_demo=True).select_related("person", "region").order_by("pk")[:2]
    )
    for volunteer in busy:
        _serve_for_years(volunteer, today)
    people = [volunteer.person_id for volunteer in busy]
    if award := StarAward.objects.on_notice().filter(person__in=people).order_by("pk").first():
        object_to_star(award=award, text="上个月有一次服务，本人好像没有到场，请核实。(演示)")


def _serve_as_one(team: Team, today: date) -> None:
    members = Volunteer.objects.filter(team_memberships__team=team, person__is_demo=True)
    start = _at(today - timedelta(days=6))
    services = [
        _service(volunteer, team.region, start, 120, f"demo:group:{team.pk}:{volunteer.pk}", group=team.name)
        for volunteer in members.select_related("person").order_by("pk")[:MEMBERS]
    ]
    record_services(services=services, recorded_at=start + timedelta(days=1), notify=False)


def _serve_for_years(volunteer: Volunteer, today: date) -> None:
    """A long day a week, each recorded the same evening, so that yesterday's reached the third star."""
    hours = book().value(policy.STAR_HOURS, volunteer.region_id)[2]
    missing = int(hours * 60) - certified_minutes(volunteer.person)
    for weeks in reversed(range(-(-missing // LONG_DAY))):
        start = _at(today - timedelta(days=7 * weeks + 1))
        key = f"demo:years:{volunteer.pk}:{weeks}"
        service = _service(volunteer, volunteer.region, start, LONG_DAY, key)
        record_services(services=[service], recorded_at=start + timedelta(hours=12), notify=False)


def _service(
    volunteer: Volunteer, region: Region, start: datetime, minutes: int, key: str, group: str = ""
) -> Service:
    return Service(
        person=volunteer.person,
        minutes=minutes,
        source_key=key,
        category="companionship",
        activity="集体志愿服务日" if group else "陪伴服务",
        started_at=start,
        ended_at=start + timedelta(minutes=minutes),
        place=region.name,
        content="",
        region=region,
        organiser=group or region.name,
        in_charge="",
        evidence_grade="A",
        group=group,
    )


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))

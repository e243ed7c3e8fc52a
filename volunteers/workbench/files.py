"""A volunteer's and a team's file: everything there is, for those who may read it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from common.months import first_day
from people.access_log.models import AccessLog
from people.actors import AnyUser
from timebank.earning.selectors.stars import certified_minutes, star
from timebank.ledger.selectors.balances import balance
from volunteers.days.models.absence import Absence
from volunteers.projects.models import Project
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.suspension import Suspension
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.permissions import can_review_team, can_review_volunteer
from volunteers.slots import ALL_SLOTS, DayPart, Weekday, slot_bit
from volunteers.tasks.eligibility import committed_minutes
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services.steps import NOT_BEGUN
from workbench.roles import STAFF_ROLES, WORKER_ROLES
from workbench.scopes import covers, in_scope

# The last so many of each.
SERVICES_SHOWN = 20
READERS_SHOWN = 20


def half_days(mask: int) -> list[tuple[str, list[bool]]]:
    """A row for each day of the week: whether each of its parts is free. Who never said is free at any time."""
    mask = mask & ALL_SLOTS or ALL_SLOTS
    return [
        (str(Weekday(day).label), [bool(mask & slot_bit(day, part)) for part in DayPart.values])
        for day in Weekday.values
    ]


def volunteer_file(volunteer: Volunteer, user: AnyUser) -> dict[str, Any]:
    """What the page of a file shows beside the volunteer's own fields; a fixed number of queries.

    Services are those of the user's regions. What the books and the staff say of the volunteer is for the staff of the
    volunteer's own region; those next door read what they need to work together.
    """
    person, today = volunteer.person, timezone.localdate()
    at_home = covers(user, volunteer.region_id, STAFF_ROLES)
    seen = Assignment.objects.filter(in_scope(user, "task__region_id"), volunteer=volunteer)
    seen = seen.select_related("task__region")
    under_way = (*NOT_BEGUN, AssignmentState.CHECKED_IN)
    suspensions = list(
        Suspension.objects.filter(volunteer=volunteer).select_related("imposed_by", "lifted_by")
        if at_home
        else ()
    )
    return {
        "at_home": at_home,
        "suspended": next((row for row in suspensions if row.holds), None),
        "suspensions": suspensions,
        "absences": Absence.objects.ahead(volunteer),
        "holdings": volunteer.skill_holdings.select_related("skill", "checked_by").order_by("skill__code"),
        "today": today,
        "days": half_days(volunteer.availability),
        "parts": DayPart.labels,
        "memberships": TeamMember.objects.filter(volunteer=volunteer, left_on=None).select_related("team"),
        "promised": committed_minutes(volunteer, first_day(today)),
        "agreed": seen.filter(state__in=under_way).order_by("planned_for", "task__starts_on", "pk"),
        "services": seen.filter(checked_in_at__isnull=False)
        .exclude(state__in=under_way)
        .order_by("-checked_in_at", "-pk")[:SERVICES_SHOWN],
        "star": star(person),
        "certified": certified_minutes(person),
        "balance": balance(person) if at_home else None,
        "readers": AccessLog.objects.filter(subject=person).select_related("actor__person")[:READERS_SHOWN]
        if at_home
        else (),
        "may_change": covers(user, volunteer.region_id, WORKER_ROLES),
        "may_decide": can_review_volunteer(user, volunteer),
        "states": VolunteerState,
    }


def team_file(team: Team, user: AnyUser) -> dict[str, Any]:
    """Who belongs to a team, what they have done this month and what is agreed, within the user's regions."""
    today = timezone.localdate()
    here = in_scope(user, "volunteer__assignments__task__region_id")
    month = Q(
        here,
        volunteer__assignments__task__starts_on__lte=today,
        volunteer__assignments__task__ends_on__gte=first_day(today),
    )
    made = month & Q(volunteer__assignments__checked_in_at__isnull=False)
    members = list(
        TeamMember.objects.filter(team=team, left_on=None)
        .select_related("volunteer__person", "volunteer__region")
        .annotate(
            asked=Count("volunteer__assignments", filter=month & _held(), distinct=True),
            made=Count("volunteer__assignments", filter=made, distinct=True),
            last=Max("volunteer__assignments__checked_in_at", filter=Q(here)),
        )
        .order_by("volunteer__person__name", "pk")
    )
    # Members may live elsewhere: their names are on the team's page, their numbers with those who work with them.
    open_files = set(
        Volunteer.objects.visible_to(user).filter(team_memberships__team=team).values_list("pk", flat=True)
    )
    asked, done = sum(row.asked for row in members), sum(row.made for row in members)
    return {
        "members": members,
        "open_files": open_files,
        "asked": asked,
        "made": done,
        "rate": round(100 * done / asked) if asked else None,
        "projects": Project.objects.filter(in_scope(user), team=team).order_by("-pk"),
        "may_review": can_review_team(user, team),
    }


def _held() -> Q:
    """Services that a volunteer keeps or has kept: what was declined, passed on or called off is not the team's."""
    kept = (
        AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT,
        AssignmentState.VERIFIED, AssignmentState.NO_SHOW, AssignmentState.REJECTED,
    )  # fmt: skip
    return Q(volunteer__assignments__state__in=kept)

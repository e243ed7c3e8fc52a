"""Becoming a volunteer, a team, and being reviewed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.locking import locked
from notifications.services import notify
from organizations.enums import REVIEW_TRANSITIONS, ReviewState
from people.actors import Actor
from people.logins.models import User
from people.persons.models import Person
from policies.selectors import value
from regions.models import Level, Region
from volunteers.errors import NotAllowedNow, TaskError
from volunteers.registration import policy
from volunteers.registration.enums import VOLUNTEER_TRANSITIONS, VolunteerState
from volunteers.registration.models.suspension import Suspension
from volunteers.registration.models.team import Team, TeamMember
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from volunteers.registration.permissions import can_review_team, can_review_volunteer
from volunteers.registration.signals import volunteer_stopped

# Which steps there are, and what is said of one that is none.
_STEPS: dict[Any, tuple[Mapping[Any, Collection[str]], Any]] = {
    Volunteer: (
        VOLUNTEER_TRANSITIONS,
        gettext_lazy("This is not possible: the registration is “%(state)s”."),
    ),
    Team: (REVIEW_TRANSITIONS, gettext_lazy("This is not possible: the team is “%(state)s”.")),
}


@transaction.atomic
def register_volunteer(
    *,
    person: Person,
    region: Region,
    max_distance_m: int,
    monthly_cap_minutes: int,
    availability: int,
    skills: Iterable[Skill],
    introduction: str,
) -> Volunteer:
    """Register a person as a volunteer, to be reviewed by a worker of the region. Registering twice returns the first;
    who was rejected or has left goes back to the review.

    A volunteer starts from the community's point, marked approximate. Raises ValidationError when the region is no
    community or the person is too young.
    """
    if region.level != Level.COMMUNITY:
        raise ValidationError({"region": _("Please choose your community.")}, code="level")
    minimum = value(policy.MINIMUM_AGE, region=region)
    age = person.age
    if age is None:
        raise ValidationError({"birth_date": _("Please give your birth date.")}, code="age")
    if age < minimum:
        raise ValidationError(
            {"birth_date": _("You can register from the age of %(age)d.") % {"age": minimum}}, code="age"
        )
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    volunteer = Volunteer.objects.filter(person=person).first() or Volunteer(person=person)
    if volunteer.pk is not None and volunteer.state not in (VolunteerState.REJECTED, VolunteerState.LEFT):
        return volunteer
    volunteer.region, volunteer.state = region, VolunteerState.PENDING
    volunteer.place_at(region)
    volunteer.max_distance_m, volunteer.monthly_cap_minutes = max_distance_m, monthly_cap_minutes
    volunteer.availability, volunteer.visits_elders = availability, True
    volunteer.introduction = introduction
    volunteer.full_clean(exclude=["person", "region"])
    volunteer.save()
    set_skills(volunteer=volunteer, skills=skills)
    return volunteer


def set_skills(*, volunteer: Volunteer, skills: Iterable[Skill]) -> None:
    """Give the volunteer exactly these skills; qualifications already recorded for those that stay are kept."""
    wanted = {skill.pk: skill for skill in skills}
    volunteer.skill_holdings.exclude(skill__in=wanted).delete()
    present = set(volunteer.skill_holdings.values_list("skill_id", flat=True))
    VolunteerSkill.objects.bulk_create(
        [
            VolunteerSkill(volunteer=volunteer, skill=skill)
            for key, skill in wanted.items()
            if key not in present
        ]
    )


@transaction.atomic
def review_volunteer(*, volunteer: Volunteer, actor: User, approve: bool, note: str = "") -> Volunteer:
    """Approve or reject a registration and tell the volunteer. Repeating the same answer changes nothing.

    Raises TaskError for a registration of one's own or outside one's region, a rejection without a reason, and the
    approval of somebody who is suspended.
    """
    volunteer = locked(volunteer, "person", key_stays=True)
    if not can_review_volunteer(actor, volunteer):
        raise TaskError(_("You cannot review this registration."), code="not_yours")
    target = VolunteerState.APPROVED if approve else VolunteerState.REJECTED
    if volunteer.state == target:
        return volunteer
    if approve and volunteer.entered_by_id == actor.pk:
        raise TaskError(_("You entered this volunteer. A colleague decides."), code="own")
    if approve and _is_suspended(volunteer):
        # Leaving and registering anew does not end it.
        raise TaskError(_("This volunteer is suspended. Please end the suspension first."), code="suspended")
    if not approve and not note.strip():
        raise TaskError(_("Please say why; the volunteer will read it."), code="note")
    move_to(volunteer, target, actor, note)
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=volunteer.person,
            kind="review",
            subject=_("Welcome as a volunteer") if approve else _("Your registration needs a change"),
            body=_("Your registration was approved. Visits near you will be offered to you.")
            if approve
            else note,
            key=f"volunteer-review:{volunteer.pk}:{timezone.now().isoformat()}",
            link="/volunteer/",
        )
    return volunteer


def _is_suspended(volunteer: Volunteer) -> bool:
    in_force = Suspension.objects.in_force().filter(volunteer=volunteer)
    return volunteer.state == VolunteerState.SUSPENDED or in_force.exists()


@transaction.atomic
def leave(*, volunteer: Volunteer, actor: Actor) -> Volunteer:
    """The volunteer stops. The record of what was done stays; what has not begun goes to others."""
    volunteer = locked(volunteer, "person", key_stays=True)
    if volunteer.state == VolunteerState.LEFT:
        return volunteer
    move_to(volunteer, VolunteerState.LEFT, None, "")
    volunteer_stopped.send(Volunteer, volunteer=volunteer, actor=actor)
    return volunteer


def move_to(row: Volunteer | Team, target: str, reviewer: Actor, note: str) -> None:
    """Take one step that the state allows, with who reviewed and why. Raises NotAllowedNow for any other."""
    transitions, refusal = _STEPS[type(row)]
    if target not in transitions[row.state]:
        raise NotAllowedNow(refusal % {"state": row.get_state_display()}, code="state")
    row.state, row.review_note = target, note[:300]
    if reviewer is not None:
        row.reviewed_by, row.reviewed_at = reviewer, timezone.now()
    row.save(update_fields=["state", "review_note", "reviewed_by", "reviewed_at"])


@transaction.atomic
def register_team(*, name: str, region: Region, leader: Volunteer, introduction: str) -> Team:
    """Register a team led by an approved volunteer, to be reviewed. Raises ValidationError for a name already taken."""
    if leader.state != VolunteerState.APPROVED:
        raise ValidationError(_("Only an approved volunteer can lead a team."), code="leader")
    if existing := Team.objects.filter(name=name, region=region, leader=leader).first():
        return existing
    if Team.objects.filter(name=name, region=region).exists():
        raise ValidationError({"name": _("There is already a team with this name here.")}, code="unique")
    team = Team(name=name, region=region, leader=leader, introduction=introduction)
    team.full_clean(exclude=["region", "leader"])
    team.save()
    TeamMember.objects.create(team=team, volunteer=leader)
    return team


@transaction.atomic
def review_team(*, team: Team, actor: User, approve: bool, note: str = "") -> Team:
    """Approve or reject a team and tell its leader. Repeating the same answer changes nothing."""
    team = locked(team, "leader__person")
    if not can_review_team(actor, team):
        raise TaskError(_("You cannot review this registration."), code="not_yours")
    if team.leader is not None and team.leader.person.user_id == actor.pk:
        raise TaskError(_("You cannot review a team of your own."), code="own")
    target = ReviewState.APPROVED if approve else ReviewState.REJECTED
    if team.state == target:
        return team
    if not approve and not note.strip():
        raise TaskError(_("Please say why; the leader will read it."), code="note")
    move_to(team, target, actor, note)
    if team.leader is not None and team.reviewed_at is not None:
        with translation.override(settings.LANGUAGE_CODE):
            notify(
                person=team.leader.person,
                kind="review",
                subject=_("Your team was approved") if approve else _("Your team needs a change"),
                body=team.name if approve else f"{team.name}: {note}",
                key=f"team-review:{team.pk}:{team.reviewed_at.isoformat()}",
                link="/teams/",
            )
    return team


@transaction.atomic
def join_team(*, team: Team, volunteer: Volunteer) -> TeamMember:
    """A volunteer joins an approved team; joining twice returns the first membership."""
    if team.state != ReviewState.APPROVED:
        raise NotAllowedNow(_("This team is not accepting members at the moment."), code="state")
    if volunteer.state != VolunteerState.APPROVED:
        raise TaskError(_("Your registration as a volunteer has not been approved yet."), code="not_approved")
    Team.objects.select_for_update().get(pk=team.pk)
    membership, _created = TeamMember.objects.get_or_create(team=team, volunteer=volunteer, left_on=None)
    return membership


@transaction.atomic
def leave_team(*, team: Team, volunteer: Volunteer) -> None:
    """End a membership; the leader has to hand over first."""
    if team.leader_id == volunteer.pk:
        raise TaskError(_("You lead this team. Please hand it over to somebody first."), code="leader")
    TeamMember.objects.filter(team=team, volunteer=volunteer, left_on=None).update(
        left_on=timezone.localdate()
    )

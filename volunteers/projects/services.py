"""Projects and their shifts: drafting, publishing after review, closing."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.encryption import blind_index
from common.locking import locked
from notifications.services import notify
from organizations.enums import OrganizationRole, ReviewState
from organizations.models import OrganizationMember, SocialOrganization
from people.logins.models import User
from people.persons.models import Person
from policies.selectors import value
from regions.models import LocationQuality, Region
from volunteers.errors import NotAllowedNow, TaskError
from volunteers.projects.enums import PROJECT_TRANSITIONS, ProjectState
from volunteers.projects.models import Project
from volunteers.projects.permissions import can_manage_project, can_review_project
from volunteers.projects.selectors import shifts_of_organization, shifts_to_come
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.team import Team
from volunteers.task_types import TaskKind
from volunteers.tasks import policy as tasks_policy
from volunteers.tasks.codes import moment_code
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.proof import scope_of
from volunteers.tasks.services.tasks import cancel_task, create_task

CHANGEABLE = (
    "title",
    "description",
    "category",
    "region",
    "contact_name",
    "contact_phone",
    "serves_as_group",
)


@transaction.atomic
def create_project(
    *,
    actor: User,
    title: str,
    description: str,
    category: str,
    region: Region,
    organization: SocialOrganization | None = None,
    team: Team | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    serves_as_group: bool = False,
) -> Project:
    """Draft a project for an approved organization one manages, or an approved team one leads.

    `serves_as_group`: a team serves as one, so that what is earned can only be given away.
    """
    _require_publisher(actor, organization, team)
    _require_team(serves_as_group, team)
    project = Project(
        title=title,
        description=description,
        category=category,
        region=region,
        organization=organization,
        team=team,
        contact_name=contact_name,
        contact_phone=contact_phone,
        serves_as_group=serves_as_group,
        created_by=actor,
    )
    project.full_clean(exclude=["region", "organization", "team", "created_by"])
    project.save()
    return project


def _require_publisher(actor: User, organization: SocialOrganization | None, team: Team | None) -> None:
    if organization is not None:
        if organization.state != ReviewState.APPROVED:
            raise TaskError(_("The organization has not been approved yet."), code="not_approved")
        if not SocialOrganization.objects.managed_by(actor).filter(pk=organization.pk).exists():
            raise TaskError(_("You do not manage this organization."), code="not_yours")
    elif team is not None:
        if team.state != ReviewState.APPROVED:
            raise TaskError(_("The team has not been approved yet."), code="not_approved")
        leader = team.leader
        if leader is None or leader.person.user_id != actor.pk or leader.state != VolunteerState.APPROVED:
            raise TaskError(_("You do not lead this team."), code="not_yours")
    else:
        raise TaskError(_("A project belongs to an organization or a team."), code="publisher")


def _require_team(serves_as_group: bool, team: Team | None) -> None:
    if serves_as_group and team is None:
        raise TaskError(_("Only a volunteer team can serve in a team's name."), code="not_a_team")


def _locked(project: Project) -> Project:
    return locked(project, "organization", "team", "region")


def _require_manager(actor: User, project: Project) -> None:
    if not can_manage_project(actor, project):
        raise TaskError(_("You do not manage this project."), code="not_yours")


def _move(project: Project, target: ProjectState) -> None:
    if target not in PROJECT_TRANSITIONS[ProjectState(project.state)]:
        raise NotAllowedNow(
            _("This is not possible: the project is “%(state)s”.") % {"state": project.get_state_display()},
            code="state",
        )
    project.state = target


@transaction.atomic
def update_project(*, project: Project, actor: User, **changes: Any) -> Project:
    """Its managers change a draft, or one that was sent back. What has been published stays as it was reviewed."""
    project = _locked(project)
    _require_manager(actor, project)
    if project.state not in (ProjectState.DRAFT, ProjectState.REJECTED):
        raise NotAllowedNow(_("Only a draft can be changed."), code="state")
    _require_team(changes.get("serves_as_group", False), project.team)
    for name in CHANGEABLE:
        if name in changes:
            setattr(project, name, changes[name])
    project.full_clean(exclude=["region", "organization", "team", "created_by", "reviewed_by"])
    project.save()
    return project


@transaction.atomic
def submit_project(*, project: Project, actor: User) -> Project:
    """Send a draft with at least one shift to the review. Sending twice changes nothing."""
    project = _locked(project)
    _require_manager(actor, project)
    if project.state == ProjectState.SUBMITTED:
        return project
    if not project.shifts.open().filter(starts_at__gt=timezone.now()).exists():
        raise TaskError(_("Please add at least one shift that is still to come."), code="no_shift")
    _move(project, ProjectState.SUBMITTED)
    project.review_note = ""
    project.save(update_fields=["state", "review_note"])
    return project


@transaction.atomic
def review_project(*, project: Project, actor: User, approve: bool, note: str = "") -> Project:
    """Publish a project or send it back with a reason, and tell those who manage it."""
    project = _locked(project)
    if not can_review_project(actor, project):
        raise TaskError(_("You cannot review this project."), code="not_yours")
    target = ProjectState.PUBLISHED if approve else ProjectState.REJECTED
    if project.state == target:
        return project
    if not approve and not note.strip():
        raise TaskError(_("Please say why; the applicant will read it."), code="note")
    if approve and not Project.objects.with_ground().filter(pk=project.pk).exists():
        raise TaskError(_("Its organization or team is not approved any more."), code="not_approved")
    _move(project, target)
    project.review_note, project.reviewed_by, project.reviewed_at = note[:300], actor, timezone.now()
    project.save(update_fields=["state", "review_note", "reviewed_by", "reviewed_at"])
    with translation.override(settings.LANGUAGE_CODE):
        for person in managers_of(project):
            notify(
                person=person,
                kind="review",
                subject=_("Your project was published") if approve else _("Your project needs a change"),
                body=project.title if approve else f"{project.title}: {note}",
                key=f"project-review:{project.pk}:{project.reviewed_at.isoformat()}:{person.pk}",
                link=f"/projects/{project.uuid}/manage/",
            )
    return project


def managers_of(project: Project) -> list[Person]:
    """The people who manage a project."""
    if project.organization_id is not None:
        members = OrganizationMember.objects.filter(
            organization=project.organization_id, role=OrganizationRole.MANAGER
        ).select_related("person")
        return [member.person for member in members]
    leader = project.team.leader if project.team else None
    return [leader.person] if leader else []


@transaction.atomic
def close_project(*, project: Project, actor: User) -> Project:
    """Close a project; shifts to come are cancelled and those on them told. Closing twice changes nothing."""
    project = _locked(project)
    _require_manager(actor, project)
    if project.state == ProjectState.CLOSED:
        return project
    return _close(project, actor, _("The project was closed."))


@transaction.atomic
def end_project(*, project: Project, actor: User, note: str) -> Project:
    """Who reviews projects there closes a published one, with a reason that its managers read. Twice is once."""
    project = _locked(project)
    if not can_review_project(actor, project):
        raise TaskError(_("You cannot close this project."), code="not_yours")
    if project.state == ProjectState.CLOSED:
        return project
    note = note.strip()[:300]
    if not note:
        raise TaskError(_("Please say why; the applicant will read it."), code="note")
    project.review_note, project.reviewed_by, project.reviewed_at = note, actor, timezone.now()
    project.save(update_fields=["review_note", "reviewed_by", "reviewed_at"])
    with translation.override(settings.LANGUAGE_CODE):
        for person in managers_of(project):
            notify(
                person=person,
                kind="review",
                subject=_("Your project was closed"),
                body=f"{project.title}: {note}",
                key=f"project-ended:{project.pk}:{person.pk}",
                link=f"/projects/{project.uuid}/",
            )
        return _close(project, actor, _("The project was closed."))


def _close(project: Project, actor: User, note: str) -> Project:
    _move(project, ProjectState.CLOSED)
    project.save(update_fields=["state"])
    _call_off(shifts_to_come(project), actor, note)
    return project


def _call_off(shifts: QuerySet[Task], actor: User, note: str) -> None:
    for task in shifts:
        # What somebody has begun is brought to its end, and confirmed by a worker.
        with suppress(NotAllowedNow):
            cancel_task(task=task, actor=actor, note=note)


@transaction.atomic
def close_projects_of(*, organization: SocialOrganization, actor: User) -> None:
    """The organization is closed: so are its projects, and who was on their shifts is told. Twice is once."""
    rows = organization.projects.exclude(state=ProjectState.CLOSED)
    for project in rows.select_for_update(of=("self",)).order_by("pk"):
        if ProjectState.CLOSED in PROJECT_TRANSITIONS[ProjectState(project.state)]:
            _close(project, actor, _("The organization was closed."))


@transaction.atomic
def call_off_shifts(*, organization: SocialOrganization, actor: User, until: date) -> None:
    """The organization is suspended until that day: so are its shifts, and who was on them is told. Twice is once."""
    _call_off(shifts_of_organization(organization, until), actor, _("The organization is suspended."))


@transaction.atomic
def add_shift(
    *,
    project: Project,
    actor: User,
    starts_at: datetime,
    ends_at: datetime,
    persons_needed: int,
    place: str,
    adult_only: bool = False,
    needs_insurance: bool = False,
) -> Task:
    """Add a shift to a project that is not closed.

    The region's point stands in for its position, marked approximate; the code proves presence. Raises ValidationError
    for hours that have passed, run backwards or last longer than a day.
    """
    project = _locked(project)
    _require_manager(actor, project)
    if project.state == ProjectState.CLOSED:
        raise NotAllowedNow(_("This project is closed."), code="state")
    if starts_at <= timezone.now():
        raise ValidationError({"starts_at": _("The shift must begin in the future.")})
    minutes = int((ends_at - starts_at).total_seconds() // 60)
    if not 10 <= minutes <= 24 * 60:
        raise ValidationError(
            {"ends_at": _("A shift lasts from 10 minutes to a day and ends after it begins.")}
        )
    known = project.region.lat is not None
    return create_task(
        kind=TaskKind.SHIFT,
        category=project.category,
        title=project.title,
        description=project.description[:1000],
        region=project.region,
        place=place,
        lat=project.region.lat,
        lon=project.region.lon,
        location_quality=LocationQuality.APPROXIMATE if known else LocationQuality.UNKNOWN,
        starts_on=timezone.localdate(starts_at),
        ends_on=timezone.localdate(ends_at),
        starts_at=starts_at,
        ends_at=ends_at,
        minutes=minutes,
        persons_needed=persons_needed,
        adult_only=adult_only,
        needs_insurance=needs_insurance,
        project=project,
        organiser=project.publisher[:100],
        in_charge=project.contact_name,
        check_in_code=shift_code(project, starts_at),
        published_by=actor,
    )


def rotating_code(task: Task) -> str:
    """The code of a shift that its organizer's phone shows now; it changes every few minutes and proves presence."""
    minutes = value(tasks_policy.ROTATING_MINUTES, region=task.region_id)
    scope = scope_of(task)
    return moment_code(scope, timezone.now(), minutes=minutes) if scope else ""


def shift_code(project: Project, starts_at: datetime) -> str:
    """The code of a shift for paper, where nobody has a phone to show: derived, so that it can be shown again.

    It never changes, so a service begun with it waits for whoever confirms who came.
    """
    return f"{int(blind_index(f'{project.uuid}:{int(starts_at.timestamp())}')[:12], 16) % 1_000_000:06d}"

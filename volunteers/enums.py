"""States of volunteers, teams, projects, tasks and assignments, and the allowed steps between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VolunteerState(models.TextChoices):
    PENDING = "pending", _("Waiting for review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SUSPENDED = "suspended", _("Suspended")
    LEFT = "left", _("Left")


VOLUNTEER_TRANSITIONS: dict[VolunteerState, frozenset[VolunteerState]] = {
    VolunteerState.PENDING: frozenset(
        {VolunteerState.APPROVED, VolunteerState.REJECTED, VolunteerState.LEFT}
    ),
    VolunteerState.REJECTED: frozenset({VolunteerState.PENDING, VolunteerState.APPROVED}),
    VolunteerState.APPROVED: frozenset({VolunteerState.SUSPENDED, VolunteerState.LEFT}),
    VolunteerState.SUSPENDED: frozenset({VolunteerState.APPROVED, VolunteerState.LEFT}),
    VolunteerState.LEFT: frozenset({VolunteerState.PENDING, VolunteerState.APPROVED}),
}


class TeamState(models.TextChoices):
    PENDING = "pending", _("Waiting for review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    CLOSED = "closed", _("Closed")


TEAM_TRANSITIONS: dict[TeamState, frozenset[TeamState]] = {
    TeamState.PENDING: frozenset({TeamState.APPROVED, TeamState.REJECTED}),
    TeamState.REJECTED: frozenset({TeamState.PENDING, TeamState.APPROVED}),
    TeamState.APPROVED: frozenset({TeamState.CLOSED}),
    TeamState.CLOSED: frozenset({TeamState.APPROVED}),
}


class ProjectState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    CLOSED = "closed", _("Closed")


PROJECT_TRANSITIONS: dict[ProjectState, frozenset[ProjectState]] = {
    ProjectState.DRAFT: frozenset({ProjectState.SUBMITTED, ProjectState.CLOSED}),
    ProjectState.SUBMITTED: frozenset({ProjectState.PUBLISHED, ProjectState.REJECTED, ProjectState.DRAFT}),
    ProjectState.REJECTED: frozenset({ProjectState.DRAFT, ProjectState.SUBMITTED}),
    ProjectState.PUBLISHED: frozenset({ProjectState.CLOSED}),
    ProjectState.CLOSED: frozenset(),
}


class TaskKind(models.TextChoices):
    VISIT = "visit", _("Visit to an elder")
    SHIFT = "shift", _("Shift of a project")
    REQUEST = "request", _("Service asked for with time coins")


class TaskState(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    LAPSED = "lapsed", _("Lapsed")


# Why a task lacks somebody before the planner has looked for a reason (volunteers.matching.Reason).
NOT_TRIED = "not_tried"
GIVEN_BACK = "given_back"


class AssignmentState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    CHECKED_IN = "checked_in", _("Checked in")
    CHECKED_OUT = "checked_out", _("Waiting for verification")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Not verified")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NO_SHOW = "no_show", _("Did not come")
    REPLACED = "replaced", _("Given to somebody else")
    CANCELLED = "cancelled", _("Cancelled")


_S = AssignmentState
ASSIGNMENT_TRANSITIONS: dict[AssignmentState, frozenset[AssignmentState]] = {
    _S.OFFERED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.REPLACED, _S.CANCELLED}),
    _S.ACCEPTED: frozenset(
        {_S.CHECKED_IN, _S.CHECKED_OUT, _S.WITHDRAWN, _S.NO_SHOW, _S.REPLACED, _S.CANCELLED}
    ),
    _S.CHECKED_IN: frozenset({_S.CHECKED_OUT, _S.CANCELLED}),
    _S.CHECKED_OUT: frozenset({_S.VERIFIED, _S.REJECTED}),
    _S.REJECTED: frozenset({_S.CHECKED_OUT}),
    _S.VERIFIED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.NO_SHOW: frozenset(),
    _S.REPLACED: frozenset(),
    _S.CANCELLED: frozenset(),
}
# Hold a place on the task and count against the volunteer's month.
ACTIVE_STATES = (_S.OFFERED, _S.ACCEPTED, _S.CHECKED_IN, _S.CHECKED_OUT, _S.VERIFIED)
# What the volunteer has said yes to: planning again never moves these.
KEPT_STATES = (_S.ACCEPTED, _S.CHECKED_IN, _S.CHECKED_OUT, _S.VERIFIED)


class Origin(models.TextChoices):
    MATCHED = "matched", _("Proposed by the planner")
    SIGNED_UP = "signed_up", _("Signed up")
    ASSIGNED = "assigned", _("Assigned by a worker")
    # One of those asked in turn; several may be asked at once, and the first yes gets it.
    STAND_IN = "stand_in", _("Asked to stand in")


class AbsenceReason(models.TextChoices):
    ILL = "ill", _("Ill")
    AWAY = "away", _("Away from home")
    OTHER = "other", pgettext_lazy("absence", "Other")


class CheckInMethod(models.TextChoices):
    DOOR_CODE = "door_code", _("Door code")
    POSITION = "position", _("Position")
    BOTH = "both", _("Door code and position")
    ON_BEHALF = "on_behalf", _("Entered by a worker")
    UNPROVEN = "unproven", _("Without proof")


class Weekday(models.IntegerChoices):
    MON = 0, _("Monday")
    TUE = 1, _("Tuesday")
    WED = 2, _("Wednesday")
    THU = 3, _("Thursday")
    FRI = 4, _("Friday")
    SAT = 5, _("Saturday")
    SUN = 6, _("Sunday")


class DayPart(models.IntegerChoices):
    """The parts of a day of the roster format: am 8–12, pm 12–18, eve 18–21."""

    AM = 0, _("Morning (8–12)")
    PM = 1, _("Afternoon (12–18)")
    EVE = 2, _("Evening (18–21)")


# Weekly slots as a bit mask: bit = weekday * 3 + part.
SLOTS = 21
ALL_SLOTS = (1 << SLOTS) - 1

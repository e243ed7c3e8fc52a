"""States of tasks and assignments, and the allowed steps between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class TaskState(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    LAPSED = "lapsed", _("Lapsed")


# Why a task lacks somebody before the planner has looked for a reason (matching.Reason).
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
    REPLACED = "replaced", _("Reassigned")
    CANCELLED = "cancelled", _("Cancelled")


register_badges(
    "assignment",
    {
        AssignmentState.OFFERED: Badge.INFO,
        AssignmentState.ACCEPTED: Badge.OK,
        AssignmentState.CHECKED_IN: Badge.OK,
        AssignmentState.CHECKED_OUT: Badge.INFO,
        AssignmentState.VERIFIED: Badge.OK,
        AssignmentState.REJECTED: Badge.BAD,
        AssignmentState.NO_SHOW: Badge.BAD,
    },
    default=Badge.WARN,
)
# As the volunteer reads it: an offer waits for an answer, and only what is verified is done.
register_badges(
    "own_assignment",
    {
        AssignmentState.OFFERED: Badge.WARN,
        AssignmentState.ACCEPTED: Badge.INFO,
        AssignmentState.CHECKED_IN: Badge.INFO,
        AssignmentState.CHECKED_OUT: Badge.INFO,
        AssignmentState.VERIFIED: Badge.OK,
    },
    default=Badge.BAD,
)


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
# Whoever was asked for a task once, and it came to this, is not asked for it again by itself.
NOT_ASKED_AGAIN = (_S.DECLINED, _S.WITHDRAWN, _S.NO_SHOW, _S.REPLACED, _S.REJECTED)
# What the volunteer has said yes to: planning again never moves these.
KEPT_STATES = (_S.ACCEPTED, _S.CHECKED_IN, _S.CHECKED_OUT, _S.VERIFIED)


class Origin(models.TextChoices):
    MATCHED = "matched", _("Proposed by the planner")
    SIGNED_UP = "signed_up", _("Signed up")
    ASSIGNED = "assigned", _("Assigned by a worker")
    # One of those asked in turn; several may be asked at once, and the first yes gets it.
    STAND_IN = "stand_in", _("Stand-in requested")


class CheckInMethod(models.TextChoices):
    DOOR_CODE = "door_code", _("Door code")
    POSITION = "position", _("Position")
    # Of services from before codes that change.
    BOTH = "both", _("Door code and position")
    SHEET = "sheet", _("Line of the code sheet")
    ROTATING = "rotating", _("Code on the organizer's phone")
    CALL_BACK = "call_back", _("Code sent to the elder's phone")
    ON_BEHALF = "on_behalf", _("Entered by a worker")
    UNPROVEN = "unproven", _("Without proof")


class WaitsFor(models.TextChoices):
    """Why a service waits for a person, as the person reads it."""

    GRADE = "grade", _("No code that changes")
    SHORT = "short", _("Very short")
    LONGER = "longer", _("The volunteer says it took longer than planned")
    HOUR = "hour", _("Not at the agreed time")
    FAR = "far", _("The phone was far away")
    TOO_EXACT = "too_exact", _("A position more exact than a phone's")
    SAME_POSITION = "position", _("The same position, to the last digit, at another check-in")
    EXACTLY_THERE = "zero", _("Several times exactly at the point on the map")
    OWN_CIRCLE = "circle", _("It comes from the volunteer's own circle, or somebody else made the entries")
    SAMPLE = "sample", _("Random check: please telephone before you decide")


class Oddity(models.TextChoices):
    """Why a service is decided by itself and not together with others, as the person who decides reads it."""

    FLAGGED = "flagged", _("Something speaks against it")
    UNPROVEN = "unproven", _("Nothing proves that somebody was there")
    LENGTH = "length", _("The length does not fit the plan")
    PROPOSED = "proposed", _("A colleague found more minutes")
    OVERLAP = "overlap", _("At the same time as another service of this volunteer")
    REOPENED = "reopened", _("It was refused before")
    FINDING = "finding", _("What was reported asks for a look")
    NEW_PAIR = "new_pair", _("The two have hardly met before")
    # Neither why nor what: whoever decides may be the one it is about.
    LOOK = "look", _("Please look at this one by itself")


class LongerReason(models.TextChoices):
    """Why a service took longer than planned, in one tap."""

    TALKED = "talked", _("We had more to talk about")
    HELPED = "helped", _("I helped with something urgent")
    WAITED = "waited", _("I waited for the doctor or the family")

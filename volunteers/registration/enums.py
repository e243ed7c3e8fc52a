"""States of volunteers and the allowed steps between them; teams have those of organizations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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

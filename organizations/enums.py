"""What kinds of social organizations there are and how one comes to be listed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.badges import Badge, register_badges


class Kind(models.TextChoices):
    """The four fields of community organizations in the city's programme, item 16."""

    PUBLIC_SERVICE = "public_service", _("Community services")
    CHARITY = "charity", _("Public benefit and charity")
    MUTUAL_AID = "mutual_aid", _("Neighbourhood mutual aid")
    CULTURE_SPORTS = "culture_sports", _("Culture, recreation and sports")


class Tier(models.TextChoices):
    """Only registered organizations have a unified social credit code."""

    REGISTERED = "registered", _("Registered with civil affairs")
    TOWNSHIP_MANAGED = "township_managed", _("Managed by the township")
    COMMUNITY_GUIDED = "community_guided", _("Supervised by the village or neighbourhood committee")


class Grade(models.TextChoices):
    """Assessment grades; valid five years, then none."""

    NONE = "", _("Not assessed")
    A1 = "1A", "1A"
    A2 = "2A", "2A"
    A3 = "3A", "3A"
    A4 = "4A", "4A"
    A5 = "5A", "5A"


class ReviewState(models.TextChoices):
    PENDING = "pending", _("Waiting for review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    CLOSED = "closed", _("Closed")


register_badges("organization", {ReviewState.APPROVED: Badge.OK}, default=Badge.WARN)


REVIEW_TRANSITIONS: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.PENDING: frozenset({ReviewState.APPROVED, ReviewState.REJECTED}),
    ReviewState.REJECTED: frozenset({ReviewState.PENDING, ReviewState.APPROVED}),
    ReviewState.APPROVED: frozenset({ReviewState.CLOSED}),
    ReviewState.CLOSED: frozenset({ReviewState.APPROVED}),
}


class OrganizationRole(models.TextChoices):
    MANAGER = "manager", _("Organization manager")
    MEMBER = "member", _("Member")

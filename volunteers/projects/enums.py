"""States of service projects, and the allowed steps between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.badges import Badge, register_badges


class ProjectState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for review")
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    CLOSED = "closed", _("Closed")


register_badges("project", {ProjectState.PUBLISHED: Badge.OK}, default=Badge.WARN)
# In a list of them a draft is nothing to worry about.
register_badges("listed_project", {ProjectState.PUBLISHED: Badge.OK})


PROJECT_TRANSITIONS: dict[ProjectState, frozenset[ProjectState]] = {
    ProjectState.DRAFT: frozenset({ProjectState.SUBMITTED, ProjectState.CLOSED}),
    ProjectState.SUBMITTED: frozenset({ProjectState.PUBLISHED, ProjectState.REJECTED, ProjectState.DRAFT}),
    ProjectState.REJECTED: frozenset({ProjectState.DRAFT, ProjectState.SUBMITTED}),
    ProjectState.PUBLISHED: frozenset({ProjectState.CLOSED}),
    ProjectState.CLOSED: frozenset(),
}

"""What waits for managers about organizations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from organizations.models import SocialOrganization
from organizations.selectors import organizations_to_review
from workbench import today
from workbench.roles import MANAGER_ROLES


class ToReview(today.Waiting):
    key, order = "organizations", 53
    title = gettext_lazy("Organizations to review")
    button = gettext_lazy("Review")
    roles = act_roles = MANAGER_ROLES
    names_people = False

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(organizations_to_review(user), region)

    def line(self, row: SocialOrganization, user: Any) -> today.Line:
        return today.Line(
            name=row.name,
            place=row.region.short_name,
            what=row.get_kind_display(),
            phone=row.contact_phone,
            since=row.created_at,
            action=self.address(""),
            region_id=row.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("organizations_workbench:review")


def register() -> None:
    """Called once at start."""
    today.register(ToReview())

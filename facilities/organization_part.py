"""What the register of care points adds to the file of an organization: those it runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import ngettext

from organizations.models import SocialOrganization
from people.actors import AnyUser


class CarePointsPart:
    order = 20
    template = "facilities/workbench/includes/organization_care_points.html"

    def context(self, organization: SocialOrganization, user: AnyUser) -> dict[str, Any]:
        return {"care_points": organization.facilities.order_by("closed_on", "name", "pk")}

    def stopped_by(self, organization: SocialOrganization, until: date) -> Sequence[str]:
        """They are for elders, who would stand before a closed door: a worker closes each, where it must be."""
        count = organization.facilities.listed().count()
        if not count:
            return []
        return [
            ngettext(
                "The %(count)d care point it runs stays open; please see who looks after it.",
                "The %(count)d care points it runs stay open; please see who looks after them.",
                count,
            )
            % {"count": count}
        ]

"""What the list of volunteers can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from regions.codes import in_subtree
from regions.models import Level, Region
from timebank.earning.models import StarAward
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from workbench.scopes import role_regions


class VolunteerFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=VolunteerState.choices)
    visits_elders = django_filters.ChoiceFilter(
        label=_("Visits elders"), choices=[("True", _("Yes")), ("False", _("No"))]
    )
    skill = django_filters.ChoiceFilter(label=_("Skill"), method="by_skill", choices=[])
    stars = django_filters.ChoiceFilter(
        label=_("Stars, at least"),
        method="by_stars",
        choices=[(str(level), "★" * level) for level in range(1, 6)],
    )
    area = django_filters.ChoiceFilter(label=pgettext_lazy("list", "Where"), method="by_area", choices=[])

    class Meta:
        model = Volunteer
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["skill"].extra["choices"] = [(str(one.pk), str(one)) for one in Skill.objects.all()]
        below = Region.objects.filter(parent__in=role_regions(self.request.user)).order_by("code")
        areas = [(one.pk, one.short_name) for one in below.exclude(level=Level.CITY)]
        if areas:
            self.filters["area"].extra["choices"] = areas
        else:
            del self.filters["area"]

    def by_skill(self, queryset: QuerySet[Volunteer], name: str, value: str) -> QuerySet[Volunteer]:
        held = VolunteerSkill.objects.filter(volunteer=OuterRef("pk"), skill=int(value))
        return queryset.filter(Exists(held))

    def by_stars(self, queryset: QuerySet[Volunteer], name: str, value: str) -> QuerySet[Volunteer]:
        held = StarAward.objects.in_force().filter(person=OuterRef("person"), level__gte=int(value))
        return queryset.filter(Exists(held))

    def by_area(self, queryset: QuerySet[Volunteer], name: str, value: str) -> QuerySet[Volunteer]:
        return queryset.filter(in_subtree("region_id", value))

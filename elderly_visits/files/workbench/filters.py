"""What the list of elders can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from common.forms import LongSelect
from common.web import key_in
from elderly_visits.files.selectors.register import (
    AGE_BANDS,
    STATES,
    WITHOUT_WORKER,
    in_charge,
    in_state,
    of_age,
    workers_in_charge,
)
from elderly_visits.register.enums import STORED_FLAGS, Assistance, HardshipFlag, RiskTier
from elderly_visits.register.models import Elder
from people.logins.models import User
from regions.codes import in_subtree
from workbench.regions import areas


class ElderFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("This month"),
        method="by_state",
        choices=[
            ("visited", STATES["visited"]),
            ("not_visited", _("Not visited yet")),
            ("tried", STATES["tried"]),
            ("planned", STATES["planned"]),
            ("not_planned", STATES["not_planned"]),
            ("declined", STATES["declined"]),
            ("institution", STATES["institution"]),
            ("left", STATES["left"]),
        ],
    )
    risk_tier = django_filters.ChoiceFilter(label=_("Risk tier"), choices=RiskTier.choices)
    flag = django_filters.ChoiceFilter(
        label=_("Reason for hardship"),
        method="by_flag",
        choices=[(flag, HardshipFlag(flag).label) for flag in STORED_FLAGS],
    )
    age = django_filters.ChoiceFilter(label=_("Age"), method="by_age", choices=list(AGE_BANDS.items()))
    worker = django_filters.ChoiceFilter(
        label=_("Responsible worker"), method="by_worker", choices=[], widget=LongSelect
    )
    consent = django_filters.ChoiceFilter(
        label=_("Agrees to visits"), method="by_consent", choices=[("yes", _("Yes")), ("no", _("No"))]
    )
    area = django_filters.ChoiceFilter(label=pgettext_lazy("list", "Where"), method="by_area", choices=[])
    assistance = django_filters.ChoiceFilter(label=_("Assistance"), choices=Assistance.choices)

    class Meta:
        model = Elder
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = areas(self.request.user)
        if found:
            self.filters["area"].extra["choices"] = found
        else:
            del self.filters["area"]
        asked = self.data or {}
        area = asked.get("area", "")
        self._offer_workers(area if area in dict(found) else "", asked.get("worker", ""))

    def _offer_workers(self, area: str, chosen: str) -> None:
        worker = self.filters["worker"]
        people = workers_in_charge(self.request.user, area)
        if people is None:
            # Thousands in a whole city: first the place. Whom a link names is found all the same.
            worker.extra["help_text"] = _("Choose a place first, to choose a worker there.")
            named = key_in(chosen)
            people = [(one.pk, one.display_name) for one in User.objects.filter(pk=named)] if named else []
        worker.extra["choices"] = [*WITHOUT_WORKER.items(), *((str(pk), name) for pk, name in people)]

    def filter_queryset(self, queryset: QuerySet[Elder]) -> QuerySet[Elder]:
        # Who has left the register is shown only when asked for.
        return in_state(super().filter_queryset(queryset), self.form.cleaned_data.get("state", ""))

    def by_state(self, queryset: QuerySet[Elder], name: str, value: str) -> QuerySet[Elder]:
        return queryset  # filter_queryset does it, also when nothing is chosen.

    def by_area(self, queryset: QuerySet[Elder], name: str, value: str) -> QuerySet[Elder]:
        return queryset.filter(in_subtree("region_id", value))

    def by_flag(self, queryset: QuerySet[Elder], name: str, value: str) -> QuerySet[Elder]:
        return queryset.filter(Q(**{value: True}))

    def by_age(self, queryset: QuerySet[Elder], name: str, value: str) -> QuerySet[Elder]:
        return queryset.filter(of_age(value))

    def by_worker(self, queryset: QuerySet[Elder], name: str, value: str) -> QuerySet[Elder]:
        return queryset.filter(in_charge(value))

    def by_consent(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(consents=value == "yes")

"""Whom the time bank helps: elders in special difficulty, and key elders to whom a county's pool gives each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elderly_visits.register.enums import Assistance
from elderly_visits.register.models import Elder
from people.persons.models import Person
from regions.codes import in_subtree
from timebank.care_registers import Entitled

GROUNDS = {
    "living_alone": _("Very old and living alone"),
    "hardship": _("Living alone, on minimum living guarantee and disabled"),
}


def in_difficulty() -> Q:
    """Condition on Person: on the register of elders in special difficulty today."""
    return Q(elder__in=Elder.objects.on_register(timezone.localdate()).values("pk"))


def entitled_elders(county: str, month: date, ages: Mapping[str, Any]) -> Iterator[Entitled]:
    """Key elders of a county (domain.md, 'Pool'): living alone and old enough, or living alone, on minimum living
    guarantee, disabled and old enough. On the register, alive and of age on the first day of the month."""
    rows = (
        Elder.objects.on_register(month)
        .filter(in_subtree("region", county), living_alone=True, in_institution=False, person__died_on=None)
        .order_by("person_id")
        .values_list("person_id", "region_id", "person__birth_date", "assistance", "disabled")
    )
    for person_id, region_id, born, assistance, disabled in rows.iterator(chunk_size=2000):
        age = Person(birth_date=born).age_on(month)
        if age is None:
            continue
        if age >= ages["living_alone"]:
            yield Entitled(person_id, region_id, "living_alone")
        elif age >= ages["hardship"] and assistance == Assistance.DIBAO and disabled:
            yield Entitled(person_id, region_id, "hardship")

"""What the elders' register tells of them to the time bank and to whom they ask for a service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elderly_visits.register.enums import Assistance
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from people.persons.models import Person
from regions.codes import in_subtree
from regions.models import LocationQuality
from timebank.care_registers import CareRegister, Entitled, Home

_PREFIX = "assignment:"


class Elders(CareRegister):
    grounds = {
        "living_alone": _("Very old and living alone"),
        "hardship": _("Living alone, on minimum living guarantee and disabled"),
    }

    def beneficiaries(self, source_keys: Sequence[str]) -> Mapping[str, int]:
        """The elder's person by the source key of a service record; other services are missing. One query."""
        uuids = [UUID(key.removeprefix(_PREFIX)) for key in source_keys if _names_an_assignment(key)]
        rows = Visit.objects.filter(task__assignments__uuid__in=uuids).values_list(
            "task__assignments__uuid", "elder__person_id"
        )
        return {f"{_PREFIX}{uuid}": person for uuid, person in rows}

    def in_difficulty(self) -> Q:
        """Condition on Person: on the register of elders in special difficulty today."""
        return Q(elder__in=Elder.objects.on_register(timezone.localdate()).values("pk"))

    def entitled(self, county: str, month: date, ages: Mapping[str, Any]) -> Iterator[Entitled]:
        """Key elders of a county (domain.md, 'Pool'): living alone and old enough, or living alone, on minimum living
        guarantee, disabled and old enough. On the register, alive and of age on the first day of the month."""
        rows = (
            Elder.objects.on_register(month)
            .filter(
                in_subtree("region", county), living_alone=True, in_institution=False, person__died_on=None
            )
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

    def home_of(self, person: Person) -> Home | None:
        """The address on the elder's file; None for who is not on the register or has none there."""
        elder = Elder.objects.on_register().filter(person=person).first()
        if elder is None or not elder.address:
            return None
        exact = elder.location_quality == LocationQuality.EXACT
        return Home(elder.address, elder.door, elder.point if exact else None)


def _names_an_assignment(key: str) -> bool:
    try:
        UUID(key.removeprefix(_PREFIX))
    except ValueError:
        return False
    return key.startswith(_PREFIX)

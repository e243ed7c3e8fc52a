"""What the elders' register tells of them to the time bank and to whom they ask for a service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from elderly_visits.register.models import Elder
from elderly_visits.register.selectors.entitlement import GROUNDS, entitled_elders, in_difficulty
from elderly_visits.visits.selectors.beneficiaries import elder_beneficiaries
from people.persons.models import Person
from regions.models import LocationQuality
from timebank.care_registers import CareRegister, Entitled, Home


class Elders(CareRegister):
    grounds = GROUNDS

    def beneficiaries(self, source_keys: Sequence[str]) -> Mapping[str, int]:
        return elder_beneficiaries(source_keys)

    def in_difficulty(self) -> Q:
        return in_difficulty()

    def entitled(self, county: str, month: date, ages: Mapping[str, Any]) -> Iterator[Entitled]:
        return entitled_elders(county, month, ages)

    def home_of(self, person: Person) -> Home | None:
        """The address on the elder's file; None for who is not on the register or has none there."""
        elder = Elder.objects.on_register().filter(person=person).first()
        if elder is None or not elder.address:
            return None
        exact = elder.location_quality == LocationQuality.EXACT
        return Home(elder.address, elder.door, elder.point if exact else None)

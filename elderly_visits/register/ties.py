"""What the register alone knows of people: that they are in it, whom to call for an elder, the same front door."""

from __future__ import annotations

from elderly_visits.register.models import Elder, EmergencyContact
from people.persons.models import Person
from regions.models import LocationQuality
from volunteers.registration.models.volunteer import Volunteer


def is_registered(person: Person) -> bool:
    """Whether somebody is or was on the register: the number in such a file is often a relative's."""
    return Elder.objects.filter(person=person).exists()


def are_close(one: Person, other: Person) -> bool:
    """Whether either is the other's emergency contact, or both are measured at the same point."""
    for elder, contact in ((one, other), (other, one)):
        if (
            contact.phone
            and EmergencyContact.objects.filter(elder__person=elder, phone=contact.phone).exists()
        ):
            return True
    return bool(_doors(one) & _doors(other))


def _doors(person: Person) -> set[tuple[float, float]]:
    found: set[tuple[float, float]] = set()
    for model in (Elder, Volunteer):
        rows = model.objects.filter(person=person, location_quality=LocationQuality.EXACT)
        found |= {
            (lat, lon) for lat, lon in rows.values_list("lat", "lon") if lat is not None and lon is not None
        }
    return found

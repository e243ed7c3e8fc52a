"""Where elders live, told by their register to whoever writes down a service they ask for.

The two floors stand side by side and do not know each other; the site above them introduces them.
"""

from __future__ import annotations

from elderly_visits.register.models import Elder
from people.persons.models import Person
from regions.models import LocationQuality
from service_requests.known_homes import Home


def home_of_elder(person: Person) -> Home | None:
    """The address on the elder's file; None for who is not on the register or has none there."""
    elder = Elder.objects.on_register().filter(person=person).first()
    if elder is None or not elder.address:
        return None
    exact = elder.location_quality == LocationQuality.EXACT
    return Home(elder.address, elder.door, elder.point if exact else None)

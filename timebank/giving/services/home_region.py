"""In which county's pool a person's coins end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from timebank.giving.errors import GivingError
from timebank.ledger.models.records import ServiceRecord

if TYPE_CHECKING:
    from people.persons.models import Person


def home_region_code(person: Person) -> str:
    """Code of the region a person belongs to: home, else where they served last. Raises `GivingError` for neither."""
    if person.region_id is not None:
        return person.region_id
    last = (
        ServiceRecord.objects.filter(person=person)
        .order_by("-started_at")
        .values_list("region_id", flat=True)
    )
    if (code := last.first()) is not None:
        return str(code)
    raise GivingError(_("Please enter where you live first: we do not know which public pool is yours."))

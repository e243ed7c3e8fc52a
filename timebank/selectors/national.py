"""Service records in the fields of the national record (Ministry of Civil Affairs, Order 67, art. 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from people.enums import MANAGER_ROLES, Role
from people.models import Person
from people.scopes import in_scope
from regions.codes import in_subtree
from regions.selectors import full_names
from timebank.models import ServiceRecord
from timebank.models.records import ServiceRecordQuerySet

if TYPE_CHECKING:
    from regions.models import Region

# Who may take records out of the system.
EXPORT_ROLES = (*MANAGER_ROLES, Role.AUDITOR)
CHUNK = 2000


def columns(*, with_id_number: bool) -> dict[str, str]:
    """The columns: name in the table → heading."""
    found = {
        "record": _("Record number"),
        "name": _("Volunteer's name"),
        "sex": _("Sex"),
        "id_type": _("Type of ID"),
        "id_number": _("ID number"),
        "activity": _("Activity"),
        "category": _("Kind of service"),
        "served_on": _("Day of service"),
        "started_at": _("Began at"),
        "ended_at": _("Ended at"),
        "place": _("Place"),
        "content": _("What was done"),
        "minutes": _("Minutes served"),
        "hours": _("Hours served"),
        "organiser": _("Organising unit"),
        "in_charge": _("Person in charge"),
        "region": _("Region"),
        "recorded_at": _("Recorded at"),
    }
    if not with_id_number:
        del found["id_type"], found["id_number"]
    return found


def records_to_export(user: Any, region: Region, since: date, until: date) -> ServiceRecordQuerySet:
    """Records that stand, of services in `region` on days from `since` to `until`, within the user's own regions."""
    return (
        ServiceRecord.objects.certified()
        .filter(
            in_subtree("region", region.pk),
            in_scope(user, roles=EXPORT_ROLES),
            Q(served_on__gte=since, served_on__lte=until, minutes__gt=0),
        )
        .order_by("served_on", "pk")
    )


def own_records(person: Person) -> ServiceRecordQuerySet:
    return ServiceRecord.objects.certified().filter(person=person, minutes__gt=0).order_by("served_on", "pk")


def national_rows(records: ServiceRecordQuerySet, *, with_id_number: bool) -> Iterator[dict[str, Any]]:
    """A row for each record, read in chunks: a hundred thousand take no more memory than two thousand."""
    regions: dict[str, str] = {}
    # Fetched beside the records, not joined to them: a number is decrypted once for all services of a chunk.
    people = (
        Person.objects.only("name", "sex", "id_number")
        if with_id_number
        else Person.objects.only("name", "sex")
    )
    rows = records.prefetch_related(Prefetch("person", people))
    for record in rows.iterator(chunk_size=CHUNK):
        if record.region_id not in regions:
            regions |= full_names([record.region_id])
            regions.setdefault(record.region_id, record.region_id)
        person = record.person
        row = {
            "record": str(record.uuid),
            "name": person.name,
            "sex": person.get_sex_display(),
            "activity": record.activity,
            "category": record.get_category_display(),
            "served_on": f"{record.served_on:%Y-%m-%d}",
            "started_at": f"{timezone.localtime(record.started_at):%Y-%m-%d %H:%M}",
            "ended_at": f"{timezone.localtime(record.ended_at):%Y-%m-%d %H:%M}",
            "place": record.place,
            "content": record.content,
            "minutes": record.minutes,
            "hours": f"{record.minutes / 60:.2f}",
            "organiser": record.organiser,
            "in_charge": record.in_charge,
            "region": regions[record.region_id],
            "recorded_at": f"{timezone.localtime(record.recorded_at):%Y-%m-%d %H:%M}",
        }
        if with_id_number:
            number = person.id_number
            row |= {"id_type": _("Resident identity card") if number else "", "id_number": number}
        yield row

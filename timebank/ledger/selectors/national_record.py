"""Service records in the fields of the national record (Ministry of Civil Affairs, Order 67, art. 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actors import AnyUser
from people.persons.enums import Sex
from people.persons.models import Person
from regions.codes import in_subtree
from regions.models import Region
from regions.selectors import full_names
from timebank.ledger.enums import ServiceCategory
from timebank.ledger.models.records import ServiceRecord, ServiceRecordQuerySet
from workbench.roles import MANAGER_ROLES, Role
from workbench.scopes import in_scope

# Who may take records out of the system.
EXPORT_ROLES = (*MANAGER_ROLES, Role.AUDITOR)
# SQLite takes no longer list of keys in one query.
CHUNK = 500


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


def records_to_export(user: AnyUser, region: Region, since: date, until: date) -> ServiceRecordQuerySet:
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
    return ServiceRecord.objects.certified().of(person).filter(minutes__gt=0).order_by("served_on", "pk")


def national_rows(records: ServiceRecordQuerySet, *, with_id_number: bool) -> Iterator[dict[str, Any]]:
    """A row for each record, read in chunks: a hundred thousand take no more memory than a thousand.

    Words are those of the language in which this is called; the rows may be read after the request has ended.
    """
    words = {str(value): str(label) for value, label in (*ServiceCategory.choices, *Sex.choices)}
    return _rows(records, words, str(_("Resident identity card")) if with_id_number else None)


def _rows(
    records: ServiceRecordQuerySet, words: Mapping[str, str], id_type: str | None
) -> Iterator[dict[str, Any]]:
    regions: dict[str, str] = {}
    # Fetched beside the records, not joined to them: a number is decrypted once for all services of a chunk.
    fields = ["name", "sex"] if id_type is None else ["name", "sex", "id_number"]
    people = Person.objects.only(*fields)
    for record in records.prefetch_related(Prefetch("person", people)).iterator(chunk_size=CHUNK):
        if record.region_id not in regions:
            regions |= full_names([record.region_id])
            regions.setdefault(record.region_id, record.region_id)
        person = record.person
        row = {
            "record": str(record.uuid),
            "name": person.name,
            "sex": words.get(person.sex, ""),
            "activity": record.activity,
            "category": words.get(record.category, record.category),
            "served_on": record.served_on.isoformat(),
            "started_at": _minute(record.started_at),
            "ended_at": _minute(record.ended_at),
            "place": record.place,
            "content": record.content,
            "minutes": record.minutes,
            "hours": f"{record.minutes / 60:.2f}",
            "organiser": record.organiser,
            "in_charge": record.in_charge,
            "region": regions[record.region_id],
            "recorded_at": _minute(record.recorded_at),
        }
        if id_type is not None:
            row |= {"id_type": id_type if person.id_number else "", "id_number": person.id_number}
        yield row


def _minute(at: datetime) -> str:
    return timezone.localtime(at).isoformat(" ", "minutes")[:16]

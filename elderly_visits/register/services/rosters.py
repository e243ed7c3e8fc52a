"""Many elders at once: merging a roster into the register in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from common.encryption import blind_index
from common.tabular.changes import Changes
from elderly_visits.register.enums import STORED_FLAGS
from elderly_visits.register.models import ADVANCED_AGE, Elder, EmergencyContact
from elderly_visits.register.risk import age_on
from elderly_visits.register.services.elders import new_door_code
from elderly_visits.register.services.tiers import tier_of
from people.actors import Actor
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.models import Consent
from people.persons.models import Dialect, Person
from policies.selectors import PolicyBook, book
from regions.models import LocationQuality
from volunteers.tasks.addresses import split_address
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers

_ROWS = 500


@dataclass(frozen=True, kw_only=True)
class ElderRecord:
    """What a roster says about one elder, checked. None and () mean that it does not say: what is stored stays.

    `community_point` is the (lat, lon) of the community, used and marked approximate where there is no `point`.
    """

    id_number: str
    name: str
    birth_date: date
    sex: str
    region_id: str
    community_point: tuple[float, float] | None = None
    address: str | None = None
    point: tuple[float, float] | None = None
    flags: frozenset[str] | None = None
    assistance: str | None = None
    ability_level: int | None = None
    phone: str | None = None
    contact: tuple[str, str] | None = None
    consent_on: date | None = None
    prefers_sex: str | None = None
    dialects: Sequence[str] = ()
    needs_pair: bool | None = None


@dataclass
class Merged:
    """Counts of what a merge did, and by position in the batch the column and reason of what it refused."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)


def merge_elders(
    *, records: Sequence[ElderRecord], actor: Actor = None, dry_run: bool = False, changes: Changes | None = None,
    numbers: Sequence[int] = (),
) -> Merged:  # fmt: skip
    """Store a batch of records by ID number in one transaction, with history; no two may share a number.

    New elders get a door code and their risk tier; a consent date becomes a consent 'taken over from a roster', unless
    it was withdrawn since. Refused: an ID number recorded for another name, an elder who has left the register, a new
    elder without any hardship. The number of queries does not depend on the size of the batch, apart from what the
    database takes in one statement. `numbers` are the rows of the table, for `changes`.
    """
    if not records:
        return Merged()
    changes = changes or Changes(dry_run=dry_run)
    with transaction.atomic():
        merged = _Merge(records, actor, dry_run, changes, numbers or range(len(records))).go()
        changes.flush()
        return merged


class _Merge:
    def __init__(
        self,
        records: Sequence[ElderRecord],
        actor: Actor,
        dry_run: bool,
        changes: Changes,
        numbers: Sequence[int],
    ) -> None:
        self.records, self.dry_run, self.changes = records, dry_run, changes
        self.numbers = dict(zip((record.id_number for record in records), numbers, strict=True))
        self.user = actor
        self.rules: PolicyBook = book()
        self.today = timezone.localdate()
        self.merged = Merged()
        self.indexes = [blind_index(record.id_number) for record in records]
        self.people = {
            person.id_number_index: person
            for person in Person.objects.select_for_update(no_key=True)
            .defer("id_number")
            .filter(id_number_index__in=self.indexes)
        }
        ids = [person.pk for person in self.people.values()]
        self.elders = {
            elder.person_id: elder
            for elder in Elder.objects.select_for_update(no_key=True).filter(person_id__in=ids)
        }
        self.consents: dict[int, list[Consent]] = {}
        for consent in Consent.objects.filter(person_id__in=ids, purpose=ConsentPurpose.VISITS):
            self.consents.setdefault(consent.person_id, []).append(consent)
        self.contacts = set(
            EmergencyContact.objects.filter(elder__person_id__in=ids).values_list(
                "elder__person_id", "name", "phone"
            )
        )
        self.spoken = set(
            Person.dialects.through.objects.filter(person_id__in=ids).values_list("person_id", "dialect_id")
        )

    def go(self) -> Merged:
        """Sort the records into new, changed and unchanged, and write each kind in bulk."""
        new: list[tuple[ElderRecord, Person, Elder]] = []
        new_people: list[Person] = []
        fresh: set[str] = set()
        changed_people: dict[Person, set[str]] = {}
        changed_elders: dict[Elder, set[str]] = {}
        kept: list[tuple[ElderRecord, Person, bool]] = []
        for position, (record, index) in enumerate(zip(self.records, self.indexes, strict=True)):
            person = self.people.get(index)
            elder = self.elders.get(person.pk) if person else None
            if problem := self._problem(record, person, elder):
                self.merged.refused[position] = problem
                continue
            if person is None:
                person = self._new_person(record, index)
                new_people.append(person)
                fresh.add(record.id_number)
            else:
                before = vars(person).copy()
                if fields := _apply(person, _person_fields(record, person)):
                    changed_people[person] = fields
                    self.changes.changed(self.numbers[record.id_number], person, before, fields)
            if elder is None:
                new.append((record, person, self._new_elder(record, person)))
                continue
            elder.person = person
            before = vars(elder).copy()
            fields = self._change_elder(record, elder)
            if fields:
                changed_elders[elder] = fields
                self.changes.changed(self.numbers[record.id_number], elder, before, fields)
            kept.append((record, person, bool(fields) or person in changed_people))
        self._count(new, kept)
        if not self.dry_run:
            self._write(new, new_people, changed_people, changed_elders)
        for record, person, elder in new:
            if record.id_number in fresh:
                self.changes.added(self.numbers[record.id_number], person)
            self.changes.added(self.numbers[record.id_number], elder, whole=True)
        self._add()
        return self.merged

    def _problem(
        self, record: ElderRecord, person: Person | None, elder: Elder | None
    ) -> tuple[str, str] | None:
        if person is not None and person.name != record.name:
            return "name", _("This ID number is recorded under another name. Please check it again.")
        if self._is_elsewhere(person, elder):
            # Neither shown nor moved: a list of one community says nothing about the files of another.
            return "id_number", _("This person is on file outside your area. Please ask there.")
        if elder is not None and elder.left_on is not None:
            return "id_number", _("This elder left the register on %(date)s: %(reason)s.") % {
                "date": elder.left_on.isoformat(),
                "reason": elder.get_left_reason_display(),
            }
        stored = [flag for flag in STORED_FLAGS if elder is not None and getattr(elder, flag)]
        flags = stored if record.flags is None else record.flags
        if not flags and (age_on(record.birth_date, self.today) or 0) < ADVANCED_AGE:
            return "flags", _("Please name at least one hardship: living alone, empty nest, disabled …")
        return None

    def _is_elsewhere(self, person: Person | None, elder: Elder | None) -> bool:
        found = {row.region_id for row in (person, elder) if row is not None and row.region_id is not None}
        return self.user is not None and not all(covers(self.user, region, WORKER_ROLES) for region in found)

    def _new_person(self, record: ElderRecord, index: str) -> Person:
        return Person(
            id_number=record.id_number, id_number_index=index, name=record.name, **_person_fields(record)
        )

    def _new_elder(self, record: ElderRecord, person: Person) -> Elder:
        elder = Elder(person=person, door_code=new_door_code(), registered_on=self.today)
        _apply(elder, self._elder_fields(record, None))
        elder.risk_tier = tier_of(elder, self.rules)
        return elder

    def _change_elder(self, record: ElderRecord, elder: Elder) -> set[str]:
        fields = _apply(elder, self._elder_fields(record, elder))
        tier = tier_of(elder, self.rules)
        return fields | _apply(elder, {"risk_tier": tier})

    def _elder_fields(self, record: ElderRecord, elder: Elder | None) -> dict[str, Any]:
        """What the record says, as fields of an elder. Only what it knows."""
        fields: dict[str, Any] = {"region_id": record.region_id}
        if record.address is not None:
            fields["address"], fields["door"] = split_address(record.address)
        if record.point is not None:
            fields["lat"], fields["lon"] = record.point
            fields["location_quality"] = LocationQuality.EXACT
        elif elder is None or elder.region_id != record.region_id or elder.lat is None:
            fields["lat"], fields["lon"] = record.community_point or (None, None)
            fields["location_quality"] = (
                LocationQuality.APPROXIMATE if record.community_point else LocationQuality.UNKNOWN
            )
        if record.flags is not None:
            fields |= {flag: flag in record.flags for flag in STORED_FLAGS}
        said = {
            "assistance": record.assistance,
            "ability_level": record.ability_level,
            "prefers_sex": record.prefers_sex,
            "needs_pair": record.needs_pair,
        }
        return fields | {name: content for name, content in said.items() if content is not None}

    def _count(
        self,
        new: Sequence[tuple[ElderRecord, Person, Elder]],
        kept: Sequence[tuple[ElderRecord, Person, bool]],
    ) -> None:
        """Dialects are looked up here: the vocabulary grows by what the roster brings."""
        wanted = {word for record, *_rest in (*new, *kept) for word in record.dialects}
        self.dialects = _dialects(wanted, create=not self.dry_run)
        self.additions = [(record, person) for record, person, _elder in new] + [
            (record, person) for record, person, _changed in kept
        ]
        self.merged.created = len(new)
        for record, person, changed in kept:
            if changed or self._adds_anything(record, person):
                self.merged.updated += 1
            else:
                self.merged.unchanged += 1

    def _adds_anything(self, record: ElderRecord, person: Person) -> bool:
        return (
            self._needs_consent(record, person)
            or (record.contact is not None and (person.pk, *record.contact) not in self.contacts)
            or any((person.pk, self.dialects.get(word, 0)) not in self.spoken for word in record.dialects)
        )

    def _needs_consent(self, record: ElderRecord, person: Person) -> bool:
        """Whether the date is news: no consent stands, and none was withdrawn on that day or later."""
        if record.consent_on is None:
            return False
        return not any(
            consent.withdrawn_on is None or consent.withdrawn_on >= record.consent_on
            for consent in self.consents.get(person.pk or 0, ())
        )

    def _write(
        self, new: Sequence[tuple[ElderRecord, Person, Elder]], new_people: list[Person],
        changed_people: dict[Person, set[str]], changed_elders: dict[Elder, set[str]],
    ) -> None:  # fmt: skip
        how: dict[str, Any] = {
            "batch_size": _ROWS, "default_user": self.user, "default_change_reason": _("Imported from a roster"),
        }  # fmt: skip
        if new_people:
            bulk_create_with_history(new_people, Person, **how)
        if changed_people:
            fields = _names(changed_people.values())
            bulk_update_with_history(list(changed_people), Person, fields, **how)
        if new:
            elders = []
            for _record, person, elder in new:
                elder.person = person
                elders.append(elder)
            bulk_create_with_history(elders, Elder, **how)
        if changed_elders:
            fields = _names(changed_elders.values())
            bulk_update_with_history(list(changed_elders), Elder, fields, **how)
        self.elders.update({elder.person_id: elder for _record, _person, elder in new})

    def _add(self) -> None:
        """Consents, emergency contacts and dialects that are not there yet."""
        consents = [
            (record, Consent(
                person_id=person.pk, purpose=ConsentPurpose.VISITS, given_on=record.consent_on,
                method=ConsentMethod.ROSTER, recorded_by=self.user,
            ))
            for record, person in self.additions
            if record.consent_on is not None and self._needs_consent(record, person)
        ]  # fmt: skip
        contacts = [
            (record, EmergencyContact(
                elder=self.elders.get(person.pk or 0), name=record.contact[0], phone=record.contact[1],
                added_by=self.user,
            ))
            for record, person in self.additions
            if record.contact is not None and (person.pk, *record.contact) not in self.contacts
        ]  # fmt: skip
        through = Person.dialects.through
        words = [
            (record, through(person_id=person.pk, dialect_id=dialect))
            for record, person in self.additions
            # A code and a name may say the same.
            for dialect in dict.fromkeys(self.dialects.get(word, 0) for word in record.dialects)
            if (person.pk, dialect) not in self.spoken
        ]
        self._store_added(Consent, [(record, row, row.get_purpose_display()) for record, row in consents])
        self._store_added(EmergencyContact, [(record, row, row.name) for record, row in contacts])
        self._store_added(through, [(record, row, Dialect._meta.verbose_name) for record, row in words])

    def _store_added(self, model: Any, rows: Sequence[tuple[ElderRecord, Any, Any]]) -> None:
        if not self.dry_run:
            model._default_manager.bulk_create([row for _record, row, _says in rows], batch_size=_ROWS)
        for record, row, says in rows:
            self.changes.added(self.numbers[record.id_number], row, says=says)


def _person_fields(record: ElderRecord, person: Person | None = None) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "sex": record.sex,
        "birth_date": record.birth_date,
        "region_id": record.region_id,
    }
    # Who logs in has proved a phone of their own; a roster does not overrule that.
    if record.phone is not None and (person is None or person.user_id is None):
        fields["phone"] = record.phone
    return fields


def _apply(row: Any, fields: dict[str, Any]) -> set[str]:
    """Set the fields that differ; returns their names."""
    changed = {name for name, content in fields.items() if getattr(row, name) != content}
    for name in changed:
        setattr(row, name, fields[name])
    return changed


def _names(changed: Iterable[set[str]]) -> list[str]:
    return sorted({name.removesuffix("_id") for fields in changed for name in fields})


def _dialects(wanted: Iterable[str], *, create: bool) -> dict[str, int]:
    """Primary keys of dialects by the word written: a name or a code, in any case. New words join the vocabulary."""
    known: dict[str, int] = {}
    for pk, code, name in Dialect.objects.order_by("-pk").values_list("pk", "code", "name"):
        known[code.casefold()] = known[name.casefold()] = pk
    missing = {}
    for word in sorted(wanted):
        if word.casefold() not in known:
            missing[slugify(word, allow_unicode=True)[:40] or word[:40]] = word
    if create and missing:
        Dialect.objects.bulk_create(
            [Dialect(code=code, name=word) for code, word in missing.items()], ignore_conflicts=True
        )
        for code, pk in Dialect.objects.filter(code__in=missing).values_list("code", "pk"):
            known[missing[code].casefold()] = pk
    return {word: known[word.casefold()] for word in wanted if word.casefold() in known}

"""The register of elders: entering, keeping a file true, consent, whom to call, and the code at the door."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.encryption import blind_index
from common.locking import locked
from elderly_visits.register import policy
from elderly_visits.register.enums import STORED_FLAGS, Assistance, HardshipFlag, LeftReason
from elderly_visits.register.errors import ElderError
from elderly_visits.register.models import ADVANCED_AGE, Elder, EmergencyContact
from elderly_visits.register.risk import age_on
from elderly_visits.register.services.tiers import save_as, tier_of
from elderly_visits.register.signals import visits_due_changed
from people.actors import Actor
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent
from people.logins.models import User
from people.persons.models import Dialect, Person
from people.persons.services import create_person, find_person, update_person
from policies.selectors import PolicyBook, book
from regions.models import Level, LocationQuality, Region
from volunteers.slots import ALL_SLOTS
from volunteers.tasks.addresses import split_address
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.steps import lock_tasks
from volunteers.tasks.services.tasks import check_in_index

_CODE_DIGITS = 6


def new_door_code() -> str:
    """Six random digits for the card inside the door."""
    return f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}d}"


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """Who somebody is. Birth date and sex follow from the ID number when not given; `phone` is E.164."""

    name: str = ""
    id_number: str = ""
    sex: str = ""
    birth_date: date | None = None
    phone: str = ""
    dialects: Collection[Dialect] = ()


@dataclass(frozen=True, kw_only=True)
class ElderDetails:
    """All that a file on the register says. `flags` are codes of HardshipFlag, `address` is whole, with the door.

    Without a position (WGS-84) the community's point is used and marked approximate.
    """

    person: PersonDetails = PersonDetails()
    region: Region
    flags: Collection[str]
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    life_threatening: bool = False
    in_institution: bool = False
    assistance: str = Assistance.NONE
    assistance_since: date | None = None
    ability_level: int | None = None
    assessed_on: date | None = None
    prefers_sex: str = ""
    needs_pair: bool = False
    slots: int = ALL_SLOTS
    worker: User | None = None
    note: str = ""


# Details that the file keeps as they are given.
_AS_GIVEN = (
    "region", "life_threatening", "in_institution", "assistance", "assistance_since", "ability_level", "assessed_on",
    "prefers_sex", "needs_pair", "slots", "worker", "note",
)  # fmt: skip


def check_admissible(birth_date: date | None, details: ElderDetails, rules: PolicyBook) -> None:
    """Raise ValidationError, by field, unless somebody born that day and in this difficulty belongs on the register.

    Advanced age follows from the birth date and need not be among the flags.
    """
    if birth_date is None:
        raise ValidationError(
            {"birth_date": _("The birth date is required: it determines who is eligible for the register.")}
        )
    age, minimum = age_on(birth_date, rules.on) or 0, rules.value(policy.MINIMUM_AGE, details.region)
    if age < minimum:
        raise ValidationError(
            {
                "birth_date": _(
                    "This person is %(age)d; the register is for people of %(minimum)d and older."
                )
                % {"age": age, "minimum": minimum}
            }
        )
    if not set(details.flags) - {HardshipFlag.ADVANCED_AGE} and age < ADVANCED_AGE:
        raise ValidationError(
            {"flags": _("Please name at least one hardship: living alone, empty nest, disabled …")},
            code="flags",
        )


@transaction.atomic
def register_elder(
    *,
    details: ElderDetails,
    person: Person | None = None,
    contacts: Iterable[Mapping[str, str]] = (),
    consent: Mapping[str, Any] | None = None,
    registered_on: date | None = None,
    is_demo: bool = False,
    actor: Actor = None,
) -> Elder:
    """Enter an elder in the register, with a new door code, the risk tier, and the address cut behind the building.

    The phones of `contacts` (`name, phone, relation`) are E.164; `consent` is what `record_visit_consent` takes
    (`method, given_on, given_by`) when the elder agreed to visits. A person already known by ID number (a volunteer,
    say) is the same person here. Who has left the register comes back to it.

    Raises ValidationError by field for somebody too young, without any hardship, outside a community, or whose ID
    number contradicts the rest; ElderError for somebody who is on the register already.
    """
    rules = book()
    check_community(details.region)
    person = locked(person, key_stays=True) if person else _person(details.person, details.region, is_demo)
    check_admissible(person.birth_date, details, rules)
    elder = _elder_of(person)
    elder.door_code, elder.registered_on = new_door_code(), registered_on or timezone.localdate()
    elder.left_on, elder.left_reason = None, ""
    fill_in(elder, details, rules)
    save_as(elder, actor)
    person.dialects.add(*details.person.dialects)
    set_contacts(elder=elder, contacts=contacts, actor=actor)
    if consent is not None:
        record_visit_consent(elder=elder, actor=actor, **consent)
    return elder


def locked_elder(elder: Elder) -> Elder:
    """The elder as it is now, locked with the person: the person first, as everywhere (docs/conventions.md)."""
    Person.objects.select_for_update(no_key=True).get(pk=elder.person_id)
    return locked(elder, "person", key_stays=True)


@transaction.atomic
def update_elder(*, elder: Elder, details: ElderDetails, actor: Actor) -> Elder:
    """Bring a file up to date and reassess the risk tier; the month's visits follow with the next plan.

    An ID number left empty stays. Raises ValidationError by field as `register_elder` does, and ElderError for an
    elder who has left the register.
    """
    current = locked_elder(elder)
    if current.left_on is not None:
        raise ElderError(
            _("Records of elders who have left the register can no longer be changed."), code="left"
        )
    check_community(details.region)
    rules, who = book(), details.person
    current.person = update_person(
        person=current.person, actor=actor, region=details.region, name=who.name, id_number=who.id_number,
        sex=who.sex, birth_date=who.birth_date, phone=who.phone,
    )  # fmt: skip
    current.person.dialects.set(who.dialects)
    check_admissible(current.person.birth_date, details, rules)
    fill_in(current, details, rules)
    save_as(current, actor)
    return current


def check_community(region: Region) -> None:
    """Raise ElderError unless `region` is one in which people live: a community or village."""
    if region.level != Level.COMMUNITY:
        raise ElderError({"region": _("Please choose the community in which the elder lives.")}, code="level")


def fill_in(elder: Elder, details: ElderDetails, rules: PolicyBook) -> None:
    """Write `details` into the elder's own fields, with place, flags and risk tier, and check them. Saves nothing."""
    for name in _AS_GIVEN:
        setattr(elder, name, getattr(details, name))
    if details.address != elder.full_address:
        elder.address, elder.door = split_address(details.address)
    elder.lat, elder.lon, elder.location_quality = details.lat, details.lon, LocationQuality.EXACT
    if details.lat is None or details.lon is None:
        elder.lat, elder.lon = details.region.lat, details.region.lon
        known = details.region.lat is not None
        elder.location_quality = LocationQuality.APPROXIMATE if known else LocationQuality.UNKNOWN
    for flag in STORED_FLAGS:
        setattr(elder, flag, flag in details.flags)
    elder.risk_tier = tier_of(elder, rules)
    elder.full_clean(exclude=["person", "region", "worker"])


def _person(details: PersonDetails, region: Region, is_demo: bool) -> Person:
    """The person meant: the one known by the ID number, locked, or a new one."""
    known = None
    if details.id_number:
        # Checked also when the number is known: a sex or birth date that contradicts it is a mistake in the form.
        Person(sex=details.sex, birth_date=details.birth_date).set_id_number(details.id_number)
        known = find_person(name=details.name, id_number=details.id_number)
    if known is not None:
        return locked(known, key_stays=True)
    return create_person(
        name=details.name, phone=details.phone, id_number=details.id_number, sex=details.sex,
        birth_date=details.birth_date, region=region, is_demo=is_demo,
    )  # fmt: skip


def _elder_of(person: Person) -> Elder:
    """The elder to fill in: new, or one who had left. ElderError for one who is on the register."""
    elder = Elder.objects.select_for_update(no_key=True).filter(person=person).first()
    if elder is None:
        return Elder(person=person)
    if elder.left_on is None:
        raise ElderError(
            _("%(name)s is already on the register, in %(region)s since %(date)s.")
            % {"name": person.name, "region": elder.region, "date": elder.registered_on.isoformat()},
            code="registered",
        )
    if elder.left_reason == LeftReason.DIED:
        raise ElderError(_("%(name)s is recorded as having died.") % {"name": person.name}, code="died")
    return elder


def set_contacts(*, elder: Elder, contacts: Iterable[Mapping[str, str]], actor: Actor = None) -> None:
    """Add emergency contacts (`name, phone, relation`) that are not there yet."""
    EmergencyContact.objects.bulk_create(
        [EmergencyContact(elder=elder, added_by=actor, **contact) for contact in contacts],
        ignore_conflicts=True,
    )


@transaction.atomic
def remove_contact(*, contact: EmergencyContact) -> None:
    """Take away somebody who is no longer to be called. Taking away twice is once."""
    EmergencyContact.objects.filter(pk=contact.pk).delete()


@transaction.atomic
def record_visit_consent(
    *,
    elder: Elder,
    method: str = ConsentMethod.ORAL,
    given_on: date | None = None,
    given_by: str = "",
    actor: Actor = None,
) -> None:
    """Record that the elder agreed to be visited: who, when, how, by whom (PIPL 14). Agreeing twice changes nothing."""
    if given_on is not None and given_on > timezone.localdate():
        raise ElderError(_("The date of consent cannot be in the future."), code="future")
    give_consent(
        person=elder.person, purpose=ConsentPurpose.VISITS, method=ConsentMethod(method), recorded_by=actor,
        given_on=given_on, given_by=given_by,
    )  # fmt: skip
    # The month's visits are created and given to somebody at once.
    visits_due_changed.send(Elder, elder=elder, actor=actor)


def sheet_scope(elder_id: int, index: str) -> str:
    """What the code sheet in an elder's home belongs to; `index` is the blind index of the door code.

    A new door code makes the old sheet invalid together with the old card.
    """
    return f"elder:{elder_id}:{index}" if index else ""


def scope_of_sheet(elder: Elder) -> str:
    """The stored form of the same, for a file."""
    scope = sheet_scope(elder.pk, check_in_index(elder.door_code))
    return blind_index(scope) if scope else ""


@transaction.atomic
def rotate_door_code(*, elder: Elder, actor: Actor = None) -> str:
    """A new code for the door card, and new lines for the sheet; open visits take these only. Returns the code."""
    current = locked(elder, key_stays=True)
    current.door_code = new_door_code()
    lock_tasks(Task.objects.open().filter(visit__elder=current))
    save_as(current, actor, reason=_("New door code"), update_fields=["door_code"])
    Task.objects.open().filter(visit__elder=current).update(check_in_index=check_in_index(current.door_code))
    return current.door_code

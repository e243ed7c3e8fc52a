"""The register of elders: entering, assessing, leaving, consent, and the code at the door."""

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
from people.persons import id_numbers
from people.persons.models import Dialect, Person
from policies.selectors import PolicyBook, book
from regions.models import Level, LocationQuality, Region
from volunteers.slots import ALL_SLOTS
from volunteers.tasks.addresses import split_address
from volunteers.tasks.models.task import Task
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
    person = _person(person, details.person, details.region, is_demo)
    check_admissible(person.birth_date, details, rules)
    elder = _elder_of(person)
    elder.door_code, elder.registered_on = new_door_code(), registered_on or timezone.localdate()
    elder.left_on, elder.left_reason = None, ""
    fill_in(elder, details, rules)
    save_as(elder, actor)
    person.dialects.add(*details.person.dialects)
    set_contacts(elder=elder, contacts=contacts)
    if consent is not None:
        record_visit_consent(elder=elder, actor=actor, **consent)
    return elder


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


def _person(person: Person | None, details: PersonDetails, region: Region, is_demo: bool) -> Person:
    """The person meant: the one given, the one known by the ID number, or a new one."""
    if person is not None:
        return locked(person)
    name = details.name.strip()
    if not name:
        raise ValidationError({"name": _("The name is missing.")}, code="required")
    id_number, index, sex, birth_date = "", None, details.sex, details.birth_date
    if details.id_number:
        id_number = id_numbers.normalise_id_number(details.id_number)
        sex, birth_date = _agreeing(id_number, sex, birth_date)
        index = blind_index(id_number)
        if known := Person.objects.select_for_update().filter(id_number_index=index).first():
            if known.name != name:
                raise ValidationError(
                    {"id_number": _("This ID number is recorded under another name. Please check it again.")},
                    code="other_person",
                )
            return known
    person = Person(
        name=name, sex=sex, birth_date=birth_date, id_number=id_number, id_number_index=index, phone=details.phone,
        region=region, is_demo=is_demo,
    )  # fmt: skip
    person.full_clean(exclude=["user", "region"])
    person.save()
    return person


def _agreeing(id_number: str, sex: str, birth_date: date | None) -> tuple[str, date]:
    """Sex and birth date as the ID number says; ValidationError when what was given contradicts it."""
    said_sex, said_birth = id_numbers.sex(id_number), id_numbers.birth_date(id_number)
    if said_birth is None:
        raise ValidationError(
            {"id_number": _("The birth date in this ID number does not exist.")}, code="date"
        )
    if birth_date is not None and birth_date != said_birth:
        raise ValidationError(
            {
                "birth_date": _("The birth date in the ID number is %(date)s.")
                % {"date": said_birth.isoformat()}
            },
            code="birth_date",
        )
    if sex and sex != said_sex:
        raise ValidationError(
            {"sex": _("The sex according to the ID number is: %(sex)s.") % {"sex": said_sex.label}},
            code="sex",
        )
    return said_sex, said_birth


def _elder_of(person: Person) -> Elder:
    """The elder to fill in: new, or one who had left. ElderError for one who is on the register."""
    elder = Elder.objects.select_for_update().filter(person=person).first()
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


def set_contacts(*, elder: Elder, contacts: Iterable[Mapping[str, str]]) -> None:
    """Add emergency contacts (`name, phone, relation`) that are not there yet."""
    EmergencyContact.objects.bulk_create(
        [EmergencyContact(elder=elder, **contact) for contact in contacts], ignore_conflicts=True
    )


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


@transaction.atomic
def rotate_door_code(*, elder: Elder, actor: Actor = None) -> str:
    """A new code for the card inside the door; visits still open take the new one only. Returns the code."""
    current = locked(elder)
    current.door_code = new_door_code()
    save_as(current, actor, reason=_("New door code"), update_fields=["door_code"])
    Task.objects.open().filter(visit__elder=current).update(check_in_index=check_in_index(current.door_code))
    return current.door_code

"""Files of people: made, found, mended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.encryption import blind_index
from common.forms import by_field, refusal
from common.locking import locked
from common.phones import normalise_phone
from people.actors import Actor
from people.persons.id_numbers import normalise_id_number
from people.persons.models import Dialect, Person
from regions.models import Region

if TYPE_CHECKING:
    from people.logins.models import User


@transaction.atomic
def create_person(
    *,
    name: str,
    phone: str = "",
    id_number: str = "",
    sex: str = "",
    birth_date: date | None = None,
    region: Region | None = None,
    dialects: Iterable[Dialect] = (),
    user: User | None = None,
    is_demo: bool = False,
) -> Person:
    """Make a person's file. Sex and birth date are taken from the ID number where there is one.

    Raises ValidationError, keyed by field (`name`, `phone`, `id_number`, `birth_date`, `sex`), for an empty name, a
    wrong phone or ID number, details that contradict the ID number, or an ID number that is already on file.
    """
    person = Person(
        name=clean_name(name),
        phone=by_field("phone", normalise_phone, phone),
        sex=sex,
        birth_date=birth_date,
        region=region,
        user=user,
        is_demo=is_demo,
    )
    if id_number:
        person.set_id_number(id_number)
        if Person.objects.filter(id_number_index=person.id_number_index).exists():
            raise _taken()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        # Somebody registered the same number between the look and the write.
        if person.id_number_index and Person.objects.filter(id_number_index=person.id_number_index).exists():
            raise _taken() from error
        raise
    person.dialects.set(dialects)
    return person


def find_person(*, name: str, phone: str = "", id_number: str = "") -> Person | None:
    """The person meant: by ID number, else the only one with this phone and this name whose ID number is unknown.

    Raises ValidationError when the ID number belongs to somebody of another name.
    """
    name = clean_name(name)
    if id_number:
        number = by_field("id_number", normalise_id_number, id_number)
        found = Person.objects.filter(id_number_index=blind_index(number)).first()
        if found is not None:
            if found.name != name:
                text = _("This ID number is registered for %(name)s. Please check the name and the number.")
                raise refusal("id_number", text % {"name": found.masked_name}, "other_name")
            return found
    if phone:
        clean = by_field("phone", normalise_phone, phone)
        same = Person.objects.filter(phone=clean, name=name, merged_into=None)
        if id_number:
            same = same.filter(id_number_index=None)
        candidates = list(same[:2])
        if len(candidates) == 1:
            return candidates[0]
    return None


@transaction.atomic
def find_or_create_person(
    *,
    name: str,
    phone: str = "",
    id_number: str = "",
    sex: str = "",
    birth_date: date | None = None,
    region: Region | None = None,
    dialects: Iterable[Dialect] = (),
    is_demo: bool = False,
) -> tuple[Person, bool]:
    """The person meant (see `find_person`), or a new file; and whether it is new. What was empty is filled in.

    What is on file is not overwritten: `update_person` does that. Raises ValidationError as `create_person` does.
    """
    found = find_person(name=name, phone=phone, id_number=id_number)
    if found is None:
        person = create_person(
            name=name, phone=phone, id_number=id_number, sex=sex, birth_date=birth_date, region=region,
            dialects=dialects, is_demo=is_demo,
        )  # fmt: skip
        return person, True
    person = fill_missing(
        person=found,
        phone=phone,
        id_number=id_number,
        sex=sex,
        birth_date=birth_date,
        region=region,
        dialects=dialects,
    )
    return person, False


@transaction.atomic
def fill_missing(
    *,
    person: Person,
    phone: str = "",
    id_number: str = "",
    sex: str = "",
    birth_date: date | None = None,
    region: Region | None = None,
    dialects: Iterable[Dialect] = (),
) -> Person:
    """Write what the file does not say yet; what it says stays. Raises ValidationError for a contradicting number."""
    person = locked(person, key_stays=True)
    news: dict[str, Any] = {
        "phone": by_field("phone", normalise_phone, phone),
        "region": region,
        "sex": sex,
        "birth_date": birth_date,
    }
    if id_number:
        # Checked also when the number is known: a sex or birth date that contradicts it is a mistake in the row.
        _contradictions(by_field("id_number", normalise_id_number, id_number), sex=sex, birth_date=birth_date)
    missing = {field: value for field, value in news.items() if value and not getattr(person, field)}
    if id_number and not person.id_number_index:
        missing["id_number"] = id_number
    if missing:
        _apply(person, missing)
        person.save()
    if dialects := list(dialects):
        person.dialects.add(*dialects)
    return person


@transaction.atomic
def update_person(*, person: Person, actor: Actor = None, **changes: Any) -> Person:
    """Change fields of a person's file: `name`, `phone`, `id_number`, `sex`, `birth_date`, `region`.

    A death is no field of a form: it is recorded with its source and consequences (people.deaths).

    The history keeps what stood there before and who changed it. Raises ValidationError as `create_person` does.
    """
    current = locked(person, key_stays=True)
    if "name" in changes:
        changes["name"] = clean_name(changes["name"])
    if "phone" in changes:
        changes["phone"] = by_field("phone", normalise_phone, changes["phone"])
    if changes.get("id_number"):
        index = blind_index(by_field("id_number", normalise_id_number, changes["id_number"]))
        if Person.objects.filter(id_number_index=index).exclude(pk=current.pk).exists():
            raise _taken()
    else:
        changes.pop(
            "id_number", None
        )  # An ID number is corrected, never removed by leaving a form field empty.
    _apply(current, changes)
    if actor is not None:
        current._history_user = actor
    current.save()
    if current.user is not None and "name" in changes:
        current.user.last_name, current.user.first_name = current.name, ""
        current.user.save(update_fields=["last_name", "first_name"])
    return current


def _apply(person: Person, changes: dict[str, Any]) -> None:
    number = changes.pop("id_number", "")
    for field, value in changes.items():
        setattr(person, field, value)
    if number:
        person.set_id_number(number)
    elif person.id_number and {"sex", "birth_date"} & set(changes):
        _contradictions(person.id_number, sex=person.sex, birth_date=person.birth_date)


def _contradictions(number: str, *, sex: str, birth_date: date | None) -> None:
    Person(sex=sex, birth_date=birth_date).set_id_number(number)


def clean_name(name: str) -> str:
    """A name as it is kept.

    Chinese names are often typed with a blank between the characters; those of minorities carry a dot.
    """
    cleaned = " ".join(str(name).split())
    if cleaned and not any(ch.isascii() and ch.isalpha() for ch in cleaned):
        cleaned = cleaned.replace(" ", "")
    cleaned = cleaned.replace("•", "·").replace("．", "·").replace("・", "·")
    if not cleaned:
        raise refusal("name", _("A name is required."), "required")
    if len(cleaned) > 60:
        raise refusal("name", _("A name has at most 60 characters."), "long")
    return cleaned


def _taken() -> ValidationError:
    return refusal("id_number", _("This ID number is already on file."), "taken")

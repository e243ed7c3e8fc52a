"""Reads about persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from common.encryption import blind_index
from common.phones import normalise_phone
from people.actors import AnyUser
from people.persons.id_numbers import normalise_id_number
from people.persons.models import Person
from regions.codes import county_code_of
from regions.selectors import full_names
from workbench.search import Query

# More are no help to who has to choose.
MOST_DUPLICATES = 10


def find_by_number(user: AnyUser, number: str) -> list[Person]:
    """Whose ID number or phone this is; what is neither finds nobody."""
    rows = Person.objects.visible_to(user).select_related("region")
    try:
        return list(rows.filter(id_number_index=blind_index(normalise_id_number(number))))
    except ValidationError:
        pass  # Then it is meant as a phone number.
    try:
        return list(rows.filter(phone=normalise_phone(number))[:50])
    except ValidationError:
        return []


def found_by(query: Query) -> QuerySet[Person, Any]:
    """The keys of the people whose name, initials, phone (whole or its end) or ID number is looked for, whoever may see
    them: for `person__in` of rows in somebody's scope. No query of its own."""
    if query.digits:
        wanted = Q(phone__endswith=query.digits)
        try:
            wanted |= Q(id_number_index=blind_index(normalise_id_number(query.digits)))
        except ValidationError:
            pass  # Then it is a phone number, or the end of one.
    else:
        wanted = Q(name__icontains=query.text)
        if query.letters:
            # Each reading has a blank before it.
            wanted |= Q(name_initials__contains=f" {query.letters}")
    return Person.objects.filter(wanted, merged_into=None).order_by().values("pk")


def same_person(*people: Person | int) -> QuerySet[Person, Any]:
    """The keys of these people's files and of those merged into them, for `person__in`: no query of its own."""
    return files_of(one.pk if isinstance(one, Person) else one for one in people)


def files_of(keys: Iterable[int]) -> QuerySet[Person, Any]:
    """As `same_person`, for many keys."""
    wanted = list(keys)
    return Person.objects.filter(Q(pk__in=wanted) | Q(merged_into__in=wanted)).order_by().values("pk")


@dataclass(frozen=True)
class Duplicate:
    """A file that may be the same person's. `person` only where the reader may see it; else the county to ask in."""

    pk: int
    person: Person | None
    county: str
    signs: tuple[str, ...]


def likely_duplicates(
    user: AnyUser,
    *,
    name: str,
    birth_date: date | None = None,
    phone: str = "",
    id_number: str = "",
    region: str = "",
    without: int | None = None,
) -> list[Duplicate]:
    """Who may be meant, the surest first: the same ID number, name and birth date, or phone; at most ten. Two queries.

    Outside one's area nothing is told but that somebody of this very name is registered, and in which county.
    """
    name = clean_duplicate_name(name)
    same: dict[str, Q] = {}
    if id_number:
        same["id_number"] = Q(id_number_index=blind_index(id_number))
    if birth_date is not None:
        same["birth_date"] = Q(name=name, birth_date=birth_date)
    if phone:
        same["phone"] = Q(phone=phone)
    if region:
        # Rosters without birth dates: in one community one name is enough to ask.
        nameless = Q(name=name, region=region)
        same["region"] = nameless if birth_date is None else nameless & Q(birth_date=None)
    if not same:
        return []
    wanted = Q()
    for sign in same.values():
        wanted |= sign
    rows = Person.objects.filter(wanted, merged_into=None).select_related("region")
    if without is not None:
        rows = rows.exclude(pk=without)
    found = list(rows.order_by("pk")[: MOST_DUPLICATES * 3])
    seen = set(
        Person.objects.visible_to(user).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True)
    )
    counties = full_names({county_code_of(row.region_id) or row.region_id for row in found if row.region_id})
    result = []
    for row in found:
        signs = tuple(
            sign for sign in same if _has_sign(row, sign, name, birth_date, phone, id_number, region)
        )
        if row.pk not in seen and (row.name != name or signs == ("region",)):
            continue
        code = county_code_of(row.region_id) or row.region_id if row.region_id else ""
        result.append(Duplicate(row.pk, row if row.pk in seen else None, counties.get(code or "", ""), signs))
    order = {sign: place for place, sign in enumerate(("id_number", "birth_date", "phone", "region"))}
    return sorted(result, key=lambda one: min(order[sign] for sign in one.signs))[:MOST_DUPLICATES]


def duplicates_of(user: AnyUser, person: Person) -> list[Duplicate]:
    """Files that may be the same person's as this one, of those the reader may see."""
    rows = likely_duplicates(
        user, name=person.name, birth_date=person.birth_date, phone=person.phone, region=person.region_id or "",
        without=person.pk,
    )  # fmt: skip
    return [row for row in rows if row.person is not None]


def with_second_file(user: AnyUser, people: Sequence[Person]) -> set[int]:
    """Of these people, the keys of those of whom there may be a second file in one's area. One query."""
    same = Q(phone__in={one.phone for one in people if one.phone})
    same |= Q(name__in={one.name for one in people}, birth_date__in={one.birth_date for one in people})
    rows = Person.objects.visible_to(user).filter(same).values_list("pk", "name", "birth_date", "phone")
    others = list(rows)
    return {
        one.pk
        for one in people
        for pk, name, born, phone in others
        if pk != one.pk
        and (
            (name == one.name and born is not None and born == one.birth_date)
            or (phone and phone == one.phone)
        )
    }


def _has_sign(
    row: Person, sign: str, name: str, born: date | None, phone: str, number: str, region: str
) -> bool:
    if sign == "id_number":
        return row.id_number_index == blind_index(number)
    if sign == "birth_date":
        return (row.name, row.birth_date) == (name, born)
    if sign == "phone":
        return row.phone == phone
    return (row.name, row.region_id) == (name, region) and (born is None or row.birth_date is None)


def clean_duplicate_name(name: str) -> str:
    """As names are kept (`people.persons.services.clean_name`), without its refusals."""
    cleaned = " ".join(str(name).split())
    return cleaned if any(ch.isascii() and ch.isalpha() for ch in cleaned) else cleaned.replace(" ", "")

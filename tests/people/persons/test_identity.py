"""Encrypted fields, the blind index, ID numbers, phones, and how files are found and made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.encryption import DecryptionError, blind_index, decrypt
from people.persons import id_numbers
from people.persons.enums import Sex
from people.persons.models import Person
from people.persons.services import create_person, find_or_create_person, update_person
from regions.models import Region
from tests.people.conftest import id_number

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.mark.django_db
def test_the_database_holds_no_id_number(neighbour: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, id_number_index FROM people_person WHERE id = %s", [neighbour.pk])
        stored, index = cursor.fetchone()
    assert neighbour.id_number not in stored
    assert decrypt(stored) == neighbour.id_number
    assert index == blind_index(neighbour.id_number)
    assert Person.objects.get(pk=neighbour.pk).id_number == neighbour.id_number


@pytest.mark.django_db
def test_the_history_holds_no_id_number(neighbour: Person) -> None:
    columns = {field.name for field in Person.history.model._meta.fields}
    assert "name" in columns
    assert not columns & {"id_number", "id_number_index"}


@pytest.mark.django_db
def test_a_newer_key_encrypts_and_the_older_still_opens(settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    person = create_person(name="李强", id_number=id_number())
    index = person.id_number_index
    settings.FIELD_KEYS = [NEW, OLD]
    again = Person.objects.get(pk=person.pk)
    assert again.id_number == person.id_number
    assert blind_index(again.id_number) == index
    again.save()
    settings.FIELD_KEYS = [NEW]
    assert Person.objects.get(pk=person.pk).id_number == person.id_number


@pytest.mark.django_db
def test_a_wrong_key_raises_and_never_shows_the_ciphertext(settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    person = create_person(name="李强", id_number=id_number())
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(DecryptionError) as problem:
        Person.objects.get(pk=person.pk)
    assert "gAAAA" not in str(problem.value)


@pytest.mark.django_db
def test_nobody_searches_a_ciphertext_by_mistake() -> None:
    with pytest.raises(FieldError):
        Person.objects.filter(id_number="511702194803021234").exists()
    assert not Person.objects.filter(id_number__isnull=True).exists()


# ID numbers

serials = st.integers(1, 999)
births = st.dates(date(1900, 1, 1), date(2025, 12, 31))
areas = st.from_regex(r"[1-9][0-9]{5}", fullmatch=True)


@given(births, serials, areas)
def test_every_well_formed_number_passes_and_tells_birth_date_and_sex(
    born: date, serial: int, area: str
) -> None:
    number = id_number(born, serial, area)
    assert id_numbers.normalise_id_number(number) == number
    assert id_numbers.birth_date(number) == born
    assert id_numbers.sex(number) == (Sex.MALE if serial % 2 else Sex.FEMALE)


@given(births, serials, areas, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(born: date, serial: int, area: str, place: int, step: int) -> None:
    number = id_number(born, serial, area)
    digit = str((int(number[place]) + step) % 10)
    with pytest.raises(ValidationError):
        id_numbers.normalise_id_number(number[:place] + digit + number[place + 1 :])


@given(births, serials, areas, st.integers(0, 15))
def test_two_neighbouring_digits_changed_about_are_noticed(
    born: date, serial: int, area: str, place: int
) -> None:
    number = id_number(born, serial, area)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(ValidationError):
            id_numbers.normalise_id_number(swapped)


@pytest.mark.parametrize("text", ["11010519491231002x", " 110105 19491231 002X ", "11010519491231002Ｘ"])
def test_a_number_may_be_written_with_blanks_and_a_small_or_wide_x(text: str) -> None:
    assert id_numbers.normalise_id_number(text) == "11010519491231002X"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "11010519491231002",
        "1101051949123100233",
        "11010519491331002X",
        "1101o519491231002X",
        "１1010519491231002X",
        "110105 490101 001",
    ],
)
def test_what_is_no_id_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        id_numbers.normalise_id_number(text)


def test_nobody_is_born_tomorrow() -> None:
    with pytest.raises(ValidationError):
        id_numbers.normalise_id_number(id_number(timezone.localdate() + timedelta(days=1)))
    assert id_numbers.normalise_id_number(id_number(timezone.localdate()))


# Files


@pytest.mark.django_db
def test_a_new_file_takes_sex_and_birth_date_from_the_id_number(community: Region) -> None:
    person = create_person(
        name=" 李  强 ", phone="139 0000 1234", id_number=id_number(serial=3), region=community
    )
    assert (person.name, person.phone, person.sex, person.birth_date) == (
        "李强",
        "+8613900001234",
        "M",
        date(1948, 3, 2),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": "  "}, "name"),
        ({"name": "李" * 61}, "name"),
        ({"phone": "12"}, "phone"),
        ({"id_number": "12"}, "id_number"),
        ({"id_number": id_number(serial=3), "sex": "F"}, "sex"),
        ({"id_number": id_number(), "birth_date": date(1950, 1, 1)}, "birth_date"),
    ],
)
def test_a_refusal_names_the_field(fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        create_person(**({"name": "李强"} | fields))
    assert set(refusal.value.message_dict) == {wrong}
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_an_id_number_is_on_file_once() -> None:
    create_person(name="李强", id_number=id_number())
    with pytest.raises(ValidationError) as refusal:
        create_person(name="王芳", id_number=id_number())
    assert "id_number" in refusal.value.message_dict
    other = create_person(name="王芳", id_number=id_number(serial=200))
    with pytest.raises(ValidationError):
        update_person(person=other, id_number=id_number())


@pytest.mark.django_db
def test_somebody_is_found_by_id_number_and_what_was_empty_is_filled_in(community: Region) -> None:
    first, created = find_or_create_person(name="李强", id_number=id_number())
    assert created
    again, created = find_or_create_person(
        name="李 强", id_number=id_number().lower(), phone="13900001234", region=community
    )
    assert (again, created) == (first, False)
    assert (again.phone, again.region) == ("+8613900001234", community)
    third, _created = find_or_create_person(name="李强", id_number=id_number(), phone="13900009999")
    assert third.phone == "+8613900001234"


@pytest.mark.django_db
def test_an_id_number_with_another_name_is_refused_without_telling_the_name() -> None:
    create_person(name="欧阳修远", id_number=id_number())
    with pytest.raises(ValidationError) as refusal:
        find_or_create_person(name="王芳", id_number=id_number())
    said = str(refusal.value)
    assert "欧***" in said
    assert "欧阳" not in said


@pytest.mark.django_db
def test_somebody_without_id_number_is_found_by_phone_and_name() -> None:
    first, _created = find_or_create_person(name="李强", phone="13900001234")
    again, created = find_or_create_person(name="李强", phone="+86 139 0000 1234", id_number=id_number())
    assert (again, created) == (first, False)
    assert again.id_number_index == blind_index(id_number())
    # Now that the number is known, the same phone and name with another number is somebody else.
    other, created = find_or_create_person(name="李强", phone="13900001234", id_number=id_number(serial=200))
    assert created and other != first


@pytest.mark.django_db
def test_the_same_phone_with_another_name_is_somebody_else() -> None:
    first, _created = find_or_create_person(name="李强", phone="13900001234")
    other, created = find_or_create_person(name="李大明", phone="13900001234")
    assert created and other != first


@pytest.mark.django_db
def test_a_row_that_contradicts_the_known_id_number_is_refused() -> None:
    find_or_create_person(name="李强", id_number=id_number(serial=3))
    with pytest.raises(ValidationError) as refusal:
        find_or_create_person(name="李强", id_number=id_number(serial=3), sex="F")
    assert set(refusal.value.message_dict) == {"sex"}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1944, 2, 29), date(2024, 2, 28), 79),
        (date(1944, 2, 29), date(2024, 2, 29), 80),
        (date(1944, 2, 29), date(2025, 2, 28), 80),
        (date(1944, 2, 29), date(2025, 3, 1), 81),
        (None, date(2025, 3, 1), None),
    ],
)
def test_an_age_is_full_years(born: date | None, day: date, age: int | None) -> None:
    assert Person(birth_date=born).age_on(day) == age


def test_names_and_numbers_are_masked() -> None:
    person = Person(name="欧阳修远", phone="+8613900001234", id_number="511702194803021234")
    assert (person.masked_name, person.masked_phone, person.masked_id_number) == (
        "欧***",
        "139****1234",
        "511***********1234",
    )
    assert (Person().masked_name, Person().masked_phone, Person().masked_id_number) == ("", "", "")

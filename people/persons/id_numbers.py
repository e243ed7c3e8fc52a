"""Citizen identification numbers (GB 11643-1999)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from people.persons.enums import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def check_digit(first17: str) -> str:
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def normalise_id_number(text: str) -> str:
    """The 18 characters, X in upper case.

    Raises ValidationError for a wrong length, a date that never was or lies ahead, or a wrong check digit. Whether the
    area code existed in the birth year is not asked: real people's numbers fail that.
    """
    number = "".join(text.split()).upper().replace("Ｘ", "X")
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        raise ValidationError(_("An ID number has 17 digits and a check digit (0–9 or X)."), code="form")
    if birth_date(number) is None:
        raise ValidationError(_("The birth date in this ID number does not exist."), code="date")
    if check_digit(number[:17]) != number[17]:
        raise ValidationError(
            _("The last character of this ID number does not match the others: please check it again."),
            code="check",
        )
    return number


def birth_date(number: str) -> date | None:
    """The birth date in the number; None when there is no such day or it lies in the future."""
    try:
        day = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return day if date(1880, 1, 1) <= day <= timezone.localdate() else None


def sex(number: str) -> Sex:
    """Odd sequence numbers are male."""
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE

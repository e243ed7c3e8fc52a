"""Phone numbers of places: landlines with extensions, service numbers such as 12345, and several in one field.

Kept as `+868182123456`, with `;ext=801` for an extension and `, ` between numbers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from phonenumbers import shortnumberinfo

from common.phones import normalise_phone

_BETWEEN = re.compile(r"[,，;；、/|\n]+|\s或者?\s*|(?<=\d)或者?(?=\d)")
_EXTENSION = re.compile(r"\s*(?:转|分机号?|ext\.?)\s*:?\s*(\d{1,6})\s*$", re.IGNORECASE)
MAX_LENGTH = 40


class Phone(NamedTuple):
    """One number: where a link leads and what is read."""

    href: str
    label: str


def normalise_phones(text: str) -> str:
    """The numbers in the one form that is stored. Raises ValidationError for what is no phone number."""
    # Our own form uses a semicolon before an extension.
    plain = text.replace(";ext=", " ext ")
    numbers: list[str] = []
    for part in _BETWEEN.split(plain):
        number = _normalise(part.strip())
        if number and number not in numbers:
            numbers.append(number)
    stored = ", ".join(numbers)
    if len(stored) > MAX_LENGTH:
        raise ValidationError(_("Too many numbers; keep the one or two that are answered."), code="phone")
    return stored


def _normalise(text: str) -> str:
    if not text:
        return ""
    extension = _EXTENSION.search(text)
    number = text[: extension.start()] if extension else text
    digits = re.sub(r"[\s\-()]", "", number)
    if not extension and _is_service_number(digits):
        return digits
    try:
        stored = normalise_phone(number)
    except ValidationError as error:
        if digits.isascii() and digits.isdigit() and len(digits) in (7, 8):
            message = _("“%(phone)s” has no area code. Write it like 0818-2123456.")
            raise ValidationError(message, code="phone", params={"phone": text[:40]}) from error
        raise
    return f"{stored};ext={extension[1]}" if extension else stored


def _is_service_number(digits: str) -> bool:
    """12345, 120 and their like."""
    if not re.fullmatch(r"[0-9]{3,6}", digits):
        return False
    return shortnumberinfo.is_valid_short_number_for_region(phonenumbers.parse(digits, "CN"), "CN")


def phone_links(stored: str) -> list[Phone]:
    """The numbers of a stored field as links; text that is none is read but not linked."""
    return [_link(number) for number in stored.split(", ") if number]


def first_call(stored: str) -> str | None:
    """The address that calls the first number that can be called; None where there is none."""
    return next((phone.href for phone in phone_links(stored) if phone.href), None)


def _link(stored: str) -> Phone:
    number, _semicolon, extension = stored.partition(";ext=")
    if not re.fullmatch(r"\+?\d{3,15}", number) or (extension and not extension.isdigit()):
        return Phone("", stored)
    label = number
    if number.startswith("+"):
        forms = phonenumbers.PhoneNumberFormat
        form = forms.NATIONAL if number.startswith("+86") else forms.INTERNATIONAL
        label = phonenumbers.format_number(phonenumbers.parse(number), form)
    if extension:
        label = _("%(phone)s ext. %(extension)s") % {"phone": label, "extension": extension}
        return Phone(f"tel:{number};ext={extension}", label)
    return Phone(f"tel:{number}", label)

"""Phone numbers: one written form (E.164), Chinese numbers with or without the prefix."""

from __future__ import annotations

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Numbers of the demonstration: mainland mobile form in a range that no operator was given (+86 100…).
DEMO_PREFIX = "+86100"


def normalise_phone(text: str, *, mobile: bool = False) -> str:
    """`"139 0000 0000"` → `"+8613900000000"`.

    Raises ValidationError with a kind sentence for what is no phone number, and with `mobile=True` for a landline.
    Numbers of the demonstration's range pass: they look like mobile numbers and reach nobody.
    """
    digits = "".join(ch for ch in text if ch.isdigit() or ch == "+")
    local = digits.removeprefix("+86").removeprefix("0086")
    if len(local) == 11 and f"+86{local}".startswith(DEMO_PREFIX):
        return f"+86{local}"
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException as error:
        raise ValidationError(
            _("“%(phone)s” is not a phone number.") % {"phone": text[:40]}, code="phone"
        ) from error
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(_("“%(phone)s” is not a phone number.") % {"phone": text[:40]}, code="phone")
    kind = phonenumbers.number_type(number)
    if mobile and kind not in (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    ):
        raise ValidationError(
            _("“%(phone)s” is not a mobile number, and cannot receive text messages.") % {"phone": text[:40]},
            code="mobile",
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def demo_phone(serial: int) -> str:
    """A number in the form of a mobile number, in a range no operator has: +86 100…"""
    return f"+86100{serial:08d}"

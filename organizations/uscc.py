"""Unified social credit codes (GB 32100-2015) of social organizations."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberError

# 51 social group, 52 private non-enterprise unit, 53 foundation: the kinds that civil affairs registers.
PREFIXES = ("51", "52", "53")


def normalise_uscc(text: str) -> str:
    """The 18 characters in upper case.

    Raises ValidationError with a sentence for a wrong form, a wrong check character, or a code that is not a social
    organization's.
    """
    code = "".join(text.split()).upper()
    try:
        code = uscc.validate(code)
    except InvalidChecksum as error:
        raise ValidationError(
            _("The last character of this code does not match the others: please check it again."),
            code="check",
        ) from error
    except NumberError as error:
        raise ValidationError(
            _("A unified social credit code has 18 digits and capital letters (without I, O, S, V, Z)."),
            code="form",
        ) from error
    if code[:2] not in PREFIXES:
        raise ValidationError(
            _(
                "The code of a social organization begins with 51, 52 or 53; this code belongs to "
                "another kind of body."
            ),
            code="kind",
        )
    return code

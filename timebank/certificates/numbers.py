"""Certificate numbers: to be read out, typed off a paper, and never guessed.

`SW2026-7K3M9-QX27P`: the year, nine random characters (45 bits: whoever tries a million numbers finds none) and a check
character by ISO 7064 (MOD 37-2), which finds out every single wrong character and any two that changed places. The
alphabet is Crockford's: no I, L, O, U, which the eye takes for 1, 1, 0, V.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from stdnum.exceptions import ValidationError as NotANumber
from stdnum.iso7064 import mod_37_2

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "SW"
RANDOM_CHARACTERS = 9
LENGTH = len(PREFIX) + 4 + RANDOM_CHARACTERS + 1
# What people type for what they see.
_SEEN_AS = str.maketrans("OIL", "011")
# As it stands in a file of ours, for finding it there.
IN_A_FILE = re.compile(rb"SW[0-9]{4}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")


def new_number(year: int) -> str:
    """A number that nobody can guess, without dashes."""
    while True:
        first = f"{PREFIX}{year:04d}" + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
        # One in eight would end in a letter that the eye confuses, or in an asterisk: draw again.
        if (check := check_character(first)) in ALPHABET:
            return first + check


def check_character(first: str) -> str:
    return str(mod_37_2.calc_check_digit(first))


def read_number(text: str) -> str | None:
    """The number that somebody typed, in whatever case and with whatever dashes; None when it can be none."""
    if len(text) > 100:
        return None
    plain = unicodedata.normalize("NFKC", text).upper()
    number = "".join(character for character in plain if character.isalnum()).translate(_SEEN_AS)
    if len(number) != LENGTH or not number.startswith(PREFIX) or not number[2:6].isascii():
        return None
    if not number[2:6].isdigit():
        return None
    try:
        mod_37_2.validate(number)
    except NotANumber:
        return None
    return number


def format_number(number: str) -> str:
    """With dashes, as it is printed."""
    return f"{number[:6]}-{number[6:11]}-{number[11:]}"

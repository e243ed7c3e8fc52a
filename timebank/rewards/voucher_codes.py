"""The codes on a voucher: a short one that people read out and type, and a long one for the square.

The short one uses 31 signs that are not mistaken for one another (no 0 and O, no 1, I and L), the last of them a check
character: with a prime number of signs, one wrong sign and two neighbours changed over are always noticed.
"""

from __future__ import annotations

import secrets
import unicodedata

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SHORT_LENGTH = 8
_VALUE = {sign: number for number, sign in enumerate(SIGNS)}


def check_sign(body: str) -> str:
    total = sum(_VALUE[sign] * weight for weight, sign in enumerate(body, start=2))
    return SIGNS[-total % len(SIGNS)]


def new_code() -> str:
    """A short code: 7 random signs, 27 thousand million of them, and the check."""
    body = "".join(secrets.choice(SIGNS) for _sign in range(SHORT_LENGTH - 1))
    return body + check_sign(body)


def new_secret() -> str:
    """What the square holds: 128 random bits, 22 signs that an address can carry."""
    return secrets.token_urlsafe(16)


def spaced(code: str) -> str:
    """`ABCD 2345`: as it is shown and read out."""
    return f"{code[:4]} {code[4:]}"


def read_code(text: str) -> str | None:
    """A short code as it was typed: blanks, hyphens, small and full-width letters are understood. None: it is none."""
    plain = unicodedata.normalize("NFKC", text[:60]).upper()
    code = "".join(sign for sign in plain if not sign.isspace() and sign not in "-_.·")
    if len(code) != SHORT_LENGTH or any(sign not in _VALUE for sign in code):
        return None
    return code if check_sign(code[:-1]) == code[-1] else None

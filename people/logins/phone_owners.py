"""Whose file a phone number opens by itself.

A file that came from a roster has a phone number that somebody typed. Whoever proves that number by SMS code at a
first log-in becomes that person only if a floor above vouches that the number is the person's own: volunteers are
imported by their own phone, and a representative's is checked by a second person; whereas an elder's number is often a
relative's, and must never open the elder's file.
"""

from __future__ import annotations

from collections.abc import Callable

from people.persons.models import Person

_OWNER_CHECKS: dict[str, Callable[[Person], bool]] = {}
_CARE_CHECKS: dict[str, Callable[[Person], bool]] = {}


def register(name: str, voucher: Callable[[Person], bool]) -> None:
    """Add a voucher; called once from an `AppConfig.ready()`: whether this person's phone is their own."""
    _OWNER_CHECKS[name] = voucher


def register_care(name: str, check: Callable[[Person], bool]) -> None:
    """Add a register of people in care, whose number is often a relative's; called once from `AppConfig.ready()`."""
    _CARE_CHECKS[name] = check


def is_in_care(person: Person) -> bool:
    """Whether `person` stands in a register of people in care, now or before."""
    return any(check(person) for check in _CARE_CHECKS.values())


def is_own_phone(person: Person) -> bool:
    """Whether anybody vouches for the phone of `person`."""
    return any(voucher(person) for voucher in _OWNER_CHECKS.values())

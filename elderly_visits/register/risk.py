"""The risk tier (domain.md, 'Elders and visits'): a pure function of what is known about an elder."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from elderly_visits.register import policy
from elderly_visits.register.enums import Assistance, HardshipFlag, RiskTier

_ALONE = frozenset({HardshipFlag.LIVING_ALONE, HardshipFlag.EMPTY_NEST, HardshipFlag.LEFT_BEHIND})
_KEY = frozenset({HardshipFlag.DISABLED, HardshipFlag.DEMENTIA, HardshipFlag.FAMILY_PLANNING_SPECIAL})


@dataclass(frozen=True)
class TierRules:
    """The numbers in the rules, from the policies in force."""

    high_risk_age: int
    key_ability: int

    @classmethod
    def of(cls, book: Any, region: Any = None) -> TierRules:
        """From a policy book, for a region."""
        return cls(book.value(policy.HIGH_RISK_AGE, region), book.value(policy.KEY_ABILITY, region))

    def tier(
        self,
        *,
        age: int | None,
        flags: Collection[str],
        life_threatening: bool = False,
        assistance: str = Assistance.NONE,
        ability_level: int | None = None,
        in_institution: bool = False,
    ) -> RiskTier:
        """high: 80+ and alone, or life in danger; key: disabled, dementia, destitute at home, family planning special.

        An unknown age counts as young: the flags still decide.
        """
        flags = set(flags)
        if life_threatening or (age is not None and age >= self.high_risk_age and flags & _ALONE):
            return RiskTier.HIGH
        disabled = ability_level is not None and ability_level >= self.key_ability
        destitute = assistance == Assistance.DESTITUTE and not in_institution
        return RiskTier.KEY if flags & _KEY or disabled or destitute else RiskTier.GENERAL


def age_on(birth_date: date | None, day: date) -> int | None:
    """Full years on `day`, as people.persons.models.Person.age_on, for rows that are not models."""
    if birth_date is None:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))

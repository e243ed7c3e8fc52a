"""What time coins are good for: who may use them, for whom, and what a balance buys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from people.kinship.models import Kinship
from people.persons.models import Person
from policies.selectors import PolicyBook, book
from regions.models import Region
from timebank.ledger import policy
from timebank.ledger.enums import ServiceCategory
from timebank.ledger.wording import spoken_minutes

# What people ask for most comes first; the others follow by themselves.
_FIRST = (ServiceCategory.COMPANIONSHIP, ServiceCategory.HOUSEWORK, ServiceCategory.TRANSPORT)


@dataclass(frozen=True)
class AffordableService:
    """One kind of service: how often the balance is enough for it, each time `minutes_each`."""

    category: ServiceCategory
    times: int
    minutes_each: int

    def __str__(self) -> str:
        """'Company: 3 times, 1 hour each'."""
        return ngettext(
            "%(service)s: %(count)d time, %(length)s",
            "%(service)s: %(count)d times, %(length)s each",
            self.times,
        ) % {
            "service": self.category.label,
            "count": self.times,
            "length": spoken_minutes(self.minutes_each),
        }


def affordable_services(
    minutes: int, *, region: Region | str | None = None, rules: PolicyBook | None = None, limit: int = 3
) -> list[AffordableService]:
    """Up to `limit` kinds of service that `minutes` of time coins are enough for; [] when for none.

    `region` decides which rule of typical lengths counts; `rules` (today's) saves a query when at hand.
    """
    lengths = (rules or book()).value(policy.TYPICAL_MINUTES, region)
    order = [*_FIRST, *(category for category in ServiceCategory if category not in _FIRST)]
    found = [
        AffordableService(category, minutes // each, each)
        for category in order
        if 0 < (each := lengths.get(category.value, 0)) <= minutes
    ]
    return found[:limit]


def affordable_services_text(
    minutes: int, *, region: Region | str | None = None, rules: PolicyBook | None = None, limit: int = 3
) -> str:
    """One sentence: 'Your time coins are enough for company 3 times (1 hour each) or …'."""
    rules = rules or book()
    if not (found := affordable_services(minutes, region=region, rules=rules, limit=limit)):
        shortest = min(
            (each for each in rules.value(policy.TYPICAL_MINUTES, region).values() if each), default=0
        )
        return _("The time coins are not enough for a service yet: the shortest takes about %(length)s.") % {
            "length": spoken_minutes(shortest)
        }
    parts = [
        ngettext(
            "%(service)s %(count)d time (%(length)s)",
            "%(service)s %(count)d times (%(length)s each)",
            one.times,
        )
        % {
            "service": one.category.label,
            "count": one.times,
            "length": spoken_minutes(one.minutes_each),
        }
        for one in found
    ]
    return _("The time coins are enough for: %(services)s.") % {
        "services": pgettext("between alternatives", ", or ").join(parts)
    }


def may_use_coins(person: Person, *, on: date | None = None, rules: PolicyBook | None = None) -> bool:
    """Whether a person has reached the age from which coins can be used for services. Unknown age: not yet."""
    rules, day = rules or book(on), on or timezone.localdate()
    least, age = rules.value(policy.REDEEM_LEAST_AGE, person.region_id), person.age_on(day)
    return not least or (age is not None and age >= least)


def may_use_coins_for(
    payer: Person, beneficiary: Person, *, on: date | None = None, rules: PolicyBook | None = None
) -> bool:
    """Whether `payer` may use coins for a service to `beneficiary`: oneself, or a relative whom the policy names.

    Whether the served person is of age is asked of `may_use_coins`.
    """
    if payer.pk == beneficiary.pk:
        return True
    allowed = (rules or book(on)).value(policy.REDEEM_FOR, payer.region_id)
    rows = Kinship.objects.of(payer).of(beneficiary).verified().select_related("person", "relative")
    return any(row.relation_to(payer) in allowed for row in rows)

"""What time coins are good for: who may use them, for whom, and how long a service usually takes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.kinship.enums import KinRelation
from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried
from timebank.ledger.enums import ServiceCategory

declare_group(_("Time coins"), "timebank", "timebank.cap", "timebank.expiry", order=100)

TYPICAL_MINUTES = declare(
    "timebank.requests.typical_minutes",
    title=_("Usual length of a requested service, by kind of service"),
    initial={
        "visit": 40,
        "companionship": 60,
        "housework": 120,
        "health": 60,
        "meals": 30,
        "repair": 60,
        "transport": 90,
        "culture": 90,
        "training": 60,
        "other": 60,
    },
    unit=_("minutes"),
    source=_("Only used to describe what a balance is worth; not a basis for payment"),
    help=_("0: this kind of service is not listed."),
    words=dict(ServiceCategory.choices),
)


# Nobody is older, and a slip of the pen must not shut a whole city out.
HIGHEST_AGE = 120


def check_age(value: Any) -> None:
    same_form(1)(value)
    if value > HIGHEST_AGE:
        raise ValidationError(_("An age of at most %(most)d years.") % {"most": HIGHEST_AGE})


def check_positive(value: Any) -> None:
    same_form(1)(value)
    if value == 0:
        raise ValidationError(_("Must be more than zero."))


def check_relations(value: Any) -> None:
    known = isinstance(value, list) and all(item in KinRelation.values for item in value)
    if not known or len(set(value)) != len(value):
        raise ValidationError(_("A list of relations, each once."))


REDEEM_LEAST_AGE = declare(
    "timebank.redeem.least_age",
    title=_("Minimum age for using time coins for services"),
    initial=60,
    unit=_("years"),
    source_kind=SourceKind.PRESS,
    source=_("Nanjing, Beijing: from 60, for oneself or one's spouse"),
    check=check_age,
)
REDEEM_FOR = declare(
    "timebank.redeem.for",
    title=_("Relatives on whom time coins can be spent, besides oneself"),
    initial=[KinRelation.SPOUSE.value],
    source_kind=SourceKind.PRESS,
    source=_("Nanjing, Beijing: from 60, for oneself or one's spouse"),
    check=check_relations,
    words=dict(KinRelation.choices),
)

untried(Untried.FROM_THEN_ON, TYPICAL_MINUTES)
untried(Untried.WHEN_ASKED, "timebank.redeem.")

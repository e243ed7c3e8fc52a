from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.kinship.enums import KinProof, KinRelation
from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, declare_group, same_form, untried
from timebank.giving.enums import ExpiryDestination, GiftExcess
from timebank.ledger.policy import check_age, check_relations

# A century, and ten years: beyond them a calendar ends, and no day could be reckoned.
MOST_MONTHS, MOST_DAYS = 1200, 3660


def _months(value: Any) -> None:
    same_form(1)(value)
    if value > MOST_MONTHS:
        raise ValidationError(_("At most %(most)d months.") % {"most": MOST_MONTHS})


def _days(value: Any) -> None:
    same_form(1)(value)
    if value > MOST_DAYS:
        raise ValidationError(_("At most %(most)d days.") % {"most": MOST_DAYS})


def _ages(value: Any) -> None:
    same_form({"living_alone": 1, "hardship": 1})(value)
    for age in value.values():
        check_age(age)


def _proofs(value: Any) -> None:
    known = isinstance(value, list) and value and all(item in KinProof.values for item in value)
    if not known or len(set(value)) != len(value):
        raise ValidationError(_("“relative”, “worker” or both."))


def _excess(value: Any) -> None:
    if value not in GiftExcess.values:
        raise ValidationError(_("Either “refuse” or “pool”."))


def _expiry_to(value: Any) -> None:
    if value not in ExpiryDestination.values:
        raise ValidationError(_("Either “pool” or “retired”."))


DIRECT = [
    KinRelation.SPOUSE.value,
    KinRelation.PARENT.value,
    KinRelation.CHILD.value,
    KinRelation.GRANDPARENT.value,
    KinRelation.GRANDCHILD.value,
]

declare_group(_("Gifts and public pools"), "timebank.gift", "timebank.pool", order=120)

GIFT_RELATIONS = declare(
    "timebank.gift.relations",
    title=_("Relatives to whom time coins can be given"),
    initial=DIRECT,
    source_kind=SourceKind.PRESS,
    source=_("Nanjing, Beijing: direct relatives"),
    check=check_relations,
    words=dict(KinRelation.choices),
)
GIFT_PROOFS = declare(
    "timebank.gift.proofs",
    title=_("How two people prove that they are relatives"),
    initial=[KinProof.RELATIVE.value, KinProof.WORKER.value],
    source=_("Both sides confirm it, or a worker has seen the document"),
    check=_proofs,
    words=dict(KinProof.choices),
)
GIFT_LEAST_AGE = declare(
    "timebank.gift.least_age",
    title=_("Minimum age for a relative to receive time coins"),
    initial=60,
    unit=_("years"),
    source_kind=SourceKind.PRESS,
    source=_("Nanjing: direct relatives of 60 and older"),
    check=check_age,
)
GIFT_EXCESS = declare(
    "timebank.gift.excess",
    title=_("What happens to a gift above the relative's limit"),
    initial=GiftExcess.REFUSE.value,
    source=_("A gift meant for one's mother should not unexpectedly end up elsewhere"),
    check=_excess,
    choices={"": dict(GiftExcess.choices)},
)
EARMARK_DAYS = declare(
    "timebank.gift.earmark_days",
    title=_("Days within which a donation for a person in difficulty is passed on"),
    initial=60,
    unit=_("days"),
    source=_("Donations without a recipient go to the public pool to help key elders"),
    check=_days,
    help=_("0: it is held until a worker decides."),
)
EXPIRY_MONTHS = declare(
    "timebank.expiry.months",
    title=_("Months after which time coins expire"),
    initial=0,
    unit=_("months"),
    source=_("No expiry unless the city sets one; the oldest coins expire first, with notice"),
    check=_months,
    help=_("0: they never expire."),
)
EXPIRY_NOTICE_DAYS = declare(
    "timebank.expiry.notice_days",
    title=_("Days of notice before time coins expire"),
    initial=60,
    unit=_("days"),
    source=_("Leaves time to use or give away coins that would be lost"),
    check=_days,
)
EXPIRY_TO = declare(
    "timebank.expiry.to",
    title=_("Where expired time coins go"),
    initial=ExpiryDestination.POOL.value,
    source=_("Unused coins help those who have none"),
    check=_expiry_to,
    choices={"": dict(ExpiryDestination.choices)},
)
POOL_GRANT = declare(
    "timebank.pool.grant_minutes",
    title=_("Minutes that the public pool gives a key elder each month"),
    initial=120,
    unit=_("minutes"),
    source=_("Two visits of an hour; no common figure found"),
    help=_("0: nothing is given."),
)
POOL_MOST_STORED = declare(
    "timebank.pool.most_stored_minutes",
    title=_("Account balance in minutes from which the public pool gives nothing more"),
    initial=600,
    unit=_("minutes"),
    source=_("People with savings are helped later, so that the pool reaches more people"),
    help=_("0: no limit."),
)
POOL_AGES = declare(
    "timebank.pool.ages",
    title=_("Minimum age for help from the public pool"),
    initial={"living_alone": 80, "hardship": 60},
    unit=_("years"),
    source_kind=SourceKind.PRESS,
    source=_("80 and living alone; from 60 living alone, on minimum living guarantee and disabled"),
    check=_ages,
    words={
        "living_alone": _("Living alone"),
        "hardship": _("Living alone, on minimum living guarantee and disabled"),
    },
)

untried(Untried.WHEN_ASKED, "timebank.gift.")

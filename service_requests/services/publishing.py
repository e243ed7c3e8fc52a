"""Asking for a service: the right to, the coins set aside, the request, all in one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.logins.models import User
from people.mandates.enums import MandateScope
from people.mandates.models import Mandate
from people.mandates.services import use_mandate
from people.persons.enums import Sex
from people.persons.models import Person
from policies.selectors import PolicyBook, book
from regions.models import Level, Region
from service_requests import policy
from service_requests.enums import Channel, RequestState, Step
from service_requests.errors import NotYours, RequestError, TooFewCoins
from service_requests.models import RequestEvent, ServiceRequest
from service_requests.permissions import (
    can_enter_for,
    is_oneself,
    mandate_to_ask,
)
from service_requests.services.messages import notify_requesters
from timebank.ledger.enums import AccountKind, Reason, ServiceCategory
from timebank.ledger.errors import InsufficientBalance, LedgerError
from timebank.ledger.policy import REDEEM_LEAST_AGE
from timebank.ledger.selectors.spending import affordable_services_text, may_use_coins, may_use_coins_for
from timebank.ledger.services.accounts import open_accounts, personal, region_owner
from timebank.ledger.services.transfers import reserve
from timebank.ledger.wording import joined, spoken_minutes
from volunteers.slots import ALL_SLOTS
from volunteers.tasks.addresses import split_address

WISH_LENGTH, ADDRESS_LENGTH = 500, 200


@dataclass(frozen=True, kw_only=True)
class RequestDetails:
    """What is asked for, when and where. `agreed_note`: how somebody agreed who asks by telephone."""

    category: str
    minutes: int
    wish: str
    first_day: date
    last_day: date
    region: Region
    address: str
    slots: int = ALL_SLOTS
    prefers_sex: str = ""
    agreed_note: str = ""


@transaction.atomic
def publish(
    *,
    uuid: UUID,
    beneficiary: Person,
    actor: User,
    details: RequestDetails,
    by_phone: bool = False,
    payer: Person | None = None,
) -> ServiceRequest:
    """Ask for a service and set its coins aside; the community looks at it next.

    `uuid` is chosen by the form, so that sending it twice asks once. `payer` is the one served unless their spouse
    asks. `by_phone`: a worker writes down what somebody said. Raises RequestError (a dictionary by field where it is
    about one), NotYours, TooFewCoins; nothing is written then.
    """
    payer = payer or beneficiary
    # Both clicks of a double click wait here for each other. Not the key: a service being credited to this person holds
    # their account and writes a row that points at them.
    payer = locked(payer, key_stays=True)
    if existing := ServiceRequest.objects.filter(uuid=uuid).first():
        if existing.asked_by_id == actor.pk and existing.beneficiary_id == beneficiary.pk:
            return existing
        raise RequestError(_("This form has already been submitted. Please start again."), code="again")
    rules = book()
    channel, mandate = _right(actor, beneficiary, payer, by_phone=by_phone)
    _refuse_unless_may_spend(payer, beneficiary, rules)
    details = replace(
        details, wish=_clean(details.wish), address=_clean(details.address),
        agreed_note=_clean(details.agreed_note)[:300],
    )  # fmt: skip
    _refuse_what_does_not_fit(details, rules)
    if channel == Channel.PHONE and not details.agreed_note:
        raise RequestError({"agreed_note": _("Please record how and when the person agreed.")})
    home = split_address(details.address)
    request = ServiceRequest(
        uuid=uuid,
        beneficiary=beneficiary,
        asked_by=actor,
        channel=channel,
        mandate=mandate,
        **vars(details) | {"address": home.building, "door": home.door},
        code=f"{secrets.randbelow(10**6):06d}",
        reservation=set_aside(uuid, payer, details, actor, rules),
    )
    request.save(force_insert=True)
    event = RequestEvent.objects.create(
        request=request, actor=actor, step=Step.ASKED, to_state=RequestState.REVIEW
    )
    if mandate is not None:
        use_mandate(
            mandate=mandate,
            scope=MandateScope.ASK,
            what=_("%(name)s requested a service on your behalf: %(service)s, %(length)s of your time coins.")
            % {
                "name": mandate.agent.name,
                "service": request.get_category_display(),
                "length": spoken_minutes(details.minutes),
            },
            key=f"request:{uuid}:asked",
            link=request.get_absolute_url(),
        )
    else:
        notify_requesters(request, event)
    return request


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()


def _right(
    actor: User, beneficiary: Person, payer: Person, *, by_phone: bool
) -> tuple[Channel, Mandate | None]:
    """How `actor` may ask for `beneficiary`; locked, so that it is still so when this commits."""
    if by_phone:
        if not can_enter_for(actor, beneficiary):
            raise NotYours(_("You are not allowed to request a service for this person."), code="not_yours")
        return Channel.PHONE, None
    if is_oneself(actor, beneficiary) or is_oneself(actor, payer):
        return Channel.SELF, None
    mandate = mandate_to_ask(actor, beneficiary)
    if mandate is None or payer.pk != beneficiary.pk:
        raise NotYours(_("You are not allowed to request a service for this person."), code="not_yours")
    return Channel.MANDATE, mandate


def _refuse_unless_may_spend(payer: Person, beneficiary: Person, rules: PolicyBook) -> None:
    if payer.died_on or beneficiary.died_on:
        raise RequestError(_("This person has died."), code="died")
    if not may_use_coins_for(payer, beneficiary, rules=rules):
        raise NotYours(_("Time coins can only be spent on yourself or your spouse."), code="not_spouse")
    if not may_use_coins(payer, rules=rules):
        age = rules.value(REDEEM_LEAST_AGE, payer.region_id)
        if payer.birth_date is None:
            raise RequestError(
                _("Services can be requested from the age of %(age)d, but the birth date is not on "
                    "file. The community worker can add it.") % {"age": age},
                code="no_birth_date",
            )  # fmt: skip
        raise RequestError(
            _("You can request services with time coins from the age of %(age)d.") % {"age": age}, code="age"
        )


def _refuse_what_does_not_fit(details: RequestDetails, rules: PolicyBook) -> None:
    """All that is wrong with the form, by field."""
    wrong: dict[str, str] = {}
    region, minutes = details.region, details.minutes
    offered = rules.value(policy.CATEGORIES, region)
    if details.category not in offered or details.category not in ServiceCategory.values:
        wrong["category"] = _("This kind of service cannot be requested here.")
    shortest, longest = (
        rules.value(key, region) for key in (policy.SHORTEST_MINUTES, policy.LONGEST_MINUTES)
    )
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not shortest <= minutes <= longest:
        wrong["minutes"] = _("A service must last from %(shortest)s to %(longest)s.") % {
            "shortest": spoken_minutes(shortest),
            "longest": spoken_minutes(longest),
        }
    if not 0 < len(details.wish) <= WISH_LENGTH:
        wrong["wish"] = _("Please say in a few words what you need (%(most)d characters at most).") % {
            "most": WISH_LENGTH
        }
    if not 0 < len(details.address) <= ADDRESS_LENGTH:
        wrong["address"] = _("Please enter the address: street, building and door number.")
    if region.level != Level.COMMUNITY:
        wrong["region"] = _("Please choose the community or village.")
    if not 0 < details.slots <= ALL_SLOTS:
        wrong["slots"] = _("Please choose at least one part of the day.")
    if details.prefers_sex and details.prefers_sex not in Sex.values:
        wrong["prefers_sex"] = _("Please choose one of the answers.")
    wrong |= _wrong_days(details.first_day, details.last_day, rules.value(policy.OPEN_DAYS, region))
    if wrong:
        raise RequestError(wrong)


def _wrong_days(first_day: date, last_day: date, most: int) -> dict[str, str]:
    today = timezone.localdate()
    if first_day < today:
        return {"first_day": _("This day has passed.")}
    if last_day < first_day:
        return {"last_day": _("The last day cannot be before the first.")}
    if (last_day - today).days > most:
        return {
            "last_day": _("Please choose a day until %(day)s.")
            % {"day": (today + timedelta(days=most)).isoformat()}
        }
    return {}


def set_aside(uuid: UUID, payer: Person, details: RequestDetails, actor: Actor, rules: PolicyBook) -> Any:
    """The reservation: from the payer's account towards the county's escrow, since nobody knows yet who will serve."""
    mine, minutes, region = personal(payer), details.minutes, details.region
    owner = region_owner(AccountKind.ESCROW, region)
    try:
        return reserve(
            key=f"request:{uuid}:reserve",
            debit=mine,
            credit=open_accounts([owner])[owner],
            amount=minutes,
            reason=Reason.SPENT,
            memo=str(ServiceCategory(details.category).label),
            region=region,
            recorded_by=actor,
        )
    except InsufficientBalance as error:
        raise TooFewCoins(
            {
                "minutes": joined(
                    [
                        _("This requires %(needed)s of time coins; %(available)s is available.")
                        % {"needed": spoken_minutes(minutes), "available": spoken_minutes(error.available)},
                        affordable_services_text(error.available, region=region, rules=rules),
                    ]
                )
            }
        ) from error
    except LedgerError as error:
        raise RequestError(str(error), code="ledger") from error

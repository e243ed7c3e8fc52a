from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.kinship.models import Kinship
from people.persons.models import Person
from timebank.giving.enums import GiveTo
from timebank.giving.models.arrangements import Nominee, StandingInstruction
from timebank.giving.models.earmarks import Earmark
from timebank.giving.models.expiry_notices import ExpiryNotice
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.wording import joined, spoken_minutes
from timebank.telling import tell

if TYPE_CHECKING:
    from timebank.giving.services.gifts import Gift


def notify_of_gift(
    gift: Gift, receiver: Person | None, reaches: int, to_pool: int, transfer: Transfer
) -> None:
    """Both sides of a gift; only the giver where nobody in particular receives it."""
    with translation.override(settings.LANGUAGE_CODE):
        parts = []
        if receiver is not None and reaches:
            amount = spoken_minutes(reaches)
            parts.append(
                _("You have given %(minutes)s to %(name)s.") % {"minutes": amount, "name": receiver.name}
            )
            tell(
                receiver,
                "gift",
                _("You were given time coins"),
                _("%(name)s has given you %(minutes)s. You can use them to request a service.")
                % {"name": gift.giver.name, "minutes": amount},
                f"{transfer.pk}:to",
            )
        if to_pool and gift.to == GiveTo.DIFFICULTY:
            parts.append(
                _(
                    "You have given %(minutes)s to a person in difficulty. We will tell you when they "
                    "have arrived."
                )
                % {"minutes": spoken_minutes(to_pool)}
            )
        elif to_pool:
            parts.append(
                _("You have given %(minutes)s to the public pool.") % {"minutes": spoken_minutes(to_pool)}
            )
        parts.append(_("Thank you. Your certified service is not affected."))
        tell(gift.giver, "gift", _("Thank you for your gift"), joined(parts), f"{transfer.pk}:from")


def notify_of_earmark(earmark: Earmark, receiver: Person) -> None:
    """The donor learns that it arrived, the receiver that somebody gave: neither learns who the other is."""
    with translation.override(settings.LANGUAGE_CODE):
        amount = spoken_minutes(earmark.minutes)
        tell(
            receiver,
            "donation",
            _("You were given time coins"),
            _("A kind neighbour has given you %(minutes)s. You can use them to request a service.")
            % {"minutes": amount},
            f"{earmark.pk}:to",
        )
        tell(
            earmark.donor,
            "donation",
            _("Your donation has arrived"),
            _("Your %(minutes)s have reached a person in difficulty in %(region)s. Thank you.")
            % {"minutes": amount, "region": earmark.region.short_name},
            f"{earmark.pk}:from",
        )


def notify_of_released_earmark(earmark: Earmark) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            earmark.donor,
            "donation",
            _("Your donation was transferred to the public pool"),
            _("Your %(minutes)s now help key elders of the county through the public pool. Thank you.")
            % {"minutes": spoken_minutes(earmark.minutes)},
            f"{earmark.pk}:pool",
        )


def notify_of_grant(person: Person, minutes: int, month: date) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            person,
            "grant",
            _("Time coins from the public pool"),
            _(
                "For %(month)s the public pool has given you %(minutes)s. You can use them to request "
                "a service."
            )
            % {"month": date_format(month, "YEAR_MONTH_FORMAT"), "minutes": spoken_minutes(minutes)},
            f"{person.pk}:{month:%Y-%m}",
        )


def notify_that_instruction_ended(instruction: StandingInstruction) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            instruction.person,
            "standing",
            _("Your standing instruction has ended"),
            _("It can no longer be carried out: %(reason)s You can set up another one at any time.")
            % {"reason": instruction.end_reason},
            f"{instruction.pk}:ended",
            "timebank:arrangements",
        )


def notify_that_nominee_ended(nominee: Nominee) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            nominee.person,
            "nominee",
            _("Please name somebody for your time coins again"),
            _("The person you named can no longer receive them: %(reason)s") % {"reason": nominee.end_reason},
            f"{nominee.pk}:ended",
            "timebank:arrangements",
        )


def notify_of_settlement(settlement: Settlement) -> None:
    """The relative, kindly. Who has left the city is told as well."""
    if settlement.relative is None or not settlement.to_relative_minutes:
        return
    amount = spoken_minutes(settlement.to_relative_minutes)
    with translation.override(settings.LANGUAGE_CODE):
        if settlement.cause == "death":
            body = _(
                "We are sorry for your loss. %(name)s wished you to have the hours given to "
                "others: %(minutes)s are now in your account."
            )
        else:
            body = _("%(name)s has left the city and wished that you receive %(minutes)s.")
        tell(
            settlement.relative,
            "settled",
            _("Time coins that were meant for you"),
            body % {"name": settlement.person.name, "minutes": amount},
            settlement.pk,
        )


def notify_of_undone_settlement(settlement: Settlement) -> None:
    if settlement.relative is None or not settlement.to_relative_minutes:
        return
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            settlement.relative,
            "settled",
            _("A settlement was reversed"),
            _("The account of %(name)s was settled by mistake: %(minutes)s have gone back. We apologise.")
            % {
                "name": settlement.person.name,
                "minutes": spoken_minutes(settlement.to_relative_minutes),
            },
            f"{settlement.pk}:undone",
        )


def notify_of_expiry(person: Person, notice: ExpiryNotice) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            person,
            "expiry",
            _("Some of your time coins will expire soon"),
            _("%(minutes)s can be used or given away until %(day)s. Anything left then expires.")
            % {
                "minutes": spoken_minutes(notice.minutes),
                "day": date_format(notice.expires_on, "DATE_FORMAT"),
            },
            notice.pk,
            "timebank:give",
        )


def notify_of_proposed_kinship(kinship: Kinship) -> None:
    if kinship.relative is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            kinship.relative,
            "kinship",
            _("Somebody has named you as a relative"),
            _("%(name)s claims to be your relative: %(relation)s. Please say whether this is correct.")
            % {
                "name": kinship.person.name,
                "relation": kinship.relation_to(kinship.relative).label,
            },
            f"{kinship.pk}:named",
            "people:relatives",
        )


def notify_of_verified_kinship(kinship: Kinship) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        for person in (kinship.person, kinship.relative):
            assert person is not None
            tell(
                person,
                "kinship",
                _("A relative is confirmed"),
                _("You and %(name)s are confirmed as relatives.") % {"name": kinship.other(person).name},
                f"{kinship.pk}:{person.pk}",
                "people:relatives",
            )

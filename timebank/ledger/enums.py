from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class Unit(models.TextChoices):
    """What an account counts. The two never mix: there is no exchange between them."""

    COIN_MINUTES = "coin_minutes", _("Time coins (in minutes)")
    POINTS = "points", _("Service points")


class AccountKind(models.TextChoices):
    """Whose value an account holds."""

    # The only kind that may go below zero: what it owes is exactly what circulates.
    ISSUING = "issuing", _("Issuing account")
    PERSONAL = "personal", _("Personal account")
    POOL = "pool", _("Public pool")
    HONOURS = "honours", _("Honours")
    # A reservation needs both its accounts before anybody knows who will serve: a paid request waits here, a county's
    # account whose balance is zero again after each linked set.
    ESCROW = "escrow", _("Requests being paid")
    # What a group earned together: it may be given away, never spent. One a person.
    DONATE_ONLY = "donate_only", _("Group service account (can only be donated)")


class TransferKind(models.TextChoices):
    """The phases of a transfer, after TigerBeetle's two-phase transfers."""

    POSTED = "posted", pgettext_lazy("transfer", "Booked")
    PENDING = "pending", pgettext_lazy("transfer", "Reserved")
    POST_PENDING = "post_pending", pgettext_lazy("transfer", "Reservation booked")
    VOID_PENDING = "void_pending", pgettext_lazy("transfer", "Reservation released")


# Kinds that move value; the other two only reserve it or let it go.
MOVING_KINDS = (TransferKind.POSTED, TransferKind.POST_PENDING)
RESOLVING_KINDS = (TransferKind.POST_PENDING, TransferKind.VOID_PENDING)


class Reason(models.TextChoices):
    """Why a transfer was made. Explanations and statistics are written from it."""

    EARNED = "earned", _("Earned by a voluntary service")
    EARNED_IN_GROUP = "earned_in_group", _("Earned by a group's service")
    OVER_DAY_CAP = "over_day_cap", _("Above what one person can earn in a day")
    OVER_MONTH_CAP = "over_month_cap", _("Above what one person can earn in a month")
    OVER_STORED_CAP = "over_stored_cap", _("Above what one person can keep")
    AFTER_SETTLING = "after_settling", _("Confirmed after the account was settled")
    POINTS = "points", _("Points for a voluntary service")
    GIFT = "gift", _("Gift to a relative")
    DONATION = "donation", pgettext_lazy("reason", "Donation")
    GRANT = "grant", _("Given from the public pool")
    SPENT = "spent", _("Paid for a service")
    PAID = "paid", _("Paid by the beneficiary")
    HELD = "held", _("Set aside while a service is checked")
    REDEEMED = "redeemed", _("Redeemed for an offer")
    EXPIRED = "expired", _("Time limit passed")
    SETTLED = "settled", _("Account settled")
    MERGED = "merged", _("Two files of one person merged")
    CORRECTION = "correction", pgettext_lazy("reason", "Correction")
    OTHER = "other", pgettext_lazy("reason", "Other")


# The transfers that a service record brings about; together they account for each of its minutes once.
COIN_CREDIT_REASONS = (
    Reason.EARNED,
    Reason.EARNED_IN_GROUP,
    Reason.OVER_DAY_CAP,
    Reason.OVER_MONTH_CAP,
    Reason.OVER_STORED_CAP,
    Reason.AFTER_SETTLING,
)


class ServiceCategory(models.TextChoices):
    """What kind of voluntary service it was; point coefficients hang on it."""

    VISIT = "visit", pgettext_lazy("service", "Visit")
    COMPANIONSHIP = "companionship", pgettext_lazy("service", "Company")
    HOUSEWORK = "housework", pgettext_lazy("service", "Housework")
    HEALTH = "health", pgettext_lazy("service", "Health")
    MEALS = "meals", pgettext_lazy("service", "Meals")
    REPAIR = "repair", pgettext_lazy("service", "Repairs")
    TRANSPORT = "transport", pgettext_lazy("service", "Transport")
    CULTURE = "culture", pgettext_lazy("service", "Culture and recreation")
    TRAINING = "training", pgettext_lazy("service", "Training")
    OTHER = "other", pgettext_lazy("service", "Other service")


class EvidenceGrade(models.TextChoices):
    """How well it is proved that a service took place."""

    A = "A", _("A: proved for place and time")
    B = "B", _("B: one proof")
    C = "C", _("C: entered afterwards")


register_badges("evidence", {EvidenceGrade.A: Badge.OK, EvidenceGrade.B: Badge.INFO}, default=Badge.WARN)


class SettlementCause(models.TextChoices):
    """Why an account is settled."""

    DEATH = "death", _("Died")
    DEPARTURE = "departure", _("Leaves the city")

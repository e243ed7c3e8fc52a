"""Small vocabularies of the time bank."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.enums import MANAGER_ROLES, Role


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
    DONATE_ONLY = "donate_only", _("Group service account (to be given away only)")


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
    PAID = "paid", _("Paid by the person served")
    HELD = "held", _("Set aside while a service is checked")
    REDEEMED = "redeemed", _("Exchanged for an offer")
    EXPIRED = "expired", _("Time limit passed")
    SETTLED = "settled", _("Account settled")
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

    A = "A", _("A: two independent proofs")
    B = "B", _("B: one proof")
    C = "C", _("C: typed in later")


class PartnerKind(models.TextChoices):
    """Who takes points for goods and services."""

    SHOP = "shop", _("Shop")
    ORGANIZATION = "organization", pgettext_lazy("partner", "Social organization")
    PUBLIC_BODY = "public_body", _("Public service")


class PartnerState(models.TextChoices):
    PENDING = "pending", pgettext_lazy("partner", "Waiting for review")
    SENT_BACK = "sent_back", pgettext_lazy("partner", "Sent back")
    APPROVED = "approved", pgettext_lazy("partner", "Approved")
    SUSPENDED = "suspended", pgettext_lazy("partner", "Suspended")


PARTNER_TRANSITIONS: dict[PartnerState, frozenset[PartnerState]] = {
    PartnerState.PENDING: frozenset({PartnerState.APPROVED, PartnerState.SENT_BACK}),
    PartnerState.SENT_BACK: frozenset({PartnerState.PENDING, PartnerState.APPROVED}),
    PartnerState.APPROVED: frozenset({PartnerState.SUSPENDED}),
    PartnerState.SUSPENDED: frozenset({PartnerState.APPROVED}),
}


class PartnerRole(models.TextChoices):
    MANAGER = "manager", pgettext_lazy("partner", "Manager")
    TILL = "till", pgettext_lazy("partner", "At the till")


class OfferKind(models.TextChoices):
    """What points are exchanged for. Money is none of them (no cash, ever)."""

    GOODS = "goods", _("Goods")
    SERVICE = "service", pgettext_lazy("offer", "Service")


class OfferState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("offer", "Draft")
    PUBLISHED = "published", pgettext_lazy("offer", "On offer")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Taken down")


class VoucherState(models.TextChoices):
    """Where a voucher stands. Read off its reservation in the ledger, and stored nowhere else."""

    ISSUED = "issued", pgettext_lazy("voucher", "To be used")
    REDEEMED = "redeemed", pgettext_lazy("voucher", "Used")
    CANCELLED = "cancelled", pgettext_lazy("voucher", "Returned")
    EXPIRED = "expired", pgettext_lazy("voucher", "Expired")


class StarState(models.TextChoices):
    """Where an awarded star stands on a day. Derived from its dates, so that no clock has to move it."""

    NOTICE = "notice", pgettext_lazy("star", "On public notice")
    EFFECTIVE = "effective", pgettext_lazy("star", "In force")
    OBJECTION = "objection", pgettext_lazy("star", "Waiting: an objection is being looked into")
    WITHDRAWN = "withdrawn", pgettext_lazy("star", "Withdrawn")


class ObjectionDecision(models.TextChoices):
    """What came of an objection to a star."""

    DISMISSED = "dismissed", _("The star is right: it counts")
    WITHDRAWN = "withdrawn", _("The star is taken back")


class ExcessDestination(models.TextChoices):
    """Where minutes above a cap go."""

    POOL = "pool", _("To the county's public pool")
    HONOURS = "honours", _("To the county's honours")


class GiftExcess(models.TextChoices):
    """What becomes of a gift that the receiver cannot keep."""

    REFUSE = "refuse", _("It cannot be given")
    POOL = "pool", _("To the county's public pool")


class ExpiryDestination(models.TextChoices):
    """Where coins go whose time has passed."""

    POOL = "pool", _("To the county's public pool")
    RETIRED = "retired", _("Out of circulation")


class StandingTo(models.TextChoices):
    """Whom a standing instruction gives to."""

    POOL = "pool", _("To the county's public pool")
    RELATIVE = "relative", _("To a relative")


class GrantOutcome(models.TextChoices):
    """What the pool's monthly run did for somebody, and why not more."""

    GRANTED = "granted", _("Given")
    WAITING = "waiting", _("Waiting: the public pool is empty")
    FULL = "full", _("Has enough on the account")
    CLOSED = "closed", _("The account is closed")


class SettlementCause(models.TextChoices):
    """Why an account is settled."""

    DEATH = "death", _("Died")
    DEPARTURE = "departure", _("Leaves the city")


class GiveTo(models.TextChoices):
    """Whom one can give to."""

    RELATIVE = "relative", _("To a relative")
    DIFFICULTY = "difficulty", _("To a person in difficulty near me")
    POOL = "pool", _("To the county's public pool")


class CertificateState(models.TextChoices):
    """Whether a certificate can be relied on."""

    VALID = "valid", pgettext_lazy("certificate", "Valid")
    SUPERSEDED = "superseded", pgettext_lazy("certificate", "Superseded")
    REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")


class RevocationReason(models.TextChoices):
    """Why a certificate ended, as far as the public is told."""

    CORRECTED = "corrected", _("A service on it was corrected")
    ISSUED_IN_ERROR = "issued_in_error", _("Issued by mistake")
    UNTRUE = "untrue", _("What it says is not true")
    HOLDER_ASKED = "holder_asked", _("The holder asked for it")


class GroupDestination(models.TextChoices):
    """Where the coins of a service go that a team served as one."""

    DONATE_ONLY = "donate_only", _("To each member's account that can only be given away")
    POOL = "pool", _("To the county's public pool")


class LateConsequence(models.TextChoices):
    """What a record earns that was written after its time."""

    CREDIT = "credit", _("Credited like any other")
    NO_POINTS = "no_points", _("Hours and coins, no points")
    NEEDS_MANAGER = "needs_manager", _("Recorded only when a county's manager confirms it")


class HolidayDays(models.TextChoices):
    """Which days count as holidays for points."""

    HOLIDAYS = "holidays", _("Public holidays")
    REST_DAYS = "rest_days", _("All days on which people do not work: weekends and public holidays")


# Who watches over the books: those who answer for others' work, and auditors, who change nothing.
OVERSIGHT_ROLES = (*MANAGER_ROLES, Role.AUDITOR)


class SuspicionState(models.TextChoices):
    """How far the check of a suspicion has come."""

    OPEN = "open", pgettext_lazy("suspicion", "Open")
    IN_CHECK = "in_check", pgettext_lazy("suspicion", "Being checked")
    CLEARED = "cleared", pgettext_lazy("suspicion", "Nothing wrong")
    CONFIRMED = "confirmed", pgettext_lazy("suspicion", "Something was wrong")


class HoldState(models.TextChoices):
    """What became of a credit that was set aside."""

    HELD = "held", pgettext_lazy("hold", "Set aside")
    RELEASED = "released", pgettext_lazy("hold", "Released")
    REVERSED = "reversed", pgettext_lazy("hold", "Taken back")


class CallResult(models.TextChoices):
    """What a call to the person served brought."""

    CONFIRMED = "confirmed", pgettext_lazy("call", "Confirmed: the service took place")
    NOT_CONFIRMED = "not_confirmed", pgettext_lazy("call", "Not confirmed")
    NOT_REACHED = "not_reached", pgettext_lazy("call", "Not reached")


class CallState(models.TextChoices):
    """How far a telephone check has come; not reached stays to be called until the last attempt."""

    TO_CALL = "to_call", pgettext_lazy("call", "To call")
    CONFIRMED = "confirmed", pgettext_lazy("call", "Confirmed")
    NOT_CONFIRMED = "not_confirmed", pgettext_lazy("call", "Not confirmed")
    UNREACHABLE = "unreachable", pgettext_lazy("call", "Not reached at all")

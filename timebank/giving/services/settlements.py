"""Settling the accounts of who has died or leaves the city, and taking a mistaken settlement back.

Coins go to the relative who was named beforehand as far as their account can hold them, the rest to the county's pool;
what a group earned goes to the pool; points lapse to the issuing account. Reservations are first let go by whoever
holds them (`timebank.giving.signals.account_settling`), and vouchers given back; while any is left nothing is
settled. All of
it in one transaction.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.deaths.services import standing_notice, take_back_death
from people.kinship.ties import are_close
from people.logins.models import User
from people.mandates.models import Mandate
from people.mandates.services import restore_mandate, revoke_mandate
from people.persons.models import Person
from policies.selectors import book
from timebank.giving.errors import PlanChanged, SettlementError
from timebank.giving.models.arrangements import Nominee, StandingInstruction
from timebank.giving.models.departures import Departure
from timebank.giving.selectors.relatives import kinship_between, refusal
from timebank.giving.services import messages
from timebank.giving.services.arrangements import end_arrangement
from timebank.giving.services.gifts import home_region_code, room_under_cap
from timebank.giving.signals import account_settling
from timebank.ledger.enums import AccountKind, Reason, SettlementCause, TransferKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import (
    close_account,
    lock_accounts,
    open_accounts,
    personal_owner,
    region_owner,
)
from timebank.ledger.services.posting import Draft, apply
from timebank.ledger.services.transfers import undoing
from timebank.ledger.wording import joined, spoken_minutes, spoken_points
from timebank.rewards.services.vouchers import give_back_vouchers, points_in_vouchers
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


@dataclass(frozen=True)
class SettlementPlan:
    """What `settle` would do. Minutes and points; `reserved_minutes` and `reserved_points` have to be let go first.

    Points of vouchers are not among these: vouchers are given back on the way."""

    person: Person
    region: str
    coin_minutes: int
    donate_only_minutes: int
    points: int
    reserved_minutes: int
    reserved_points: int
    named: Person | None
    named_refusal: str
    to_relative: int
    to_pool: int

    @property
    def relative(self) -> Person | None:
        """The one who receives, if anybody does."""
        return self.named if self.to_relative else None

    @property
    def mark(self) -> str:
        """What the worker agreed to."""
        return f"{self.to_relative}-{self.to_pool}-{self.points}-{self.named.pk if self.named else ''}"


def accounts_of(person: Person) -> list[Account]:
    return list(Account.objects.filter(person=person).order_by("pk"))


def plan_settlement(person: Person) -> SettlementPlan:
    """Preview; changes nothing. Raises `GivingError` when no pool is known for the person."""
    return _plan(person, accounts_of(person))


def _plan(person: Person, accounts: list[Account]) -> SettlementPlan:
    def balance(kind: str, unit: str) -> int:
        return sum(row.balance for row in accounts if row.kind == kind and row.unit == unit)

    coins = balance(AccountKind.PERSONAL, Unit.COIN_MINUTES)
    donate_only = balance(AccountKind.DONATE_ONLY, Unit.COIN_MINUTES)
    named, why = _named(person)
    room = 0
    if named is not None and not why:
        owner = personal_owner(named.pk)
        theirs = Account.objects.filter(person=named, kind=owner.kind, unit=owner.unit).first()
        if theirs is not None and theirs.closed_at is not None:
            why = _("The account of the named relative is closed.")
        else:
            room = room_under_cap(named, theirs)
    to_relative = min(coins, room)
    return SettlementPlan(
        person=person,
        region=home_region_code(person),
        coin_minutes=coins,
        donate_only_minutes=donate_only,
        points=sum(row.balance for row in accounts if row.unit == Unit.POINTS),
        reserved_minutes=_reserved(accounts, Unit.COIN_MINUTES),
        reserved_points=_reserved(accounts, Unit.POINTS) - points_in_vouchers(person),
        named=named,
        named_refusal=why,
        to_relative=to_relative,
        to_pool=coins - to_relative + donate_only,
    )


def _reserved(accounts: list[Account], unit: str) -> int:
    return sum(row.pending_debits + row.pending_credits for row in accounts if row.unit == unit)


def _named(person: Person) -> tuple[Person | None, str]:
    nominee = Nominee.objects.in_force().filter(person=person).select_related("relative").first()
    if nominee is None:
        return None, ""
    kinship = kinship_between(person, nominee.relative)
    if kinship is None:
        return nominee.relative, _("The two are no longer confirmed as relatives.")
    return nominee.relative, refusal(person, kinship, book(), timezone.localdate(), of_age=False)


def _refuse(person: Person, actor: User) -> None:
    if person.user_id == actor.pk:
        raise SettlementError(_("You cannot settle your own account. Please ask a colleague."))
    if not covers(actor, home_region_code(person), WORKER_ROLES):
        raise SettlementError(_("This person lives outside your area."))


def wait_for_death(person: Person) -> str:
    """Why coins do not move yet after a death: the second person, or the waiting time. "" when they may."""
    notice = standing_notice(person)
    if notice is None or notice.confirmed_at is None:
        return _("A second person has to confirm the death first, under “Deaths to confirm”.")
    if timezone.localdate() < notice.settled_from:
        return _("After a death the coins wait until %(day)s, so that a mistake can be taken back.") % {
            "day": notice.settled_from.isoformat()
        }
    return ""


@transaction.atomic
def announce_departure(*, person: Person, actor: User) -> Departure:
    """A worker says that somebody leaves the city; a second person settles (`settle`). Twice is once.

    Raises `SettlementError` as `settle` does for one's own account and another area.
    """
    person = locked(person, key_stays=True)
    _refuse(person, actor)
    standing = Departure.objects.filter(person=person, ended_at=None).first()
    return standing or Departure.objects.create(person=person, entered_by=actor)


@transaction.atomic
def withdraw_departure(*, person: Person, actor: User) -> None:
    """The person stays after all: the announcement is over. Twice is once."""
    _refuse(person, actor)
    Departure.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())


def standing_departure(person: Person) -> Departure | None:
    return Departure.objects.filter(person=person, ended_at=None).select_related("entered_by").first()


def _end_departure(person: Person, actor: User) -> None:
    """The announcement that this settlement carries out; refused without one, and for who made it."""
    departure = Departure.objects.select_for_update().filter(person=person, ended_at=None).first()
    if departure is None:
        raise SettlementError(
            _("The departure has to be announced first; a second person settles the account.")
        )
    if departure.entered_by_id == actor.pk:
        raise SettlementError(
            _("You announced this departure. Please ask a colleague or the township to settle the account.")
        )
    departure.ended_at = timezone.now()
    departure.save(update_fields=["ended_at"])


@transaction.atomic
def settle(*, person: Person, cause: str, actor: User, agreed: str | None = None) -> Settlement:
    """Empty and close all accounts of a person. Settling twice returns the first settlement.

    `agreed` is the `mark` of the plan that the worker saw. Raises `SettlementError` (own account, own inheritance,
    other area, no day of death on file, reservations that nobody can let go), `PlanChanged`, `GivingError`.
    """
    # Not the key: rows that only point at the person, such as messages of a gift under way, do not have to wait.
    person = locked(person, key_stays=True)
    if (first := Settlement.objects.standing().filter(person=person).first()) is not None:
        return first
    _refuse(person, actor)
    if cause not in SettlementCause.values:
        raise SettlementError(_("Please say why the account is settled."))
    if cause == SettlementCause.DEATH and person.died_on is None:
        raise SettlementError(_("Please enter the day of death in the person's file first."))
    if cause == SettlementCause.DEATH and (why := wait_for_death(person)):
        raise SettlementError(why)
    if cause == SettlementCause.DEPARTURE:
        _end_departure(person, actor)
    # Before any account is locked: whoever ends a request locks its task first, and the accounts last.
    account_settling.send(Person, person=person, actor=actor)
    _lock_around(person)
    give_back_vouchers(person=person, actor=actor)
    accounts = accounts_of(person)
    planned = _plan(person, accounts)
    if planned.reserved_minutes or planned.reserved_points:
        raise SettlementError(_still_reserved(planned))
    if planned.named is not None and planned.named.user_id == actor.pk:
        raise SettlementError(_("You are the recipient. Please ask a colleague."))
    if planned.relative is not None and are_close(actor, planned.relative):
        raise SettlementError(_("The recipient is close to you. Please ask a colleague."))
    if agreed is not None and agreed != planned.mark:
        raise PlanChanged
    settlement = Settlement(
        person=person,
        region_id=planned.region,
        cause=cause,
        to_relative_minutes=planned.to_relative,
        to_pool_minutes=planned.to_pool,
        points=planned.points,
        relative=planned.relative,
        settled_by=actor,
    )
    if drafts := _drafts(planned, accounts, settlement.batch):
        apply(drafts, recorded_by=actor)
    settlement.ended = _end_everything(person, actor)
    settlement.save(force_insert=True)
    for account in accounts:
        close_account(account=account)
    messages.notify_of_settlement(settlement)
    return settlement


def _still_reserved(planned: SettlementPlan) -> str:
    parts = []
    if planned.reserved_minutes:
        parts.append(
            _("Still reserved for services: %(minutes)s. Please end or decide those first.")
            % {"minutes": spoken_minutes(planned.reserved_minutes)}
        )
    if planned.reserved_points:
        parts.append(
            _("%(points)s are set aside while a service is checked. Please decide that first.")
            % {"points": spoken_points(planned.reserved_points)}
        )
    return joined(parts)


def _lock_around(person: Person) -> None:
    """All accounts that letting go and settling will touch, in one go and in order."""
    own = [row.pk for row in accounts_of(person)]
    others: set[int] = set()
    waiting = Transfer.objects.filter(kind=TransferKind.PENDING, resolution=None)
    for pair in waiting.filter(Q(debit_account__in=own) | Q(credit_account__in=own)).values_list(
        "debit_account_id", "credit_account_id"
    ):
        others.update(pair)
    goals = list(_goals(person).values())
    lock_accounts([*own, *others, *(account.pk for account in goals)])


def _goals(person: Person) -> dict[str, Account]:
    home = home_region_code(person)
    owners = {
        "pool": region_owner(AccountKind.POOL, home),
        "points": region_owner(AccountKind.ISSUING, home, Unit.POINTS),
    }
    named, why = _named(person)
    if named is not None and not why:
        owners["relative"] = personal_owner(named.pk)
    accounts = open_accounts(owners.values())
    return {name: accounts[owner] for name, owner in owners.items()}


def _drafts(planned: SettlementPlan, accounts: list[Account], batch: uuid.UUID) -> list[Draft]:
    goals = _goals(planned.person)
    drafts: list[Draft] = []

    def draft(debit: Account, goal: str, amount: int) -> None:
        if amount:
            drafts.append(
                Draft(
                    key=f"settle:{batch}:{debit.pk}:{goal}",
                    debit=debit,
                    credit=goals[goal],
                    amount=amount,
                    reason=Reason.SETTLED,
                    region=goals["pool"].region_id,
                    batch=batch,
                )
            )

    for account in accounts:
        if account.unit == Unit.POINTS:
            draft(account, "points", account.balance)
        elif account.kind == AccountKind.PERSONAL:
            draft(account, "relative", planned.to_relative)
            draft(account, "pool", account.balance - planned.to_relative)
        else:
            draft(account, "pool", account.balance)
    return drafts


def _end_everything(person: Person, actor: Actor) -> dict[str, list[int]]:
    """Instruction, nominee and mandates on both sides; what ended, by key."""
    ended: dict[str, list[int]] = {"mandates": [], "instructions": [], "nominees": []}
    mandates = Mandate.objects.filter(Q(principal=person) | Q(agent=person), revoked_at=None).order_by("pk")
    for mandate in mandates:
        revoke_mandate(mandate=mandate, actor=actor)
        ended["mandates"].append(mandate.pk)
    for name, model in (("instructions", StandingInstruction), ("nominees", Nominee)):
        for row in model.objects.in_force().filter(person=person):
            end_arrangement(row, _("The account was settled."))
            ended[name].append(row.pk)
    return ended


@transaction.atomic
def undo_settlement(*, settlement: Settlement, actor: User, reason: str) -> Settlement:
    """Take a mistaken settlement back: accounts reopened, each transfer undone by one that names it, mandates,
    instruction and successor as before, and a wrong day of death out of the file. Twice is as good as once.

    Raises `SettlementError` for another area or without a reason, and `InsufficientBalance` when the relative or the
    pool has used the coins already.
    """
    current = locked(settlement, "person", "relative")
    if current.undone_at is not None:
        return current
    person = Person.objects.select_for_update(no_key=True).get(pk=current.person_id)
    _refuse(person, actor)
    if not reason.strip():
        raise SettlementError(_("Please give the reason for the reversal."))
    rows = list(
        Transfer.objects.filter(batch=current.batch, undoes=None, reason=Reason.SETTLED)
        .select_related("debit_account", "credit_account")
        .order_by("sequence")
    )
    touched = {pk for row in rows for pk in (row.debit_account_id, row.credit_account_id)}
    accounts = lock_accounts([*touched, *(row.pk for row in accounts_of(person))])
    for account in accounts.values():
        if account.person_id == person.pk and account.closed_at is not None:
            # A closed account is empty by its constraint, so that nothing can be hidden by opening it again.
            account.closed_at = None
            account.save(update_fields=["closed_at"])
    if rows:
        apply([undoing(row, key=f"unsettle:{row.sequence}") for row in rows], recorded_by=actor)
    current.undone_at, current.undone_by, current.undo_reason = timezone.now(), actor, reason.strip()[:300]
    current.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    if current.cause == SettlementCause.DEATH and (notice := standing_notice(person)) is not None:
        try:
            take_back_death(notice=notice, actor=actor, reason=reason)
        except ValidationError as error:
            raise SettlementError(" ".join(error.messages)) from error
        current.person.refresh_from_db()
    _restore(current, actor)
    messages.notify_of_undone_settlement(current)
    return current


def _restore(settlement: Settlement, actor: Actor) -> None:
    for mandate in Mandate.objects.filter(pk__in=settlement.ended.get("mandates", [])).select_related(
        "principal", "agent"
    ):
        if mandate.principal.died_on is None and mandate.agent.died_on is None:
            restore_mandate(mandate=mandate, actor=actor)
    for name, model in (("instructions", StandingInstruction), ("nominees", Nominee)):
        if not model.objects.in_force().filter(person=settlement.person).exists():
            ended = model.objects.filter(pk__in=settlement.ended.get(name, [])[:1])
            ended.update(ended_at=None, end_reason="")

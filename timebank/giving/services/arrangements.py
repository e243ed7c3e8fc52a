"""Standing instructions and named successors: one in force a person, dated, revocable, ended with the family tie."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.kinship.models import Kinship
from people.persons.models import Person
from policies.selectors import book
from timebank.errors import TimebankError
from timebank.giving.enums import GiveTo, StandingTo
from timebank.giving.errors import GivingError
from timebank.giving.models.arrangements import Nominee, StandingInstruction
from timebank.giving.selectors.relatives import kinship_between, refusal
from timebank.giving.services import messages
from timebank.giving.services.gifts import Gift, book_gift, room_under_cap
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import lock_accounts
from timebank.ledger.services.posting import LARGEST_AMOUNT


def _own(person: Person, actor: Actor) -> Person:
    """The person, locked. Only the owner arranges what becomes of the coins."""
    if actor is None or actor.pk != person.user_id:
        raise GivingError(_("Only the account holder can give from it."))
    current = locked(person, key_stays=True)
    if current.died_on is not None:
        raise GivingError(_("This person has died."))
    return current


def _relative(person: Person, kinship: Kinship | None, *, of_age: bool) -> Person:
    if kinship is None:
        raise GivingError(_("Please choose a relative."), "kinship")
    current = Kinship.objects.select_related("person", "relative").get(pk=kinship.pk)
    if person.pk not in (current.person_id, current.relative_id):
        raise GivingError(_("You have not been confirmed as relatives."), "kinship")
    if why := refusal(person, current, book(), timezone.localdate(), of_age=of_age):
        raise GivingError(why, "kinship")
    found: Person = current.other(person)
    return found


@transaction.atomic
def set_instruction(
    *, person: Person, threshold_minutes: int, actor: Actor, kinship: Kinship | None = None
) -> StandingInstruction:
    """'What is above `threshold_minutes` goes to the pool', or with `kinship` to that relative.

    Replaces the one before.

    The same once more returns what is in force. Raises `GivingError` for somebody else's account, an impossible
    threshold, and a relative one cannot give to.
    """
    person = _own(person, actor)
    if not isinstance(threshold_minutes, int) or not 0 <= threshold_minutes <= LARGEST_AMOUNT:
        raise GivingError(_("Please say how many hours you want to keep."), "threshold")
    relative = _relative(person, kinship, of_age=True) if kinship is not None else None
    to = StandingTo.POOL if relative is None else StandingTo.RELATIVE
    before = _in_force(StandingInstruction, person)
    if before is not None:
        if (before.threshold_minutes, before.to, before.relative) == (threshold_minutes, to, relative):
            return before
        end_arrangement(before, _("Replaced by another one."))
    return StandingInstruction.objects.create(
        person=person, threshold_minutes=threshold_minutes, to=to, relative=relative, recorded_by=actor
    )


@transaction.atomic
def end_instruction(*, person: Person, actor: Actor) -> None:
    """The owner ends it. Without one in force nothing happens."""
    if row := _in_force(StandingInstruction, _own(person, actor)):
        end_arrangement(row, _("Ended by the account holder."))


@transaction.atomic
def name_nominee(*, person: Person, kinship: Kinship, actor: Actor) -> Nominee:
    """Name the relative to whom the coins go one day. Replaces the one before; the same once more changes nothing."""
    person = _own(person, actor)
    relative = _relative(person, kinship, of_age=False)
    before = _in_force(Nominee, person)
    if before is not None:
        if before.relative_id == relative.pk:
            return before
        end_arrangement(before, _("Replaced by another one."))
    return Nominee.objects.create(person=person, relative=relative, recorded_by=actor)


@transaction.atomic
def end_nominee(*, person: Person, actor: Actor) -> None:
    if row := _in_force(Nominee, _own(person, actor)):
        end_arrangement(row, _("Ended by the account holder."))


def _in_force(model: type[Any], person: Person) -> Any:
    """The one arrangement of a kind that a person has in force, or None."""
    return model.objects.in_force().filter(person=person).first()


def end_arrangement(row: Any, reason: str) -> None:
    row.ended_at, row.end_reason = timezone.now(), reason[:200]
    row.save(update_fields=["ended_at", "end_reason"])


@transaction.atomic
def end_between(kinship: Kinship) -> None:
    """Two people are no longer relatives: what either has arranged for the other ends, and they are told."""
    for one, other in ((kinship.person, kinship.relative), (kinship.relative, kinship.person)):
        _end_for(person=one, relative=other, reason=_("you are no longer recorded as relatives."))


def arrangements_of(person: Person) -> list[StandingInstruction | Nominee]:
    """What a death of `person` ends: their own instruction, and whatever leads to them."""
    return [
        *StandingInstruction.objects.in_force().filter(Q(person=person) | Q(relative=person)).order_by("pk"),
        *Nominee.objects.in_force().filter(relative=person).order_by("pk"),
    ]


@transaction.atomic
def stop_for_death(person: Person) -> dict[str, list[int]]:
    """Somebody has died: nothing is given away by itself any more, and nobody's arrangement leads to them.

    Their coins stay where they are until a worker settles the account; a report can be mistaken. Returns what ended,
    for `restore_after_death`.
    """
    ended: dict[str, list[int]] = {"instructions": [], "nominees": []}
    for row in arrangements_of(person):
        ended["nominees" if isinstance(row, Nominee) else "instructions"].append(row.pk)
    if row := _in_force(StandingInstruction, person):
        end_arrangement(row, _("The account holder has died."))
    _end_for(relative=person, reason=_("this relative has died."))
    return ended if any(ended.values()) else {}


def restore_after_death(ended: dict[str, list[int]]) -> int:
    """Put back what a mistaken death ended, unless its author arranged something new meanwhile; how many were not."""
    lost = 0
    for name, model in (("instructions", StandingInstruction), ("nominees", Nominee)):
        for row in model.objects.filter(pk__in=ended.get(name, [])).order_by("pk"):
            if model.objects.in_force().filter(person=row.person_id).exists():
                lost += 1
                continue
            row.ended_at, row.end_reason = None, ""
            row.save(update_fields=["ended_at", "end_reason"])
    return lost


def _end_for(*, relative: Person | None, reason: str, person: Person | None = None) -> None:
    mine = {"person": person} if person is not None else {}
    for instruction in (
        StandingInstruction.objects.in_force().filter(relative=relative, **mine).select_related("person")
    ):
        end_arrangement(instruction, reason)
        messages.notify_that_instruction_ended(instruction)
    for nominee in Nominee.objects.in_force().filter(relative=relative, **mine).select_related("person"):
        end_arrangement(nominee, reason)
        messages.notify_that_nominee_ended(nominee)


def apply_instruction(*, instruction: StandingInstruction, day: date | None = None) -> int:
    """Carry it out once for `day` (default today); returns the minutes given. What does not fit the relative stays.

    A relative to whom nothing may be given any more ends the instruction, and its author is told.
    """
    day = day or timezone.localdate()
    key = f"standing:{instruction.pk}:{day:%Y-%m-%d}"
    with transaction.atomic():
        current = locked(instruction, "person", "relative")
        if current.ended_at is not None or Transfer.objects.filter(key=key).exists():
            return 0
        kinship = kinship_between(current.person, current.relative) if current.relative else None
        if current.to == StandingTo.RELATIVE:
            why = (
                _("You have not been confirmed as relatives.")
                if kinship is None
                else refusal(current.person, kinship, book(), day)
            )
            if why:
                end_arrangement(current, why)
                messages.notify_that_instruction_ended(current)
                return 0
        minutes = _above(current)
        if minutes <= 0:
            return 0
        gift = Gift(
            giver=current.person,
            minutes=minutes,
            to=GiveTo.RELATIVE if kinship is not None else GiveTo.POOL,
            kinship=kinship,
        )
        book_gift(gift, key=key)
        return minutes


def _above(instruction: StandingInstruction) -> int:
    """Minutes above the threshold that can be used and that the relative can still keep."""
    owners = [instruction.person_id, instruction.relative_id]
    rows = Account.objects.coins(AccountKind.PERSONAL).filter(person__in=[pk for pk in owners if pk])
    accounts = {row.person_id: row for row in lock_accounts(rows.values_list("pk", flat=True)).values()}
    mine = accounts.get(instruction.person_id)
    if mine is None or mine.closed_at is not None:
        return 0
    above = mine.available - instruction.threshold_minutes
    if instruction.relative is not None:
        theirs = accounts.get(instruction.relative.pk)
        if theirs is not None and theirs.closed_at is not None:
            return 0
        above = min(above, room_under_cap(instruction.relative, theirs))
    return above


def apply_instructions(*, day: date | None = None) -> int:
    """Carry out all that have something to give; returns how many did. May run twice, and at once, without harm.

    One that cannot be carried out leaves the others alone.
    """
    due = StandingInstruction.objects.in_force().filter(
        person__accounts__kind=AccountKind.PERSONAL,
        person__accounts__unit=Unit.COIN_MINUTES,
        person__accounts__closed_at=None,
        person__accounts__posted_credits__gt=F("threshold_minutes")
        + F("person__accounts__posted_debits")
        + F("person__accounts__pending_debits"),
    )
    count = 0
    for instruction in due.order_by("pk").iterator(chunk_size=500):
        try:
            count += apply_instruction(instruction=instruction, day=day) > 0
        except TimebankError:
            # Spent or closed at this very moment: tomorrow is another day.
            continue
    return count

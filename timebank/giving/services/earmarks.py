from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.logins.models import User
from people.persons.models import Person
from policies.selectors import book
from regions.codes import prefix_of
from timebank.care_registers import is_in_difficulty
from timebank.giving import policy
from timebank.giving.errors import GivingError
from timebank.giving.models.earmarks import Earmark
from timebank.giving.services import messages
from timebank.giving.services.gifts import room_under_cap
from timebank.ledger.enums import AccountKind, Reason
from timebank.ledger.models.accounts import Account
from timebank.ledger.services.accounts import lock_accounts, open_accounts, personal_owner, region_owner
from timebank.ledger.services.posting import Draft, apply
from timebank.ledger.wording import spoken_minutes
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def earmarked_minutes(county: str) -> int:
    """Minutes of a county's pool that are meant for people in difficulty, and not for the pool's own grants."""
    return Earmark.objects.open().filter(county=county).aggregate(total=Sum("minutes"))["total"] or 0


def free_minutes(pool: Account) -> int:
    """What a county's pool can give as it sees fit."""
    return pool.available - earmarked_minutes(str(pool.region_id))


@transaction.atomic
def assign_earmark(*, earmark: Earmark, person: Person, actor: User) -> Earmark:
    """Pass a donation on to `person`, who lives in its area and counts as in difficulty. Twice to the same is once.

    Raises `GivingError` for anybody else, the worker's own file, the donor, and an account that cannot hold it.
    """
    current = _locked(earmark, actor)
    if current.assigned_at is not None:
        assert current.payment is not None
        if current.payment.credit_account.person_id == person.pk:
            return current
        raise GivingError(_("This donation has already been passed on."))
    if current.released_at is not None:
        raise GivingError(_("This donation was transferred to the public pool."))
    inside = person.region_id is not None and person.region_id.startswith(prefix_of(current.region_id))
    if not inside or not is_in_difficulty(person):
        raise GivingError(
            _("Please choose someone in this area who is registered as in difficulty."), "person"
        )
    if person.pk == current.donor_id or person.user_id == actor.pk:
        raise GivingError(_("Neither the donor nor the worker can be the recipient."), "person")
    owners = (region_owner(AccountKind.POOL, current.county_id), personal_owner(person.pk))
    accounts = open_accounts(owners)
    mine = lock_accounts(account.pk for account in accounts.values())
    pool, theirs = (mine[accounts[owner].pk] for owner in owners)
    if room_under_cap(person, theirs) < current.minutes:
        raise GivingError(
            _("This account can only take another %(minutes)s. Please choose someone else.")
            % {"minutes": spoken_minutes(room_under_cap(person, theirs))},
            "person",
        )
    draft = Draft(
        key=f"earmark:{current.uuid}",
        debit=pool,
        credit=theirs,
        amount=current.minutes,
        reason=Reason.DONATION,
        region=current.county_id,
    )
    (current.payment,) = apply([draft], recorded_by=actor)
    current.assigned_at, current.assigned_by = timezone.now(), actor
    current.save(update_fields=["payment", "assigned_at", "assigned_by"])
    messages.notify_of_earmark(current, person)
    return current


@transaction.atomic
def release_earmark(*, earmark: Earmark, actor: Actor) -> Earmark:
    """Nobody can be found: it stays in the pool, for the pool's grants. The giver is told."""
    current = _locked(earmark, actor)
    if current.assigned_at is not None:
        raise GivingError(_("This donation has already been passed on."))
    if current.released_at is None:
        _release(current, actor)
    return current


def _release(earmark: Earmark, actor: Actor) -> None:
    earmark.released_at, earmark.released_by = timezone.now(), actor
    earmark.save(update_fields=["released_at", "released_by"])
    messages.notify_of_released_earmark(earmark)


def release_overdue(*, day: date | None = None) -> int:
    """Leave to the pool what nobody was found for within the days in force; returns how many. Twice is once."""
    day = day or timezone.localdate()
    rules, count = book(day), 0
    for pk, county, at in list(Earmark.objects.open().values_list("pk", "county_id", "created_at")):
        days = rules.value(policy.EARMARK_DAYS, county)
        if not days or timezone.localdate(at) + timedelta(days=days) > day:
            continue
        with transaction.atomic():
            current = Earmark.objects.select_for_update().open().filter(pk=pk).first()
            if current is not None:
                _release(current, None)
                count += 1
    return count


def _locked(earmark: Earmark, actor: Actor) -> Earmark:
    current = locked(earmark, "donor", "region", "payment__credit_account")
    if not covers(actor, current.region_id, MANAGER_ROLES):
        raise GivingError(_("This donation is for another area."))
    return current

"""Two accounts of one person become one: by transfers into the account that stays, the other closed, all provable.

Service records and certificates are never rewritten. They go on naming the closed file, and who asks for a person's
certified minutes asks for both (`ServiceRecordQuerySet.of`).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actors import Actor
from people.deaths.registry import Consequence
from people.merging.registry import Handling, MergeStep, declare
from people.persons.models import Person
from timebank.errors import TimebankError
from timebank.ledger.enums import Reason, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import Owner, close_account, lock_accounts, open_accounts
from timebank.ledger.services.posting import Draft, apply
from timebank.ledger.services.transfers import undoing
from timebank.ledger.wording import spoken_minutes, spoken_points
from timebank.oversight.models.suspicions import Suspicion


def declare_relations() -> None:
    """What becomes of the time bank's rows; called once from `AppConfig.ready()`."""
    for label, field in (
        # Append-only, or about what was then.
        ("ServiceRecord", "person"),
        ("Certificate", "person"),
        ("Voucher", "person"),
        ("Account", "person"),
        ("PhoneCall", "served"),
        ("Suspicion_persons", "person"),
        ("Settlement", "relative"),
    ):
        declare(f"timebank.{label}", field, Handling.KEEP)
    for label, field in (
        ("StarAward", "person"),
        ("StandingInstruction", "person"),
        ("StandingInstruction", "relative"),
        ("Nominee", "person"),
        ("Nominee", "relative"),
        ("Earmark", "donor"),
        ("PoolGrant", "person"),
        ("Departure", "person"),
        ("PartnerStaff", "person"),
    ):
        declare(f"timebank.{label}", field, Handling.MOVE)
    declare(
        "timebank.Settlement", "person", Handling.REFUSE,
        against=Q(undone_at=None), sentence=gettext_lazy("The time account of one of the two is settled."),
    )  # fmt: skip


class AccountsJoin(MergeStep):
    key = "accounts"

    def refusals(self, kept: Person, gone: Person) -> list[str]:
        found = []
        accounts = Account.objects.filter(person=gone)
        if any(row.pending_debits or row.pending_credits for row in accounts):
            found.append(
                _(
                    "Time coins or points of the file to be closed are set aside. Please end those services first."
                )
            )
        if Suspicion.objects.undecided().filter(persons__in=[kept, gone]).exists():
            found.append(_("A finding of the time bank about one of the two is not decided yet."))
        return found

    def count(self, kept: Person, gone: Person) -> list[Consequence]:
        lines = []
        accounts = list(Account.objects.filter(person=gone, closed_at=None))
        for unit, spoken, words in (
            (Unit.COIN_MINUTES, spoken_minutes, _("Time coins that move")),
            (Unit.POINTS, spoken_points, _("Points that move")),
        ):
            held = sum(row.balance for row in accounts if row.unit == unit)
            if held:
                lines.append(Consequence(words, spoken(held)))
        certified = ServiceRecord.objects.certified().filter(person=gone).minutes()
        if certified:
            lines.append(Consequence(_("Certified time that counts together"), spoken_minutes(certified)))
        return lines

    def before(self, kept: Person, gone: Person, actor: Actor) -> Any:
        theirs = list(Account.objects.filter(person=gone, closed_at=None).order_by("pk"))
        if not theirs:
            return None
        owners = {row.pk: Owner(row.kind, row.unit, kept.pk) for row in theirs if row.balance}
        mine = open_accounts(owners.values())
        locked = lock_accounts([*(row.pk for row in theirs), *(row.pk for row in mine.values())])
        if any(locked[row.pk].closed_at is not None for row in mine.values()):
            raise ValidationError(_("The time account of the file that stays is closed."), code="closed")
        batch = uuid.uuid4()
        drafts = [
            Draft(
                key=f"merge:{batch}:{pk}",
                debit=locked[pk],
                credit=locked[mine[owner].pk],
                amount=locked[pk].balance,
                reason=Reason.MERGED,
                region=gone.region_id or kept.region_id,
                batch=batch,
            )
            for pk, owner in owners.items()
            if locked[pk].balance
        ]
        try:
            if drafts:
                apply(drafts, recorded_by=actor)
            for row in theirs:
                close_account(account=row)
        except TimebankError as error:
            raise ValidationError(str(error), code="ledger") from error
        return {"batch": str(batch), "closed": [row.pk for row in theirs]}

    def undo(self, kept: Person, gone: Person, done: Any, actor: Actor) -> None:
        rows = list(
            Transfer.objects.filter(batch=done["batch"], undoes=None, reason=Reason.MERGED)
            .select_related("debit_account", "credit_account")
            .order_by("sequence")
        )
        touched = {pk for row in rows for pk in (row.debit_account_id, row.credit_account_id)}
        accounts = lock_accounts([*touched, *done["closed"]])
        for pk in done["closed"]:
            # A closed account is empty by its constraint, so that nothing can be hidden by opening it again.
            accounts[pk].closed_at = None
            accounts[pk].save(update_fields=["closed_at"])
        drafts = [draft for pk in done["closed"] for draft in _back(pk, rows, done["batch"])]
        try:
            if drafts:
                apply(drafts, recorded_by=actor)
        except TimebankError as error:
            raise ValidationError(
                _("What came with the other file was used meanwhile: %(why)s") % {"why": error}, code="ledger"
            ) from error


def _back(pk: int, rows: list[Transfer], batch: str) -> list[Draft]:
    """What brings one account back: the contra-transfer, or, after corrections in between, what is left of it."""
    own = [row for row in rows if pk in (row.debit_account_id, row.credit_account_id)]
    if len(own) == 1:
        return [undoing(own[0], key=f"unmerge:{own[0].sequence}")]
    left = sum(row.amount if row.debit_account_id == pk else -row.amount for row in own)
    if left <= 0:
        return []
    out = next(row for row in own if row.debit_account_id == pk)
    return [
        Draft(
            key=f"unmerge:{batch}:{pk}",
            debit=out.credit_account,
            credit=out.debit_account,
            amount=left,
            reason=Reason.MERGED,
            region=out.region_id,
        )
    ]

"""The figures of the circulation report: each is a set of transfers, said once, for the sums and for the lists behind.

Every transfer of coins that moved value belongs to exactly one movement. `holding` is the side that lies outside the
issuing accounts: what lies there is in circulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from timebank.ledger.enums import AccountKind, Reason

_ISSUING = frozenset({AccountKind.ISSUING})
HOLDING_KINDS = tuple(kind for kind in AccountKind if kind != AccountKind.ISSUING)
_HOLDINGS = frozenset(HOLDING_KINDS)
_ALL_REASONS = frozenset(Reason)
_PAYMENTS = frozenset({Reason.SPENT, Reason.PAID})
_NAMED = _PAYMENTS | {Reason.DONATION, Reason.GIFT, Reason.GRANT, Reason.EXPIRED, Reason.SETTLED}


class Cell(NamedTuple):
    """Coins that moved alike: `bucket` is a region code, a month or both; amounts in minutes."""

    bucket: str
    is_before: bool
    debit_kind: str
    credit_kind: str
    reason: str
    is_undoing: bool
    amount: int
    transfers: int

    @property
    def issued(self) -> int:
        """What it added to the coins in circulation; negative for what it took out."""
        out, back = self.debit_kind == AccountKind.ISSUING, self.credit_kind == AccountKind.ISSUING
        return self.amount * (out - back)


@dataclass(frozen=True, kw_only=True)
class Movement:
    """A figure: which transfers belong to it. `sign`: what a coin of it does to the coins in circulation."""

    key: str
    label: Any
    debit: frozenset[AccountKind]
    credit: frozenset[AccountKind]
    reasons: frozenset[Reason] = _ALL_REASONS
    is_undoing: bool = False
    sign: int = 0
    # Shown also where it is nothing.
    is_main: bool = True

    def holds(self, cell: Cell) -> bool:
        return (
            cell.debit_kind in self.debit
            and cell.credit_kind in self.credit
            and cell.reason in self.reasons
            and cell.is_undoing == self.is_undoing
        )

    @property
    def condition(self) -> Q:
        """The same as a condition on transfers."""
        return Q(
            debit_account__kind__in=sorted(self.debit),
            credit_account__kind__in=sorted(self.credit),
            reason__in=sorted(self.reasons),
            undoes__isnull=not self.is_undoing,
        )


def _issued(key: str, label: Any, *kinds: AccountKind, is_main: bool = True) -> Movement:
    return Movement(key=key, label=label, debit=_ISSUING, credit=frozenset(kinds), sign=1, is_main=is_main)


def _inside(key: str, label: Any, *reasons: Reason, is_main: bool = True, **fields: Any) -> Movement:
    given = {"debit": _HOLDINGS, "credit": _HOLDINGS} | fields
    return Movement(key=key, label=label, reasons=frozenset(reasons), is_main=is_main, **given)


MOVEMENTS: tuple[Movement, ...] = (
    _issued("issued_people", _("Issued to volunteers"), AccountKind.PERSONAL),
    _issued("issued_groups", _("Issued to groups (can only be donated)"), AccountKind.DONATE_ONLY),
    _issued("issued_pool", _("Issued above a cap, to the public pool"), AccountKind.POOL),
    _issued("issued_honours", _("Issued above a cap, to honours"), AccountKind.HONOURS),
    _issued("issued_other", _("Other issues"), AccountKind.ESCROW, AccountKind.ISSUING, is_main=False),
    Movement(
        key="restored", label=_("Refunded after a correction"), debit=_ISSUING, credit=_HOLDINGS | _ISSUING,
        is_undoing=True, sign=1, is_main=False,
    ),
    Movement(
        key="taken_back", label=_("Taken back after a correction"), debit=_HOLDINGS, credit=_ISSUING,
        is_undoing=True, sign=-1,
    ),
    Movement(
        key="expired_out", label=_("Expired and withdrawn"), debit=_HOLDINGS, credit=_ISSUING,
        reasons=frozenset({Reason.EXPIRED}), sign=-1, is_main=False,
    ),
    Movement(
        key="withdrawn", label=_("Withdrawn from circulation"), debit=_HOLDINGS, credit=_ISSUING,
        reasons=_ALL_REASONS - {Reason.EXPIRED}, sign=-1, is_main=False,
    ),
    _inside("spent", _("Spent for a service"), *_PAYMENTS, debit=_HOLDINGS - {AccountKind.ESCROW}),
    _inside(
        "received", _("Received for a paid service"), *_PAYMENTS, debit=frozenset({AccountKind.ESCROW}), is_main=False
    ),
    _inside("donated", _("Donated"), Reason.DONATION),
    _inside("given", _("Given to relatives"), Reason.GIFT),
    _inside("granted", _("Granted from the public pool"), Reason.GRANT),
    _inside("expired", _("Expired, to the public pool"), Reason.EXPIRED),
    _inside("settled", _("Settled after death or departure"), Reason.SETTLED, is_main=False),
    _inside("other", _("Other movements"), *(_ALL_REASONS - _NAMED), is_main=False),
    Movement(
        key="undone", label=_("Reversed within circulation"), debit=_HOLDINGS, credit=_HOLDINGS, is_undoing=True,
        is_main=False,
    ),
)  # fmt: skip
BY_KEY = {movement.key: movement for movement in MOVEMENTS}


@dataclass(frozen=True)
class Column:
    """A figure of a row of the tables: one or several movements together."""

    key: str
    label: Any
    movements: tuple[str, ...]

    @property
    def condition(self) -> Q:
        found = Q(pk__in=[])
        for key in self.movements:
            found |= BY_KEY[key].condition
        return found


COLUMNS: tuple[Column, ...] = (
    Column(
        "issued",
        pgettext_lazy("coins", "Issued"),
        ("issued_people", "issued_groups", "issued_pool", "issued_honours", "issued_other"),
    ),
    Column("taken_back", pgettext_lazy("coins", "Taken back"), ("taken_back",)),
    Column("spent", pgettext_lazy("coins", "Spent"), ("spent",)),
    Column("donated", pgettext_lazy("coins", "Donated"), ("donated",)),
    Column("given", pgettext_lazy("coins", "Given"), ("given",)),
    Column("granted", pgettext_lazy("coins", "Granted"), ("granted",)),
    Column("expired", pgettext_lazy("coins", "Expired"), ("expired", "expired_out")),
)


def conditions() -> dict[str, tuple[Any, Q]]:
    """What a list of transfers can be asked for: label and condition by key."""
    return {
        **{movement.key: (movement.label, movement.condition) for movement in MOVEMENTS},
        **{column.key: (column.label, column.condition) for column in COLUMNS},
    }

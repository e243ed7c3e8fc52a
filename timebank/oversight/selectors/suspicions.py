from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.actors import AnyUser
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.anomalies import detector
from timebank.oversight.enums import SuspicionState
from timebank.oversight.models.suspicions import Suspicion, SuspicionQuerySet

TABS: dict[str, tuple[Any, tuple[SuspicionState, ...]]] = {
    "open": (pgettext_lazy("suspicions", "To check"), (SuspicionState.OPEN,)),
    "in_check": (_("Being checked"), (SuspicionState.IN_CHECK,)),
    "confirmed": (_("Something was wrong"), (SuspicionState.CONFIRMED,)),
    "cleared": (_("Nothing wrong"), (SuspicionState.CLEARED,)),
}


@dataclass(frozen=True)
class Tab:
    key: str
    label: Any
    number: int


def tabs(user: AnyUser) -> list[Tab]:
    """How many there are in each state: one query."""
    counts = dict(
        Suspicion.objects.visible_to(user).values_list("state").annotate(number=Count("pk")).order_by()
    )
    return [
        Tab(key, label, sum(counts.get(state, 0) for state in states))
        for key, (label, states) in TABS.items()
    ]


def suspicions(user: AnyUser, tab: str, kind: str = "") -> SuspicionQuerySet:
    """The suspicions of a tab that `user` may see, the newest first."""
    rows = Suspicion.objects.visible_to(user).filter(state__in=TABS[tab][1])
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("region__parent", "owner").prefetch_related("persons")


def reason(suspicion: Suspicion) -> str:
    """What was found, in words and in the language of the moment."""
    return detector(suspicion.kind).reason(suspicion.figures)


def kind_label(suspicion: Suspicion) -> str:
    return str(detector(suspicion.kind).label)


def address_behind(suspicion: Suspicion) -> str:
    """Where what it counts is listed, where that is not among its records; '' for nowhere."""
    return detector(suspicion.kind).address(suspicion.figures)


def records_of(suspicion: Suspicion) -> list[ServiceRecord]:
    """Its records with all that its page says of them."""
    rows = suspicion.records.select_related("person", "region", "recorded_by", "correction")
    return list(rows.prefetch_related("holds").order_by("person_id", "started_at", "pk"))

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from policies.selectors import PolicyBook
from timebank.earning.rulebooks import Rules
from timebank.ledger.models.records import ServiceRecord, ServiceRecordQuerySet
from timebank.ledger.wording import spoken_minutes
from timebank.oversight import policy

PHONE_CHECK = "phone_check"


@dataclass(frozen=True, kw_only=True)
class Suspected:
    """Something found. `key` is the same whenever the same thing is found again.

    `figures` are numbers and days as text, from which `Detector.reason` writes its sentence. Who confirmed the records
    need not be named in `workers`.
    """

    key: str
    region: str | None
    figures: Mapping[str, Any]
    persons: tuple[int, ...] = ()
    records: tuple[int, ...] = ()
    workers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Window:
    """What is new since the last search, and the rules of today: each place is judged by its own (`at`)."""

    rules: PolicyBook
    after_record: int = 0
    after_transfer: int = 0
    # None: the first search.
    since: datetime | None = None
    today: date = field(default_factory=timezone.localdate)
    _places: dict[str, Rules] = field(default_factory=dict, compare=False)
    # What one detector worked out at length and another needs as well.
    shared: dict[Any, Any] = field(default_factory=dict, compare=False)

    def at(self, region: str | None) -> Rules:
        """The rules of a place, given by its code; None: the installation's own."""
        code = region or ""
        return self._places.get(code) or self._places.setdefault(code, Rules(self.rules, code))

    def least(self, key: str) -> Any:
        """The smallest value in force anywhere: what a query may leave out."""
        return min(value for (value,) in self.rules.variants(key))

    def standing(self) -> ServiceRecordQuerySet:
        """Records that stand and say that somebody served."""
        return ServiceRecord.objects.certified().filter(minutes__gt=0)

    def new(self) -> ServiceRecordQuerySet:
        return self.standing().filter(pk__gt=self.after_record)

    @cached_property
    def oldest(self) -> dict[str, Any]:
        """The earliest day of service (`day`) and time of writing (`written`) among the new records; None for none."""
        return self.new().aggregate(day=Min("served_on"), written=Min("recorded_at"))

    def around_new(self) -> ServiceRecordQuerySet:
        """The standing records of people with new ones, from a day before the earliest of these."""
        if self.oldest["day"] is None:
            return ServiceRecord.objects.none()
        rows = self.standing().filter(served_on__gte=self.oldest["day"] - timedelta(days=1))
        return rows.filter(person__in=self.new().values("person")) if self.after_record else rows

    def look_backs(self) -> list[tuple[int, date]]:
        """Over how many days shares are counted, and the first of these days; more than one where places differ."""
        return [
            (days, self.today - timedelta(days=days))
            for (days,) in self.rules.variants(policy.LOOK_BACK_DAYS)
        ]

    @property
    def quarter(self) -> str:
        """A share is asked about once a quarter: 2026Q4."""
        return f"{self.today.year}Q{(self.today.month - 1) // 3 + 1}"


@dataclass(frozen=True, kw_only=True)
class Detector:
    """`find` yields what is suspicious in a window; `reason` says in words what its figures mean.

    `address`: where what the figures count is listed, for what makes no service records ('' for nowhere).
    """

    kind: str
    label: Any
    find: Callable[[Window], Iterable[Suspected]]
    reason: Callable[[Mapping[str, Any]], str]
    address: Callable[[Mapping[str, Any]], str] = lambda figures: ""


_DETECTORS: dict[str, Detector] = {}


def register(found: Detector) -> None:
    """Add a detector; the same kind again replaces it. From elsewhere: called once from an `AppConfig.ready()`."""
    _DETECTORS[found.kind] = found


def detectors() -> list[Detector]:
    return list(_DETECTORS.values())


def detector(kind: str) -> Detector:
    """The detector of a kind; one that says nothing for a kind that no longer exists."""
    return _DETECTORS.get(kind) or Detector(
        kind=kind, label=kind, find=lambda window: (), reason=lambda figures: ""
    )


def spoken_day(text: str) -> str:
    """A day of the figures as people say it."""
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


# How the figures of a suspicion are said, by their names; the others are numbers.
DAYS, MINUTES = ("day", "earliest"), ("minutes", "limit", "there", "back")


def saying(sentence: Any) -> Callable[[Mapping[str, Any]], str]:
    """The `reason` that is one sentence with the figures in it."""
    return lambda figures: str(sentence) % _spoken(figures)


def _spoken(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures as people say them: days, lengths of time, shares."""
    said = dict(figures)
    for name, value in figures.items():
        if name in DAYS:
            said[name] = spoken_day(value)
        elif name in MINUTES:
            said[name] = spoken_minutes(value)
        elif name.endswith("share"):
            said[name] = f"{round(100 * value)} %"
    return said


register(
    Detector(
        kind=PHONE_CHECK,
        label=gettext_lazy("Not confirmed by telephone"),
        find=lambda window: (),
        reason=saying(
            gettext_lazy("On the telephone the beneficiary did not confirm the service of %(day)s.")
        ),
    )
)

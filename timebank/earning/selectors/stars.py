from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.persons.models import Person
from policies.selectors import PolicyBook, book
from regions.codes import county_code_of
from regions.selectors import full_names
from timebank.earning import policy
from timebank.earning.enums import StarState
from timebank.earning.models import StarAward
from timebank.ledger.models.records import ServiceRecord


@dataclass(frozen=True)
class NextStar:
    """The next level and the way to it, all in certified minutes."""

    level: int
    threshold_minutes: int
    from_minutes: int
    certified_minutes: int

    @property
    def missing_minutes(self) -> int:
        return max(0, self.threshold_minutes - self.certified_minutes)

    @property
    def fraction(self) -> float:
        """How much of the way from the level before is done, 0 to 1."""
        span = self.threshold_minutes - self.from_minutes
        return min(1.0, max(0.0, (self.certified_minutes - self.from_minutes) / span)) if span > 0 else 1.0


@dataclass(frozen=True)
class Notice:
    """A line of the public notice. `name` is masked unless the person agreed to appear on the honour roll."""

    name: str
    county: str
    level: int
    hours: int
    until: date
    award_id: int


def certified_minutes(person: Person) -> int:
    """Minutes of all records that stand. Giving coins away never changes it."""
    return ServiceRecord.objects.certified().of(person).minutes()


def star(person: Person, on: date | None = None) -> int:
    """The level in force on a day (default: today), 0 for none."""
    return star_and_waiting(person, on)[0]


def star_and_waiting(person: Person, on: date | None = None) -> tuple[int, StarAward | None]:
    """The level in force, and the highest award that waits for the end of its notice or an objection. One query."""
    day = on or timezone.localdate()
    awards = list(StarAward.objects.standing().filter(person=person).order_by("-level"))
    level = next((award.level for award in awards if award.state_on(day) == StarState.EFFECTIVE), 0)
    return level, next((award for award in awards if award.state_on(day) != StarState.EFFECTIVE), None)


def next_star(
    person: Person, *, certified: int | None = None, rules: PolicyBook | None = None
) -> NextStar | None:
    """The next level by the hours in force today; None above the highest.

    `certified` and `rules` (today's) save a query each when they are at hand.
    """
    minutes = certified_minutes(person) if certified is None else certified
    before = 0
    for level, hours in enumerate((rules or book()).value(policy.STAR_HOURS, person.region_id), start=1):
        if minutes < hours * 60:
            return NextStar(level, hours * 60, before, minutes)
        before = hours * 60
    return None


def stars_on_notice(on: date | None = None, *, award: int | None = None) -> list[Notice]:
    """What the public can object to on a day, the highest first, or one of them alone. Three queries."""
    day = on or timezone.localdate()
    chosen = StarAward.objects.on_notice(day)
    if award is not None:
        chosen = chosen.filter(pk=award)
    agreed = Consent.objects.in_force().filter(person=OuterRef("person"), purpose=ConsentPurpose.HONOUR_ROLL)
    awards = list(
        chosen.select_related("person")
        .annotate(agreed=Exists(agreed))
        .order_by("-level", "-notice_from", "pk")
    )
    counties = {award.pk: county_code_of(award.region_id) or award.region_id for award in awards}
    names = full_names(set(counties.values()))
    return [
        Notice(
            name=award.person.name if award.agreed else award.person.masked_name,
            county=names.get(counties[award.pk], ""),
            level=award.level,
            hours=award.hours,
            until=award.notice_until,
            award_id=award.pk,
        )
        for award in awards
        if award.notice_until is not None
    ]

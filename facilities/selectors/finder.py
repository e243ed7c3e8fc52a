"""What a resident finds: the care points nearest to a place, or those a word means."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.phone_lists import Phone, phone_links
from facilities import policy
from facilities.enums import FacilityType
from facilities.hours.evaluating import HoursStatus, is_open, status
from facilities.models import Facility, FacilityClosure, FacilityQuerySet
from policies.selectors import PolicyBook, book
from regions import geo
from regions.models import Level, Region, in_area, nearest
from regions.resolving import Resolution, resolve_region

# Wide enough to hold enough at the first look almost everywhere.
_START_RADIUS_M = 6_000.0
# The middle of a county says little: its care points are listed, not its neighbours'.
_WIDE_LEVELS = (Level.CITY, Level.COUNTY)
NAMED_AT_MOST = 20


@dataclass(frozen=True)
class FinderQuery:
    """What is asked. `near` is (lat, lon) in WGS-84; `text` a place, a name, an address or a service."""

    near: geo.Point | None = None
    region: Region | None = None
    text: str = ""
    types: Sequence[str] = ()
    open_now: bool = False
    limit: int = 20


@dataclass(frozen=True)
class FinderHit:
    """A care point as residents are told of it. Minutes are on foot, None where no distance is known."""

    facility: Facility
    hours: HoursStatus
    phones: list[Phone]
    verified: bool
    distance_m: float | None = None
    minutes: int | None = None

    @property
    def type(self) -> FacilityType:
        return FacilityType(self.facility.type)


@dataclass
class FinderResult:
    """What was found.

    `named`: care points that the text names. `nearest`: those nearest to `origin`, or, where no place is known, the
    register by region. `choices`: places that the text can mean, `guesses` when they are merely similar. `more`: there
    are more than were asked for.
    """

    named: list[FinderHit] = field(default_factory=list)
    nearest: list[FinderHit] = field(default_factory=list)
    origin: geo.Point | None = None
    place: Region | None = None
    choices: Sequence[Region] = ()
    guesses: bool = False
    more: bool = False
    understood: bool = True


def types_in_use() -> list[FacilityType]:
    """The types that residents can look for, in the order of the vocabulary."""
    used = set(Facility.objects.listed().order_by().values_list("type", flat=True).distinct())
    return [kind for kind in FacilityType if kind in used]


def filtered(rows: FacilityQuerySet, types: Iterable[str], open_now: bool, now: datetime) -> FacilityQuerySet:
    """Of the wanted types and, if asked, open at `now`."""
    if wanted := list(types):
        rows = rows.filter(type__in=wanted)
    if open_now:
        rows = rows.exclude(
            pk__in=FacilityClosure.objects.in_force(timezone.localdate(now)).values("facility")
        )
        # Many care points share few texts: each is judged once, then the database narrows.
        texts = rows.exclude(opening_hours="").order_by().values_list("opening_hours", flat=True).distinct()
        rows = rows.filter(opening_hours__in=[text for text in texts if is_open(text, now)])
    return rows


def find_facilities(question: FinderQuery, now: datetime | None = None) -> FinderResult:
    """Answer a resident's question with 13 queries at most, whatever is asked.

    A place wins over the resident's own position: who types one wants to know about it.
    """
    now = now or timezone.now()
    listed = Facility.objects.listed().with_closures().select_related("region__parent__parent")
    rows = filtered(listed, question.types, question.open_now, now)
    policies = book()
    answer = FinderResult(origin=question.near, place=question.region)
    text = question.text.strip()
    meant = resolve_region(text) if text and answer.place is None else Resolution(region=answer.place)
    if meant.region is not None:
        answer.place, answer.origin = meant.region, meant.region.point
    if text:
        answer.named = _hit(_named(rows, text, answer.origin), policies, now, answer.origin)
        _offer_places(meant, answer)
        if answer.named and answer.place is None:
            return answer
    if answer.place is not None and answer.place.level in _WIDE_LEVELS:
        rows = rows.filter(in_area("region", answer.place))
    found = _nearest(rows, answer, question.limit + 1)
    answer.more = len(found) > question.limit
    named = {one.facility.pk for one in answer.named}
    shown = [facility for facility in found[: question.limit] if facility.pk not in named]
    answer.nearest = _hit(shown, policies, now, answer.origin)
    return answer


def _offer_places(meant: Resolution, answer: FinderResult) -> None:
    # What merely resembles the text is offered only when nothing is called so.
    if meant.region is None and not (meant.guesses and answer.named):
        answer.choices, answer.guesses = meant.candidates, meant.guesses
    answer.understood = bool(answer.named or answer.place or answer.choices)


def _nearest(rows: FacilityQuerySet, answer: FinderResult, count: int) -> list[Facility]:
    """Those nearest to where the answer starts; by region and name where it starts nowhere."""
    if answer.origin is not None:
        return nearest(rows, *answer.origin, limit=count, start_radius_m=_START_RADIUS_M)
    if answer.place is not None:
        rows = rows.filter(in_area("region", answer.place))
    elif not answer.understood or answer.choices:
        return []
    return list(rows.order_by("region_id", "name", "pk")[:count])


def _named(rows: FacilityQuerySet, text: str, origin: geo.Point | None) -> list[Facility]:
    """Care points whose name, address, type or services hold every word of the text; near ones first."""
    condition = Q()
    offering = dict(Facility.objects.listed().exclude(services=[]).values_list("pk", "services"))
    for word in text.split():
        kinds = [kind for kind in FacilityType if _is_called(kind, word)]
        # JSON is stored escaped, so that the database cannot look for Chinese inside it.
        pks = [pk for pk, services in offering.items() if any(word in str(service) for service in services)]
        condition &= Q(name__icontains=word) | Q(address__icontains=word) | Q(type__in=kinds) | Q(pk__in=pks)
    places = list(rows.filter(condition).order_by("name", "pk").values_list("pk", "lat", "lon"))
    if origin is not None:
        places.sort(key=lambda place: _metres(origin, *place[1:]))
    keys = [place[0] for place in places[:NAMED_AT_MOST]]
    by_key = {facility.pk: facility for facility in rows.order_by().filter(pk__in=keys)}
    return [by_key[key] for key in keys if key in by_key]


def _is_called(kind: FacilityType, word: str) -> bool:
    """食堂 and 长者食堂 both mean a meal point, whatever it is called officially."""
    names = (str(kind.label), str(kind.short_label), *kind.chinese_names)
    return any(word.casefold() in name.casefold() for name in names)


def _metres(origin: geo.Point, lat: float | None, lon: float | None) -> float:
    return math.inf if lat is None or lon is None else geo.distance_m(*origin, lat, lon)


def _hit(
    facilities: Iterable[Facility], policies: PolicyBook, now: datetime, origin: geo.Point | None
) -> list[FinderHit]:
    return [describe(facility, policies=policies, now=now, origin=origin) for facility in facilities]


def hours_of(facility: Facility, now: datetime | None = None) -> HoursStatus:
    """The state of its hours; while it is closed for a while, until when (`closed_until` of `with_closures`)."""
    if facility.closed_until is None:
        return status(facility.opening_hours, now)
    until = _("Closed until %(day)s") % {"day": f"{facility.closed_until:%Y-%m-%d}"}
    return HoursStatus(facility.opening_hours, True, False, pgettext("opening hours", "closed"), until)


def describe(
    facility: Facility,
    *,
    policies: PolicyBook | None = None,
    now: datetime | None = None,
    origin: geo.Point | None = None,
) -> FinderHit:
    """One care point with its hours, phones and, from `origin`, its distance."""
    policies = policies or book()
    distance = facility.distance_to_m(*origin) if origin else None
    minutes = None
    if distance is not None:
        speed = policies.value(policy.WALKING_SPEED, facility.region_id)
        detour = policies.value(policy.WALKING_DETOUR, facility.region_id)
        minutes = max(1, round(geo.walking_minutes(distance, speed, detour)))
    return FinderHit(
        facility=facility,
        hours=hours_of(facility, now),
        phones=phone_links(facility.phone),
        verified=facility.verified_within(policies.value(policy.VERIFIED_DAYS, facility.region_id)),
        distance_m=distance,
        minutes=minutes,
    )

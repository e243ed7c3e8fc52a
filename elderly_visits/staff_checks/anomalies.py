"""What looks odd in the visits that workers write down themselves. None of it accuses: each asks a question.

Who made the visits is among the people concerned, so that they neither see nor decide it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy

from common.months import add_months, first_day, last_day
from elderly_visits.staff_checks import policy
from elderly_visits.staff_checks.models import StaffCall
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.selectors.entering import last_day_to_enter
from people.logins.models import User
from regions.geo import geodesic_m
from regions.models import LocationQuality
from timebank.ledger.enums import EvidenceGrade
from timebank.ledger.services.accounts import chunks
from timebank.oversight.anomalies import Detector, Suspected, Window
from timebank.oversight.anomalies.registry import spoken_day
from timebank.oversight.enums import CallState
from timebank.oversight.policy import TRAVEL_KMH, TRAVEL_LEAST_M

_HOUR = timedelta(hours=1)
_EVENING = 18


class Entry(NamedTuple):
    """A visit as its worker wrote it down."""

    pk: int
    author: int
    visited_at: datetime
    submitted_at: datetime
    method: str
    evidence: str
    region: str
    lat: float | None
    lon: float | None
    quality: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.visited_at)


_FIELDS = (
    "pk", "author_id", "visited_at", "submitted_at", "method", "evidence", "visit__elder__region_id",
    "visit__elder__lat", "visit__elder__lon", "visit__elder__location_quality",
)  # fmt: skip


def _entries(window: Window) -> dict[int, list[Entry]]:
    """What workers who wrote something down since the last search wrote down around it, by worker: two queries."""
    standing = VisitReport.objects.by_staff().filter(contact_made=True, voided_at=None)
    new = standing.filter(submitted_at__gte=window.since) if window.since else standing
    earliest = new.order_by().aggregate(visited=Min("visited_at"), submitted=Min("submitted_at"))
    if earliest["visited"] is None:
        return {}
    around = Q(visited_at__gte=earliest["visited"] - timedelta(days=1)) | Q(
        submitted_at__gte=earliest["submitted"] - _HOUR
    )
    rows = standing.filter(around)
    if window.since:
        rows = rows.filter(author__in=new.order_by().values("author"))
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in rows.order_by("visited_at", "pk").values_list(*_FIELDS).iterator(chunk_size=5000):
        found[row[1]].append(Entry(*row))
    return found


class _Names:
    """Names and persons of workers: one query for all."""

    def __init__(self, logins: Iterable[int]) -> None:
        self._found: dict[int, User] = {}
        for some in chunks(sorted(logins)):
            self._found |= User.objects.select_related("person").in_bulk(some)

    def suspected(
        self, kind: str, part: str, entries: Sequence[Entry], figures: Mapping[str, Any]
    ) -> Suspected:
        """A finding about one worker; `part` tells the days or quarters apart."""
        last = entries[-1]
        login = self._found[last.author]
        person = getattr(login, "person", None)
        return Suspected(
            key=f"{kind}:{login.pk}:{part}",
            region=last.region,
            figures={
                "login": login.pk,
                "worker": login.display_name,
                "month": f"{last.day:%Y-%m}",
                "visits": len(entries),
            }
            | dict(figures),
            persons=(person.pk,) if person else (),
            workers=(login.pk,),
        )


def _crowded(
    entries: Sequence[Entry],
    moment: Callable[[Entry], datetime],
    span: timedelta,
    least: Callable[[str], int],
) -> dict[date, list[Entry]]:
    """The fullest `span` of each day in which there are so many; `entries` in the order of their moments."""
    found: dict[date, list[Entry]] = {}
    start = 0
    for end, entry in enumerate(entries):
        while moment(entry) - moment(entries[start]) >= span:
            start += 1
        some = list(entries[start : end + 1])
        day = timezone.localdate(moment(entry))
        if len(some) >= least(entry.region) and len(some) > len(found.get(day, ())):
            found[day] = some
    return found


def _at_home(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.method == VisitMethod.HOME]


def _full_hours(window: Window) -> Iterator[Suspected]:
    """More homes within an hour than anybody can go to."""
    by_author = _entries(window)
    names = _Names(by_author)
    for entries in by_author.values():
        crowded = _crowded(
            _at_home(entries), lambda one: one.visited_at, _HOUR,
            lambda region: window.at(region).value(policy.HOUR_VISITS),
        )  # fmt: skip
        for day, some in crowded.items():
            yield names.suspected("staff_hour", day.isoformat(), some, {"day": day.isoformat()})


def _same_minute(window: Window) -> Iterator[Suspected]:
    """Several homes at the very same minute."""
    by_author = _entries(window)
    names = _Names(by_author)
    for entries in by_author.values():
        minutes: dict[datetime, list[Entry]] = defaultdict(list)
        for entry in _at_home(entries):
            minutes[entry.visited_at.replace(second=0, microsecond=0)].append(entry)
        for minute, some in minutes.items():
            if len(some) >= window.at(some[-1].region).value(policy.MINUTE_VISITS):
                local = timezone.localtime(minute)
                yield names.suspected(
                    "staff_minute", f"{local:%Y-%m-%dT%H:%M}", some,
                    {"day": local.date().isoformat(), "time": f"{local:%H:%M}"},
                )  # fmt: skip


def _two_places(window: Window) -> Iterator[Suspected]:
    """Two homes far from each other with no time to travel between them."""
    by_author = _entries(window)
    names = _Names(by_author)
    for entries in by_author.values():
        days: dict[date, tuple[float, list[Entry]]] = {}
        placed = [entry for entry in _at_home(entries) if entry.quality == LocationQuality.EXACT]
        for one, two in pairwise(placed):
            metres, seconds = _way(one, two)
            rules = window.at(two.region)
            too_fast = metres > rules.value(TRAVEL_KMH) / 3.6 * seconds
            if metres >= rules.value(TRAVEL_LEAST_M) and too_fast and metres > days.get(two.day, (0.0,))[0]:
                days[two.day] = (metres, [one, two])
        for day, (metres, some) in days.items():
            minutes = int((some[1].visited_at - some[0].visited_at).total_seconds() // 60)
            yield names.suspected(
                "staff_places", day.isoformat(), some,
                {"day": day.isoformat(), "metres": round(metres), "minutes": minutes},
            )  # fmt: skip


def _way(one: Entry, two: Entry) -> tuple[float, float]:
    """Metres and seconds from the beginning of one visit to that of the next."""
    seconds = (two.visited_at - one.visited_at).total_seconds()
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return 0.0, seconds
    return geodesic_m(one.lat, one.lon, two.lat, two.lon), seconds


def _unproven(entries: Iterable[Entry]) -> list[Entry]:
    """Without proof, in the order in which they were entered."""
    rows = [entry for entry in entries if entry.evidence not in (EvidenceGrade.A, EvidenceGrade.B)]
    return sorted(rows, key=lambda one: (one.submitted_at, one.pk))


def _in_bulk(window: Window) -> Iterator[Suspected]:
    """Many visits without proof entered one after the other."""
    by_author = _entries(window)
    names = _Names(by_author)
    for entries in by_author.values():
        crowded = _crowded(
            _unproven(entries), lambda one: one.submitted_at, _HOUR,
            lambda region: window.at(region).value(policy.BULK_VISITS),
        )  # fmt: skip
        for day, some in crowded.items():
            yield names.suspected("staff_bulk", day.isoformat(), some, {"day": day.isoformat()})


def _last_evenings(window: Window) -> Iterator[Suspected]:
    """Visits without proof entered in the evening in which a month ends, or in the last in which it can be filled."""
    by_author = _entries(window)
    names = _Names(by_author)
    for entries in by_author.values():
        evenings: dict[date, list[Entry]] = defaultdict(list)
        for entry in _unproven(entries):
            if (evening := _last_evening(entry, window)) is not None:
                evenings[evening].append(entry)
        for day, some in evenings.items():
            if len(some) >= window.at(some[-1].region).value(policy.LAST_EVENING_VISITS):
                yield names.suspected("staff_evening", day.isoformat(), some, {"day": day.isoformat()})


def _last_evening(entry: Entry, window: Window) -> date | None:
    entered = timezone.localtime(entry.submitted_at)
    day = entered.date()
    if entered.hour < _EVENING:
        return None
    if first_day(day) == first_day(entry.day):
        return day if day == last_day(day) else None
    before = add_months(day, -1)
    closes = first_day(entry.day) == before and day == last_day_to_enter(before, entry.region, window.rules)
    return day if closes else None


def _unconfirmed(window: Window) -> Iterator[Suspected]:
    """A worker of whose visits too few are confirmed by telephone."""
    decided = StaffCall.objects.filter(state__in=(CallState.CONFIRMED, CallState.NOT_CONFIRMED))
    for days, since in window.look_backs():
        recent = decided.filter(decided_at__date__gte=since)
        if window.since:
            recent = recent.filter(
                report__author__in=decided.filter(decided_at__gte=window.since).values("report__author")
            )
        rows = (
            recent.order_by()
            .values_list("report__author", "report__visit__elder__region")
            .annotate(answered=Count("pk"), confirmed=Count("pk", filter=Q(state=CallState.CONFIRMED)))
        )
        sums: dict[int, tuple[str, int, int]] = {}
        for author, region, answered, confirmed in rows:
            _region, all_answered, all_confirmed = sums.get(author, (region, 0, 0))
            sums[author] = (region, all_answered + answered, all_confirmed + confirmed)
        logins = User.objects.select_related("person").in_bulk(sums)
        for author, (region, answered, confirmed) in sorted(sums.items()):
            rules = window.at(region)
            if answered < rules.value(policy.UNCONFIRMED_LEAST):
                continue
            share = confirmed / answered
            if share >= rules.value(policy.UNCONFIRMED_SHARE):
                continue
            person = getattr(logins[author], "person", None)
            yield Suspected(
                key=f"staff_unconfirmed:{author}:{window.quarter}",
                region=region,
                figures={
                    "login": author,
                    "worker": logins[author].display_name,
                    "month": f"{window.today:%Y-%m}",
                    "answered": answered,
                    "confirmed": confirmed,
                    "share": share,
                    "days": days,
                },
                persons=(person.pk,) if person else (),
                workers=(author,),
            )


# In words


def _words(sentence: Any) -> Callable[[Mapping[str, Any]], str]:
    """The sentence filled with the figures, the day as people say it."""

    def say(figures: Mapping[str, Any]) -> str:
        words = dict(figures)
        if "day" in words:
            words["day"] = spoken_day(words["day"])
        if "metres" in words:
            words["km"] = number_format(words["metres"] / 1000, 1)
        if "share" in words:
            words["share"] = f"{round(100 * words['share'])} %"
        return str(sentence) % words

    return say


def visits_behind(figures: Mapping[str, Any]) -> str:
    """The address of the list of this worker's visits in the month."""
    if "login" not in figures:
        return ""
    return f"{reverse('staff_checks:visits')}?worker={figures['login']}&month={figures['month']}"


def _nothing(window: Window) -> Iterable[Suspected]:
    return ()


PHONE = Detector(
    kind="staff_phone",
    label=gettext_lazy("Visit by staff not confirmed by telephone"),
    find=_nothing,
    reason=_words(
        gettext_lazy("On the telephone the elder did not confirm the visit of %(worker)s on %(day)s.")
    ),
    address=visits_behind,
)
DETECTORS = (
    PHONE,
    Detector(
        kind="staff_hour",
        label=gettext_lazy("Many visits by staff in an hour"),
        find=_full_hours,
        reason=_words(
            gettext_lazy(
                "On %(day)s %(worker)s is said to have begun %(visits)s visits at home within an hour."
            )
        ),
        address=visits_behind,
    ),
    Detector(
        kind="staff_minute",
        label=gettext_lazy("Visits by staff in the same minute"),
        find=_same_minute,
        reason=_words(
            gettext_lazy(
                "On %(day)s at %(time)s %(worker)s is said to have begun %(visits)s visits at home in the same minute."
            )
        ),
        address=visits_behind,
    ),
    Detector(
        kind="staff_places",
        label=gettext_lazy("Staff in two places at once"),
        find=_two_places,
        reason=_words(
            gettext_lazy(
                "On %(day)s two visits of %(worker)s, %(km)s km apart, are said to have begun within %(minutes)s "
                "minutes."
            )
        ),
        address=visits_behind,
    ),
    Detector(
        kind="staff_bulk",
        label=gettext_lazy("Many visits by staff entered at once"),
        find=_in_bulk,
        reason=_words(
            gettext_lazy("On %(day)s %(worker)s entered %(visits)s visits without proof within an hour.")
        ),
        address=visits_behind,
    ),
    Detector(
        kind="staff_evening",
        label=gettext_lazy("Visits by staff entered on the last evening"),
        find=_last_evenings,
        reason=_words(
            gettext_lazy(
                "In the evening of %(day)s, the last before the figures, %(worker)s entered %(visits)s visits without "
                "proof."
            )
        ),
        address=visits_behind,
    ),
    Detector(
        kind="staff_unconfirmed",
        label=gettext_lazy("Visits by staff that nobody confirms"),
        find=_unconfirmed,
        reason=_words(
            gettext_lazy(
                "Of the visits of %(worker)s only %(confirmed)s of %(answered)s were confirmed by telephone "
                "(%(share)s)."
            )
        ),
        address=visits_behind,
    ),
)

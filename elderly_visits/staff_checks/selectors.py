"""What the telephone checks of visits by staff showed, whom to ask, and the visits of one worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from common.months import month_span_moments
from elderly_visits.register.models import EmergencyContact
from elderly_visits.staff_checks import policy
from elderly_visits.staff_checks.enums import Way
from elderly_visits.staff_checks.models import StaffCall, StaffSample
from elderly_visits.visits.models.report import VisitReport
from people.actors import AnyUser
from people.kinship.selectors import circle_of
from people.merging.models import Merge
from people.persons.models import Person
from policies.selectors import value
from timebank.oversight.enums import CallState
from timebank.oversight.selectors.samples import SampleFigures
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import in_scope


def staff_samples(user: AnyUser) -> list[tuple[StaffSample, SampleFigures]]:
    """The samples that `user` may see, the newest first, with the figures of the calls they may see: two queries."""
    counts: Any = (
        StaffCall.objects.visible_to(user)
        .order_by()
        .values("sample")
        .annotate(**{state.value: Count("pk", filter=Q(state=state)) for state in CallState})
        .values_list("sample", *(state.value for state in CallState))
    )
    by_sample = {sample: SampleFigures(*numbers) for sample, *numbers in counts}
    rows = StaffSample.objects.visible_to(user).defer("frame").select_related("county")
    nothing = SampleFigures(0, 0, 0, 0)
    return [(sample, by_sample.get(sample.pk, nothing)) for sample in rows.order_by("-month", "county")]


def calls_of(user: AnyUser, sample: StaffSample, *, open_only: bool) -> QuerySet[StaffCall]:
    """The calls of a sample that the user may see, those tried least first."""
    rows = StaffCall.objects.visible_to(user).filter(sample=sample)
    if open_only:
        rows = rows.filter(state=CallState.TO_CALL)
    return rows.select_related("report__visit__elder__person", "report__visit__elder__region").order_by(
        "attempts", "pk"
    )


def visits_of_worker(user: AnyUser, worker: int, month: date) -> QuerySet[VisitReport]:
    """What one worker wrote down as visits of a month, in the user's regions, in the order of entry."""
    start, end = month_span_moments(month)
    return (
        VisitReport.objects.by_staff()
        .filter(in_scope(user, "visit__elder__region_id", OVERSIGHT_ROLES), author=worker)
        .filter(visited_at__gte=start, visited_at__lt=end)
        .select_related("visit__elder__person", "visit__elder__region", "author", "staff_call")
        .order_by("submitted_at", "pk")
    )


# Whom to ask

# Between the first row that a merge writes and its end.
_A_MERGE = timedelta(minutes=1)


@dataclass(frozen=True)
class Number:
    """A number by which somebody may be asked about a visit.

    `key` is what the form sends, `whose` the name, `entered_on` and `by_checked` when it came onto the file and whether
    by the one who is checked or somebody close. `counts`: whether a yes by it says anything.
    """

    key: str
    way: Way
    phone: str
    whose: str
    entered_on: date | None
    by_checked: bool
    counts: bool

    @property
    def masked(self) -> str:
        return Person(phone=self.phone).masked_phone


def numbers_of(call: StaffCall) -> list[Number]:
    """The numbers for a check, those that count first: the elder's, the one on file before where the one who is checked
    has changed it, and the contacts'. A fixed number of queries."""
    report = call.report
    elder = report.visit.elder
    assert report.visited_at is not None
    circle = circle_of(report.author)
    days = value(policy.NUMBER_DAYS, region=elder.region_id)
    fresh_from = report.visited_at - timedelta(days=days)

    def number(key: str, way: Way, phone: str, whose: str, at: datetime | None, by: int | None) -> Number:
        own = phone in circle.phones
        entered = by in circle.logins
        return Number(
            key=key, way=way, phone=phone, whose=whose, entered_on=timezone.localdate(at) if at else None,
            by_checked=own or entered,
            counts=not own and not (entered and at is not None and at > fresh_from),
        )  # fmt: skip

    found = []
    phases = _phones_on_file(elder.person)
    if elder.person.phone:
        _phone, at, by = phases[-1] if phases else ("", None, None)
        found.append(number(Way.ELDER, Way.ELDER, elder.person.phone, elder.person.name, at, by))
    if phases and not (found and found[0].counts):
        before = [
            number(Way.EARLIER, Way.EARLIER, phone, elder.person.name, at, by)
            for phone, at, by in reversed(phases)
            if phone and phone != elder.person.phone
        ]
        found += [one for one in before if one.counts][:1]
    found += [
        number(f"{Way.CONTACT}:{one.pk}", Way.CONTACT, one.phone, _named(one), one.added_at, one.added_by_id)
        for one in elder.contacts.order_by("pk")
    ]
    return sorted(found, key=lambda one: not one.counts)


def _named(contact: EmergencyContact) -> str:
    return f"{contact.name} ({contact.relation})" if contact.relation else contact.name


def _phones_on_file(person: Person) -> list[tuple[str, datetime, int | None]]:
    """What stood as the phone number, with when it came and by whom, the oldest first.

    One that came with a merged file is of who typed it there: who confirmed the merge has called nobody.
    """
    rows = person.history.order_by("history_date", "history_id")
    phases: list[tuple[str, datetime, int | None]] = []
    for phone, at, by in rows.values_list("phone", "history_date", "history_user_id"):
        if not phases or phases[-1][0] != phone:
            phases.append((phone, at, by))
    merged = _typed_in_merged_files(person)
    for place, (phone, at, _confirmed_by) in enumerate(phases):
        for typed, merged_at, by in merged:
            if typed == phone and merged_at - _A_MERGE < at <= merged_at:
                phases[place] = (phone, at, by)
    return phases


def _typed_in_merged_files(person: Person) -> list[tuple[str, datetime, int | None]]:
    """Of the files that were merged into this one: the number they had, when they were merged, and who typed it."""
    rows = Merge.objects.filter(kept=person).values_list("gone_id", "merged_at")
    merged = {gone: at for gone, at in rows if at is not None}
    typed: dict[int, tuple[str, int | None]] = {}
    past = Person.history.filter(id__in=list(merged)).order_by("history_date", "history_id")
    for pk, phone, at, by in past.values_list("id", "phone", "history_date", "history_user_id"):
        if at <= merged[pk] and (pk not in typed or typed[pk][0] != phone):
            typed[pk] = (phone, by)
    return [(phone, merged[pk], by) for pk, (phone, by) in typed.items()]

"""A service as those see it who decide about it: whom it was for, the evidence, the report, how the two usually go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.badges import Badge, badge_of
from people.actors import AnyUser
from policies.selectors import PolicyBook, book
from timebank.care_registers import beneficiaries_of
from volunteers.task_types import Account, TaskType, accounts_of, registered_types
from volunteers.tasks import policy
from volunteers.tasks.duties import hands, longest_by_one
from volunteers.tasks.enums import AssignmentState, CheckInMethod, Oddity, WaitsFor
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.oddities import oddities
from volunteers.wording import spoken_distance

# The width of the picture, in its own units.
_WIDTH = 200
# Two times further apart than this are told in words; drawn, both would be a dot.
_WIDEST = timedelta(hours=12)
_POSITION = (WaitsFor.FAR, WaitsFor.TOO_EXACT, WaitsFor.SAME_POSITION, WaitsFor.EXACTLY_THERE)


@dataclass(frozen=True)
class Fact:
    """One mark of the evidence: an icon of the workbench, words, and the colour of their meaning."""

    icon: str
    words: str
    badge: Badge = Badge.PLAIN


@dataclass(frozen=True)
class Bar:
    x: int
    width: int


@dataclass(frozen=True)
class Picture:
    """The agreed time above the time served; `words` say the same."""

    agreed: Bar
    served: Bar
    words: str


@dataclass(frozen=True)
class History:
    """Earlier verified services of these two: how many, how many of them with nothing grave, how long on average."""

    times: int = 0
    plain: int = 0
    minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class ServiceCard:
    """`alone`: the most minutes that one person verifies by themself; `why`: why it is not verified with others."""

    row: Assignment
    account: Account
    facts: list[Fact]
    picture: Picture | None
    history: History
    alone: int
    entered_by: str = ""
    why: list[str] = field(default_factory=list)


def service_cards(
    rows: Sequence[Assignment], viewer: AnyUser, rules: PolicyBook | None = None
) -> list[ServiceCard]:
    """One for each row: a fixed number of queries, however many they are. `rules` (all of today's) save one.

    Rows of `with_oddities` say why they are looked at by themselves.
    """
    rules = rules or book(keys=[policy.LONGEST_BY_ONE])
    accounts, histories, entered = accounts_of(rows, viewer), _histories(rows), _entered_by(rows)
    return [
        ServiceCard(
            row=row,
            account=accounts.get(row.pk, Account()),
            facts=_facts(row, histories.get(row.pk, History()), row.pk in accounts),
            picture=_picture(row),
            history=histories.get(row.pk, History()),
            alone=longest_by_one(row.task, rules),
            entered_by=entered.get(row.pk, ""),
            why=_why(row),
        )
        for row in rows
    ]


def _why(row: Assignment) -> list[str]:
    odd = oddities(row) if hasattr(row, f"odd_{Oddity.FLAGGED}") else []
    return [*row.waiting_reasons, *(str(oddity.label) for oddity in odd if oddity != Oddity.FLAGGED)]


def _entered_by(rows: Sequence[Assignment]) -> dict[int, str]:
    """Who wrote a service down for its volunteer."""
    steps = (
        hands()
        .filter(
            assignment__in=[row.pk for row in rows if row.check_in_method == CheckInMethod.ON_BEHALF],
            to_state=AssignmentState.CHECKED_OUT,
        )
        .select_related("actor__person")
    )
    return {step.assignment_id: step.actor.display_name for step in steps if step.actor is not None}


def _histories(rows: Sequence[Assignment]) -> dict[int, History]:
    """By row; a query for each kind that is among them, and one for whom they served."""
    served = beneficiaries_of(f"assignment:{row.uuid}" for row in rows)
    found: dict[int, History] = {}
    for one in registered_types():
        pairs = {
            row.pk: (row.volunteer_id, other)
            for row in rows
            if row.task.kind == one.kind and (other := _other_side(row, one, served)) is not None
        }
        past = _past(one, set(pairs.values()), [row.pk for row in rows]) if pairs else {}
        found |= {pk: past.get(pair, History()) for pk, pair in pairs.items()}
    return found


def _other_side(row: Assignment, one: TaskType, served: dict[str, int]) -> int | None:
    """The person served; where it serves nobody in particular, the project."""
    return served.get(f"assignment:{row.uuid}") if one.beneficiary_path else row.task.project_id


def _past(one: TaskType, pairs: set[tuple[int, int]], besides: list[int]) -> dict[tuple[int, int], History]:
    path = f"task__{one.beneficiary_path}" if one.beneficiary_path else "task__project"
    rows = (
        Assignment.objects.filter(
            state=AssignmentState.VERIFIED,
            volunteer__in={volunteer for volunteer, _other in pairs},
            **{f"{path}__in": {other for _volunteer, other in pairs}},
        )
        .exclude(pk__in=besides)
        .order_by()
        .values_list("volunteer", path)
        .annotate(times=Count("pk"), plain=Count("pk", filter=~one.findings()), average=Avg("minutes"))
    )
    return {
        (volunteer, other): History(times, plain, round(average or 0))
        for volunteer, other, times, plain, average in rows
    }


# --- The picture of the evidence -------------------------------------------------------------------------------------


def _facts(row: Assignment, history: History, is_seen: bool) -> list[Fact]:
    proved = badge_of("evidence", row.evidence) if row.evidence else Badge.WARN
    code = Fact(
        "cross" if row.check_in_method == CheckInMethod.UNPROVEN else "key",
        str(row.get_check_in_method_display()),
        proved,
    )
    return [code, _hour(row), _length(row), *_position(row, is_seen), _met(history)]


def _hour(row: Assignment) -> Fact:
    if WaitsFor.HOUR in row.waits_for:
        return Fact("date", str(WaitsFor.HOUR.label), Badge.WARN)
    if row.task.starts_at or row.planned_for:
        return Fact("date", _("At the agreed time"), Badge.OK)
    return Fact("date", _("No hour was agreed"))


def _length(row: Assignment) -> Fact:
    odd = getattr(row, f"odd_{Oddity.LENGTH}", False) or (row.waits_for and WaitsFor.SHORT in row.waits_for)
    words = _("%(minutes)d of %(planned)d minutes") % {
        "minutes": row.minutes or 0,
        "planned": row.task.minutes,
    }
    return Fact("history", words, Badge.WARN if odd else Badge.OK)


def _position(row: Assignment, is_seen: bool) -> list[Fact]:
    """How far the phone was only to who may know where the home is; what speaks against it to everybody."""
    against = [Fact("site", str(one.label), Badge.WARN) for one in _POSITION if one in row.waits_for]
    if against or row.check_in_method == CheckInMethod.ON_BEHALF or not row.task.on_site:
        return against
    if row.check_in_distance_m is None or not is_seen:
        return [Fact("site", _("No position"))]
    return [
        Fact(
            "site",
            _("%(distance)s from the place") % {"distance": spoken_distance(row.check_in_distance_m)},
            Badge.OK,
        )
    ]


def _met(history: History) -> Fact:
    if not history.times:
        return Fact("group", _("Not met before"), Badge.INFO)
    words = ngettext("Met once before", "Met %(count)d times before", history.times) % {
        "count": history.times
    }
    return Fact("group", words, Badge.OK)


def _picture(row: Assignment) -> Picture | None:
    """None where there is nothing to compare: no hour agreed, or hours too far apart to draw."""
    came, left = row.checked_in_at, row.checked_out_at
    begin = row.task.starts_at or row.planned_for
    if came is None or left is None or begin is None:
        return None
    end = begin + timedelta(minutes=row.task.minutes)
    first, last = min(begin, came), max(end, left)
    if last - first > _WIDEST:
        return None
    whole = (last - first).total_seconds() or 1.0

    def bar(start: datetime, stop: datetime) -> Bar:
        x = round((start - first).total_seconds() / whole * _WIDTH)
        return Bar(x, max(2, round((stop - start).total_seconds() / whole * _WIDTH)))

    words = _("Agreed %(agreed)s, there %(served)s") % {
        "agreed": _from_to(begin, end),
        "served": _from_to(came, left),
    }
    return Picture(bar(begin, end), bar(came, left), words)


def _from_to(begin: datetime, end: datetime) -> str:
    return f"{timezone.localtime(begin):%H:%M}–{timezone.localtime(end):%H:%M}"


def subjects_of(cards: Sequence[ServiceCard]) -> set[Any]:
    """The people whose files are read with these cards."""
    return {card.account.subject for card in cards if card.account.subject is not None}

"""Which of the services that wait for a person's word are like many others, and why the rest are looked at by itself.

One rule in the database, asked of a whole queue, of a page, and of one row under its lock.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from policies.selectors import PolicyBook, book
from regions.codes import in_subtree
from timebank.ledger.enums import EvidenceGrade
from timebank.oversight.models.suspicions import Suspicion
from volunteers.task_types import registered_types
from volunteers.tasks import policy
from volunteers.tasks.enums import AssignmentState, CheckInMethod, Oddity, WaitsFor
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent

_KEYS = (policy.SHORTEST_MINUTES, policy.TOGETHER_SHARE, policy.TOGETHER_TIMES)
_REGION = "task__region_id"


def with_oddities(rows: QuerySet[Assignment], rules: PolicyBook | None = None) -> QuerySet[Any]:
    """The same rows, each with what `oddities` reads."""
    return rows.annotate(
        **{
            f"odd_{oddity}": Case(
                When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
            )
            for oddity, condition in _conditions(rules).items()
        }
    )


def oddities(row: Assignment) -> list[Oddity]:
    """Why a row of `with_oddities` is decided by itself; empty when it may be verified together with others."""
    return [oddity for oddity in Oddity if getattr(row, f"odd_{oddity}")]


def nothing_odd(rules: PolicyBook | None = None) -> Q:
    """A condition on Assignment: nothing speaks for looking at it by itself."""
    return reduce(and_, (~condition for condition in _conditions(rules).values()))


def odd_by(oddity: Oddity, rules: PolicyBook | None = None) -> Q:
    return _conditions(rules)[oddity]


def something_odd(rules: PolicyBook | None = None) -> Q:
    return reduce(or_, _conditions(rules).values())


def _conditions(rules: PolicyBook | None) -> dict[Oddity, Q]:
    rules = rules or book(keys=_KEYS)
    proved = Q(evidence__in=(EvidenceGrade.A, EvidenceGrade.B))
    return {
        Oddity.FLAGGED: ~(Q(waits_for=[]) | Q(waits_for=[WaitsFor.GRADE.value])),
        Oddity.UNPROVEN: ~proved & ~Q(check_in_method=CheckInMethod.ON_BEHALF),
        Oddity.LENGTH: Q(minutes=None) | _by_place(rules, _does_not_fit),
        Oddity.PROPOSED: Q(proposed_minutes__isnull=False),
        Oddity.OVERLAP: Q(Exists(_at_the_same_time())),
        Oddity.REOPENED: Q(
            Exists(
                AssignmentEvent.objects.filter(assignment=OuterRef("pk"), to_state=AssignmentState.REJECTED)
            )
        ),
        Oddity.FINDING: reduce(
            or_, (Q(task__kind=one.kind) & one.findings() for one in registered_types()), Q(pk__in=())
        ),
        Oddity.NEW_PAIR: _by_place(rules, _hardly_met),
        Oddity.LOOK: Q(
            Exists(
                Suspicion.persons.through.objects.filter(
                    person=OuterRef("volunteer__person"),
                    suspicion__in=Suspicion.objects.undecided().values("pk"),
                )
            )
        ),
    }


def _by_place(rules: PolicyBook, condition: Callable[[PolicyBook, str | None], Q]) -> Q:
    """The condition by the rules of the place where the task is: of the smallest region that has rules of its own."""
    places = rules.places(*_KEYS)
    found = condition(rules, None)
    for place in places:
        here = in_subtree(_REGION, place)
        found = (here & condition(rules, place)) | (~here & found)
    return found


def _does_not_fit(rules: PolicyBook, place: str | None) -> Q:
    share = rules.value(policy.TOGETHER_SHARE, place)
    return (
        Q(minutes__lt=rules.value(policy.SHORTEST_MINUTES, place))
        | Q(minutes__gt=F("task__minutes") * Value(float(share)))
        | Q(check_in_method=CheckInMethod.ON_BEHALF, minutes__gt=F("task__minutes"))
    )


def _hardly_met(rules: PolicyBook, place: str | None) -> Q:
    """Fewer verified services of this volunteer for the same person, or on the same project, than the rule asks."""
    times = rules.value(policy.TOGETHER_TIMES, place)
    if not times:
        return Q(pk__in=())
    before = Assignment.objects.filter(
        volunteer=OuterRef("volunteer"), state=AssignmentState.VERIFIED
    ).order_by()
    known = Q(pk__in=())
    for one in registered_types():
        path = f"task__{one.beneficiary_path}" if one.beneficiary_path else "task__project"
        met = before.filter(**{path: OuterRef(path)})[times - 1 : times]
        known |= Q(task__kind=one.kind) & Q(Exists(met))
    return ~known


def _at_the_same_time() -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        volunteer=OuterRef("volunteer"),
        state__in=(AssignmentState.CHECKED_IN, AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED),
        checked_in_at__lt=OuterRef("checked_out_at"),
        checked_out_at__gt=OuterRef("checked_in_at"),
    ).exclude(pk=OuterRef("pk"))

"""Proposed rules of visiting, tried on the register and on the plan as they are. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from common.months import add_months, last_day, this_month
from elderly_visits.register import policy as register_policy
from elderly_visits.register.enums import RiskTier
from elderly_visits.register.models import Elder
from elderly_visits.register.services.tiers import tiers_by
from elderly_visits.visits import policy as visits_policy
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.models.visit import Visit
from policies.previews import Comparison, Preview, Proposal, Table, books, count_compared, register
from policies.selectors import PolicyBook
from regions.codes import full_code, in_subtree
from regions.models import Region
from visit_planning.plan import policy
from visit_planning.plan.services.loading import load
from visit_planning.plan.services.scope import Scope
from visit_planning.plan.services.solving import Solution, half_day_of, match, problem_of, weights_of
from visit_planning.windows import Calendar, weeks_of
from volunteers.tasks.enums import TaskState
from volunteers.tasks.policy import LEAD_MINUTES, VISITS_PER_HALF_DAY

_TIERS = (register_policy.HIGH_RISK_AGE, register_policy.KEY_ABILITY)
_DUE = (
    visits_policy.CADENCE,
    visits_policy.EXTRA_VISITS,
    visits_policy.METHODS,
    visits_policy.MINUTES,
)
_TOWNSHIP_DIGITS = 9


def register_visit_previews() -> None:
    """Called when the application is ready."""
    for key in (*_TIERS, *_DUE):
        register(key, preview_visits)
    for key in (policy.WEIGHTS, policy.ASSUMED_DIALECTS, VISITS_PER_HALF_DAY, LEAD_MINUTES):
        register(key, preview_matching)


# Who is visited how often


def preview_visits(proposal: Proposal) -> Preview:
    """How many elders change tier, and how many visits and hours the coming month would ask for."""
    month = add_months(this_month(), 1)
    if proposal.key == visits_policy.EXTRA_VISITS:
        month = _first_occasion(proposal.value) or month
    before_rules, after_rules = books(proposal)
    moves: Counter[tuple[str, str]] = Counter()
    before, after = _Month(month, before_rules), _Month(month, after_rules)
    for (region, disabled, two, old, new), number in _groups(proposal, before_rules, after_rules).items():
        moves[old, new] += number
        before.add(region, old, number, disabled=disabled, two=two)
        after.add(region, new, number, disabled=disabled, two=two)
    changed = sum(number for (old, new), number in moves.items() if old != new)
    said = {
        "month": date_format(month, "YEAR_MONTH_FORMAT"),
        "after": number_format(after.visits, force_grouping=True),
        "before": number_format(before.visits, force_grouping=True),
        "changed": changed,
    }
    tiers = [
        count_compared(
            _("Elders of tier %(tier)s") % {"tier": tier.label},
            sum(number for (old, _new), number in moves.items() if old == tier),
            sum(number for (_old, new), number in moves.items() if new == tier),
        )
        for tier in RiskTier
    ]
    return Preview(
        sentence=_(
            "%(changed)d elders would change tier. In %(month)s %(after)s visits would be due instead of %(before)s."
        )
        % said,
        figures=[
            *tiers,
            count_compared(_("Visits due in the month"), before.visits, after.visits),
            count_compared(_("Of these at home"), before.at_home, after.at_home),
            count_compared(_("Hours of volunteers for them"), before.minutes // 60, after.minutes // 60),
        ],
        tables=_moved(moves),
        remarks=[
            _("Counted for everybody who agreed to be visited and lives at home. Nobody was asked anything.")
        ],
        data={
            "changed": changed,
            "before": {"visits": before.visits, "minutes": before.minutes},
            "after": {"visits": after.visits, "minutes": after.minutes},
        },
    )


def _first_occasion(occasions: Any) -> date | None:
    """The month of the first occasion that is still to come."""
    coming = sorted(day for entry in occasions if (day := date.fromisoformat(entry["first"])) >= this_month())
    return coming[0].replace(day=1) if coming else None


def _groups(
    proposal: Proposal, before: PolicyBook, after: PolicyBook
) -> Mapping[tuple[str, bool, bool, str, str], int]:
    """How many elders live in a community, are disabled, need two visitors, and have one tier before and after."""
    today = timezone.localdate()
    rows = Elder.objects.consenting().counted_in(today, last_day(today))
    rows = rows.filter(in_institution=False, person__died_on=None)
    if proposal.region is not None:
        rows = rows.filter(in_subtree("region", proposal.region.pk))
    if proposal.key in _TIERS:
        kept = {pk: (disabled, two) for pk, disabled, two in rows.values_list("pk", "disabled", "needs_pair")}
        old = {pk: tier for pk, _region, _stored, tier in tiers_by(rows, before, today)}
        return Counter(
            (region, *kept[pk], old[pk], tier) for pk, region, _stored, tier in tiers_by(rows, after, today)
        )
    grouped = rows.order_by().values_list("region_id", "disabled", "needs_pair", "risk_tier")
    return {
        (region, disabled, two, tier, tier): number
        for region, disabled, two, tier, number in grouped.annotate(number=Count("pk"))
    }


class _Month:
    """What a month of visits comes to by some rules."""

    def __init__(self, month: date, rules: PolicyBook) -> None:
        self._rules, self._calendar = rules, Calendar(month, rules)
        self._of_place: dict[str, tuple[Any, Any]] = {}
        self.visits = self.at_home = self.minutes = 0

    def add(self, region: str, tier: str, number: int, *, disabled: bool, two: bool) -> None:
        if region not in self._of_place:
            self._of_place[region] = (
                self._rules.value(visits_policy.METHODS, region),
                self._rules.value(visits_policy.MINUTES, region),
            )
        methods, minutes = self._of_place[region]
        method = VisitMethod.HOME.value if disabled else methods[tier]
        visits = number * len(self._calendar.due(region, tier))
        self.visits += visits
        self.at_home += visits * (method == VisitMethod.HOME)
        self.minutes += visits * minutes[method] * (2 if two else 1)


def _moved(moves: Mapping[tuple[str, str], int]) -> list[Table]:
    rows = [
        (str(RiskTier(old).label), str(RiskTier(new).label), str(number))
        for (old, new), number in sorted(moves.items())
        if old != new
    ]
    return (
        [Table(_("Who would change tier"), (_("Tier now"), _("New tier"), _("Elders")), rows)] if rows else []
    )


# Who visits whom


def preview_matching(proposal: Proposal) -> Preview:
    """A township's open visits, matched by the rules as they are and by the proposed ones.

    One township, so that the answer comes at once: the one of the region with the most open visits.
    """
    found = _most_open(proposal)
    if found is None:
        return Preview(_("No visits are open at the moment: there is nothing to try it on."))
    month, code = found
    before, after = (_solved(month, code, book) for book in books(proposal))
    other = len(_pairs(after) - _pairs(before))
    return Preview(
        sentence=_(
            "Tried on %(place)s in %(month)s: %(after)d visits would have a volunteer instead of %(before)d; "
            "%(other)d would go to somebody else."
        )
        % {
            "place": Region.objects.with_full_names().get(pk=code).full_name,
            "month": date_format(month, "YEAR_MONTH_FORMAT"),
            "before": _covered(before),
            "after": _covered(after),
            "other": other,
        },
        figures=list(_side_by_side(before, after)),
        remarks=[
            _("Tried on the township with the most open visits. What people said yes to stays as it is.")
        ],
        data={"before": _covered(before), "after": _covered(after), "other": other},
    )


def _most_open(proposal: Proposal) -> tuple[date, str] | None:
    """The month, this one or the next, and the township with the most visits that can still be made."""
    today = timezone.localdate()
    visits = Visit.objects.filter(
        month__gte=this_month(), ordinal__gt=0, task__state=TaskState.OPEN, task__ends_on__gte=today
    )
    if proposal.region is not None:
        visits = visits.filter(in_subtree("elder__region", proposal.region.pk))
    places: Counter[tuple[date, str]] = Counter()
    rows = visits.order_by().values_list("month", "elder__region_id").annotate(number=Count("pk"))
    for month, region, number in rows:
        places[month, region[:_TOWNSHIP_DIGITS]] += number
    if not places:
        return None
    (month, prefix), _number = max(places.items(), key=lambda item: (item[1], item[0][1]))
    return month, full_code(prefix)


def _solved(month: date, code: str, rules: PolicyBook) -> Solution:
    scope = Scope(region=code, month=month, today=timezone.localdate())
    loaded = load(scope, now=timezone.now(), book=rules)
    standing = loaded.standing()
    problem = problem_of(
        loaded.situation,
        standing,
        half_day=half_day_of(rules, code),
        weeks=len(weeks_of(month)),
    )
    weights = weights_of(rules, code)
    return match(problem, weights, loaded.situation, standing, progress=lambda _share, _phase: None)


def _pairs(solution: Solution) -> set[tuple[int, int]]:
    found = solution.plan.assignments
    return set(zip(found.visit.tolist(), found.volunteer.tolist(), strict=True))


def _covered(solution: Solution) -> int:
    return len(np.unique(solution.plan.assignments.visit))


def _side_by_side(before: Solution, after: Solution) -> Iterator[Comparison]:
    """The visits, the ways, the faces and the people of two plans."""

    def mean(solution: Solution) -> int:
        ways = solution.plan.assignments.distance_m
        known = ways[~np.isnan(ways)]
        return round(float(known.mean())) if len(known) else 0

    def people(solution: Solution) -> int:
        return len(np.unique(solution.plan.assignments.volunteer))

    def again(solution: Solution) -> int:
        return int(np.count_nonzero(solution.plan.assignments.repeated))

    yield count_compared(_("Visits with a volunteer"), _covered(before), _covered(after))
    yield count_compared(_("Mean distance in metres"), mean(before), mean(after))
    yield count_compared(_("Same volunteer as last month"), again(before), again(after))
    yield count_compared(_("Volunteers with visits"), people(before), people(after))

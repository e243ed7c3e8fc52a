"""Proposed rules of concerns, tried on the reports and concerns of the last 90 days and told in plain words.

Writes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.concerns import policy
from elderly_visits.concerns.enums import Severity
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.findings import findings
from elderly_visits.visits.models.report import SAFETY_FIELDS, VisitReport
from policies.previews import Comparison, Preview, Proposal, Table, books, count_compared, register
from policies.selectors import PolicyBook
from regions.codes import in_subtree

_DAYS = 90


def register_concern_previews() -> None:
    """Called when the application is ready."""
    register(policy.CONCERN_SEVERITIES, preview_severities)
    register(policy.CONCERN_DUE_HOURS, preview_due_hours)


def _since() -> datetime:
    return timezone.now() - timedelta(days=_DAYS)


# Which answers raise a concern


def _remarkable(proposal: Proposal) -> QuerySet[VisitReport]:
    """The reports whose answers the rule names: few of all."""
    answers: dict[str, list[str]] = {}
    for key in policy.ANSWERS:
        field, _dot, answer = key.partition(".")
        for name in SAFETY_FIELDS if field == "safety" else (field,):
            answers.setdefault(name, []).append(answer)
    condition = Q(contact_made=False) | Q(needs__gt="")
    for name in answers.keys() - {"needs", "no_contact"}:
        condition |= Q(**{f"{name}__in": answers[name]})
    rows = VisitReport.objects.submitted().filter(condition, submitted_at__gte=_since())
    if proposal.region is not None:
        rows = rows.filter(in_subtree("visit__elder__region", proposal.region.pk))
    return rows.select_related("visit__elder").only(
        *answers.keys() - {"no_contact"},
        "contact_made",
        "no_contact_reason",
        "visit__tier",
        "visit__elder__region",
    )


def _severity_by(book: PolicyBook) -> Callable[[VisitReport], str]:
    """How urgent the concern of a report is by these rules; "" where none is raised."""

    @cache
    def rule(region: str) -> Mapping[str, str]:
        found: Mapping[str, str] = book.value(policy.CONCERN_SEVERITIES, region)
        return found

    def severity(report: VisitReport) -> str:
        found = findings(report, rule(report.visit.elder.region_id))
        return found[0].severity.value if found else ""

    return severity


def preview_severities(proposal: Proposal) -> Preview:
    """How many concerns of the last 90 days would have been more or less urgent, raised anew, or not at all."""
    rules = books(proposal)
    before_of, after_of = (_severity_by(book) for book in rules)
    moves: Counter[tuple[str, str]] = Counter(
        (before_of(report), after_of(report)) for report in _remarkable(proposal).iterator(chunk_size=2000)
    )
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for (old, new), number in moves.items():
        before[old] += number
        after[new] += number
    changed = sum(number for (old, new), number in moves.items() if old and new and old != new)
    raised = sum(number for (old, new), number in moves.items() if new and not old)
    dropped = sum(number for (old, new), number in moves.items() if old and not new)
    return Preview(
        sentence=_(
            "Of %(all)d concerns from reports of the last %(days)d days, %(changed)d would have been more or less "
            "urgent; %(raised)d more would have been raised, and %(dropped)d not."
        )
        % {
            "all": sum(number for old, number in before.items() if old),
            "days": _DAYS,
            "changed": changed,
            "raised": raised,
            "dropped": dropped,
        },
        figures=[
            *(
                count_compared(str(severity.label), before[severity.value], after[severity.value])
                for severity in Severity
            ),
            count_compared(
                _("The level above hears at once"), before[Severity.EMERGENCY], after[Severity.EMERGENCY]
            ),
        ],
        tables=_moved(moves, rules[0].value(policy.CONCERN_DUE_HOURS, proposal.region)),
        remarks=[_("Who answers for a concern stays the same; only how soon, and who hears of it as well.")],
        data={"changed": changed, "raised": raised, "dropped": dropped},
    )


def _moved(moves: Mapping[tuple[str, str], int], hours: Mapping[str, int]) -> list[Table]:
    rows = [
        (_told(old, hours), _told(new, hours), str(number))
        for (old, new), number in sorted(moves.items())
        if old != new
    ]
    head = (_("Previous rule"), _("New rule"), _("Reports"))
    return [Table(_("Which would change"), head, rows)] if rows else []


def _told(severity: str, hours: Mapping[str, int]) -> str:
    """The severity with the time that each level has for it."""
    if not severity:
        return _("no concern")
    return _("%(severity)s (%(hours)d hours)") % {
        "severity": Severity(severity).label,
        "hours": hours[severity],
    }


# How long each level has


def preview_due_hours(proposal: Proposal) -> Preview:
    """How many concerns of the last 90 days would have been overdue, and so gone to the next level."""
    before, after = (_late(proposal, book) for book in books(proposal))
    number = sum(1 for _row in _raised(proposal))
    return Preview(
        sentence=_(
            "Of %(all)d concerns raised in the last %(days)d days, %(after)d would have been overdue and gone to the "
            "next level, instead of %(before)d."
        )
        % {"all": number, "days": _DAYS, "before": before.total(), "after": after.total()},
        figures=_by_severity(before, after),
        remarks=[_("Counted from when each was raised until it was closed, or until now.")],
        data={"before": dict(before), "after": dict(after)},
    )


def _by_severity(before: Counter[str], after: Counter[str]) -> list[Comparison]:
    return [count_compared(str(one.label), before[one.value], after[one.value]) for one in Severity]


def _raised(proposal: Proposal) -> Iterator[tuple[Any, ...]]:
    rows = Concern.objects.filter(raised_at__gte=_since())
    if proposal.region is not None:
        rows = rows.filter(in_subtree("elder__region", proposal.region.pk))
    fields = ("raised_at", "closed_at", "severity", "elder__region_id")
    return rows.order_by().values_list(*fields).iterator(chunk_size=2000)


def _late(proposal: Proposal, book: PolicyBook) -> Counter[str]:
    """How many of each severity took longer than a level has for them."""
    now = timezone.now()

    @cache
    def hours(region: str) -> Mapping[str, int]:
        found: Mapping[str, int] = book.value(policy.CONCERN_DUE_HOURS, region)
        return found

    return Counter(
        severity
        for raised, closed, severity, region in _raised(proposal)
        if (closed or now) - raised > timedelta(hours=hours(region)[severity])
    )

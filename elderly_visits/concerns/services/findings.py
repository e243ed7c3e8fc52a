"""What the answers of a report mean: which concerns they call for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.conf import settings
from django.utils import translation

from elderly_visits.concerns.enums import ConcernKind, Severity
from elderly_visits.concerns.selectors.answers import answer_key, no_contact_key
from elderly_visits.visits.enums import Health, Hygiene, Living, Mood, Safety, Support
from elderly_visits.visits.models.report import SAFETY_FIELDS, VisitReport

_ORDER = {Severity.ROUTINE.value: 0, Severity.URGENT.value: 1, Severity.EMERGENCY.value: 2}
_LOOKS = (
    ("health", ConcernKind.HEALTH, Health),
    ("mood", ConcernKind.MOOD, Mood),
    ("living", ConcernKind.LIVING, Living),
    ("support", ConcernKind.SUPPORT, Support),
    ("hygiene", ConcernKind.HYGIENE, Hygiene),
)


class Finding(NamedTuple):
    """One thing to look into; `answer` is the entry of the policy that says how urgent it is."""

    kind: ConcernKind
    severity: Severity
    text: str
    answer: str = ""


def gravest_first(found: Iterable[Finding]) -> list[Finding]:
    """The most urgent first; what is equally urgent stays in the order of the form."""
    return sorted(found, key=lambda one: -_ORDER[one.severity])


def findings(report: VisitReport, severities: Mapping[str, str]) -> list[Finding]:
    """One finding for each answer that calls for action, the gravest first; `severities` is the policy (answer →
    severity or "")."""
    # A concern is written once and read by many, so that it stands in the language of the installation.
    with translation.override(settings.LANGUAGE_CODE):
        found = [
            Finding(kind, Severity(severity), text, key)
            for kind, key, text in _answers(report)
            if (severity := severities.get(key, ""))
        ]
    return gravest_first(found)


def _answers(report: VisitReport) -> Iterator[tuple[ConcernKind, str, str]]:
    """(kind, key of the policy, words) of each answer."""
    if not report.contact_made:
        yield ConcernKind.NO_CONTACT, no_contact_key(report), str(report.get_no_contact_reason_display())
        return
    for field, kind, choices in _LOOKS:
        if answer := getattr(report, field):
            yield kind, answer_key(field, answer), str(choices(answer).label)
    for field in SAFETY_FIELDS:
        if answer := getattr(report, field):
            label = VisitReport.label_of(field)
            yield ConcernKind.SAFETY, answer_key(field, answer), f"{label}: {Safety(answer).label}"
    if report.needs.strip():
        yield ConcernKind.NEED, "needs", report.needs.strip()

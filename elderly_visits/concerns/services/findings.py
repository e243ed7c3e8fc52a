"""What the answers of a report mean: which concerns they call for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    """One concern to raise."""

    kind: ConcernKind
    severity: Severity
    text: str


def findings(report: VisitReport, severities: Mapping[str, str]) -> list[Finding]:
    """One finding of each kind, the gravest answer deciding; `severities` is the policy (answer → severity or "")."""
    found: dict[ConcernKind, tuple[str, list[str]]] = {}
    # A concern is written once and read by many, so that it stands in the language of the installation.
    with translation.override(settings.LANGUAGE_CODE):
        for kind, key, text in _answers(report):
            severity = severities.get(key, "")
            if severity:
                gravest, texts = found.get(kind, (severity, []))
                found[kind] = (max(gravest, severity, key=_ORDER.__getitem__), [*texts, text])
    remark = [report.note.strip()] if report.note.strip() else []
    return [
        Finding(kind, Severity(severity), " · ".join([*texts, *remark]))
        for kind, (severity, texts) in found.items()
    ]


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

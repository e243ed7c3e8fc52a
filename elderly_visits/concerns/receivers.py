"""What concerns do when a report is submitted. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from elderly_visits.concerns.services.concerns import raise_from_report
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.signals import report_submitted
from people.actors import Actor


@receiver(report_submitted, dispatch_uid="report_submitted_raise_concerns")
def report_submitted_raise_concerns(sender: Any, report: VisitReport, actor: Actor, **_: Any) -> None:
    raise_from_report(report, actor=actor)

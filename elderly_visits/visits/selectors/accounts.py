"""A visit as those read it who decide whether it took place: the elder, the report in short, what it raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.badges import Badge, badge_of
from elderly_visits.visits.enums import ContactState, Safety
from elderly_visits.visits.models.report import SAFETY_FIELDS, VisitReport
from elderly_visits.visits.models.visit import Visit
from people.actors import AnyUser
from volunteers.task_types import Account
from volunteers.tasks.models.assignment import Assignment
from workbench.scopes import in_scope

_IN_SHORT = ("health", "mood", "living", "support", "hygiene")
_LONGEST = 80
# Severities that a worker looks at before she verifies; the words of elderly_visits.concerns.
GRAVE = ("emergency", "urgent")


def reported_otherwise() -> Q:
    """A condition on Assignment: no report of the visit counts as it stands and raised nothing grave.

    A routine concern has an owner and a term of its own, and speaks for a visit rather than against it.
    """
    plain = (
        VisitReport.objects.counting()
        .filter(visit__task=OuterRef("task"), late_reason="")
        .exclude(Exists(_grave_concerns()))
    )
    return ~Q(Exists(plain))


def _grave_concerns() -> QuerySet[Any]:
    """Those of an outer report. The model is asked by its relation: concerns stand above visits."""
    concerns = VisitReport._meta.get_field("concerns").related_model
    return concerns._default_manager.filter(report=OuterRef("pk"), severity__in=GRAVE)


def visit_accounts(assignments: Sequence[Assignment], viewer: AnyUser) -> dict[int, Account]:
    """By assignment; of elders who live outside the viewer's regions nothing. Two queries."""
    visits = {
        visit.task_id: visit
        for visit in Visit.objects.filter(
            in_scope(viewer, "elder__region_id"), task__in=[row.task_id for row in assignments]
        )
        .select_related("elder__person", "elder__region", "report")
        .prefetch_related("report__concerns")
    }
    return {row.pk: _account(visit) for row in assignments if (visit := visits.get(row.task_id)) is not None}


def _account(visit: Visit) -> Account:
    person = visit.elder.person
    elder = Account(
        name=person.name,
        url=reverse("elderly_visits_elder:inspect", args=[visit.elder_id]),
        subject=person,
        findings=[(_("No report yet"), Badge.WARN)],
    )
    report = getattr(visit, "report", None)
    if report is None or report.submitted_at is None:
        return elder
    return replace(
        elder,
        answers=_in_short(report),
        findings=_findings(report),
        links=[(_("Visit report"), reverse("elderly_visits_visitreport:inspect", args=[report.pk]))],
    )


def _in_short(report: VisitReport) -> list[tuple[str, str]]:
    found = [(_("Method"), str(report.get_method_display()))]
    for name in _IN_SHORT:
        if getattr(report, name):
            found.append((_label(name), str(getattr(report, f"get_{name}_display")())))
    if safety := _safety(report):
        found.append((_("Safety at home"), safety))
    for name in ("needs", "note"):
        if text := getattr(report, name).strip():
            found.append((_label(name), text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"))
    return found


def _safety(report: VisitReport) -> str:
    """'Safe', or what is not: the five looks at the home in one line."""
    looked = {name: getattr(report, name) for name in SAFETY_FIELDS if getattr(report, name)}
    if not looked:
        return ""
    wrong = [
        f"{_label(name)}: {Safety(answer).label}" for name, answer in looked.items() if answer != Safety.SAFE
    ]
    return " · ".join(wrong) or str(Safety.SAFE.label)


def _findings(report: VisitReport) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = [
        (
            f"{concern.get_severity_display()} · {concern.get_kind_display()}",
            badge_of("severity", concern.severity),
        )
        for concern in report.concerns.all()
    ]
    state = report.contact_state
    if state == ContactState.NONE:
        found.insert(0, (str(report.get_no_contact_reason_display()), badge_of("contact", state)))
    elif state != ContactState.MADE:
        found.insert(0, (str(state.label), badge_of("contact", state)))
    return found or [(_("Nothing in the answers called for action."), Badge.OK)]


def _label(name: str) -> str:
    return capfirst(str(VisitReport.label_of(name)))

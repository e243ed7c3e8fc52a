"""Reports from before visits by staff were counted apart: graded, and not counted where nobody had agreed."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.services.by_workers import record_worker_visit, submit_on_behalf
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.consents.services import withdraw_consent
from tests.elderly_visits.conftest import ALL_WELL


@pytest.fixture(autouse=True)
def early():
    """Before eight in the morning it is still yesterday in UTC."""
    with time_machine.travel("2026-07-08T07:00+08:00", tick=False) as traveller:
        yield traveller


def migrate_data():
    operation = import_module("elderly_visits.migrations.0004_figures_staff_visits").GradeReports()
    with connection.schema_editor() as editor:
        operation.database_forwards("elderly_visits", editor, None, None)


@pytest.mark.django_db(transaction=True)
def test_reports_that_are_there_get_their_grade_and_lose_what_nobody_had_agreed_to(
    make_elder, make_visit, worker, volunteer, early
):
    agreed, never, later, withdrawn = (
        make_elder("同意的"), make_elder("没有的", consent=False), make_elder("后来的"), make_elder("撤回的"),
    )  # fmt: skip
    withdraw_consent(person=withdrawn.person, purpose=ConsentPurpose.VISITS)
    early.shift(timedelta(days=1))
    Consent.objects.filter(person=later.person).update(given_on=timezone.localdate() + timedelta(days=1))
    reports = {
        elder.person.name: record_worker_visit(
            elder=elder, actor=worker, visited_at=timezone.now(), answers=ALL_WELL
        )
        for elder in (agreed, never, later, withdrawn)
    }
    by_volunteer = submit_on_behalf(
        visit=make_visit(make_elder("志愿者看的", registered_on=timezone.localdate() - timedelta(days=1)), ordinal=5),
        volunteer=volunteer, actor=worker, started_at=timezone.now() - timedelta(minutes=40), minutes=30,
        answers=ALL_WELL,
    )  # fmt: skip
    VisitReport.objects.update(evidence="", without_consent=False)
    migrate_data()
    found = dict(VisitReport.objects.values_list("pk", "without_consent"))
    assert {name: found[report.pk] for name, report in reports.items()} == {
        "同意的": False, "没有的": True, "后来的": True, "撤回的": True,
    }  # fmt: skip
    assert found[by_volunteer.pk] is False
    assert set(VisitReport.objects.by_staff().values_list("evidence", flat=True)) == {"C"}
    by_volunteer.refresh_from_db()
    assert by_volunteer.evidence == ""

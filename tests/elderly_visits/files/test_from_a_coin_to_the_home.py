"""An auditor walks from a coin to the home, and back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.elderly_visits.visits.served import visited
from timebank.earning.services.corrections import correct_record
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from volunteers.tasks.services import assignments


@pytest.fixture
def paid(clock: Any, make_visit: Any, volunteer: Any) -> Any:
    """A visit with a line of the sheet: credited at once."""
    row = visited(make_visit(), volunteer, proved=True)
    assert row.state == "verified"
    return row


def way(row: Any) -> list[str]:
    """From the coin to the home, page by page."""
    record = ServiceRecord.objects.get(source_key=f"assignment:{row.uuid}")
    transfer = Transfer.objects.filter(service_record=record).order_by("sequence")[0]
    return [
        reverse("timebank_transfer:index"),
        reverse("timebank_transfer:inspect", args=[transfer.pk]),
        reverse("timebank_servicerecord:inspect", args=[record.pk]),
        reverse("volunteers_workbench:service", args=[row.pk]),
        reverse("elderly_visits_visitreport:inspect", args=[row.visit_reports.get().pk]),
        reverse("elderly_visits_elder:inspect", args=[row.task.visit.elder_id]),
    ]


def links(client: Any, address: str) -> set[str]:
    page = client.get(address)
    assert page.status_code == 200, address
    return set(re.findall(r'href="([^"#?]+)"', page.content.decode()))


def test_each_page_leads_to_the_next_and_back(paid, auditor, worker, log_in):
    transfers, transfer, record, service, report, elder = way(paid)
    for user in (auditor, worker):
        client = log_in(user)
        # The list leads to the record without the stop between.
        assert {transfer, record} <= links(client, transfers)
        assert record in links(client, transfer)
        assert {service, transfer} <= links(client, record)
        assert {report, elder, record} <= links(client, service)
        assert service in links(client, report)
        assert report in links(client, elder)


def test_who_may_not_see_the_home_gets_as_far_as_their_role(
    paid, worker_next_door, manager_next_door, resident, log_in
):
    for user in (worker_next_door, manager_next_door):
        client = log_in(user)
        for address in way(paid)[1:]:
            assert client.get(address).status_code == 404, (user, address)
    assert {log_in(resident).get(address).status_code for address in way(paid)} == {403}


def test_a_record_seen_for_its_volunteer_does_not_lead_to_a_service_elsewhere(
    paid, volunteer, community_next_door, worker_next_door, log_in
):
    person = volunteer.person
    person.region = community_next_door
    person.save(update_fields=["region"])
    record, service = way(paid)[2:4]
    client = log_in(worker_next_door)
    assert service not in links(client, record)
    assert client.get(service).status_code == 404


def test_a_corrected_record_leads_to_its_correction_and_both_to_the_service(paid, manager, auditor, log_in):
    record = ServiceRecord.objects.get(source_key=f"assignment:{paid.uuid}")
    correct_record(record=record, minutes=20, reason="早走了", recorded_by=manager)
    later = ServiceRecord.objects.get(corrects=record)
    client, service = log_in(auditor), way(paid)[3]
    first, second = (reverse("timebank_servicerecord:inspect", args=[one.pk]) for one in (record, later))
    assert {second, service} <= links(client, first)
    assert {first, service} <= links(client, second)


def test_the_file_of_a_volunteer_lists_the_services_of_the_readers_area(paid, volunteer, worker, log_in):
    file = reverse("volunteers_volunteer:inspect", args=[volunteer.pk])
    assert way(paid)[3] in links(log_in(worker), file)


def test_a_service_that_was_refused_is_found_from_the_report_as_well(
    clock, make_visit, volunteer, worker, auditor, log_in
):
    row = visited(make_visit(), volunteer)
    assignments.reject(assignment=row, actor=worker, note="没有来")
    service = reverse("volunteers_workbench:service", args=[row.pk])
    report = reverse("elderly_visits_visitreport:inspect", args=[row.visit_reports.get().pk])
    assert service in links(log_in(auditor), report)
    assert report in links(log_in(auditor), service)


def test_the_list_of_records_narrows_by_person_and_by_how_they_stand(
    paid, volunteer, manager, auditor, log_in
):
    record = ServiceRecord.objects.get(source_key=f"assignment:{paid.uuid}")
    correct_record(record=record, minutes=0, reason="没有来", recorded_by=manager)
    client, address = log_in(auditor), reverse("timebank_servicerecord:index")
    for query, count in (
        ("", 2),
        (f"?person={volunteer.person_id}", 2),
        ("?standing=corrected", 1),
        ("?standing=taken_back", 1),
        ("?standing=stands", 0),
        ("?person=\0&standing=x", 2),
        ("?ordering=person__name", 2),
    ):
        assert len(client.get(address + query).context["object_list"]) == count, query


def test_a_manager_sets_a_credit_aside_from_the_record_and_an_auditor_only_reads(
    paid, manager, auditor, log_in
):
    record = ServiceRecord.objects.get(source_key=f"assignment:{paid.uuid}")
    file, hold = way(paid)[2], reverse("timebank_oversight:place_hold", args=[record.uuid])
    assert hold in links(log_in(manager), file)
    assert hold not in links(log_in(auditor), file)

"""Certificates on the portal and in the workbench."""

import uuid

import pytest
from django.test import Client

from people.access_log.models import AccessLog
from people.mandates.models import Mandate
from timebank.certificates.models import Certificate, CertificateEnding
from timebank.certificates.services.lifecycle import issue_certificate

PAGE = "/timebank/certificates/"


def ask(client, **fields):
    return client.post(PAGE, {"once": str(uuid.uuid4())} | fields)


@pytest.fixture
def issued(serve, person):
    serve(90)
    return issue_certificate(person=person, key="one", issued_by=person.user)


def test_a_volunteer_gets_a_certificate_and_the_file(serve, person, log_in):
    serve(90)
    client = log_in(person.user)
    assert "开具证明" in client.get(PAGE).content.decode()
    response = ask(client)
    assert (response.status_code, response.url) == (302, PAGE)
    certificate = Certificate.objects.get()
    html = client.get(PAGE).content.decode()
    assert certificate.written_number in html and "已经开好了" in html
    file = client.get(f"/timebank/certificates/{certificate.uuid}.pdf")
    assert file["Content-Type"] == "application/pdf" and file.content.startswith(b"%PDF")
    assert f"{certificate.written_number}.pdf" in file["Content-Disposition"]


def test_a_double_click_gives_one(serve, person, log_in):
    serve(90)
    client, once = log_in(person.user), str(uuid.uuid4())
    for _twice in range(2):
        assert ask(client, once=once).status_code == 302
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"since": "2026-03-06", "until": "2026-03-05"}, "开始日期不能晚于结束日期"),
        ({"since": "1999-12-31"}, "这个日期太早了"),
        ({"until": "2026-11-21"}, "这一天还没到"),
        ({"since": "2026-13-01"}, "日期请写成2026-01-31这样"),
        ({"since": "9" * 5000}, "日期请写成2026-01-31这样"),
        ({"since": "\x00x"}, "日期请写成2026-01-31这样"),
        ({"since": "2026-10-01"}, "暂时开不了证明"),
    ],
)
def test_days_that_make_no_sense_are_refused_and_what_was_typed_stays(serve, person, log_in, fields, words):
    serve(90)
    response = ask(log_in(person.user), **fields)
    html = response.content.decode()
    assert response.status_code == 422 and words in html
    assert next(iter(fields.values()))[:10].strip("\x00") in html
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("once", ["", "x", "\x00", "0" * 99])
def test_a_form_without_its_key_asks_again(serve, person, log_in, once):
    serve(90)
    assert ask(log_in(person.user), once=once).status_code == 422
    assert not Certificate.objects.exists()


def test_who_has_served_nothing_is_told_when_there_will_be_one(person, log_in):
    assert "还没有已认定的服务" in log_in(person.user).get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["other_person", "worker_next_door", "manager_next_door"])
def test_nobody_else_gets_the_file(issued, log_in, request, who):
    who = request.getfixturevalue(who)
    client = log_in(getattr(who, "user", who))
    assert client.get(f"/timebank/certificates/{issued.uuid}.pdf").status_code == 404
    assert Client().get(f"/timebank/certificates/{issued.uuid}.pdf").status_code == 302


def test_a_mandate_is_no_key_to_somebodys_certificates(issued, person, other_person, log_in):
    Mandate.objects.create(principal=person, agent=other_person, relation="女儿")
    assert log_in(other_person.user).get(f"/timebank/certificates/{issued.uuid}.pdf").status_code == 404


@pytest.mark.parametrize("key", ["x", "0" * 32, "%00", "a" * 3000])
def test_a_file_that_does_not_exist_is_not_found(person, log_in, key):
    assert log_in(person.user).get(f"/timebank/certificates/{key}.pdf").status_code == 404


def test_the_worker_of_the_region_reads_the_file_on_record(issued, person, worker, log_in):
    assert log_in(worker).get(f"/timebank/certificates/{issued.uuid}.pdf").status_code == 200
    trace = AccessLog.objects.get(subject=person)
    assert (trace.actor, issued.written_number in trace.detail) == (worker, True)


def test_certificates_are_listed_and_found_in_the_workbench(issued, worker, worker_next_door, log_in):
    client = log_in(worker)
    for query in ("", f"?q={issued.written_number}", "?q=张三丰"):
        assert (
            issued.written_number in client.get(f"/workbench/timebank/certificate/{query}").content.decode()
        )
    assert client.get(f"/workbench/timebank/certificate/inspect/{issued.pk}/").status_code == 200
    assert (
        issued.written_number
        not in log_in(worker_next_door).get("/workbench/timebank/certificate/").content.decode()
    )


def test_a_list_of_certificates_takes_as_many_queries_for_three_as_for_one(
    serve, person, other_person, worker, log_in, django_assert_max_num_queries
):
    client = log_in(worker)
    counts = []
    for n in range(3):
        serve(90, at=f"2026-04-0{n + 1} 09:00")
        issue_certificate(person=person, key=str(n))
        if n in (0, 2):
            with django_assert_max_num_queries(40) as queries:
                client.get("/workbench/timebank/certificate/")
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_manager_revokes_with_a_reason(issued, manager, log_in):
    client = log_in(manager)
    address = f"/workbench/timebank/certificates/{issued.pk}/revoke/"
    assert issued.written_number in client.get(address).content.decode()
    assert client.post(address, {"reason": "untrue"}).status_code == 200  # The note is missing.
    assert client.post(address, {"reason": "corrected", "note": "x"}).status_code == 200
    assert not CertificateEnding.objects.exists()
    assert client.post(address, {"reason": "untrue", "note": "冒名服务"}).status_code == 302
    ending = CertificateEnding.objects.get()
    assert (ending.reason, ending.note, ending.by) == ("untrue", "冒名服务", manager)
    inspected = client.get(f"/workbench/timebank/certificate/inspect/{issued.pk}/").content.decode()
    assert "冒名服务" in inspected and "/revoke/" not in inspected


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("worker", 403),
        ("auditor", 403),
        ("manager_next_door", 404),
        ("resident", 403),
        ("worker_next_door", 403),
    ],
)
def test_who_is_no_manager_of_the_county_revokes_nothing(issued, log_in, request, who, status):
    client = log_in(request.getfixturevalue(who))
    address = f"/workbench/timebank/certificates/{issued.pk}/revoke/"
    assert client.post(address, {"reason": "untrue", "note": "x"}).status_code in (status, 302)
    assert not CertificateEnding.objects.exists()


def test_nobody_revokes_a_certificate_of_their_own(serve, manager, county, log_in):
    serve(90, person=manager.person)
    own = issue_certificate(person=manager.person, key="own")
    address = f"/workbench/timebank/certificates/{own.pk}/revoke/"
    assert log_in(manager).post(address, {"reason": "untrue", "note": "x"}).status_code == 403

"""Certificates asked for and records corrected at the same moment: real threads, real commits."""

import pytest

from tests.timebank.ledger.test_concurrency import at_once
from timebank.certificates.models import Certificate, CertificateEnding, CertificateFile
from timebank.certificates.services.lifecycle import issue_certificate, revoke_certificate
from timebank.earning.services.corrections import correct_record

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_form_sent_many_times_at_once_gives_one_certificate(person, serve):
    serve(90)
    jobs = [lambda: issue_certificate(person=person, key="same")] * 8
    assert at_once(jobs) == {"ok": 8}
    assert (Certificate.objects.count(), CertificateFile.objects.count()) == (1, 1)


def test_no_certificate_in_force_counts_a_record_that_was_corrected_meanwhile(person, serve):
    records = [serve(90, at=f"2026-03-{day:02d} 09:00").record for day in range(1, 7)]
    jobs = []
    for n, record in enumerate(records):
        jobs.append(lambda n=n: issue_certificate(person=person, key=str(n)))
        jobs.append(lambda record=record: correct_record(record=record, minutes=60, reason="签退时间有误"))
    outcome = at_once(jobs)
    # Who is overtaken three times is asked to come again; nothing else goes wrong.
    assert set(outcome) <= {"ok", "CertificateUnavailable"}
    for certificate in Certificate.objects.valid():
        assert not certificate.records.filter(record__correction__isnull=False).exists()
    assert issue_certificate(person=person, key="after").minutes == 6 * 60


def test_a_certificate_that_many_revoke_at_once_is_revoked_once(person, serve, manager):
    serve(90)
    certificate = issue_certificate(person=person, key="k")
    jobs = [
        lambda: revoke_certificate(certificate=certificate, reason="untrue", note="x", revoked_by=manager)
    ] * 6
    assert at_once(jobs) == {"ok": 6}
    assert CertificateEnding.objects.count() == 1

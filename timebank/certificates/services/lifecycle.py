from __future__ import annotations

import hashlib
import logging
import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from common.months import midnight
from people.actors import Actor
from people.persons.models import Person
from policies.selectors import book
from regions.codes import county_code_of
from regions.models import Region
from timebank.certificates import errors, policy
from timebank.certificates.document import certificate_pdf
from timebank.certificates.enums import CertificateState, RevocationReason
from timebank.certificates.models import Certificate, CertificateEnding, CertificateFile, CertifiedRecord
from timebank.certificates.numbers import new_number
from timebank.certificates.services.messages import notify_of_certificate_end
from timebank.documents.errors import DocumentError, UnprintableText
from timebank.ledger.enums import AccountKind
from timebank.ledger.errors import KeyConflict
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord

logger = logging.getLogger("shouwang.timebank")

# More services than these are told month by month: nobody reads a paper of forty pages.
MOST_LINES = 200
# How often a correction may come in between before the person is asked to try again.
ATTEMPTS = 3


def issue_certificate(
    *, person: Person, key: str, since: date | None = None, until: date | None = None, issued_by: Actor = None
) -> Certificate:
    """Certify the services of a person within a period, both days included (default: all until today).

    The paper is made and signed before anything is written, in about 0.2 s; then, under the lock that corrections take
    as well, it is checked that the records still stand. The same `key` again gives the first certificate, and so does
    the same content while that is in force.

    Raises `NothingToCertify`, `PeriodInvalid`, `TooManyCertificates`, `KeyConflict`, `NameUnprintable`, and
    `CertificateUnavailable` when no paper can be made (no font, no key).
    """
    until = min(until or timezone.localdate(), timezone.localdate())
    if since is not None and since > until:
        raise errors.PeriodInvalid
    for _attempt in range(ATTEMPTS):
        if earlier := Certificate.objects.filter(key=key).first():
            if earlier.person_id != person.pk:
                raise KeyConflict
            return earlier
        records = _records(person, since, until)
        if not records:
            raise errors.NothingToCertify
        draft = _draft(person, records, since or records[0].served_on, until, key, issued_by)
        if twin := _twin(draft, records):
            return twin
        pdf = _made(draft)
        try:
            if _written(draft, records, pdf):
                return draft
        except IntegrityError:
            # The key was used in the same moment: a double click. (A number of 45 random bits does not come twice.)
            continue
    raise errors.CertificateUnavailable


def _records(person: Person, since: date | None, until: date) -> list[ServiceRecord]:
    found = ServiceRecord.objects.certified().of(person).filter(minutes__gt=0, served_on__lte=until)
    if since is not None:
        found = found.filter(served_on__gte=since)
    return list(found.order_by("served_on", "started_at", "pk"))


def _draft(
    person: Person, records: Sequence[ServiceRecord], since: date, until: date, key: str, issued_by: Actor
) -> Certificate:
    now = timezone.now()
    county = _county(person, records)
    rules = book(on=timezone.localdate(now))
    since_midnight = Certificate.objects.filter(
        person=person, issued_at__gte=midnight(timezone.localdate(now))
    )
    if since_midnight.count() >= rules.value(policy.CERTIFICATES_A_DAY, county.pk):
        raise errors.TooManyCertificates
    return Certificate(
        number=new_number(timezone.localdate(now).year),
        token=secrets.token_urlsafe(18),
        key=key,
        person=person,
        holder_name=person.name,
        region=county,
        issuer=rules.value(policy.CERTIFICATE_ISSUER, county.pk).replace("{county}", county.name)[:120],
        since=since,
        until=until,
        services=len(records),
        minutes=sum(record.minutes for record in records),
        content={"categories": _by_category(records), "lines": _lines(records)},
        issued_at=now,
        issued_by=issued_by,
    )


def _county(person: Person, records: Sequence[ServiceRecord]) -> Region:
    """The person's county; of somebody without an address, the one most of the time was served in."""
    code = county_code_of(person.region_id) if person.region_id else None
    if code is None:
        served: Counter[str] = Counter()
        for record in records:
            served[county_code_of(record.region_id) or record.region_id] += record.minutes
        code = min(served, key=lambda code: (-served[code], code))
    return Region.objects.get(pk=code)


def _by_category(records: Sequence[ServiceRecord]) -> list[list[Any]]:
    services: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for record in records:
        services[record.category] += 1
        minutes[record.category] += record.minutes
    return [[category, services[category], minutes[category]] for category, _total in minutes.most_common()]


def _lines(records: Sequence[ServiceRecord]) -> list[list[Any]]:
    """Service by service; of very many, the months' sums by kind and organiser. Never where and for whom."""
    if len(records) <= MOST_LINES:
        return [
            [f"{row.served_on:%Y-%m-%d}", row.activity, row.category, row.organiser, row.minutes]
            for row in records
        ]
    sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for row in records:
        sums[f"{row.served_on:%Y-%m}", row.category, row.organiser] += row.minutes
    return [
        [month, "", category, organiser, minutes]
        for (month, category, organiser), minutes in sorted(sums.items())
    ]


def _twin(draft: Certificate, records: Sequence[ServiceRecord]) -> Certificate | None:
    """A certificate in force that says the same, so that asking again adds nothing."""
    same = Certificate.objects.valid().filter(
        person=draft.person,
        holder_name=draft.holder_name,
        issuer=draft.issuer,
        since=draft.since,
        until=draft.until,
        minutes=draft.minutes,
        services=draft.services,
    )
    wanted = {record.pk for record in records}
    for twin in same.order_by("-pk")[:3]:
        if set(twin.records.values_list("record_id", flat=True)) == wanted:
            return twin
    return None


def _made(draft: Certificate) -> bytes:
    try:
        with translation.override(settings.LANGUAGE_CODE):
            return certificate_pdf(draft)
    except UnprintableText as error:
        logger.exception("A certificate could not be printed")
        raise errors.NameUnprintable from error
    except DocumentError as error:
        logger.exception("Certificates cannot be made: %s", error)
        raise errors.CertificateUnavailable from error


@transaction.atomic
def _written(draft: Certificate, records: Sequence[ServiceRecord], pdf: bytes) -> bool:
    """Write it all, unless one of the records was corrected since it was read."""
    list(
        Account.objects.select_for_update()
        .filter(person=draft.person, kind=AccountKind.PERSONAL)
        .order_by("pk")
        .values_list("pk")
    )
    pks = [record.pk for record in records]
    standing = ServiceRecord.objects.certified().of(draft.person)
    if not set(pks) <= set(standing.values_list("pk", flat=True)):
        return False
    draft.save(force_insert=True)
    CertificateFile.objects.create(certificate=draft, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())
    CertifiedRecord.objects.bulk_create(
        [CertifiedRecord(certificate=draft, record_id=pk) for pk in pks], batch_size=500
    )
    return True


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: RevocationReason, note: str = "", revoked_by: Actor = None
) -> CertificateEnding:
    """Take a certificate out of force: who checks it sees since when, and the class of the reason. Tells the holder.

    The same call again changes nothing. Raises `AlreadyRevoked` when it was revoked for another reason.
    """
    ending, created = CertificateEnding.objects.get_or_create(
        certificate=certificate,
        state=CertificateState.REVOKED,
        defaults={"reason": reason, "note": note.strip()[:300], "by": revoked_by},
    )
    if not created and ending.reason != reason:
        raise errors.AlreadyRevoked
    if created:
        notify_of_certificate_end(certificate=certificate, ending=ending)
    return ending


def supersede_certificates(*, record: ServiceRecord, by: Actor = None) -> list[CertificateEnding]:
    """A record was corrected: the certificates that count it no longer say what is true. Runs within the correction."""
    endings = []
    outdated = Certificate.objects.valid().filter(records__record=record).select_related("person")
    for certificate in outdated.order_by("pk"):
        ending = CertificateEnding.objects.create(
            certificate=certificate,
            state=CertificateState.SUPERSEDED,
            reason=RevocationReason.CORRECTED,
            by=by,
        )
        notify_of_certificate_end(certificate=certificate, ending=ending)
        endings.append(ending)
    return endings

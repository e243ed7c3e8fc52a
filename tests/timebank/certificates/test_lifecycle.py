"""Certificates: what is certified, the paper, and what takes it out of force."""

import hashlib
import io
import re
import xml.etree.ElementTree as ET
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from asn1crypto import x509
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from notifications.models import Message
from tests.timebank.conftest import SHANGHAI, rule
from timebank.certificates import policy, sealing
from timebank.certificates.document import public_address
from timebank.certificates.enums import CertificateState, RevocationReason
from timebank.certificates.errors import (
    AlreadyRevoked,
    CertificateUnavailable,
    NameUnprintable,
    NothingToCertify,
    PeriodInvalid,
    TooManyCertificates,
)
from timebank.certificates.models import Certificate, CertificateEnding, CertificateFile, CertifiedRecord
from timebank.certificates.numbers import read_number
from timebank.certificates.services.lifecycle import issue_certificate, revoke_certificate
from timebank.documents import typesetting
from timebank.documents.errors import FontMissing, SealMissing
from timebank.earning.services.corrections import correct_record
from timebank.earning.services.crediting import record_services
from timebank.earning.services.records import Service
from timebank.ledger.errors import KeyConflict
from timebank.ledger.selectors.national_record import national_rows, own_records


@pytest.fixture
def issued(serve, person):
    """Two visits and a meal, certified."""
    serve(90)
    serve(30, at="2026-03-06 09:00")
    serve(60, at="2026-04-01 09:00", category="meals", activity="送餐")
    return issue_certificate(person=person, key="one", issued_by=person.user)


def pdf_of(certificate: Certificate) -> bytes:
    return bytes(CertificateFile.objects.get(certificate=certificate).pdf)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def again(certificate: Certificate) -> Certificate:
    return Certificate.objects.with_endings().get(pk=certificate.pk)


# --- What is certified -----------------------------------------------------------------------------------------------


def test_a_certificate_shows_time_content_and_issuer(issued, person, county):
    assert (issued.holder_name, issued.minutes, issued.services) == ("张三丰", 180, 3)
    assert (issued.since, issued.until) == (date(2026, 3, 5), date(2026, 11, 20))
    assert (issued.region, issued.issuer) == (county, "通川区民政局")
    assert issued.content["categories"] == [["visit", 2, 120], ["meals", 1, 60]]
    assert issued.content["lines"][0] == ["2026-03-05", "探访独居老人", "visit", "甲社区志愿服务队", 90]
    assert again(issued).state == CertificateState.VALID


def test_nothing_else_about_the_person_or_where_they_served_is_kept_on_it(issued, person):
    said = f"{issued.content} {text_of(pdf_of(issued))}"
    for secret in (person.phone[3:], "甲社区 3 栋", "聊天", "王队长"):
        assert secret not in said


def test_a_period_counts_both_its_days(serve, person):
    for day in ("2026-03-05", "2026-03-06", "2026-03-07"):
        serve(60, at=f"{day} 09:00")
    found = issue_certificate(person=person, key="k", since=date(2026, 3, 5), until=date(2026, 3, 6))
    assert (found.services, found.since, found.until) == (2, date(2026, 3, 5), date(2026, 3, 6))


def test_corrected_records_count_as_corrected_and_those_of_nothing_not_at_all(serve, person):
    correct_record(record=serve(120).record, minutes=90, reason="签退时间有误")
    correct_record(record=serve(60, at="2026-03-06 09:00").record, minutes=0, reason="未实际开展")
    found = issue_certificate(person=person, key="k")
    assert (found.services, found.minutes) == (1, 90)


def test_who_has_served_nothing_in_a_period_gets_no_certificate(serve, person, other_person):
    serve(60)
    with pytest.raises(NothingToCertify):
        issue_certificate(person=other_person, key="k")
    with pytest.raises(NothingToCertify):
        issue_certificate(person=person, key="k", since=date(2026, 5, 1))
    with pytest.raises(PeriodInvalid):
        issue_certificate(person=person, key="k", since=date(2026, 3, 6), until=date(2026, 3, 5))
    with pytest.raises(PeriodInvalid):
        issue_certificate(person=person, key="k", since=date(2027, 1, 1))
    assert not Certificate.objects.exists()


def test_of_very_many_services_the_months_are_told(serve, person):
    for n in range(201):
        serve(5, at=f"2026-{1 + n // 28:02d}-{1 + n % 28:02d} 09:00")
    found = issue_certificate(person=person, key="k")
    assert (found.services, found.minutes) == (201, 1005)
    assert found.content["lines"][0] == ["2026-01", "", "visit", "甲社区志愿服务队", 140]
    assert sum(line[4] for line in found.content["lines"]) == 1005


def test_a_life_of_service_fits_on_a_certificate_and_into_an_export(person, community):
    start = datetime(2020, 1, 1, 9, tzinfo=SHANGHAI)
    services = [
        Service(
            person=person,
            minutes=60,
            source_key=f"life:{n}",
            category="visit",
            activity="探访",
            started_at=start + timedelta(days=n),
            ended_at=start + timedelta(days=n, hours=1),
            place="",
            content="",
            region=community,
            organiser="队",
            in_charge="",
            evidence_grade="A",
        )
        for n in range(2200)
    ]
    record_services(services=services, notify=False)
    found = issue_certificate(person=person, key="k")
    assert (found.services, found.minutes) == (2200, 132_000)
    # Asked again, the same paper is found by its two thousand records.
    assert issue_certificate(person=person, key="again") == found
    assert len(list(national_rows(own_records(person), with_id_number=True))) == 2200


def test_somebody_without_an_address_is_certified_by_the_county_served_most(
    serve, person, community_far_away
):
    person.region = None
    person.save()
    serve(60)
    serve(90, at="2026-03-06 09:00", region=community_far_away)
    assert issue_certificate(person=person, key="k").issuer == "达川区民政局"


def test_a_county_names_its_own_issuing_unit(serve, person, county):
    rule(policy.CERTIFICATE_ISSUER, "{county}志愿服务联合会", region=county)
    serve(60)
    assert issue_certificate(person=person, key="k").issuer == "通川区志愿服务联合会"


@pytest.mark.parametrize("value", ["", " ", 5, None, "x" * 101, "{city}", "{", "a\nb", "{county.pk}"])
def test_an_issuer_that_could_not_be_printed_is_refused_as_a_rule(value):
    from django.core.exceptions import ValidationError

    from policies.registry import DECLARATIONS

    with pytest.raises(ValidationError):
        DECLARATIONS[policy.CERTIFICATE_ISSUER].check(value)


# --- Once ------------------------------------------------------------------------------------------------------------


def test_a_double_click_gives_one_certificate(serve, person):
    serve(60)
    first = issue_certificate(person=person, key="same")
    assert issue_certificate(person=person, key="same") == first
    assert (Certificate.objects.count(), CertificateFile.objects.count()) == (1, 1)


def test_asking_again_for_the_same_content_gives_the_same_paper(issued, person, serve):
    assert issue_certificate(person=person, key="two") == issued
    serve(60, at="2026-05-01 09:00")
    assert issue_certificate(person=person, key="three") != issued


def test_after_a_revocation_the_same_content_can_be_certified_anew(issued, person, manager):
    revoke_certificate(certificate=issued, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=manager)
    assert issue_certificate(person=person, key="two") != issued


def test_nobody_gets_the_certificate_of_somebody_else_by_its_key(issued, other_person):
    with pytest.raises(KeyConflict):
        issue_certificate(person=other_person, key="one")


def test_there_is_an_end_to_the_certificates_of_a_day(serve, person):
    rule(policy.CERTIFICATES_A_DAY, 2)
    for day in range(1, 4):
        serve(60, at=f"2026-03-{day:02d} 09:00")
    for day in (1, 2):
        issue_certificate(person=person, key=str(day), until=date(2026, 3, day))
    with pytest.raises(TooManyCertificates):
        issue_certificate(person=person, key="3", until=date(2026, 3, 3))


# --- The paper -------------------------------------------------------------------------------------------------------


def test_the_font_comes_with_the_page_assets():
    """A machine where somebody once installed a font by hand would hide that it is missing elsewhere."""
    assert all(Path(folder).is_dir() for folder in settings.DOCUMENT_FONTS)
    assert typesetting.chinese_families()[0] == "Noto Sans SC"


def test_the_text_of_the_paper_can_be_read_in_chinese(issued):
    # Between Chinese and figures stands a thin space, which readers of text see as one.
    text = "".join(text_of(pdf_of(issued)).split())
    for words in (
        "志愿服务记录证明",
        "张三丰",
        "3小时",
        "通川区民政局",
        "探访独居老人",
        "送餐",
        issued.written_number,
    ):
        assert words in text
    assert "\ufffd" not in text


def test_the_code_on_the_paper_leads_to_the_public_page(issued, client):
    page = pypdfium2.PdfDocument(pdf_of(issued))[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(page)
    assert code.text == public_address(issued)
    assert client.get(code.text.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_the_file_is_pdf_a_with_its_fonts_inside(issued):
    pdf = pdf_of(issued)
    xmp = re.findall(rb"<\?xpacket begin.*?<\?xpacket end=.r.\?>", pdf, re.DOTALL)
    # One packet only: the signature left what the typesetter wrote.
    assert len(xmp) == 1
    body = xmp[0][xmp[0].index(b"<x:xmpmeta") : xmp[0].rindex(b"<?xpacket")]
    said = {element.tag.rpartition("}")[2]: element.text for element in ET.fromstring(body).iter()}
    assert (said["part"], said["conformance"]) == ("2", "U")
    reader = PdfFileReader(io.BytesIO(pdf))
    assert reader.root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    # PDF/A-2 is PDF 1.7: neither header nor catalogue may ask for more.
    assert pdf.startswith(b"%PDF-1.7") and "/Version" not in reader.root
    assert "/Encrypt" not in reader.trailer
    fonts = [
        font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in (kid.get_object() for kid in reader.root["/Pages"]["/Kids"])
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    ]
    assert fonts
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_the_signature_covers_the_whole_file_and_fits(issued):
    reader = PdfFileReader(io.BytesIO(pdf_of(issued)))
    (signature,) = reader.embedded_signatures
    certificate = x509.Certificate.load(sealing.installation_seal().certificate)
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=[certificate], allow_fetching=False, moment=timezone.now())
    )
    assert status.bottom_line and status.intact and status.valid
    assert status.coverage.name == "ENTIRE_FILE"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_one_changed_byte_breaks_the_signature(issued):
    pdf = bytearray(pdf_of(issued))
    pdf[len(pdf) // 3] ^= 1
    reader = PdfFileReader(io.BytesIO(bytes(pdf)))
    (signature,) = reader.embedded_signatures
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[], allow_fetching=False))
    assert not status.intact


def test_the_file_is_kept_with_its_hash(issued):
    stored = CertificateFile.objects.get(certificate=issued)
    assert stored.sha256 == hashlib.sha256(bytes(stored.pdf)).hexdigest()


def test_words_that_look_like_markup_stay_words(serve, person):
    person.name = '#eval("1") *甲* $x$ @y'
    person.save()
    serve(60, activity="= 标题 <label> \\ // #pagebreak()")
    text = text_of(pdf_of(issue_certificate(person=person, key="k")))
    assert '#eval("1") *甲* $x$ @y' in text and "#pagebreak()" in text


def test_a_name_that_cannot_be_printed_is_refused_kindly_and_nothing_is_written(serve, person):
    serve(60)
    # A private-use character is in no font.
    person.name = "张\U0010fffd"
    person.save()
    with pytest.raises(NameUnprintable):
        issue_certificate(person=person, key="k")
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("problem", [FontMissing("no font"), SealMissing("no key")])
def test_where_no_paper_can_be_made_the_person_is_told_to_come_back(
    serve, person, monkeypatch, problem, caplog
):
    def fails(*_args, **_named):
        raise problem

    serve(60)
    where = typesetting if isinstance(problem, FontMissing) else sealing
    monkeypatch.setattr(where, "chinese_families" if where is typesetting else "installation_seal", fails)
    with pytest.raises(CertificateUnavailable) as refusal:
        issue_certificate(person=person, key="k")
    assert "稍后再试" in str(refusal.value)
    assert str(problem) in caplog.text
    assert not Certificate.objects.exists()


def test_a_big_installation_without_a_key_says_what_is_missing(settings):
    settings.CERTIFICATE_DEMO_KEYS = None
    with pytest.raises(SealMissing, match="SHOUWANG_CERTIFICATE_KEY"):
        sealing.installation_seal()


def test_a_key_that_cannot_be_used_says_why(settings, tmp_path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    sealing.installation_seal()
    own = (settings.CERTIFICATE_DEMO_KEYS / "certificate_key.pem").read_bytes()
    settings.CERTIFICATE_CERT_FILE = str(tmp_path / "cert.pem")
    (tmp_path / "cert.pem").write_bytes(own)

    def key(private) -> str:
        path = tmp_path / "key.pem"
        path.write_bytes(
            private.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return str(path)

    settings.CERTIFICATE_KEY_FILE = str(tmp_path / "nowhere.pem")
    with pytest.raises(SealMissing, match="cannot be read"):
        sealing.installation_seal()
    settings.CERTIFICATE_KEY_FILE = key(ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(SealMissing, match="no RSA key"):
        sealing.installation_seal()
    sealing._seal.cache_clear()
    settings.CERTIFICATE_KEY_FILE = key(rsa.generate_private_key(65537, 2048))
    with pytest.raises(SealMissing, match="does not belong"):
        sealing.installation_seal()
    sealing._seal.cache_clear()
    (tmp_path / "key.pem").write_bytes(own)
    assert not sealing.installation_seal().self_made


def test_the_key_made_at_first_use_is_readable_by_its_owner_only(settings, tmp_path):
    settings.CERTIFICATE_DEMO_KEYS = tmp_path / "keys"
    seal = sealing.installation_seal()
    path = tmp_path / "keys" / "certificate_key.pem"
    assert seal.self_made and path.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == ["certificate.pem", "certificate_key.pem"]


# --- The end of it ---------------------------------------------------------------------------------------------------


def test_a_corrected_record_supersedes_the_certificate_and_the_holder_is_told(issued, person, worker):
    record = issued.records.order_by("pk").first().record
    correct_record(record=record, minutes=60, reason="签退时间有误", recorded_by=worker)
    ending = again(issued).ending
    assert (ending.state, ending.reason, ending.by) == ("superseded", "corrected", worker)
    message = Message.objects.get(person=person, kind="timebank.certificate_ended")
    assert issued.written_number in message.body and message.link == reverse("timebank:certificates")


def test_a_correction_of_another_record_leaves_the_certificate_alone(issued, serve):
    correct_record(record=serve(60, at="2026-06-01 09:00").record, minutes=30, reason="签退时间有误")
    assert again(issued).state == CertificateState.VALID


def test_a_revocation_is_told_once_and_keeps_its_reason(issued, person, manager):
    for _twice in range(2):
        revoke_certificate(
            certificate=issued, reason=RevocationReason.UNTRUE, note="冒名", revoked_by=manager
        )
    assert (again(issued).state, CertificateEnding.objects.count()) == (CertificateState.REVOKED, 1)
    assert Message.objects.filter(kind="timebank.certificate_ended").count() == 1
    with pytest.raises(AlreadyRevoked):
        revoke_certificate(certificate=issued, reason=RevocationReason.HOLDER_ASKED, revoked_by=manager)


def test_a_superseded_certificate_can_still_be_revoked(issued, manager):
    correct_record(record=issued.records.first().record, minutes=1, reason="签退时间有误")
    revoke_certificate(certificate=issued, reason=RevocationReason.UNTRUE, revoked_by=manager)
    assert again(issued).state == CertificateState.REVOKED


@pytest.mark.parametrize("model", [Certificate, CertificateFile, CertifiedRecord, CertificateEnding])
def test_certificates_only_grow(issued, manager, model):
    revoke_certificate(certificate=issued, reason=RevocationReason.UNTRUE, revoked_by=manager)
    row = model.objects.first()
    field = next(field for field in model._meta.concrete_fields if not field.primary_key)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field.attname: getattr(row, field.attname)})
    table = model._meta.db_table
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
    assert model.objects.exists()


def test_a_correction_that_comes_in_between_is_not_missed(serve, person, monkeypatch):
    """The record was read, the paper made, and then somebody corrected the record."""
    from timebank.certificates.services import lifecycle

    record = serve(60).record
    made = lifecycle._made
    corrected = []

    def slow(draft):
        if not corrected:
            corrected.append(correct_record(record=record, minutes=30, reason="签退时间有误"))
        return made(draft)

    monkeypatch.setattr(lifecycle, "_made", slow)
    assert issue_certificate(person=person, key="k").minutes == 30
    assert Certificate.objects.count() == 1


def test_a_number_is_of_the_year_and_passes_its_own_check(issued):
    assert issued.number.startswith("SW2026")
    assert read_number(issued.written_number) == issued.number


def test_the_day_is_the_citys_day(serve, person):
    import time_machine

    serve(60)
    with time_machine.travel(datetime(2027, 1, 1, 0, 30, tzinfo=SHANGHAI), tick=False):
        found = issue_certificate(person=person, key="k")
    assert (found.until, found.number[:6]) == (date(2027, 1, 1), "SW2027")

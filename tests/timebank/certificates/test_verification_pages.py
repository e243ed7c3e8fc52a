"""Checking a certificate without a log-in: by code, number and file."""

from datetime import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.timebank.conftest import SHANGHAI
from timebank.certificates.enums import RevocationReason
from timebank.certificates.models import CertificateFile
from timebank.certificates.services.lifecycle import issue_certificate, revoke_certificate
from timebank.certificates.views import verification as views
from timebank.earning.services.corrections import correct_record


@pytest.fixture
def issued(serve, person):
    serve(90)
    serve(60, at="2026-04-01 09:00", category="meals", activity="送餐")
    return issue_certificate(person=person, key="one", issued_by=person.user)


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    from django.core.cache import cache

    cache.clear()


def said(response, status=200) -> str:
    assert response.status_code == status
    return response.content.decode()


def by_number(text, name="", client=None):
    return (client or Client()).post("/verify/number/", {"number": text, "name": name})


def by_file(content: bytes):
    return Client().post("/verify/file/", {"file": SimpleUploadedFile("证明.pdf", content)})


def test_the_code_shows_what_to_compare_and_covers_the_name(issued, person):
    html = said(Client().get(f"/verify/{issued.token}/"))
    for words in (
        "这份证明有效",
        issued.written_number,
        "张**",
        "2小时30分钟",
        "通川区民政局",
        "探访",
        "助餐",
    ):
        assert words in html
    for secret in (person.name, person.phone[3:], "甲社区 3 栋"):
        assert secret not in html


def test_pages_about_certificates_stay_out_of_search_engines_and_caches(issued):
    response = Client().get(f"/verify/{issued.token}/")
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_a_revoked_certificate_says_since_when_and_why_but_not_the_note(issued, manager):
    revoke_certificate(
        certificate=issued, reason=RevocationReason.UNTRUE, note="邻居举报", revoked_by=manager
    )
    html = said(Client().get(f"/verify/{issued.token}/"))
    assert "已于2026年11月20日撤销" in html and "内容不实" in html
    assert "邻居举报" not in html and "这份证明有效" not in html


def test_a_superseded_certificate_says_that_there_is_a_correction(issued):
    correct_record(record=issued.records.first().record, minutes=30, reason="签退时间有误")
    html = said(Client().get(f"/verify/{issued.token}/"))
    assert "自2026年11月20日起不再有效" in html and "换开一份新的" in html


@pytest.mark.parametrize("token", ["x", "0" * 24, "a" * 5000, "张"])
def test_an_address_that_leads_nowhere_says_so(db, token):
    html = said(Client().get(f"/verify/{token}/"), 404)
    assert "没有对应的证明" in html and "核验编号" in html


def test_a_number_is_taken_as_people_type_it(issued):
    for text in (
        issued.written_number,
        issued.number.lower(),
        f" {issued.written_number.replace('-', ' ')} ",
    ):
        assert "这份证明有效" in said(by_number(text))


def test_a_name_typed_beside_the_number_is_compared(issued):
    assert "与证明一致" in said(by_number(issued.number, "张 三丰"))
    assert "与证明不一致" in said(by_number(issued.number, "张三峰"))


@pytest.mark.parametrize(
    "text", ["", "SW2026-7K3M9-QX27P", "\x00", "9" * 61, "<script>", "张三丰", "SW" + "0" * 14, "\ud83d"]
)
def test_a_number_that_is_none_is_answered_kindly_and_kept_in_the_form(issued, text):
    html = said(by_number(text.encode("utf-8", "replace").decode()))
    assert "这份证明有效" not in html and "<script>" not in html
    if text == "张三丰":
        assert 'value="张三丰"' in html and "没有这个编号的证明" in html


def test_numbers_cannot_be_tried_by_the_thousand(issued, monkeypatch):
    monkeypatch.setattr(views, "MOST_BY_NUMBER", 3)
    client = Client()
    for _try in range(3):
        said(by_number("SW2026-7K3M9-QX27P", client=client))
    assert "请过十分钟再试" in said(by_number(issued.number, client=client), 429)
    # Another address is not held up by it, and ten minutes later this one is not either.
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert "这份证明有效" in said(by_number(issued.number, client=other))
    with time_machine.travel(datetime(2026, 11, 20, 10, 10, 1, tzinfo=SHANGHAI)):
        assert "这份证明有效" in said(by_number(issued.number, client=client))


def test_the_file_that_was_issued_is_recognised(issued):
    html = said(by_file(bytes(CertificateFile.objects.get(certificate=issued).pdf)))
    assert "没有被改动" in html and "这份证明有效" in html


@pytest.mark.parametrize("where", [1000, -200])
def test_a_file_with_one_changed_byte_is_told_apart(issued, where):
    pdf = bytearray(CertificateFile.objects.get(certificate=issued).pdf)
    pdf[where] ^= 1
    html = said(by_file(bytes(pdf)))
    assert "这个文件不是原来出具的文件" in html and issued.written_number in html


def test_a_file_to_which_something_was_added_is_told_apart(issued):
    pdf = bytes(CertificateFile.objects.get(certificate=issued).pdf)
    assert "这个文件不是原来出具的文件" in said(by_file(pdf + b"\n%%EOF\n"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n",
        b"\x00" * 1000,
        b"PK\x03\x04",
        b"SW2026-7K3M9-QX27P",
        "不是PDF".encode(),
        b"%PDF" * 9999,
    ],
)
def test_any_other_file_is_called_unknown(issued, content):
    assert "这个文件不是我们出具的证明" in said(by_file(content))


def test_a_file_that_is_too_large_and_a_form_without_one_are_refused_kindly(issued):
    assert "文件超过5 MB" in said(by_file(b"x" * (5 * 1024 * 1024 + 1)))
    assert "核验服务证明" in said(Client().post("/verify/file/"))
    assert "核验服务证明" in said(Client().post("/verify/file/", {"file": "text"}))


def test_checking_costs_the_same_few_queries_however_much_is_certified(
    serve, person, django_assert_num_queries
):
    serve(90)
    small = issue_certificate(person=person, key="small")
    for day in range(1, 25):
        serve(30, at=f"2026-05-{day:02d} 09:00")
    large = issue_certificate(person=person, key="large")
    for certificate in (small, large):
        with django_assert_num_queries(2):
            said(Client().get(f"/verify/{certificate.token}/"))

"""Proof for people: a certificate asked for on a phone, checked by a stranger, and taken out of force."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from people.persons.models import Person
from regions.models import Region
from tests.journeys.conftest import DESKTOP
from timebank.certificates.enums import RevocationReason
from timebank.certificates.models import Certificate
from timebank.certificates.services.lifecycle import issue_certificate, revoke_certificate
from timebank.earning.services.crediting import record_service
from timebank.earning.services.records import Service

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def serve(person: Person, region: Region, days_ago: int = 3) -> None:
    start = timezone.now() - timedelta(days=days_ago)
    record_service(
        service=Service(
            person=person,
            minutes=90,
            source_key=f"journey:{days_ago}",
            category="visit",
            activity="探访独居老人",
            started_at=start,
            ended_at=start + timedelta(minutes=90),
            place="",
            content="",
            region=region,
            organiser="甲社区志愿服务队",
            in_charge="王队长",
            evidence_grade="A",
        ),
    )


def issued(person: Person) -> Certificate:
    """In a thread of its own: the browser's driver runs an event loop in this one, and so does the signing."""

    def issue() -> Certificate:
        try:
            return issue_certificate(person=person, key="k")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(issue).result()


def test_a_certificate_is_asked_for_checked_by_a_stranger_and_revoked(
    open_browser: Any, enter: Any, make_volunteer: Any, community: Region, tmp_path: Path
) -> None:
    person = make_volunteer("张三丰").person
    serve(person, community)
    mine = enter(person.user)
    mine.goto("/timebank/")
    mine.get_by_role("link", name=re.compile("我的服务证明")).click()
    mine.get_by_role("button", name="开具证明").click()
    expect(mine.get_by_text("已经开好了")).to_be_visible()
    with mine.expect_download() as waiting:
        mine.get_by_role("button", name="下载证明（PDF）").click()
    paper = tmp_path / "证明.pdf"
    waiting.value.save_as(paper)

    stranger = open_browser(DESKTOP)
    (code,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(paper.read_bytes())[0].render(scale=3).to_pil())
    stranger.goto(re.sub(r"^https?://[^/]+", "", code.text))
    expect(stranger.get_by_role("heading", name="这份证明有效")).to_be_visible()
    stranger.get_by_role("button", name="再核验一份").click()
    stranger.get_by_label("PDF文件").set_input_files(paper)
    stranger.get_by_role("button", name="核验文件").click()
    expect(stranger.get_by_text("文件没有被改动")).to_be_visible()

    certificate = Certificate.objects.get()
    revoke_certificate(certificate=certificate, reason=RevocationReason.UNTRUE)
    stranger.goto("/verify/")
    stranger.get_by_label("证明编号").fill(certificate.written_number.lower())
    stranger.get_by_role("button", name="核验编号").click()
    expect(stranger.get_by_role("heading", name=re.compile("撤销"))).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/timebank/",
        "/timebank/certificates/",
        "/timebank/print/",
        "/timebank/honour/",
        "/timebank/honour/511702000000/",
        "/timebank/records/",
        "/verify/",
        "/verify/{token}/",
    ],
)
def test_papers_keep_nobody_out(path: str, enter: Any, make_volunteer: Any, community: Region) -> None:
    person = make_volunteer("张三丰").person
    serve(person, community)
    token = issued(person).token
    page = enter(person.user)
    page.goto(path.format(token=token))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""Limits count the visitor: not the proxy, not what somebody claims to be, and not what a full cache forgot."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse

from common.web import visitor_address, visitor_network
from facilities.enums import FacilityType
from facilities.models import Facility
from people.access_log.models import AccessLog
from people.logins.models import User
from platform_site.apps import proxies_check
from tests.platform_site.accounts.doors import ask_for_code
from tests.sms import Recorded
from timebank.certificates.views.verification import too_often

SPOOFED = {"HTTP_X_FORWARDED_FOR": "198.51.100.1", "HTTP_X_REAL_IP": "198.51.100.1"}


def asking(rf: RequestFactory, remote: str, forwarded: str = "") -> Any:
    return rf.get("/", REMOTE_ADDR=remote, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}))


def test_without_a_proxy_of_ours_nobody_chooses_the_own_address(rf: RequestFactory) -> None:
    assert visitor_address(asking(rf, "203.0.113.7", "198.51.100.1")) == "203.0.113.7"


def test_behind_one_proxy_the_last_address_counts_whatever_stands_before_it(
    rf: RequestFactory, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert visitor_address(asking(rf, "10.0.0.1", "1.2.3.4, 203.0.113.7")) == "203.0.113.7"
    assert visitor_address(asking(rf, "10.0.0.1")) == "10.0.0.1"
    assert visitor_address(asking(rf, "10.0.0.1", "gibberish")) == "10.0.0.1"


def test_what_did_not_come_through_all_proxies_is_counted_by_its_own_address(
    rf: RequestFactory, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert visitor_address(asking(rf, "203.0.113.7", "1.2.3.4")) == "203.0.113.7"


def test_an_ipv6_customer_is_one_visitor(rf: RequestFactory) -> None:
    first, second = (visitor_network(asking(rf, f"2001:db8:1:2::{last}")) for last in (1, 2))
    assert first == second == "2001:db8:1:2::"


@pytest.mark.django_db
def test_spoofed_headers_do_not_multiply_the_codes_of_one_address(gateway: None) -> None:
    for serial in range(25):
        client = Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{serial}", HTTP_X_REAL_IP=f"198.51.100.{serial}")
        ask_for_code(client, f"1380013{serial:04}")
    assert len(Recorded.sent) == 20


@pytest.mark.django_db
def test_spoofed_headers_do_not_multiply_reports_or_questions(community: Any, rf: RequestFactory) -> None:
    for kept in caches.all():
        kept.clear()
    care_point = Facility.objects.create(
        name="助餐点",
        type=FacilityType.MEAL_SITE,
        region=community,
        lat=31.2,
        lon=107.5,
        location_quality="exact",
    )
    answers = [
        Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{serial}").post(
            reverse("facilities:report", args=[care_point.pk]), {"text": f"电话不对，第{serial}次"}
        )
        for serial in range(40)
    ]
    assert answers[0].status_code == 302
    assert answers[-1].status_code == 422
    asked = [
        too_often(asking(rf, "203.0.113.7", f"198.51.100.{serial}"), "a", most=3, seconds=60)
        for serial in range(5)
    ]
    assert asked == [False, False, False, True, True]


@pytest.mark.django_db
def test_behind_a_proxy_one_visitor_does_not_use_up_the_limit_of_all(gateway: None, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for serial in range(25):
        ask_for_code(Client(HTTP_X_FORWARDED_FOR="203.0.113.66"), f"1380013{serial:04}")
    assert len(Recorded.sent) == 20
    assert ask_for_code(Client(HTTP_X_FORWARDED_FOR="203.0.113.7"), "13900139000").status_code == 302


@pytest.mark.django_db
def test_the_access_log_names_the_visitor(worker: User, log_in: Any, settings: Any) -> None:
    client = log_in(worker)
    client.get("/workbench/people/person/", **SPOOFED)
    assert AccessLog.objects.filter(address="127.0.0.1").exists()
    assert not AccessLog.objects.filter(address="198.51.100.1").exists()


def test_a_big_installation_is_asked_which_proxies_are_its_own(settings: Any) -> None:
    settings.EMBEDDED, settings.PROXIES_NAMED = False, False
    [warning] = proxies_check()
    assert warning.id == "platform_site.W001"
    settings.PROXIES_NAMED = True
    assert proxies_check() == []
    settings.EMBEDDED, settings.PROXIES_NAMED = True, False
    assert proxies_check() == []


@pytest.mark.django_db
def test_the_map_pushes_no_counter_out(client: Client, rf: RequestFactory, city: Any) -> None:
    for kept in caches.all():
        kept.clear()
    request = asking(rf, "203.0.113.7")
    assert not too_often(request, "b", most=1, seconds=3600)
    for serial in range(400):
        client.get(reverse("facilities:points"), {"box": f"107,31,107.{serial + 1:03},31.2"})
    client.get("/")
    assert too_often(request, "b", most=1, seconds=3600)

"""What is typed without a form around it."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from common.months import this_month
from common.web import errors_shown, is_own_url, next_url, posted_text, requested_month


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("  病了  ", "病了"), ("a\0b", "ab"), ("\0", ""), ("长" * 500, "长" * 300), ("", "")],
)
def test_a_typed_text_is_trimmed_cut_and_fit_for_every_database(sent, kept):
    assert posted_text(RequestFactory().post("/", {"note": sent}), "note") == kept


def test_a_text_that_was_not_sent_is_empty():
    assert posted_text(RequestFactory().post("/"), "note") == ""


def test_a_refusal_ends_the_block_and_is_shown_on_the_next_page():
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)
    with errors_shown(request):
        raise ValidationError(["Too late.", "Too long."])
    assert [str(message) for message in get_messages(request)] == ["Too late.", "Too long."]


@pytest.mark.parametrize(
    "address", ["/", "/?month=", "/?month=2026-13", "/?month=1999-12", "/?month=x", "/?month=%00"]
)
def test_an_address_without_a_month_asks_for_this_month(address):
    assert requested_month(RequestFactory().get(address)) == this_month()


def test_an_address_asks_for_its_month_and_for_none_later_than_the_latest():
    request = RequestFactory().get("/?month=2091-11")
    assert requested_month(request) == date(2091, 11, 1)
    assert requested_month(request, latest=date(2026, 11, 1)) == date(2026, 11, 1)
    assert requested_month(request, latest=date(2099, 1, 1)) == date(2091, 11, 1)


@pytest.mark.parametrize("url", ["/me/", "/me/?page=2#top", "http://testserver/me/"])
def test_one_is_led_on_within_the_site(url):
    assert next_url(RequestFactory().get("/", {"next": url}), "home") == url
    assert next_url(RequestFactory().post("/", {"next": url}), "home") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "ftp:x",
    ],
)
def test_one_is_never_led_off_the_site(url):
    request = RequestFactory().get("/", {"next": url})
    assert next_url(request, "home") == "home" and not is_own_url(request, url)

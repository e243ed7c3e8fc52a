"""What a request brings: texts typed without a form around them, days and months, where to go on."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone

from common.months import this_month
from common.web import (
    clean_values,
    errors_shown,
    is_own_url,
    key_in,
    next_url,
    posted_text,
    requested_day,
    requested_month,
)


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
        "x",
    ],
)
def test_one_is_never_led_off_the_site(url):
    request = RequestFactory().get("/", {"next": url})
    assert next_url(request, "home") == "home" and not is_own_url(request, url)


@pytest.mark.parametrize("text", ["a\0b", "\0ab", "ab\x1b", "a\udfffb", "a\x7fb"])
def test_what_no_database_keeps_is_taken_out_of_names_and_values(text):
    values = QueryDict(mutable=True)
    values.setlist(text, [text, "赵 一\n第二行"])
    cleaned = clean_values(values)
    assert dict(cleaned.lists()) == {"ab": ["ab", "赵 一\n第二行"]}
    assert values.getlist(text), "the values that came in are left as they are"


def test_ordinary_values_are_passed_on_as_they_are():
    values = QueryDict("q=赵一&q=钱二")
    assert clean_values(values) is values


@pytest.mark.parametrize("far", ["9999-12-31", "0001-01-01", "x", "2026-02-30", "9" * 5000, ""])
def test_a_day_nobody_means_is_today(far):
    assert requested_day(RequestFactory().get("/", {"day": far})) == timezone.localdate()


def test_a_day_of_last_year_is_that_day():
    day = timezone.localdate() - timedelta(days=365)
    assert requested_day(RequestFactory().get("/", {"day": day.isoformat()})) == day


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("7", 7),
        ("", 0),
        ("x", 0),
        ("-1", 0),
        ("٣", 0),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, 0),
        ("9" * 5000, 0),
    ],
)
def test_a_key_is_read_and_what_is_none_is_nobodys(text, key):
    assert key_in(text) == key

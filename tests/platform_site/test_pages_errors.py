"""Error pages: kind, in the reader's language, telling nothing, and needing nothing that may be broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory
from django.utils.translation import override
from django.views import defaults
from django.views.csrf import csrf_failure

from people.logins.models import User

_WORDS = {
    400: ("我们没有看懂", "We could not process this request"),
    403: ("这个页面没有对您开放", "You do not have access to this page"),
    404: ("这里没有您能看的内容", "There is nothing to see here"),
    500: ("我们这边出错了", "Something went wrong on our side"),
}


def _page(status: int) -> Any:
    request = RequestFactory().get("/somewhere/")
    error = Exception("张三，身份证 510000")
    return {
        400: lambda: defaults.bad_request(request, SuspiciousOperation("x")),
        403: lambda: defaults.permission_denied(request, error),
        404: lambda: defaults.page_not_found(request, error),
        500: lambda: defaults.server_error(request),
    }[status]()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("status", sorted(_WORDS))
def test_error_pages_speak_the_language_of_the_reader_without_a_database(status: int, language: str) -> None:
    """No `db` fixture: a query would fail this test."""
    with override(language):
        answer = _page(status)
    html = answer.content.decode()
    assert answer.status_code == status
    assert f'<html lang="{language}"' in html
    assert f"<h1>{_WORDS[status][language == 'en']}</h1>" in html


@pytest.mark.parametrize("status", sorted(_WORDS))
def test_error_pages_tell_nothing_of_what_happened(status: int) -> None:
    html = _page(status).content.decode()
    assert "张三" not in html
    assert "/somewhere/" not in html


@pytest.mark.parametrize("status", sorted(_WORDS))
def test_error_pages_fetch_nothing_that_could_be_missing_too(status: int) -> None:
    html = _page(status).content.decode()
    fetched = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', html)
    assert [address for address in fetched if not address.startswith("data:")] == []


def test_an_expired_form_is_explained() -> None:
    with override("zh-hans"):
        answer = csrf_failure(RequestFactory().post("/"), "CSRF cookie not set.")
    assert answer.status_code == 403
    assert "<h1>页面打开得太久了</h1>" in answer.content.decode()


def test_a_stranger_learns_nothing_from_a_missing_page(
    client: Client, log_in: Callable[[User], Client], resident: User
) -> None:
    """The same words whether the address exists for somebody else or for nobody."""
    for user in (client, log_in(resident)):
        answer = user.get("/no/such/page/")
        assert answer.status_code == 404
        assert "<h1>这里没有您能看的内容</h1>" in answer.content.decode()

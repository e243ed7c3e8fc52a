"""What stands in the log, and what must not."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
import structlog
from celery.signals import before_task_publish
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, resolve
from django_structlog.celery.steps import DjangoStructLogInitStep

from people.logins.models import User
from platform_site import logs
from platform_site.celery import app
from platform_site.middleware import RequestLogMiddleware
from platform_site.urls import urlpatterns

Lines = Callable[[], list[dict[str, Any]]]


def listening(*, as_json: bool) -> tuple[logging.Handler, io.StringIO]:
    """A handler that writes as the console of an installation does."""
    options = dict(logs.configure(as_json=as_json, level=None)["formatters"]["line"])
    handler = logging.StreamHandler(stream := io.StringIO())
    handler.setFormatter(options.pop("()")(**options))
    return handler, stream


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What a big installation would have written so far, line by line."""
    handler, stream = listening(as_json=True)
    structlogs = logging.getLogger("django_structlog")
    level = structlogs.level
    logging.getLogger().addHandler(handler)
    structlogs.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlogs.setLevel(level)
    logging.getLogger().removeHandler(handler)
    structlog.contextvars.clear_contextvars()


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_page_its_reader_and_its_answer(
    log_in: Callable[[User], Client], resident: User, lines: Lines
) -> None:
    log_in(resident).get("/volunteer/history/")
    [line] = [line for line in lines() if line["request"] == "GET volunteers:history"]
    assert (line["event"], line["user_id"], line["level"]) == ("request_finished", resident.pk, "info")
    assert line["request_id"]
    assert line["timestamp"]
    assert set(line) <= {"event", "request", "code", "request_id", "user_id", "level", "logger", "timestamp"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/calendar/top-secret.ics", "volunteers:feed"),
        ("/care-points/?q=top-secret", "facilities:finder"),
        ("/nothing/top-secret/", "wagtail_serve"),
    ],
)
def test_neither_secrets_in_addresses_nor_what_was_searched_for_reach_the_log(
    client: Client, lines: Lines, address: str, page: str
) -> None:
    client.get(address, headers={"User-Agent": "top-secret"}, REMOTE_ADDR="203.0.113.7")
    assert f"GET {page}" in [line.get("request") for line in lines()]
    written = json.dumps(lines(), ensure_ascii=False)
    assert "top-secret" not in written
    assert "203.0.113.7" not in written


@pytest.mark.django_db
def test_a_form_without_its_token_is_reported_by_its_page(lines: Lines) -> None:
    response = Client(enforce_csrf_checks=True).post("/elder-mode/?top-secret", {"next": "/"})
    assert response.status_code == 403
    assert [(line["request"], line["code"]) for line in lines()] == [("POST elder_mode", 403)]


def test_a_page_of_one_object_is_named_with_its_primary_key() -> None:
    request = RequestFactory().get("/care-points/12/")
    assert RequestLogMiddleware.format_request(request) == "GET (no page)"
    request.resolver_match = resolve(request.path)
    assert RequestLogMiddleware.format_request(request) == "GET facilities:detail pk=12"


def test_numbers_of_people_and_rows_that_a_database_quotes_are_blotted_out(lines: Lines) -> None:
    log = logging.getLogger("shouwang.test")
    try:
        raise ValueError(
            "duplicate key\nDETAIL:  Key (name)=(张三) already exists.\nnot a phone: 511702199003071234"
        )
    except ValueError:
        log.exception("电话13800138000 and +8613800138000, card 51170219900307123X, task 1234567")
    [line] = lines()
    written = json.dumps(line, ensure_ascii=False)
    assert line["event"] == "…… and …, card …, task 1234567"
    assert "duplicate key" in line["exception"]
    assert not [secret for secret in ("张三", "13800138000", "511702199003071234") if secret in written]


def test_of_what_a_line_brings_along_only_what_is_named_is_kept(lines: Lines) -> None:
    extra = {"message_pk": 7, "request": "GET /?q=李明", "name_of_elder": "李明"}
    logging.getLogger("shouwang.test").warning("A text message could not be sent", extra=extra)
    [line] = lines()
    assert line["message_pk"] == 7
    assert "李明" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.django_db
def test_what_a_page_writes_and_what_it_asks_of_a_worker_carry_its_request_id(lines: Lines) -> None:
    headers: dict[str, Any] = {}

    def page(request: HttpRequest) -> HttpResponse:
        logging.getLogger("shouwang.test").warning("within")
        before_task_publish.send(sender="task", headers=headers, body={}, properties={}, routing_key="celery")
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    RequestLogMiddleware(page)(request)
    within, finished = lines()
    assert (within["event"], finished["event"]) == ("within", "request_finished")
    assert within["request_id"] == finished["request_id"] == headers["__django_structlog__"]["request_id"]


def test_a_worker_takes_up_what_came_with_its_task() -> None:
    assert DjangoStructLogInitStep in app.steps["worker"]


def test_a_small_installation_writes_for_eyes() -> None:
    handler, stream = listening(as_json=False)
    log = logging.getLogger("shouwang.test")
    log.addHandler(handler)
    try:
        raise RuntimeError("no route to 13800138000")
    except RuntimeError:
        log.exception("A text message could not be sent", extra={"message_pk": 7})
    finally:
        log.removeHandler(handler)
    first, *rest = stream.getvalue().splitlines()
    assert "[error" in first
    assert "A text message could not be sent" in first
    assert "message_pk=7" in first
    assert rest[-1] == "RuntimeError: no route to …"


# --- What an exception may tell --------------------------------------------------------------------------------------

ID_NUMBER = "510102194803021226"
PERSONAL = (ID_NUMBER, "13800138001", "138 0013 8001", "张桂芳", "482913", "东城街道3号")


def failing(request: HttpRequest) -> HttpResponse:
    """A view that fails with somebody's data at hand, in the error and on the way to it."""
    number, name = ID_NUMBER, "张桂芳"
    told = f"cannot save {name} of 东城街道3号, phone 13800138001 (138 0013 8001), code: 482913, {number}"
    if len(told) > len(number):
        raise ValueError(told)
    return HttpResponse(number)


def test_an_exception_in_a_view_tells_where_and_of_nobody(lines: Lines, rf: RequestFactory) -> None:
    try:
        failing(rf.get("/", {"q": "张桂芳"}))
    except ValueError:
        logging.getLogger("shouwang.test").exception(
            "failed at /people/?q=%s&code=482913 for %s", ID_NUMBER, "张桂芳", extra={"message_pk": 7}
        )
    written = json.dumps(lines(), ensure_ascii=False)
    assert "in failing" in written
    assert "ValueError" in written
    assert [personal for personal in PERSONAL if personal in written] == []


@pytest.mark.django_db
def test_a_page_that_fails_writes_nobody_into_the_log(
    lines: Lines,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    log_in: Callable[[User], Client],
    resident: User,
) -> None:
    pages = ModuleType("pages_with_one_that_fails")
    pages.urlpatterns = [
        path("failing/<str:number>/", lambda request, number: failing(request)),
        *urlpatterns,
    ]
    monkeypatch.setitem(sys.modules, pages.__name__, pages)
    settings.ROOT_URLCONF = pages.__name__
    client = log_in(resident)
    client.raise_request_exception = False
    answer = client.get(f"/failing/{ID_NUMBER}/?q=张桂芳&code=482913")
    assert answer.status_code == 500
    written = json.dumps(lines(), ensure_ascii=False)
    assert "in failing" in written
    assert [personal for personal in PERSONAL if personal in written + answer.content.decode()] == []


@pytest.mark.parametrize("as_json", [True, False])
def test_both_forms_of_the_log_blot_what_is_bound_to_an_event(as_json: bool) -> None:
    handler, stream = listening(as_json=as_json)
    logger = logging.getLogger("shouwang.test")
    logger.addHandler(handler)
    try:
        structlog.get_logger("shouwang.test").warning(
            "refused", who="张桂芳", numbers=[ID_NUMBER, "13800138001"], more={"at": "东城街道3号"}
        )
    finally:
        logger.removeHandler(handler)
    assert [personal for personal in PERSONAL if personal in stream.getvalue()] == []


def test_reports_of_errors_hold_no_values(rf: RequestFactory) -> None:
    from django.views.debug import ExceptionReporter, get_exception_reporter_filter

    request = rf.post("/", {"id_number": ID_NUMBER}, headers={"X-Name": "13800138001"})
    request.COOKIES["name"] = "13800138001"
    try:
        failing(request)
    except ValueError:
        reporter = ExceptionReporter(request, *sys.exc_info())
    assert type(get_exception_reporter_filter(request)).__name__ == "NothingPersonal"
    data = reporter.get_traceback_data()
    shown = [value for frame in data["frames"] for _name, value in frame["vars"]]
    assert shown
    assert not [personal for personal in PERSONAL for value in shown if personal in str(value)]
    assert ID_NUMBER not in str(data["filtered_POST_items"])
    assert not data["settings"]


def test_errors_are_mailed_to_nobody() -> None:
    assert logging.getLogger("django").handlers == [] or all(
        type(handler).__name__ != "AdminEmailHandler" for handler in logging.getLogger("django").handlers
    )


def test_a_trial_without_a_gateway_still_shows_the_code() -> None:
    handler, stream = listening(as_json=False)
    logger = logging.getLogger("shouwang.sms")
    logger.addHandler(handler)
    try:
        logger.warning("SMS to …%s: %s", "8001", "您的守望验证码是 482913")
    finally:
        logger.removeHandler(handler)
    assert "482913" in stream.getvalue()

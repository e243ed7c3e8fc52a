"""What the log looks like: one event a line, key=value in a small installation and JSON in a big one.

Whatever writes to the log, by structlog or by the standard library, goes through the same processors. Each line carries
the request or task it belongs to (`request_id`, `user_id`, `task_id`). Personal data stays out: no addresses of pages
(`platform_site.middleware`), of an `extra` only what is named here, and no numbers of phones and identity cards.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

EXTRAS = ("message_pk", "request_pk")
_DIGITS_OF_A_PERSON = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:\+?86[ -]?)?1\d{2}[ -]?\d{4}[ -]?\d{4}|\d{6}[ ]?\d{8}[ ]?\d{3}[\dXx]|\d{17}[\dXx])"
    r"(?![0-9A-Za-z])"
)
# A one-time code beside the word for it.
_CODE = re.compile(r"(?i)\b(code|pin|otp|token)(\W{1,4})\d{4,8}\b")
_QUERY = re.compile(r"\?[\w%.\[\]-]+=[^\s\"'<>)]*")
# The program speaks English to its log: what is Chinese there is somebody's name, address or words.
_CHINESE = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·]+")
# Its very purpose is to show messages and their codes, for a trial without a gateway.
_SHOWS_MESSAGES = "shouwang.sms"
# PostgreSQL quotes the row that broke a constraint, names and all.
_QUOTED_ROW = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)


def without_personal_data(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Blot out what may be somebody's, in the text of an event, what is added to it, and its traceback.

    Numbers of people, codes, queries of addresses, rows that a database quotes, and everything Chinese. Local variables
    are in no traceback that is written here.
    """
    shows_messages = event.get("logger") == _SHOWS_MESSAGES
    return {key: _blotted(value, shows_messages=shows_messages) for key, value in event.items()}


def _blotted(value: Any, *, shows_messages: bool) -> Any:
    if isinstance(value, dict):
        return {key: _blotted(inner, shows_messages=shows_messages) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_blotted(inner, shows_messages=shows_messages) for inner in value]
    if not isinstance(value, str | BaseException):
        return value
    text = _DIGITS_OF_A_PERSON.sub("…", _QUOTED_ROW.sub(r"\1: …", str(value)))
    if shows_messages:
        return text
    return _CHINESE.sub("…", _CODE.sub(r"\1\2…", _QUERY.sub("?…", text)))


def configure(*, as_json: bool, level: str | None) -> dict[str, Any]:
    """Set structlog up and return `LOGGING`. `level` is the one that `LOG_LEVEL` asks for, None for the usual ones."""
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%S.%f%z", utc=False),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *common,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
        )
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*common, structlog.stdlib.ExtraAdder(EXTRAS)],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_personal_data,
            renderer,
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level or "WARNING"},
        "loggers": {
            "shouwang": {"level": level or "INFO"},
            # Django's own handlers would mail errors, with all that was at hand, to whoever is named in ADMINS.
            "django": {"handlers": [], "level": level or "INFO"},
            # A line for each request and each task: a big installation counts them.
            "django_structlog": {"level": level or ("INFO" if as_json else "WARNING")},
            # They write addresses of pages, some of which are secrets; `django_structlog` reports the same failures.
            "django.request": {"level": logging.CRITICAL},
            "django.security.csrf": {"level": logging.CRITICAL},
            # They write numbers and texts of messages when they are asked to be detailed.
            "tencentcloud_sdk_common": {"level": logging.WARNING},
        },
    }

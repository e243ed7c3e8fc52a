"""Text messages: one small class between us and the gateway."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import time
from datetime import UTC, datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from common.phones import DEMO_PREFIX

logger = logging.getLogger("shouwang.sms")


class SMSError(Exception):
    """The gateway did not take the message; it may be tried again."""


class SMSBackend(Protocol):
    def send(self, *, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
        """Send `text` to `phone` (E.164). Raises `SMSError` when the gateway did not take it.

        A text that carries a one-time code says so (`code`, valid for `minutes`): gateways that send only approved
        templates need the parts.
        """


class ConsoleSMS:
    """Writes messages to the log: the embedded default, and the demonstration."""

    def send(self, *, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
        logger.info("SMS to …%s: %s", phone[-4:], text)


class TencentSMS:
    """Tencent Cloud SMS (SendSms, version 2021-01-11).

    Mainland carriers take approved templates only. `code_template` has two variables, the code and the minutes;
    `notice_template` has one, the text. Numbers of the demonstration are not sent to: they reach nobody and cost.
    """

    HOST = "sms.tencentcloudapi.com"
    SERVICE = "sms"
    TIMEOUT = 8  # seconds; somebody may be waiting before the page

    def __init__(
        self,
        *,
        secret_id: str,
        secret_key: str,
        app_id: str,
        sign_name: str,
        code_template: str,
        notice_template: str,
        region: str = "ap-guangzhou",
    ) -> None:
        self.secret_id = secret_id
        self.secret_key = secret_key
        self.app_id = app_id
        self.sign_name = sign_name
        self.code_template = code_template
        self.notice_template = notice_template
        self.region = region

    def send(self, *, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
        if phone.startswith(DEMO_PREFIX):
            return
        payload = json.dumps(
            {
                "PhoneNumberSet": [phone],
                "SmsSdkAppId": self.app_id,
                "SignName": self.sign_name,
                "TemplateId": self.code_template if code else self.notice_template,
                "TemplateParamSet": [code, str(minutes)] if code else [text],
            },
            ensure_ascii=False,
        ).encode()
        self._read(self._post(payload))

    def _post(self, payload: bytes) -> bytes:
        timestamp = int(time.time())
        headers = {
            "Authorization": authorization(
                payload,
                secret_id=self.secret_id,
                secret_key=self.secret_key,
                service=self.SERVICE,
                host=self.HOST,
                timestamp=timestamp,
            ),
            "Content-Type": CONTENT_TYPE,
            "Host": self.HOST,
            "X-TC-Action": "SendSms",
            "X-TC-Version": "2021-01-11",
            "X-TC-Timestamp": str(timestamp),
            "X-TC-Region": self.region,
        }
        connection = http.client.HTTPSConnection(self.HOST, timeout=self.TIMEOUT)
        try:
            connection.request("POST", "/", body=payload, headers=headers)
            return connection.getresponse().read()
        except (OSError, http.client.HTTPException) as error:
            raise SMSError(f"The SMS gateway did not answer: {error}") from error
        finally:
            connection.close()

    @staticmethod
    def _read(body: bytes) -> None:
        """Raise `SMSError` with the gateway's own words unless it says it took the message."""
        try:
            answer: dict[str, Any] = json.loads(body)["Response"]
            if error := answer.get("Error"):
                raise SMSError(f"{error['Code']}: {error['Message']}")
            status = answer["SendStatusSet"][0]
            if status["Code"] != "Ok":
                raise SMSError(f"{status['Code']}: {status['Message']}")
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise SMSError("The SMS gateway gave an answer that could not be read.") from error


CONTENT_TYPE = "application/json; charset=utf-8"


def authorization(
    payload: bytes, *, secret_id: str, secret_key: str, service: str, host: str, timestamp: int
) -> str:
    """The Authorization header of a POST to Tencent Cloud (signature method TC3-HMAC-SHA256)."""
    date = datetime.fromtimestamp(timestamp, tz=UTC).strftime("%Y-%m-%d")
    scope = f"{date}/{service}/tc3_request"
    signed_headers = "content-type;host"
    request = "\n".join(
        [
            "POST",
            "/",
            "",
            f"content-type:{CONTENT_TYPE}",
            f"host:{host}",
            "",
            signed_headers,
            hashlib.sha256(payload).hexdigest(),
        ]
    )
    to_sign = "\n".join(
        ["TC3-HMAC-SHA256", str(timestamp), scope, hashlib.sha256(request.encode()).hexdigest()]
    )
    key = f"TC3{secret_key}".encode()
    for part in (date, service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"TC3-HMAC-SHA256 Credential={secret_id}/{scope}, SignedHeaders={signed_headers}, Signature={signature}"


def backend() -> SMSBackend:
    """The configured backend (`SMS_BACKEND`, with `SMS_OPTIONS` as keyword arguments)."""
    return import_string(settings.SMS_BACKEND)(**settings.SMS_OPTIONS)


def send_sms(*, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
    """Send at once, for what somebody is waiting for; everything else goes through the outbox. Raises `SMSError`."""
    backend().send(phone=phone, text=text, code=code, minutes=minutes)

"""Text messages: one small class between us and the gateway."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

from common.phones import DEMO_PREFIX

logger = logging.getLogger("shouwang.sms")
UNREADABLE = "The SMS gateway gave an answer that could not be read."


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


@dataclass(kw_only=True, repr=False)
class TencentSMS:
    """Tencent Cloud SMS (SendSms), through the provider's SDK, which signs the request.

    Mainland carriers take approved templates only. `code_template` has two variables, the code and the minutes;
    `notice_template` has one, the text. Numbers of the demonstration are not sent to: they reach nobody and cost.
    """

    VERSION: ClassVar = "2021-01-11"
    TIMEOUT: ClassVar = 8  # seconds; somebody may be waiting before the page

    secret_id: str
    secret_key: str
    app_id: str
    sign_name: str
    code_template: str
    notice_template: str
    region: str = "ap-guangzhou"

    def send(self, *, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
        if phone.startswith(DEMO_PREFIX):
            return
        self._read(
            self._ask(
                {
                    "PhoneNumberSet": [phone],
                    "SmsSdkAppId": self.app_id,
                    "SignName": self.sign_name,
                    "TemplateId": self.code_template if code else self.notice_template,
                    "TemplateParamSet": [code, str(minutes)] if code else [text],
                }
            )
        )

    def _ask(self, parameters: dict[str, Any]) -> Any:
        """The answer as the gateway gave it, any JSON. Raises `SMSError`."""
        profile = ClientProfile(httpProfile=HttpProfile(reqTimeout=self.TIMEOUT))
        try:
            credential = Credential(self.secret_id, self.secret_key)
            client = CommonClient("sms", self.VERSION, credential, self.region, profile)
            return client.call_json("SendSms", parameters)
        except TencentCloudSDKException as error:
            if error.code == "ClientNetworkError":
                raise SMSError(f"The SMS gateway did not answer: {error.message}") from error
            raise SMSError(f"{error.code}: {error.message}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise SMSError(UNREADABLE) from error

    @staticmethod
    def _read(answer: Any) -> None:
        """Raise `SMSError` with the gateway's own words unless it says it took the message."""
        try:
            # The SDK raises errors only from an answer that calls itself plain application/json.
            response = answer["Response"]
            status = response.get("Error") or response["SendStatusSet"][0]
            if status["Code"] != "Ok":
                raise SMSError(f"{status['Code']}: {status['Message']}")
        except (KeyError, IndexError, TypeError, AttributeError) as error:
            raise SMSError(UNREADABLE) from error


def backend() -> SMSBackend:
    """The configured backend (`SMS_BACKEND`, with `SMS_OPTIONS` as keyword arguments)."""
    return import_string(settings.SMS_BACKEND)(**settings.SMS_OPTIONS)


def send_sms(*, phone: str, text: str, code: str = "", minutes: int = 0) -> None:
    """Send at once, for what somebody is waiting for; everything else goes through the outbox. Raises `SMSError`."""
    backend().send(phone=phone, text=text, code=code, minutes=minutes)

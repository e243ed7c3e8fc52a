"""What a report of an error may hold: where it happened, and nothing of whom it happened to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

HIDDEN = "…"


class NothingPersonal(SafeExceptionReporterFilter):
    """Reports by e-mail or on a page name files, lines and variables; no values, nothing that was sent or set.

    Any local variable of a view may hold an ID number, and no list of names would be complete.
    """

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> list[tuple[str, str]]:
        return [(name, HIDDEN) for name in tb_frame.f_locals]

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {} if request is None else dict.fromkeys(request.POST, HIDDEN)

    def get_cleansed_multivaluedict(self, request: HttpRequest, multivaluedict: Any) -> dict[str, Any]:
        return dict.fromkeys(multivaluedict, HIDDEN)

    def get_safe_settings(self) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

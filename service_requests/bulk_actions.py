"""What is done with several requests of the worker's list at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from common.forms import text_area
from people.logins.models import User
from service_requests.enums import BEFORE_SERVICE, RequestState
from service_requests.errors import RequestError
from service_requests.models import ServiceRequest
from service_requests.services.ending import cancel
from workbench.bulk import BulkAction


class CallOffForm(forms.Form):
    reason = text_area(gettext_lazy("Why? Both sides will see it."), 300, 2)


class CallOffRequests(BulkAction):
    """Requests nobody will serve any more are closed with one reason; the coins set aside are free again."""

    key = "call_off"
    label = gettext_lazy("Call off the requests")
    question = gettext_lazy("Everybody concerned is told, and the coins set aside are free again.")
    icon = "cross"
    form_class = CallOffForm

    def note(self, row: ServiceRequest) -> str:
        return str(row.get_state_display())

    def apply(self, *, actor: User, row: ServiceRequest, data: dict[str, Any], occasion: UUID) -> None:
        if row.state not in (*BEFORE_SERVICE, RequestState.CANCELLED):
            raise RequestError(gettext_lazy("This request has gone further and is ended on its own page."))
        cancel(request=row, actor=actor, reason=data["reason"])

    def done(self, count: int) -> str:
        return ngettext("%(count)d request was called off.", "%(count)d requests were called off.", count) % {
            "count": count
        }


REQUEST_ACTIONS = (CallOffRequests,)

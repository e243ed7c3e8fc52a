"""Concerns: what is open, and one of them with everything that helps to deal with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elderly_visits.concerns.enums import Referral, Severity
from elderly_visits.concerns.forms import CloseForm, HandOverForm, NoteForm, RaiseForm
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.permissions import can_handle_concern
from elderly_visits.concerns.selectors.answers import answered
from elderly_visits.concerns.selectors.concerns import TABS, care_points_near, concerns, tabs
from elderly_visits.concerns.services.concerns import (
    add_note,
    claim_concern,
    close_concern,
    hand_over,
    raise_concern,
)
from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_work_for
from elderly_visits.register.selectors.handlers import colleagues
from people.access_log.services import log_access
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden

PER_PAGE = 30


class ConcernList(WorkbenchView):
    """Mine, all in my area, overdue, closed; the gravest first."""

    page_title = gettext_lazy("Concerns")
    header_icon = "warning"
    template_name = "elderly_visits/workbench/concern_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, asked = self.request.user, self.request.GET
        counted = tabs(user)
        own = next(tab.number for tab in counted if tab.key == "mine")
        tab = asked.get("tab", "")
        if tab not in TABS:
            tab = "mine" if own else "open"
        severity, query = asked.get("severity", ""), asked.get("q", "").strip()[:60]
        rows = concerns(user, tab, severity=severity, query=query)
        page = Paginator(rows, PER_PAGE).get_page(asked.get("page"))
        if shown := len(page.object_list):
            log_access(
                actor=user, action=AccessAction.LIST, count=shown, request=self.request, detail=_("Concerns")
            )
        return super().get_context_data(**kwargs) | {
            "tabs": counted,
            "tab": tab,
            "page_obj": page,
            "severities": Severity.choices,
            "severity": severity,
            "query": query,
        }


class ConcernPage(WorkbenchView):
    """One concern: whom it is about, what was found, what has been done, and what to do next."""

    header_icon = "warning"
    template_name = "elderly_visits/workbench/concern.html"
    # What came back with an error, by the step it belongs to.
    returned: dict[str, Form]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.returned = {}

    @cached_property
    def concern(self) -> Concern:
        rows = Concern.objects.visible_to(self.request.user).select_related(
            "elder__person", "elder__region__parent__parent", "elder__worker", "owner", "raised_by", "report__author",
            "report__visit__elder", "referral_facility",
        )  # fmt: skip
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return f"{self.concern.get_kind_display()} · {self.concern.elder.person.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        concern = self.concern
        may_act = can_handle_concern(self.request.user, concern)
        context = super().get_context_data(**kwargs) | {
            "concern": concern,
            "elder": concern.elder,
            "contacts": concern.elder.contacts.all(),
            "answers": answered(concern.report) if concern.report else [],
            "events": concern.events.select_related("actor"),
            "others": Concern.objects.unclosed().filter(elder=concern.elder).exclude(pk=concern.pk),
            "may_act": may_act and concern.state != "closed",
        }
        if context["may_act"]:
            context |= {
                "note_form": self.returned.get("note") or NoteForm(),
                "hand_over_form": self.returned.get("hand_over") or self._hand_over_form(),
                "close_form": self.returned.get("close") or CloseForm(),
                "care_points": care_points_near(concern.elder),
            }
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        log_access(
            actor=self.request.user,
            action=AccessAction.READ,
            subject=self.concern.elder.person,
            request=request,
            detail=_("Concern"),
        )
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One step: take, note, hand_over or close. What is refused comes back with what was typed."""
        if not can_handle_concern(self.request.user, self.concern):
            return forbidden(request)
        step = request.POST.get("step", "")
        form = self._form(step)
        if form is not None and not form.is_valid():
            return self._again(step, form)
        try:
            message = self._do(step, form)
        except ValidationError as error:
            if form is None:
                for sentence in error.messages:
                    messages.error(request, sentence)
                return redirect(self.concern)
            form.add_error(None, error.messages)
            return self._again(step, form)
        if message:
            messages.success(request, message)
        return redirect(self.concern)

    def _hand_over_form(self, data: Any = None) -> HandOverForm:
        found = [pair for pair in colleagues(self.concern.elder) if pair[0].pk != self.concern.owner_id]
        return HandOverForm(data, colleagues=found)

    def _form(self, step: str) -> Form | None:
        data = self.request.POST
        if step == "hand_over":
            return self._hand_over_form(data)
        return {"note": NoteForm, "close": CloseForm}[step](data) if step in ("note", "close") else None

    def _do(self, step: str, form: Form | None) -> str:
        concern, actor = self.concern, self.request.user
        data = form.cleaned_data if form is not None else {}
        if step == "take":
            claim_concern(concern=concern, actor=actor)
            return _("You are now handling this concern.")
        if step == "note":
            add_note(concern=concern, actor=actor, note=data["note"])
            return _("The step was recorded.")
        if isinstance(form, HandOverForm):
            hand_over(concern=concern, actor=actor, to=form.colleague, note=data["note"])
            return _("Handed over to %(name)s, who has been notified.") % {
                "name": form.colleague.display_name
            }
        if step == "close":
            close_concern(
                concern=concern,
                actor=actor,
                outcome=data["outcome"],
                note=data["note"],
                referral=Referral(data["referral"]),
                facility=data["facility"],
            )
            return _("The concern is closed.")
        return ""

    def _again(self, step: str, form: Form) -> HttpResponse:
        self.returned = {step: form}
        return self.render_to_response(self.get_context_data())


class RaiseConcern(WorkbenchView):
    """Raise a concern from an elder's file."""

    header_icon = "warning"
    page_title = gettext_lazy("Raise a concern")
    template_name = "elderly_visits/workbench/concern_new.html"
    form: RaiseForm | None = None

    @cached_property
    def elder(self) -> Elder:
        rows = Elder.objects.visible_to(self.request.user).select_related("person", "region")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"elder": self.elder, "form": self.form or RaiseForm()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (
            super().get(request, *args, **kwargs)
            if can_work_for(self.request.user, self.elder)
            else forbidden(request)
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_work_for(self.request.user, self.elder):
            return forbidden(request)
        self.form = RaiseForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            concern = raise_concern(elder=self.elder, raised_by=self.request.user, **self.form.cleaned_data)
        except ValidationError as error:
            self.form.add_error(None, error.messages)
            return self.render_to_response(self.get_context_data())
        messages.success(
            request, _("The concern has been raised and the person in charge has been notified.")
        )
        return redirect(concern)

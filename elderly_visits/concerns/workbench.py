"""Concerns: what is open, and one of them with everything that helps to deal with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import options
from elderly_visits.concerns.bulk_actions import CONCERN_ACTIONS
from elderly_visits.concerns.enums import Referral, Severity
from elderly_visits.concerns.forms import CloseForm, HandOverForm, NoteForm, RaiseForm
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.registry import next_steps, step_of
from elderly_visits.concerns.selectors.answers import answered
from elderly_visits.concerns.selectors.concerns import (
    AGES,
    care_points_near,
    concerns_asked_for,
    held,
    owners,
    raised_before,
    tabs,
)
from elderly_visits.concerns.services.concerns import (
    add_note,
    claim_concern,
    close_concern,
    hand_over,
    raise_concern,
    take_next_step,
)
from elderly_visits.register.permissions import can_work_for
from elderly_visits.register.selectors.handlers import ESCALATION_ORDER, colleagues
from elderly_visits.register.workbench import ElderPage
from workbench.access_recording import AccessAction
from workbench.bulk import BulkPage, offer
from workbench.form_pages import FormPage, StepsPage
from workbench.guards import WorkbenchView
from workbench.person_links import links_for
from workbench.roles import WORKER_ROLES

PER_PAGE = 30


class ConcernList(WorkbenchView):
    """Mine, all in my area, overdue, closed; the gravest first."""

    page_title = gettext_lazy("Concerns")
    header_icon = "warning"
    template_name = "elderly_visits/workbench/concern_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        counted = tabs(user)
        asked = concerns_asked_for(user, self.request.GET)
        page = self.listed(asked.rows, PER_PAGE, detail=_("Concerns"))
        return super().get_context_data(**kwargs) | {
            "tabs": counted,
            "page_obj": page,
            "severities": Severity.choices,
            "levels": [(role.value, role.label) for role in ESCALATION_ORDER],
            "ages": AGES,
            "owners": options(
                ((one.pk, one.display_name) for one in owners(user)), self.request.GET.get("owner", "")
            ),
            "bulk": offer(
                self.request,
                address=reverse("elderly_visits_workbench:concerns_bulk"),
                actions=CONCERN_ACTIONS if asked.tab != "closed" else (),
                list_url=self.request.path,
                count=page.paginator.count,
            ),
            **asked.filters,
        }


class ConcernBulk(BulkPage):
    """Several concerns at once."""

    header_icon = "warning"
    actions = CONCERN_ACTIONS
    roles = WORKER_ROLES

    @property
    def list_url(self) -> str:  # type: ignore[override]  # asked when the addresses are there
        return reverse("elderly_visits_workbench:concerns")

    def rows(self) -> QuerySet[Concern]:
        return Concern.objects.visible_to(self.request.user).select_related(
            "elder__person", "elder__region", "owner"
        )

    def listed_rows(self, asked: QueryDict) -> QuerySet[Concern]:
        return concerns_asked_for(self.request.user, asked).rows

    def row_name(self, row: Concern) -> str:
        return f"{row.elder.person.name} · {row.get_kind_display()}"

    def row_url(self, row: Concern) -> str:
        return row.get_absolute_url()


class ConcernPage(StepsPage):
    """One concern: whom it is about, what was found, what has been done, and what to do next."""

    header_icon = "warning"
    template_name = "elderly_visits/workbench/concern.html"

    @cached_property
    def concern(self) -> Concern:
        rows = Concern.objects.visible_to(self.request.user).select_related(
            "elder__person", "elder__region__parent__parent", "elder__worker", "owner", "raised_by", "report__author",
            "report__visit__elder", "referral_facility",
        ).prefetch_related("findings")  # fmt: skip
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return f"{self.concern.kind_words} · {self.concern.elder.person.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        concern = self.concern
        context = super().get_context_data(**kwargs) | {
            "concern": concern,
            "elder": concern.elder,
            "contacts": concern.elder.contacts.all(),
            "answers": answered(concern.report) if concern.report else [],
            "events": concern.events.select_related("actor"),
            "held": held(concern),
            "before": raised_before(concern),
            "others": Concern.objects.unclosed()
            .filter(elder=concern.elder)
            .exclude(pk=concern.pk)
            .prefetch_related("findings"),
            "may_act": self.may_act() and concern.state != "closed",
        }
        if context["may_act"]:
            context |= {f"{step}_form": self.shown_form(step) for step in ("note", "hand_over", "close")}
            context["care_points"] = care_points_near(concern.elder)
            context["next_steps"] = next_steps()
            context["links"] = links_for(self.request.user, concern.elder.person_id)
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        self.put_on_record(AccessAction.READ, subject=self.concern.elder.person, detail=_("Concern"))
        return response

    def may_act(self) -> bool:
        return can_work_for(self.request.user, self.concern.elder)

    def address(self) -> str:
        return self.concern.get_absolute_url()

    def form_of(self, step: str, data: Any = None) -> Form | None:
        """The steps are take, note, hand_over and close."""
        if step == "hand_over":
            others = [pair for pair in colleagues(self.concern.elder) if pair[0].pk != self.concern.owner_id]
            return HandOverForm(data, colleagues=others)
        if step == "close":
            return CloseForm(data, own_words=self.concern.severity == Severity.EMERGENCY)
        return NoteForm(data) if step == "note" else None

    def take(self, step: str, form: Form | None) -> str:
        concern, actor = self.concern, self.request.user
        data = form.cleaned_data if form is not None else {}
        if step == "take":
            claim_concern(concern=concern, actor=actor)
            return _("You are now handling this concern.")
        if (chosen := step_of(step)) is not None:
            return take_next_step(concern=concern, actor=actor, step=chosen).note
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


class RaiseConcern(FormPage, ElderPage):
    """Raise a concern from an elder's file."""

    header_icon = "warning"
    page_title = gettext_lazy("Raise a concern")
    template_name = "elderly_visits/workbench/concern_new.html"
    form_class = RaiseForm

    def form_valid(self, form: RaiseForm) -> HttpResponse:
        concern = raise_concern(elder=self.elder, raised_by=self.request.user, **form.cleaned_data)
        messages.success(
            self.request, _("The concern has been raised and the person in charge has been notified.")
        )
        return redirect(concern)

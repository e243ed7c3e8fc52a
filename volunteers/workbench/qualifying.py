"""A worker enters what a volunteer is qualified for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import date_input
from volunteers.registration.models.volunteer import Skill, Volunteer
from volunteers.registration.permissions import can_review_volunteer
from volunteers.registration.services.qualifying import qualify
from workbench.access_recording import AccessAction
from workbench.form_pages import FormPage
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


class QualifyForm(forms.Form):
    skill = forms.ModelChoiceField(
        label=gettext_lazy("Skill"), queryset=Skill.objects.all(), widget=forms.RadioSelect, empty_label=None
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("Leave empty where the paper has no end."),
    )
    certificate_number = forms.CharField(
        label=gettext_lazy("Certificate number"), required=False, max_length=60
    )


class QualifyVolunteer(FormPage):
    """Which skill, and until when: what a worker has seen on paper."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Enter a qualification")
    header_icon = "user"
    template_name = "workbench/form.html"
    form_class = QualifyForm

    @cached_property
    def volunteer(self) -> Volunteer:
        rows = Volunteer.objects.filter(in_scope(self.request.user, "region_id", WORKER_ROLES))
        return get_object_or_404(rows.select_related("person"), pk=self.kwargs["pk"])

    def may_pass(self) -> bool:
        return can_review_volunteer(self.request.user, self.volunteer)

    def get_page_title(self) -> str:
        return f"{self.page_title} · {self.volunteer.person.name}"

    def get_initial(self) -> dict[str, Any]:
        return {"skill": self.request.GET.get("skill")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "lede": _("Enter only what you have seen on paper. Tasks that need it are offered from then on."),
            "back": reverse("volunteers_volunteer:inspect", args=[self.volunteer.pk]),
        }

    def form_valid(self, form: QualifyForm) -> HttpResponse:
        qualify(volunteer=self.volunteer, actor=self.request.user, **form.cleaned_data)
        self.put_on_record(
            AccessAction.CHANGE,
            subject=self.volunteer.person,
            detail=f"{self.page_title}: {form.cleaned_data['skill']}",
        )
        messages.success(self.request, _("The qualification has been entered."))
        return redirect("volunteers_volunteer:inspect", self.volunteer.pk)

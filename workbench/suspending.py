"""Taking something out of use for a while: a form, then what will happen, then the decision."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy

from common.forms import date_input
from common.suspensions import check_span
from workbench.form_pages import FormPage

# What the form proposes; the decision is the one who decides.
PROPOSED_DAYS = 30


class SuspensionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why? Those concerned will read it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=date_input(),
        help_text=gettext_lazy("It ends by itself after this day, and can be lifted earlier."),
    )

    def __init__(self, *args: Any, most_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most_days = most_days

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "until" in data and "reason" in data:
            data["reason"] = check_span(data["until"], data["reason"], most_days=self.most_days)
        return data


class SuspensionPage(FormPage):
    """Two steps: the form, and the same page again with what will happen, on which the decision is made.

    Set `lede` and `done`; answer `most_days`, `consequences`, `suspend` and `back`.
    """

    form_class = SuspensionForm
    template_name = "workbench/suspend.html"
    header_icon = "warning"
    lede: Any = ""
    button: Any = gettext_lazy("Suspend for a while")
    done: Any = ""

    @abstractmethod
    def most_days(self) -> int:
        """The longest there may be, as the service asks it."""

    @abstractmethod
    def consequences(self, until: date) -> Sequence[str]:
        """Sentences that say what will happen."""

    @abstractmethod
    def suspend(self, until: date, reason: str) -> None:
        """Call the service."""

    @abstractmethod
    def back(self) -> str:
        """The address of the file."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"most_days": self.most_days()}

    def get_initial(self) -> dict[str, Any]:
        return {"until": timezone.localdate() + timedelta(days=PROPOSED_DAYS)}

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        until, reason = data["until"], data["reason"]
        if self.request.POST.get("step") != "decide":
            context = self.get_context_data(form=form, asked=data, consequences=self.consequences(until))
            return self.render_to_response(context)
        self.suspend(until, reason)
        messages.success(self.request, self.done)
        return redirect(self.back())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "lede": self.lede,
            "button": self.button,
            "back": self.back(),
        }

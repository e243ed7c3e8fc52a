"""Pages on which a worker does something: a form of its own, or several steps on one thing."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic.edit import FormMixin

from common.forms import add_errors
from common.web import errors_to_messages
from workbench.guards import WorkbenchView, forbidden


class FormPage(FormMixin, WorkbenchView):
    """A form on a page of its own. What the service refuses comes back with what was typed."""

    @abstractmethod
    def form_valid(self, form: Any) -> HttpResponse:
        """Call the service, and say where to go on."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if form.is_valid():
            try:
                return self.form_valid(form)
            except ValidationError as error:
                add_errors(form, error)
        return self.form_invalid(form)


class StepsPage(WorkbenchView):
    """One thing, and several steps that can be taken on it, each with a form or only a button.

    What is refused comes back with what was typed. `refusals` are the errors with which services refuse.
    """

    refusals: tuple[type[Exception], ...] = (ValidationError,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # What came back with an error, by the step it belongs to.
        self.returned: dict[str, Form] = {}

    @abstractmethod
    def may_act(self) -> bool:
        """Whether the user may take steps at all."""

    @abstractmethod
    def form_of(self, step: str, data: Any = None) -> Form | None:
        """The form of a step, empty or with what was sent; None for one that has none."""

    @abstractmethod
    def take(self, step: str, form: Form | None) -> str:
        """Call the service; returns what to say, '' for a step that nobody knows."""

    @abstractmethod
    def address(self) -> str:
        """Where this page is."""

    def shown_form(self, step: str) -> Form | None:
        """The form to show: the one that came back, else an empty one."""
        return self.returned.get(step) or self.form_of(step)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One step."""
        if not self.may_act():
            return forbidden(request)
        step = request.POST.get("step", "")
        form = self.form_of(step, request.POST)
        if form is None or form.is_valid():
            try:
                if done := self.take(step, form):
                    messages.success(request, done)
                return redirect(self.address())
            except self.refusals as error:
                if form is None:
                    errors_to_messages(request, error)
                    return redirect(self.address())
                add_errors(form, error)
        self.returned = {step: form}
        return self.render_to_response(self.get_context_data())

"""What the rooms' pages share: what a service refuses is said where the person looks, and reads go on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from common.forms import add_errors
from people.access_log.services import log_access
from people.persons.models import Person
from timebank.errors import TimebankError
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView


@contextmanager
def refusals_in(form: Any, names: Mapping[str, str] | None = None) -> Iterator[None]:
    """What is refused inside comes back in the form (see `common.forms.add_errors`), and the view goes on below."""
    try:
        yield
    except (ValidationError, TimebankError) as error:
        add_errors(form, error, names)


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """What is refused inside is said above the next page, and the view goes on below."""
    try:
        yield
    except TimebankError as error:
        messages.error(request, str(error))


class RecordedView(WorkbenchView):
    """A page of the workbench with people on it; `access_detail` is what the access log says of it."""

    access_detail: Any = ""

    def log(self, action: AccessAction, **more: Any) -> None:
        """Put on record what was done here, to a `subject` or to `count` people."""
        log_access(
            actor=self.request.user,
            action=action,
            detail=str(self.access_detail),
            request=self.request,
            **more,
        )

    def listed(self, rows: Any, per_page: int, **more: Any) -> Page[Any]:
        """The page of `rows` that was asked for, which goes on record."""
        page = Paginator(rows, per_page).get_page(self.request.GET.get("page"))
        if count := len(page.object_list):
            self.log(AccessAction.LIST, count=count, **more)
        return page


class FileView(RecordedView):
    """A page about one person or a few, `subjects`: opening it is a read of their files. `form` is what was sent."""

    form: Any = None

    def subjects(self) -> Iterable[Person]:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        for subject in self.subjects():
            self.log(AccessAction.READ, subject=subject)
        return response

    def shown_again(self) -> HttpResponse:
        """With what was typed, and what is wrong with it."""
        return self.render_to_response(self.get_context_data())

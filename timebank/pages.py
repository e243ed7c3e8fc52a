"""What the rooms' pages share: what a service refuses is said where the person looks, and reads go on record."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from common.forms import errors_added
from common.web import errors_shown
from people.persons.models import Person
from timebank.errors import TimebankError
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView

# What the time bank's services refuse, in the form or above the next page; the view goes on below.
_REFUSALS = (ValidationError, TimebankError)
refusals_in = partial(errors_added, errors=_REFUSALS)
refusals_told = partial(errors_shown, errors=_REFUSALS)


class FileView(WorkbenchView):
    """A page about one person or a few, `subjects`: opening it is a read of their files. `form` is what was sent."""

    form: Any = None

    def subjects(self) -> Iterable[Person]:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        for subject in self.subjects():
            self.put_on_record(AccessAction.READ, subject=subject)
        return response

    def shown_again(self) -> HttpResponse:
        """With what was typed, and what is wrong with it."""
        return self.render_to_response(self.get_context_data())

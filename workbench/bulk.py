"""What is done with many rows of a list at once: rows chosen, shown again with the question, done one by one.

A list offers `BulkAction`s; a `BulkPage` asks and carries them out (docs/recipes/add-a-bulk-action.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.web import LoggedInRequest, clean_text, key_in, next_url
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView
from workbench.roles import WORKER_ROLES, AnyLogin, has_role

# At once: what one person can look through before saying yes, and a request of a few seconds.
MOST_ROWS = 200


class BulkAction:
    """One thing to do with each of the rows that were chosen.

    Set `key` (in the form), `label` (on its button), `roles`, `form_class` for what is asked once for all rows, and
    `question`, a sentence above it. `apply` calls one service, which locks, checks and refuses for itself, and for
    which a second call is harmless: what is sent twice comes with the same `occasion`.
    """

    key = ""
    label: str | Promise = ""
    question: str | Promise = ""
    icon = "tick"
    roles: Iterable[str] = WORKER_ROLES
    form_class: type[forms.Form] = forms.Form

    def is_offered_to(self, user: AnyLogin) -> bool:
        return has_role(user, self.roles)

    def form(self, data: QueryDict | None, *, user: Any, rows: Sequence[Any]) -> forms.Form:
        """The form, empty or with what was sent; `rows` say what there is to choose from."""
        return self.form_class(data)

    def note(self, row: Any) -> str:
        """What to know of a row before saying yes, such as who has it now."""
        return ""

    def apply(self, *, actor: Any, row: Any, data: dict[str, Any], occasion: UUID) -> None:
        """Do it with one row. Raises ValidationError or PermissionDenied with a sentence when it refuses."""
        raise NotImplementedError

    def done(self, count: int) -> str:
        return ngettext("Done for %(count)d row.", "Done for %(count)d rows.", count) % {"count": count}


@dataclass(frozen=True)
class BulkOffer:
    """What a list's template needs for the bar below it ("workbench/bulk_bar.html").

    `asked` is the list's own query string, by which "all rows of this list" are found again.
    """

    address: str
    actions: Sequence[BulkAction]
    back: str
    asked: str
    count: int
    # Whether there are more than were counted.
    more: bool = False

    @property
    def most(self) -> int:
        return MOST_ROWS


def offer(
    request: HttpRequest,
    *,
    address: str,
    actions: Iterable[type[BulkAction]],
    list_url: str,
    count: int,
    more: bool = False,
) -> BulkOffer | None:
    """The actions that the user may take on a list of `count` rows (or `more`); None where there are none."""
    mine = [action for action in (kind() for kind in actions) if action.is_offered_to(request.user)]
    if not mine or not count:
        return None
    asked = request.GET.urlencode()
    return BulkOffer(address, mine, f"{list_url}?{asked}" if asked else list_url, asked, count, more)


@dataclass(frozen=True)
class Line:
    """A chosen row as it is shown: with the reason when it was refused."""

    pk: Any
    name: str
    url: str | None
    note: str


class BulkPage(WorkbenchView):
    """Asks once more and does it. Set `actions`; say which `rows` there are and which the list's address names.

    Rows that the user cannot see are not there. Those that refuse stay on the page with the reason; the others are
    done. A list that does not hold its rows in a queryset of the model that is changed overrides `rows`.
    """

    template_name = "workbench/bulk.html"
    header_icon = "list-ul"
    actions: Sequence[type[BulkAction]] = ()
    list_url = ""
    request: LoggedInRequest

    def rows(self) -> models.QuerySet[Any]:
        """The rows that may be chosen, within what the user sees, with what `row_name` and the actions read."""
        raise NotImplementedError

    def listed_rows(self, asked: QueryDict) -> models.QuerySet[Any]:
        """The rows of the list whose query string is `asked`, in its order."""
        raise NotImplementedError

    def row_name(self, row: Any) -> str:
        return str(row)

    def row_url(self, row: Any) -> str | None:
        return None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody came back by the address alone: nothing is chosen."""
        return redirect(self.back())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.action = self._action()
        rows, self.left_out = self._chosen()
        if not rows:
            messages.warning(request, _("Please choose at least one row first."))
            return redirect(self.back())
        if "confirmed" not in request.POST:
            return self._ask(rows, self.action.form(None, user=request.user, rows=rows))
        form = self.action.form(request.POST, user=request.user, rows=rows)
        return self._do(rows, form) if form.is_valid() else self._ask(rows, form)

    def back(self) -> str:
        return next_url(self.request, self.list_url)

    def get_page_title(self) -> str:
        return str(self.action.label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [*items[:-1], {"url": self.back(), "label": _("List")}, items[-1]]

    def _action(self) -> BulkAction:
        key = self.request.POST.get("all") or self.request.POST.get("action", "")
        for kind in self.actions:
            if kind.key == key and (action := kind()).is_offered_to(self.request.user):
                return action
        raise Http404

    def _chosen(self) -> tuple[list[Any], int]:
        """The rows, and how many of the list had no room. Raises Http404 when none of those named is the user's."""
        if "all" in self.request.POST:
            asked = QueryDict(clean_text(self.request.POST.get("asked", "")))
            found = self.listed_rows(asked)
            return list(found[:MOST_ROWS]), max(0, found.count() - MOST_ROWS)
        keys = list(dict.fromkeys(filter(None, map(key_in, self.request.POST.getlist("pk")))))[:MOST_ROWS]
        if not keys:
            return [], 0
        by_key = {row.pk: row for row in self.rows().filter(pk__in=keys)}
        if not by_key:
            raise Http404
        return [by_key[key] for key in keys if key in by_key], 0

    def _ask(self, rows: Sequence[Any], form: forms.Form) -> HttpResponse:
        lines = [self._line(row, self.action.note(row)) for row in rows]
        self.put_on_record(AccessAction.LIST, count=len(rows), detail=self.action.label)
        return self._page(lines, form, refused=False, occasion=self._occasion())

    def _do(self, rows: Sequence[Any], form: forms.Form) -> HttpResponse:
        occasion = self._occasion()
        refused = [
            self._line(row, reason)
            for row in rows
            if (reason := self._refusal(row, form.cleaned_data, occasion))
        ]
        if done := len(rows) - len(refused):
            messages.success(self.request, self.action.done(done))
            self.put_on_record(AccessAction.CHANGE, count=done, detail=self.action.label)
        if not refused:
            return redirect(self.back())
        return self._page(refused, form, refused=True, occasion=uuid4())

    def _refusal(self, row: Any, data: dict[str, Any], occasion: UUID) -> str:
        """Do it with one row; why not, or ''."""
        try:
            with transaction.atomic():
                self.action.apply(actor=self.request.user, row=row, data=data, occasion=occasion)
        except ValidationError as error:
            return " ".join(error.messages)
        except PermissionDenied as error:
            return str(error) or _("You may not do this here.")
        return ""

    def _page(
        self, lines: Sequence[Line], form: forms.Form, *, refused: bool, occasion: UUID
    ) -> HttpResponse:
        context = self.get_context_data(
            action=self.action,
            lines=lines,
            form=form,
            refused=refused,
            occasion=occasion,
            left_out=self.left_out,
            most=MOST_ROWS,
            back=self.back(),
        )
        return self.render_to_response(context)

    def _line(self, row: Any, note: str) -> Line:
        return Line(row.pk, self.row_name(row), self.row_url(row), note)

    def _occasion(self) -> UUID:
        """What makes sending the same page twice one thing."""
        try:
            return UUID(self.request.POST.get("occasion", ""))
        except ValueError:
            return uuid4()


class TextForm(forms.Form):
    """One text for all of them."""

    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=300, min_length=2, widget=forms.Textarea(attrs={"rows": 3})
    )

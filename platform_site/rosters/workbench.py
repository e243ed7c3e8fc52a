"""Rosters in the workbench: upload, see what it is and what it would change, import; the list of imports, and undo."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from common.tabular.columns import Column
from common.tabular.responses import file_response
from common.tabular.writing import WHY_COLUMN, write_table
from common.web import LoggedInRequest
from people.access_log.services import log_page
from people.actors import AnyUser
from platform_site import policy
from platform_site.jobs import work_on_roster
from platform_site.models import ImportState, RosterImport
from platform_site.rosters import work
from platform_site.rosters.blank_forms import write_blank_form
from platform_site.rosters.files import LINES_IN_A_PIECE, Lines
from platform_site.rosters.guessing import REASONS
from platform_site.rosters.registry import ROSTERS, Roster
from platform_site.rosters.undo import can_be_taken_back
from policies.selectors import value
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden, worker_required
from workbench.roles import WORKER_ROLES, Role, has_role

LARGEST_BYTES = 20 * 1024 * 1024
PER_PAGE = 25
_REFUSED_SHOWN = 200
_READ = {".csv", ".txt", ".xlsx"}
_OLD_SPREADSHEETS = {".xls", ".et", ".ett", ".ods", ".xlsb", ".xlt"}
_DOCUMENTS = {".doc", ".docx", ".wps", ".rtf", ".pdf", ".jpg", ".jpeg", ".png"}


def imports_of(user: AnyUser) -> QuerySet[RosterImport]:
    """The imports that somebody may see and take back: their own; all of them for who answers for the whole city."""
    rows = RosterImport.objects.select_related("user__person")
    everything = user.is_superuser or has_role(user, {Role.CITY_MANAGER})
    return rows if everything else rows.filter(user=user.pk)


def nudge(pk: int) -> None:
    """Tell the worker that an import waits, once it is committed; the sweep finds it without."""
    transaction.on_commit(lambda: work_on_roster.delay(pk), robust=True)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "XLSX or CSV, up to 20 MB. What kind of list it is, is seen from its headings."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(sorted(_READ))}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 20 MB. Please use the command import_roster.")
            )
        suffix = Path(file.name).suffix.lower()
        if suffix in _OLD_SPREADSHEETS:
            raise forms.ValidationError(
                _(
                    "Files of this kind (%(suffix)s) cannot be read. Open it in WPS or Excel, choose “Save as”, and "
                    "the type “Excel workbook (*.xlsx)”; then bring that file."
                ),
                params={"suffix": suffix},
            )
        if suffix in _DOCUMENTS:
            raise forms.ValidationError(
                _(
                    "Files of this kind (%(suffix)s) hold no table that can be read. Copy the table into a new "
                    "workbook of WPS or Excel, save it as .xlsx, and bring that file. A template to fill in can be "
                    "downloaded below."
                ),
                params={"suffix": suffix},
            )
        if suffix not in _READ:
            raise forms.ValidationError(_("Please choose a CSV or XLSX file."))
        return file


class RosterImports(WorkbenchView):
    """Bring a file; what was brought before."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Import a roster")
    header_icon = "upload"
    template_name = "platform_site/rosters/imports.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(imports_of(self.request.user), PER_PAGE).get_page(self.request.GET.get("page"))
        context = {"form": UploadForm(), "rosters": ROSTERS.values(), "page_obj": page}
        rows = [(roster, _title(roster.kind)) for roster in page]
        return super().get_context_data(**kwargs) | context | {"imports": rows} | kwargs

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        upload = form.cleaned_data["file"]
        roster = work.begin(user=self.request.user, file_name=upload.name, pieces=upload.chunks())
        nudge(roster.pk)
        return redirect("rosters:one", roster.uuid)


class RosterPage(WorkbenchView):
    """One import: how far it is, what it would do, what it did."""

    roles = WORKER_ROLES
    header_icon = "upload"
    template_name = "platform_site/rosters/import.html"

    @cached_property
    def roster(self) -> RosterImport:
        return get_object_or_404(imports_of(self.request.user), uuid=self.kwargs["uuid"])

    def get_page_title(self) -> str:
        return self.roster.file_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roster = self.roster
        return super().get_context_data(**kwargs) | {
            "roster": roster,
            "title": _title(roster.kind),
            "guessed": _title(roster.guessed),
            "rosters": ROSTERS.values(),
            "at_work": roster.state in work.AT_WORK,
            "contrary": bool(roster.guessed and roster.kind and roster.guessed != roster.kind),
            "may_call_off": roster.state in (*work.OPEN, ImportState.WAITING, ImportState.IMPORTING),
            "may_undo": roster.state in work.IMPORTED and can_be_taken_back(roster),
            "because": _titles(roster.kind, roster.because),
            "unknown_headings": self._unknown(),
            "free_columns": self._free_columns(),
            "undo_until": roster.created_at + timedelta(days=value(policy.ROSTER_UNDO_DAYS)),
            "kept_back": json.loads(roster.kept_back) if roster.kept_back else [],
            **self._previews(),
        }

    def _unknown(self) -> list[dict[str, str]]:
        """Headings that nobody knew, each with what the worker has said that it is, or what was said of it before."""
        roster = self.roster
        if not (roster.kind and roster.state in (ImportState.READY, ImportState.UNCLEAR)):
            return []
        before = work.columns_said_before(roster.kind)
        free = {column.name for column in self._free_columns()}
        said = [{"heading": heading, "column": column} for heading, column in roster.columns.items()]
        return said + [
            {"heading": heading, "column": before[heading] if before.get(heading) in free else ""}
            for heading in roster.unknown_columns
        ]

    def _free_columns(self) -> list[Column]:
        """The columns that the file itself does not name; the worker may say that an unknown heading is one of them."""
        roster = self.roster
        if roster.kind not in ROSTERS or roster.files_removed_at:
            return []
        named = work.columns_named(roster)
        return [column for column in ROSTERS[roster.kind].columns if column.name not in named]

    def _say_columns(self) -> None:
        """What the worker says some headings are: each column once, and only headings that are there."""
        post, roster = self.request.POST, self.roster
        headings, columns = post.getlist("heading"), post.getlist("column")
        known = {*roster.unknown_columns, *roster.columns}
        free = {column.name for column in self._free_columns()}
        said = {
            heading: column
            for heading, column in zip(headings, columns, strict=False)
            if heading in known and column in free
        }
        if len(set(said.values())) < len(said):
            messages.warning(self.request, _("Two headings cannot be the same column. Please choose again."))
        else:
            work.say_columns(roster, said)

    def _previews(self) -> dict[str, Any]:
        """What lies encrypted: a page of changes, the first refused rows. None once it has been removed."""
        roster, found = self.roster, dict[str, Any]()
        try:
            if roster.state == ImportState.READY and (count := roster.figures.get("changes")):
                pages = Paginator(range(count), LINES_IN_A_PIECE).get_page(self.request.GET.get("page"))
                lines = Lines(work.changes_file(roster)).page(pages.number)
                found |= {"page_obj": pages, "changes": [_shown(line) for line in lines]}
                self.put_on_record(AccessAction.LIST, count=len(lines), detail="roster: preview")
            if roster.figures.get("refused"):
                lines = work.refused_rows(roster).page(1)
                whys = [why for line in lines for why in line["whys"]][:_REFUSED_SHOWN]
                kind = ROSTERS[roster.kind]
                found["refused"] = [why | {"column": kind.title_of(why["column"])} for why in whys]
        except FileNotFoundError:
            # The hour is over.
            pass
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = request.POST.get("step")
        if step == "kind" and (kind := request.POST.get("kind")) in ROSTERS:
            work.choose_kind(self.roster, str(kind))
        elif step == "columns":
            self._say_columns()
        elif step == "import":
            self._order_import()
        elif step == "cancel":
            work.call_off(self.roster)
        elif step == "undo" and self.roster.changes.exists() and work.order_undo(self.roster):
            self._on_record("roster taken back", self.roster.figures)
        nudge(self.roster.pk)
        return redirect("rosters:one", self.roster.uuid)

    def _order_import(self) -> None:
        roster = self.roster
        # A stale page must not import as another kind than the one it showed.
        if self.request.POST.get("kind") != roster.kind:
            messages.warning(self.request, _("The kind of list was changed meanwhile. Please look again."))
        elif roster.guessed not in ("", roster.kind) and not self.request.POST.get("sure"):
            messages.warning(self.request, _("Please confirm that this really is a list of that kind."))
        elif work.order_import(roster):
            self._on_record(f"roster: {roster.kind}", roster.figures)

    def _on_record(self, what: str, figures: dict[str, int]) -> None:
        count = figures.get("created", 0) + figures.get("updated", 0)
        log_page(self.request, AccessAction.CHANGE, detail=what, count=count)


def _title(kind: str) -> Any:
    return ROSTERS[kind].title if kind in ROSTERS else ""


def _titles(kind: str, names: list[str]) -> list[str]:
    """Columns as readers call them; other words stay as they are."""
    return [ROSTERS[kind].title_of(name) for name in names] if kind in ROSTERS else names


def _shown(line: dict[str, Any]) -> dict[str, Any]:
    """A row of the preview in words: whose, which field, old and new."""
    parts = []
    for change in line["changes"]:
        meta = apps.get_model(change["model"])._meta
        if change["added"]:
            parts.append({"field": meta.verbose_name, "old": "", "new": change["says"]})
        for name, (old, new) in change["fields"].items():
            column = meta.get_field(name.removesuffix("_id"))
            if name in _SILENT:
                old = new = "…"
            parts.append({"field": column.verbose_name, "old": _said(column, old), "new": _said(column, new)})
    says = next((change["says"] for change in line["changes"] if not change["added"]), "")
    return {"row": line["row"], "says": says, "parts": parts}


# A blind index says nothing to people, and is not shown.
_SILENT = {"id_number_index", "door_code"}


def _said(column: Any, content: Any) -> str:
    if content is None or content == "":
        return "–"
    if isinstance(content, bool):
        return _("Yes") if content else _("No")
    return str(dict(column.flatchoices).get(content, content)) if column.choices else str(content)


@worker_required(WORKER_ROLES)
def refused_rows(request: LoggedInRequest, uuid: str) -> HttpResponseBase:
    """The rows that were not taken, with the reasons, as a file that can be mended and sent again."""
    roster = get_object_or_404(imports_of(request.user), uuid=uuid)
    if roster.user_id != request.user.pk:
        return forbidden(request)
    try:
        lines = list(work.refused_rows(roster))
    except FileNotFoundError as error:
        raise Http404 from error
    headings, rows = _with_reasons(ROSTERS[roster.kind], lines)
    log_page(request, AccessAction.EXPORT, count=len(lines), detail="roster: refused")
    suffix = Path(roster.file_name).suffix.lower()
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / f"{roster.kind}-refused{suffix if suffix == '.xlsx' else '.csv'}"
        write_table(target, headings, rows)
        return file_response(target)


def _with_reasons(kind: Roster, lines: list[dict[str, Any]]) -> tuple[list[str], Iterator[dict[str, str]]]:
    """The rows under the headings that readers know, which are read again; the reason stands behind each."""
    names = dict.fromkeys(column for line in lines for column in line["cells"] if column not in REASONS)
    titles = {name: kind.title_of(name) for name in names}
    why_title = REASONS[-1] if (get_language() or "").startswith("zh") else WHY_COLUMN

    def row(line: dict[str, Any]) -> dict[str, str]:
        whys = (
            f"{kind.title_of(why['column'])}: {why['why']}" if why["column"] else why["why"]
            for why in line["whys"]
        )
        cells = {titles[name]: text for name, text in line["cells"].items() if name in titles}
        return cells | {why_title: " ".join(whys)}

    return [*titles.values(), why_title], map(row, lines)


@worker_required(WORKER_ROLES)
def blank_form(request: LoggedInRequest, kind: str) -> HttpResponseBase:
    """A workbook to fill in, with the regions of whoever asks for it to choose from."""
    if kind not in ROSTERS:
        raise Http404
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / f"{kind}.xlsx"
        write_blank_form(target, ROSTERS[kind], request.user)
        return file_response(target)

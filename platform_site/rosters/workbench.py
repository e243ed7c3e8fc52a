"""Rosters in the workbench: upload, look at what would happen, then import; refused rows come back as a file."""

from __future__ import annotations

import os
import re
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tabular.reading import read_table
from common.tabular.records import ImportReport, Table, TableError
from common.tabular.responses import file_response
from common.tabular.writing import write_refused
from common.web import LoggedInRequest
from people.access_log.services import log_page
from people.actors import AnyUser
from platform_site.rosters.registry import ROSTERS
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import WORKER_ROLES

LARGEST_BYTES = 20 * 1024 * 1024
_KEPT_SECONDS = 3600
_TOKEN = re.compile(r"[0-9a-f]{32}\.(csv|xlsx)")


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of roster"),
        choices=[(roster.name, roster.title) for roster in ROSTERS.values()],
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV (UTF-8) or XLSX with the columns below; up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 20 MB. Please use the command import_roster.")
            )
        if Path(file.name).suffix.lower() not in {".csv", ".xlsx"}:
            raise forms.ValidationError(_("Please choose a CSV or XLSX file."))
        return file


def _folder(user: AnyUser) -> Path:
    """Where a user's uploads wait between the look and the import; nobody else reaches them."""
    folder = settings.VAR_DIR / "rosters" / str(user.pk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            old.unlink(missing_ok=True)
    return folder


def _kept(user: AnyUser, token: str) -> Path:
    """The upload behind a token; 404 when it is gone or another's."""
    path = _folder(user) / token
    if not _TOKEN.fullmatch(token) or not path.is_file():
        raise Http404
    return path


def _load(kind: str, path: Path, user: AnyUser, *, dry_run: bool) -> tuple[Table, ImportReport]:
    roster = ROSTERS[kind]
    table = read_table(path, aliases=roster.aliases)
    return table, roster.load(table, dry_run=dry_run, actor=user)


class RosterImport(WorkbenchView):
    """Choose a file, see what it would do, do it."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Import a roster")
    header_icon = "upload"
    template_name = "platform_site/rosters/import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return (
            super().get_context_data(**kwargs) | {"form": UploadForm(), "rosters": ROSTERS.values()} | kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if token := request.POST.get("token"):
            return self._import(self.request, token)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        path = _folder(self.request.user) / f"{uuid.uuid4().hex}{Path(upload.name).suffix.lower()}"
        with path.open("wb") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
        # Its age is counted by our clock: the folder may lie on a file server that has another.
        os.utime(path, times=(time.time(), time.time()))
        try:
            _table, report = _load(kind, path, self.request.user, dry_run=True)
        except TableError as error:
            path.unlink(missing_ok=True)
            form.add_error("file", str(error))
            return self.render_to_response(self.get_context_data(form=form))
        context = {"form": form, "report": report.as_dict(), "token": path.name, "roster": ROSTERS[kind]}
        return self.render_to_response(self.get_context_data(**context))

    def _import(self, request: LoggedInRequest, token: str) -> HttpResponse:
        kind = request.POST.get("kind", "")
        if kind not in ROSTERS:
            raise Http404
        path = _kept(request.user, token)
        _table, report = _load(kind, path, request.user, dry_run=False)
        changed = report.created + report.updated
        log_page(request, AccessAction.CHANGE, count=changed, detail=f"roster: {kind}")
        messages.success(
            request,
            _("Imported: %(created)s new, %(updated)s changed, %(unchanged)s unchanged.") % report.as_dict(),
        )
        if report.ok:
            path.unlink(missing_ok=True)
            return redirect("rosters:import")
        context = {"report": report.as_dict(), "done": True, "token": token, "roster": ROSTERS[kind]}
        return self.render_to_response(self.get_context_data(**context))


@worker_required(WORKER_ROLES)
def refused_rows(request: LoggedInRequest, kind: str, token: str) -> HttpResponseBase:
    """The rows that were not taken, with the reasons, as a file that can be mended and sent again."""
    if kind not in ROSTERS:
        raise Http404
    path = _kept(request.user, token)
    try:
        table, report = _load(kind, path, request.user, dry_run=True)
    except TableError as error:
        raise Http404 from error
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{kind}-refused{path.suffix}"
        write_refused(target, table, report)
        return file_response(target)

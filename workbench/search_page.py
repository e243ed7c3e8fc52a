"""The page of the search. What was typed never stands in an address: it is sent in a form and kept, encrypted, with the
session, so that one can come back from a file to what was found."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from common.encryption import DecryptionError, decrypt, encrypt
from common.web import posted_text
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView
from workbench.search import LONGEST, Query, search

_KEPT = "workbench_search"


class SearchPage(WorkbenchView):
    """What was found, by kind; that people were listed is put on record, what was typed is not."""

    page_title = _("Search")
    header_icon = "search"
    access_detail = "search"
    template_name = "workbench/search.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.session[_KEPT] = encrypt(posted_text(request, "q", LONGEST))
        return redirect("workbench_search")

    def _typed(self) -> str:
        try:
            return decrypt(kept) if (kept := self.request.session.get(_KEPT)) else ""
        except DecryptionError:
            return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self._typed()
        query = Query.read(typed) if typed else None
        found = search(self.request.user, query) if query else []
        if people := sum(len(one.hits) for one in found if one.kind.names_people):
            self.put_on_record(AccessAction.LIST, count=people)
        hits = any(one.hits for one in found)
        return super().get_context_data(**kwargs) | {
            "typed": typed,
            "query": query,
            "found": found,
            "nothing": bool(query) and not hits,
        }

"""The statement on paper: a page that prints well, and the same as a file."""

from __future__ import annotations

import logging
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.web import LoggedInRequest
from timebank.documents.errors import DocumentError
from timebank.home.selectors import period
from timebank.home.statement_document import statement_pdf, statement_words
from timebank.home.views.account_access import account_access
from timebank.ledger.forms import PeriodForm
from workbench.access_recording import AccessAction

logger = logging.getLogger("shouwang.timebank")


@require_safe
@login_required
@never_cache
def statement(request: LoggedInRequest) -> HttpResponse:
    """`?from=&to=` (default: this year until today); `&format=pdf` for the file."""
    seen = account_access(request, action=AccessAction.PRINT, detail="timebank statement")
    if seen.person is None:
        return redirect("timebank:home")
    today = timezone.localdate()
    asked = {"since": request.GET.get("from", ""), "until": request.GET.get("to", "")}
    form = PeriodForm(asked)
    if not form.is_valid():
        context = {"form": form, "person": seen.person, "acting": seen.acting, "asked": asked}
        return render(request, "timebank/home/printed_statement.html", context, status=422)
    until: date = form.cleaned_data["until"] or today
    since: date = form.cleaned_data["since"] or until.replace(month=1, day=1)
    made_at = timezone.now()
    periods = [period.account_period(account, since, until) for account in period.accounts_of(seen.person)]
    problem = ""
    if request.GET.get("format") == "pdf":
        try:
            pdf = statement_pdf(seen.person, periods, since, until, made_at)
        except DocumentError:
            logger.exception("A statement could not be printed")
            problem = _("The file cannot be created at the moment. You can print this page instead.")
        else:
            response = HttpResponse(pdf, content_type="application/pdf")
            name = f"timebank-{since:%Y%m%d}-{until:%Y%m%d}.pdf"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
    context = {
        **statement_words(seen.person, periods, since, until, made_at),
        "form": form,
        "person": seen.person,
        "acting": seen.acting,
        "asked": {"since": f"{since:%Y-%m-%d}", "until": f"{until:%Y-%m-%d}"},
        "for_query": seen.query,
        "problem": problem,
    }
    return render(request, "timebank/home/printed_statement.html", context)

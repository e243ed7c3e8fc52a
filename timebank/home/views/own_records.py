"""One's own records to take away (PIPL art. 45): as a table, or all of it as JSON."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.tabular.responses import csv_response, xlsx_response
from common.web import LoggedInRequest
from people.persons.models import Person
from timebank.certificates.selectors import certificates_of
from timebank.home.selectors.data_copy import entries_of, stars_of
from timebank.home.selectors.period import accounts_of
from timebank.ledger.selectors import national_record


@require_safe
@login_required
@never_cache
def records(request: LoggedInRequest) -> HttpResponseBase:
    """`?format=csv|xlsx|json`; without it the page that offers the three."""
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        return redirect("timebank:home")
    wanted = request.GET.get("format")
    found = national_record.own_records(person)
    name = f"service-records-{timezone.localdate():%Y%m%d}"
    columns = national_record.columns(with_id_number=True)
    if wanted == "csv":
        return csv_response(name, columns, national_record.national_rows(found, with_id_number=True))
    if wanted == "xlsx":
        return xlsx_response(name, columns, national_record.national_rows(found, with_id_number=True))
    if wanted == "json":
        return _json(person, name)
    return render(request, "timebank/home/own_records.html", {"person": person, "count": found.count()})


def _json(person: Person, name: str) -> JsonResponse:
    """Everything that the time bank keeps about the person."""
    found = national_record.own_records(person)
    data: dict[str, Any] = {
        "as_of": timezone.localtime().isoformat(timespec="seconds"),
        "name": person.name,
        "records": list(national_record.national_rows(found, with_id_number=True)),
        "accounts": [
            {
                "kind": account.kind,
                "unit": account.unit,
                "balance": account.balance,
                "reserved": account.pending_debits,
                "entries": entries_of(account),
            }
            for account in accounts_of(person)
        ],
        "stars": stars_of(person),
        "certificates": [
            {
                "number": row.written_number,
                "since": row.since,
                "until": row.until,
                "minutes": row.minutes,
                "issued_at": row.issued_at,
                "state": row.state,
            }
            for row in certificates_of(person)
        ],
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response

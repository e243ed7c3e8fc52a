from __future__ import annotations

import hashlib
import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.web import visitor_network
from timebank.certificates import selectors
from timebank.certificates.enums import CertificateState
from timebank.certificates.forms import FileForm, NumberForm
from timebank.certificates.models import Certificate
from timebank.ledger.enums import ServiceCategory

TEN_MINUTES = 600
# A city hall may check a pile of papers from one address; who guesses numbers needs billions.
MOST_BY_NUMBER = 60
MOST_BY_FILE = 30
MOST_BY_CODE = 600


def too_often(request: HttpRequest, action: str, *, most: int, seconds: int) -> bool:
    """Count one more `action` of this address; True beyond `most` within `seconds`. The address is kept nowhere."""
    # The window stands in the key: some caches begin a new timeout with each count.
    window = int(time.time() // seconds)
    sender = hashlib.sha256(f"{action}:{window}:{visitor_network(request)}".encode()).hexdigest()[:32]
    key = f"timebank-asked-{sender}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:
        # The time ended in between.
        return False


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _standing(certificate: Certificate) -> dict[str, Any]:
    """What the public may see: what has to be compared with the paper, and whether it is in force."""
    names = dict(ServiceCategory.choices)
    return {
        "certificate": certificate,
        "valid": certificate.state == CertificateState.VALID,
        "revoked": certificate.state == CertificateState.REVOKED,
        "ending": certificate.ending,
        "categories": [
            (names.get(category, category), services, minutes)
            for category, services, minutes in certificate.content["categories"]
        ],
    }


@require_safe
@never_cache
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """What the code on the paper leads to."""
    if too_often(request, "verify-code", most=MOST_BY_CODE, seconds=TEN_MINUTES):
        return _too_often(request)
    found = selectors.certificate_by_token(token)
    if found is None:
        return _start(
            request,
            problem=_(
                "There is no certificate at this address. Check the number on the paper; if it "
                "does not match, do not rely on it."
            ),
            status=404,
        )
    return _answer(request, "timebank/certificates/verify/result.html", _standing(found))


def _start(request: HttpRequest, *, problem: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "problem": problem,
        "number_form": forms.get("number_form") or NumberForm(),
        "file_form": forms.get("file_form") or FileForm(),
    }
    return _answer(request, "timebank/certificates/verify/start.html", context, status)


def _too_often(request: HttpRequest, **forms: Any) -> HttpResponse:
    problem = _("Too many checks from your connection. Please wait ten minutes.")
    return _start(request, problem=problem, status=429, **forms)


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Where to type a number or to bring a file."""
    return _start(request)


@method_decorator(never_cache, name="dispatch")
class Check(View):
    """Sent with POST; who only opens the address begins at the start."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _start(request)


class ByNumber(Check):
    """A number, and on wish the name beside it. Sent with POST: numbers stay out of addresses."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NumberForm(request.POST)
        if not form.is_valid():
            return _start(request, number_form=form)
        if too_often(request, "verify-number", most=MOST_BY_NUMBER, seconds=TEN_MINUTES):
            return _too_often(request, number_form=form)
        found = selectors.certificate_by_number(form.cleaned_data["number"])
        if found is None:
            form.add_error(
                "number",
                _(
                    "There is no certificate with this number. Please check it against the paper "
                    "again, character by character."
                ),
            )
            return _start(request, number_form=form)
        context = _standing(found)
        if name := form.cleaned_data["name"]:
            context |= {"compared": True, "name_fits": selectors.name_fits(found, name), "asked_name": name}
        return _answer(request, "timebank/certificates/verify/result.html", context)


class ByFile(Check):
    """Whether a file is the one that was handed out."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return _start(request, file_form=form)
        if too_often(request, "verify-file", most=MOST_BY_FILE, seconds=TEN_MINUTES):
            return _too_often(request)
        check = selectors.check_file(form.cleaned_data["file"].read())
        if check.certificate is None:
            return _answer(request, "timebank/certificates/verify/unknown_file.html", {})
        context = _standing(check.certificate) | {"file": check.verdict.value}
        return _answer(request, "timebank/certificates/verify/result.html", context)

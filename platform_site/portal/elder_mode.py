"""How somebody wants to read the pages: elder mode with large text and targets, kept in a cookie, without a log-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from common.web import next_url

COOKIE = "elder_mode"
# Text sizes in pixels: at least 18 in elder mode, scalable to 30 (Interface for elders, MIIT's guide of 2021).
SIZES = (20, 24, 30)
_A_YEAR = 365 * 24 * 60 * 60


def elder_text_size(request: HttpRequest) -> int | None:
    """The text size in pixels that the reader chose, None outside elder mode."""
    chosen = request.COOKIES.get(COOKIE, "")
    return next((size for size in SIZES if chosen == str(size)), None)


@require_POST
def elder_mode(request: HttpRequest) -> HttpResponse:
    """Switch elder mode: `size` is one of SIZES, anything else switches it off. Leads back to `next`."""
    response = HttpResponseRedirect(next_url(request, "/"))
    size = request.POST.get("size", "")
    if size in {str(known) for known in SIZES}:
        response.set_cookie(
            COOKIE, size, max_age=_A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response

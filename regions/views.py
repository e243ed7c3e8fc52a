"""The one public page of the package: what a picker offers next."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from regions import codes, selectors


@require_safe
@cache_control(public=True, max_age=3600)
def options(request: HttpRequest) -> JsonResponse:
    """The regions directly below `?parent=CODE`, or the first choice of all without it.

    `{"parent": code or null, "options": [{"code", "name", "level"}, …]}`; 400 for what is no code, 404 for a
    code that nobody has. Holds no personal data and is the same for everybody, so that any cache may keep it.
    """
    parent = request.GET.get("parent", "").strip()
    if not parent:
        return JsonResponse({"parent": None, "options": selectors.first_options()})
    if not codes.is_code(parent):
        return JsonResponse({"error": _("A region code has 12 digits.")}, status=400)
    found = selectors.options_below(parent)
    if found is None:
        return JsonResponse({"error": _("There is no region with this code.")}, status=404)
    return JsonResponse({"parent": parent, "options": found})

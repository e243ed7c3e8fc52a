"""The volunteer's visit, on one page that follows the state."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from volunteers.models import Assignment


@login_required
def visit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    get_object_or_404(Assignment.objects.of(request.user), uuid=uuid)
    return HttpResponse("")

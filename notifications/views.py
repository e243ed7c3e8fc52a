"""The inbox of everybody who has a log-in, and the second try of a message in the workbench."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, is_own_url
from notifications.models import Message
from notifications.selectors import unread_count
from notifications.services import mark_read


@login_required
def inbox(request: LoggedInRequest) -> HttpResponse:
    """Messages, the newest first. Seeing one in the list is not reading it: opening it is."""
    rows = Message.objects.visible_to(request.user)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(
        request, "notifications/inbox.html", {"page_obj": page, "unread": unread_count(request.user)}
    )


@login_required
def open_message(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go to what it is about; one without a link is shown."""
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    mark_read(messages=Message.objects.filter(pk=message.pk))
    if is_own_url(request, message.link):
        return redirect(message.link)
    return render(request, "notifications/message.html", {"message": message})


@login_required
@require_POST
def read_all(request: LoggedInRequest) -> HttpResponse:
    mark_read(messages=Message.objects.visible_to(request.user))
    return redirect("notifications:inbox")

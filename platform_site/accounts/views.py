"""Doors of the site: where a log-in leads, the gate of the workbench."""

from __future__ import annotations

from allauth.account import views as allauth_views
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, next_url
from people.logins.services import end_session, end_sessions
from platform_site.accounts import old_phone
from platform_site.accounts.devices import coarse_address, device_words
from platform_site.accounts.forms import ProveOldPhoneForm
from timebank.rewards.models.partners import PartnerStaff
from volunteers.registration.models.volunteer import Volunteer


def sign_up(request: HttpRequest) -> HttpResponse:
    """Signing up is logging in for the first time: the same page, so that nobody stands before the wrong door."""
    if target := next_url(request, ""):
        return redirect_to_login(target, login_url="account_login")
    return redirect("account_login")


@login_required
@never_cache
def after_login(request: LoggedInRequest) -> HttpResponse:
    """Workers go to the workbench, volunteers to their tasks, who works in a partner's shop to the till.

    Somebody new is asked for a name first.
    """
    if not hasattr(request.user, "person"):
        return redirect_to_login(request.path, login_url="people:welcome")
    if request.user.is_worker:
        return redirect("wagtailadmin_home")
    if Volunteer.objects.filter(person__user=request.user).exists():
        return redirect("volunteers:home")
    if PartnerStaff.objects.of_user(request.user).exists():
        return redirect("timebank:till")
    return redirect("start")


@login_required
def start(request: LoggedInRequest) -> HttpResponse:
    """What somebody new may want here."""
    return render(request, "platform_site/start.html")


def workbench_gate(request: HttpRequest) -> HttpResponse:
    """Wagtail sends here whoever may not enter: at the log-in page a logged-in volunteer would go in circles."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/workbench/"), login_url="account_login")


@login_required
def sessions(request: LoggedInRequest) -> HttpResponse:
    """Where one is logged in, this session first; a POST ends all others."""
    if request.method == "POST":
        ended = end_sessions(user=request.user, except_for=request.session.session_key or "")
        messages.success(
            request,
            _("All other devices are logged out.") if ended else _("You are logged in nowhere else."),
        )
        return redirect("usersessions_list")
    current = request.session.session_key
    rows = [
        {
            "session": session,
            "device": device_words(session.user_agent),
            "address": coarse_address(session.ip),
            "is_current": session.session_key == current,
        }
        for session in UserSession.objects.purge_and_list(request.user)
    ]
    rows.sort(key=lambda row: (not row["is_current"], -row["session"].created_at.timestamp()))
    return render(request, "usersessions/usersession_list.html", {"rows": rows})


@login_required
@require_POST
def end_one_session(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Log one of the own devices out; for this one there is the button for logging out."""
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    end_session(session=get_object_or_404(others, pk=pk))
    messages.success(request, _("That device is logged out."))
    return redirect("usersessions_list")


@login_required
@never_cache
def change_phone(request: LoggedInRequest) -> HttpResponse:
    """The new number, once the old one was proven in this session."""
    if not old_phone.is_proven(request):
        return redirect("account_old_phone")
    response: HttpResponse = allauth_views.change_phone(request)
    return response


@login_required
@never_cache
def prove_old_phone(request: LoggedInRequest) -> HttpResponse:
    """First step of a change of number: a code to the one that is in use."""
    if old_phone.is_proven(request):
        return redirect("account_change_phone")
    process = old_phone.OldPhoneProcess.resume(request)
    phone = request.user.phone or ""
    if request.method == "POST" and request.POST.get("action") == "send":
        old_phone.OldPhoneProcess.start(request)
        return redirect("account_old_phone")
    form = ProveOldPhoneForm(
        request.POST or None, phone=phone, code=process.code if process is not None else None
    )
    if request.method == "POST" and process is not None:
        if form.is_valid():
            process.finish()
            return redirect("account_change_phone")
        if not process.record_invalid_attempt():
            messages.error(request, _("Too many wrong codes. Please ask for a new one."))
            return redirect("account_old_phone")
    context = {"form": form, "phone": f"{phone[:-8]}****{phone[-4:]}", "sent": process is not None}
    return render(request, "account/old_phone.html", context)


def verify_phone(request: HttpRequest) -> HttpResponse:
    """Last step: the code to the new number. From then on it is the one to log in with."""
    user = request.user
    if not user.is_authenticated:
        response: HttpResponse = allauth_views.verify_phone(request)
        return response
    if not old_phone.is_proven(request):
        return redirect("account_change_phone")
    before = user.phone
    response = allauth_views.verify_phone(request)
    return redirect("people:me") if user.phone != before else response

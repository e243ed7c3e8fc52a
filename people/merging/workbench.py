"""Merging two files in the workbench: proposed on a file, confirmed by a second person, taken back for a time."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.forms import add_errors, errors_added
from common.web import LoggedInRequest
from people.access_log.services import log_page
from people.merging.forms import ProposeForm, UndoForm
from people.merging.models import Merge
from people.merging.services import (
    confirm_merge,
    decline_merge,
    preview,
    propose_merge,
    refusals,
    undo_merge,
)
from people.persons.forms import FindPersonForm
from people.persons.models import Person
from people.persons.selectors import duplicates_of, find_by_number
from people.persons.workbench import people_trail, person_to_change
from workbench.access_recording import AccessAction
from workbench.guards import worker_required
from workbench.pages import render_page
from workbench.roles import STAFF_ROLES, WORKER_ROLES

PER_PAGE = 30


@worker_required(WORKER_ROLES)
def propose(request: LoggedInRequest, pk: int) -> HttpResponse:
    """The files that may be this person's as well, and a proposal to merge one of them. Others are found by number."""
    person = person_to_change(request, pk)
    find = FindPersonForm(request.POST if "number" in request.POST else None)
    others = [row.person for row in duplicates_of(request.user, person) if row.person is not None]
    if find.is_bound and find.is_valid():
        found = find_by_number(request.user, find.cleaned_data["number"])
        others = [one for one in found if one.pk != person.pk]
        if not others:
            find.add_error("number", _("Nobody else in your area has this number."))
    elif (chosen := request.POST.get("other", "")).isdecimal() and len(chosen) < 19:
        # Found by number a moment ago: what the form offers is what the reader may see.
        others = [*others, *Person.objects.visible_to(request.user).filter(pk=chosen).exclude(pk=pk)]
    form = ProposeForm(request.POST if "reason" in request.POST else None, others=others)
    if form.is_bound and form.is_valid():
        this_stays = form.cleaned_data["stays"] == "this"
        other = form.cleaned_data["other"]
        kept, gone = (person, other) if this_stays else (other, person)
        with errors_added(form):
            merge = propose_merge(
                kept=kept, gone=gone, actor=request.user, reason=form.cleaned_data["reason"]
            )
            _log(request, merge)
            messages.success(request, _("Proposed. A colleague or the township confirms it."))
            return redirect("people_workbench:merge", merge.pk)
    return render_page(
        request, "people/workbench/propose_merge.html", _("Same person as %(name)s") % {"name": person.name},
        icon="group", trail=people_trail(), person=person, form=form, find=find, others=others,
        back=reverse("people_person:inspect", args=[pk]),
    )  # fmt: skip


@worker_required(STAFF_ROLES)
def merge_page(request: LoggedInRequest, pk: int) -> HttpResponse:
    """What would move, why not, and the buttons; afterwards what moved, and the way back."""
    rows = Merge.objects.visible_to(request.user).select_related(
        "kept__region", "gone__region", "proposed_by", "merged_by", "undone_by"
    )
    merge = get_object_or_404(rows, pk=pk)
    step = request.POST.get("step", "")
    form = UndoForm(request.POST if step == "undo" else None)
    if request.method == "POST":
        try:
            if step == "confirm":
                confirm_merge(merge=merge, actor=request.user)
                messages.success(request, _("The two files are one now."))
            elif step == "decline":
                decline_merge(merge=merge, actor=request.user)
                messages.success(request, _("The proposal is declined; both files stay as they are."))
            elif step == "undo" and form.is_valid():
                undo_merge(merge=merge, actor=request.user, reason=form.cleaned_data["reason"])
                messages.success(request, _("They are two files again."))
        except ValidationError as error:
            if step == "undo":
                add_errors(form, error)
            else:
                messages.error(request, " ".join(error.messages))
                return redirect("people_workbench:merge", pk)
        else:
            if step != "undo" or form.is_valid():
                _log(request, merge)
                return redirect("people_workbench:merge", pk)
    is_waiting = merge.merged_at is None and merge.declined_at is None
    until = merge.undone_until
    return render_page(
        request, "people/workbench/merge.html", _("Two files of %(name)s") % {"name": merge.kept.name}, icon="group",
        trail=people_trail(), merge=merge, waiting=is_waiting, own=merge.proposed_by_id == request.user.pk,
        lines=preview(merge.kept, merge.gone) if is_waiting else [],
        why=refusals(merge.kept, merge.gone) if is_waiting else [],
        moved=merge.moved.count(), until=until, open=until is not None and timezone.localdate() <= until, form=form,
    )  # fmt: skip


def _log(request: LoggedInRequest, merge: Merge) -> None:
    for person in (merge.kept, merge.gone):
        log_page(request, AccessAction.CHANGE, subject=person, detail="merge of files")


@worker_required(STAFF_ROLES)
def merges(request: LoggedInRequest) -> HttpResponse:
    """Proposals in one's area that wait for a second person, and on another tab what was merged."""
    tab = request.GET.get("tab", "waiting")
    rows = Merge.objects.visible_to(request.user).select_related(
        "kept__region", "gone__region", "proposed_by"
    )
    rows = rows.exclude(merged_at=None) if tab == "merged" else rows.waiting()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    log_page(request, AccessAction.LIST, count=len(page.object_list), detail="merges")
    return render_page(
        request, "people/workbench/merges.html", _("Files to merge"), icon="group", trail=people_trail(),
        page_obj=page, tab=tab,
    )  # fmt: skip

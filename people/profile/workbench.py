"""People, roles, consents, mandates and the access log in the workbench."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.widgets.button import Button

from common.web import LoggedInRequest
from people.access_log.models import AccessLog
from people.access_log.services import log_page, log_refusal
from people.consents.models import Consent
from people.mandates.models import Mandate
from people.persons.forms import EntryForm, FindPersonForm, PersonForm, duplicates_of_entry
from people.persons.models import Person
from people.persons.permissions import can_change_person
from people.persons.selectors import find_by_number
from people.persons.services import create_person, update_person
from people.persons.workbench import people_trail
from people.phone_changes.permissions import can_ask_phone_change
from workbench.access_recording import AccessAction
from workbench.guards import worker_required
from workbench.menu import Section
from workbench.pages import render_page
from workbench.roles import STAFF_ROLES, WORKER_ROLES
from workbench.views import ScopedIndexView
from workbench.viewsets import ScopedModelViewSet


class PersonIndexView(ScopedIndexView):
    def get_header_more_buttons(self) -> list[Any]:
        find = Button(
            gettext_lazy("Find by phone or ID number"),
            url=reverse("people_workbench:find"),
            icon_name="search",
            priority=5,
        )
        return [find, *super().get_header_more_buttons()]


class PersonViewSet(ScopedModelViewSet):
    model = Person
    icon = "user"
    menu_section = Section.ELDERS
    menu_order = 50
    list_display = ["name", "sex", "birth_date", "region"]
    list_filter = ["sex", "is_demo"]
    list_related = ("region",)
    list_export = ["name", "get_sex_display", "birth_date", "region", "updated_at"]
    inspect_view_fields = ["name", "sex", "birth_date", "phone", "region", "died_on"]
    inspect_template_name = "people/workbench/person.html"
    create_template_name = "people/workbench/add.html"
    index_view_class = PersonIndexView
    search_fields = ["name"]
    add_roles = WORKER_ROLES
    region_field = "region_id"
    log_reads = True
    person_tab = "person"

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm

    def person_of(self, instance: Person) -> Person:
        return instance

    def form_kwargs(self, request: LoggedInRequest) -> dict[str, Any]:
        return {"user": request.user}

    def save(self, request: LoggedInRequest, form: PersonForm, *, created: bool) -> Person:
        if created:
            return create_person(**form.cleaned_data)
        return update_person(person=form.instance, actor=request.user, **form.cleaned_data)

    def inspect_context(self, request: LoggedInRequest, instance: Person) -> dict[str, Any]:
        mandates = Mandate.objects.select_related("principal", "agent")
        return {
            "may_change": can_change_person(request.user, instance),
            "may_ask_phone": can_ask_phone_change(request.user, instance),
            "consents": Consent.objects.filter(person=instance).order_by("withdrawn_on", "-given_on"),
            "held": mandates.filter(agent=instance),
            "given": mandates.filter(principal=instance),
            "readers": AccessLog.objects.visible_to(request.user)
            .filter(subject=instance)
            .select_related("actor")[:10],
        }


@worker_required(STAFF_ROLES)
def find_person_page(request: LoggedInRequest) -> HttpResponse:
    """Find somebody by phone or ID number, within one's regions. Sent with POST: numbers stay out of addresses."""
    form = FindPersonForm(request.POST or None)
    people: list[Person] | None = None
    if request.method == "POST" and form.is_valid():
        people = find_by_number(request.user, form.cleaned_data["number"])
        log_page(request, AccessAction.LIST, count=len(people), detail="find by number")
    return render_page(
        request,
        "people/workbench/find.html",
        _("Find a person"),
        icon="search",
        trail=people_trail(),
        form=form,
        people=people,
    )


# Looks while a new file is typed that one login may take in an hour: dozens of files. By many more, birth dates of
# somebody elsewhere could be tried out one by one, of which nothing is on record but the one that fits.
MOST_LOOKS = 400
_HOUR = 3600


def _looks(request: LoggedInRequest) -> int:
    key = f"typed-duplicates:{request.user.pk}"
    cache.add(key, 0, _HOUR)
    return int(cache.incr(key))


@worker_required(WORKER_ROLES)
@require_POST
def duplicates(request: LoggedInRequest) -> HttpResponse:
    """A piece of a page: who may be meant by what has been typed of a new file. No more than saving it would tell.

    Sent with POST, as names and numbers stay out of addresses; whatever is shown is on record. Who looks very often is
    told nothing here until the hour is over, which is on record as well; saving asks all the same.
    """
    if (looks := _looks(request)) > MOST_LOOKS:
        if looks == MOST_LOOKS + 1:
            log_refusal(request=request, action=AccessAction.LIST, subject=None, detail="likely duplicates")
        return HttpResponse()
    form = EntryForm(request.POST)
    form.is_valid()
    found = duplicates_of_entry(request.user, form.cleaned_data)
    if found:
        log_page(request, AccessAction.LIST, count=len(found), detail="likely duplicates")
    return render(request, "people/workbench/_duplicates.html", {"duplicates": found, "while_typing": True})


@worker_required(STAFF_ROLES)
@require_POST
def reveal_id_number(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Show the whole ID number, on record."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    log_page(request, AccessAction.REVEAL, subject=person, detail="ID number")
    return render_page(
        request,
        "people/workbench/id_number.html",
        _("ID number"),
        icon="user",
        trail=people_trail(),
        person=person,
    )

"""Regions that cannot be reached: what is closed now, a form with a preview, and opening again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_shown
from visit_planning.plan.models.plan import Closure
from visit_planning.repair.forms import ClosureForm
from visit_planning.repair.selectors import closures
from workbench.form_pages import FormPage
from workbench.guards import WorkbenchView, forbidden, worker_required
from workbench.roles import MANAGER_ROLES, has_role
from workbench.scopes import covers


class Closures(FormPage):
    """Closed regions; managers close one after they have seen what that changes."""

    page_title = gettext_lazy("Places that are cut off")
    header_icon = "warning"
    template_name = "visit_planning/workbench/closures.html"
    form_class = ClosureForm

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        back = {"url": reverse("visit_planning_workbench:dispatch"), "label": _("Dispatch of visits")}
        return [*WorkbenchView.breadcrumbs_items, back]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        context = super().get_context_data(**kwargs)
        rows = [
            (row, row.opened_at is None and row.last_day >= today, covers(user, row.region_id, MANAGER_ROLES))
            for row in closures(user)
        ]
        return context | {
            "form": context["form"] if has_role(user, MANAGER_ROLES) else None,
            "closures": rows,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_role(self.request.user, MANAGER_ROLES):
            return forbidden(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ClosureForm) -> HttpResponse:
        """Show what would change; only the button under the preview stores it."""
        # The engine's libraries take a second to load.
        from visit_planning.repair.services.closures import close_region, preview_closure

        said = {name: form.cleaned_data[name] for name in ("region", "first_day", "last_day")}
        # What the preview was made for: only that is stored, should somebody have changed a day since.
        previewed = "|".join(str(getattr(part, "pk", part)) for part in said.values())
        if self.request.POST.get("confirmed") != previewed:
            preview = preview_closure(actor=self.request.user, **said)
            shown = self.get_context_data(form=form, preview=preview, previewed=previewed)
            return self.render_to_response(shown)
        close_region(actor=self.request.user, why=form.cleaned_data["why"], **said)
        messages.success(self.request, _("Noted. The affected visits are now being rematched."))
        return redirect("visit_planning_workbench:closures")


@worker_required(MANAGER_ROLES)
@require_POST
def open_again(request: LoggedInRequest, pk: int) -> HttpResponse:
    """The place can be reached again."""
    from visit_planning.repair.services.closures import open_region

    closure = get_object_or_404(Closure.objects.visible_to(request.user), pk=pk)
    with errors_shown(request):
        open_region(closure=closure, actor=request.user)
        messages.success(request, _("Noted: the place is accessible again."))
    return redirect("visit_planning_workbench:closures")

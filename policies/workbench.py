"""The rules in the workbench: what is in force, where it comes from, what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import taken
from common.web import LoggedInRequest
from policies.forms import PolicyForm, RulesQueryForm
from policies.models import PolicyRow
from policies.permissions import RULE_MAKERS
from policies.previews import Preview, Proposal, is_preview_of, previewer_of, sign_preview
from policies.registry import DECLARATIONS, Declaration, Group, group_of, why_untried
from policies.selectors import PolicyBook, Verdict, book, book_of, explain_rows, rows_of
from policies.services import set_value
from policies.value_forms import Part, display_value, effective, recorded
from regions.models import Region
from workbench.guards import worker_required
from workbench.pages import render_page
from workbench.roles import STAFF_ROLES, has_role
from workbench.scopes import common_region


@dataclass(frozen=True)
class Rule:
    """One line of the list."""

    declaration: Declaration
    parts: list[Part]
    row: PolicyRow | None
    coming: PolicyRow | None

    @property
    def is_changed(self) -> bool:
        """Whether somebody decided it here."""
        return self.row is not None and self.row.author_id is not None

    @property
    def can_be_tried(self) -> bool:
        return previewer_of(self.declaration.key) is not None

    def mentions(self, words: list[str]) -> bool:
        """Whether each of the words stands somewhere in what people read of it."""
        read = [self.declaration.title, self.declaration.help, self.declaration.unit, self.declaration.source]
        text = " ".join(map(str, [*read, *self.declaration.words.values(), self.declaration.key])).casefold()
        return all(word in text for word in words)


def _grouped(found: list[Rule]) -> list[tuple[Group | None, list[Rule]]]:
    """The rules by what they are about, in the order of the groups."""
    groups: dict[Group | None, list[Rule]] = {}
    for rule in found:
        groups.setdefault(group_of(rule.declaration.key), []).append(rule)
    return sorted(groups.items(), key=lambda item: item[0].order if item[0] else 1_000)


# What the list may be narrowed to.
_NARROWED: dict[str, tuple[Any, Callable[[Rule], bool]]] = {
    "changed": (gettext_lazy("Decided here"), lambda rule: rule.is_changed),
    "coming": (gettext_lazy("With a change to come"), lambda rule: rule.coming is not None),
    "tried": (gettext_lazy("Can be tried first"), lambda rule: rule.can_be_tried),
}


def _in_force(today: PolicyBook, declaration: Declaration, region: Region | None) -> list[Part]:
    """The value in force in a region, with the origin of each entry that its row does not name."""
    stored = [row.value for row in today.rows(declaration.key, region)]
    return effective(today.value(declaration.key, region), stored, declaration)


def _parts(row: PolicyRow, in_force: PolicyRow | None, value: list[Part]) -> list[Part]:
    """What a row says; of the one in force the whole `value`, with what has come to it from elsewhere."""
    return value if row == in_force else recorded(row.value, DECLARATIONS[row.key])


def _asked_region(request: HttpRequest) -> Region | None:
    """The region whose rules are shown: the one asked for, else the reader's own."""
    code = request.GET.get("region", common_region(request.user) or "")
    return Region.objects.with_full_names().filter(pk=code).first()


@worker_required(STAFF_ROLES)
def rules(request: LoggedInRequest) -> HttpResponse:
    """Every parameter with the value in force, its source, and since when; by groups, searched and narrowed."""
    region = _asked_region(request)
    today = book()
    coming = {
        row.key: row for row in PolicyRow.objects.filter(valid_from__gt=today.on).order_by("-valid_from")
    }
    found = [
        Rule(
            declaration=declaration,
            parts=_in_force(today, declaration, region),
            row=today.row(key, region),
            coming=coming.get(key),
        )
        for key, declaration in sorted(DECLARATIONS.items())
    ]
    sought, narrowed = request.GET.get("q", "").strip(), request.GET.get("only", "")
    if words := sought.casefold().split():
        found = [item for item in found if item.mentions(words)]
    if narrowed in _NARROWED:
        found = [item for item in found if _NARROWED[narrowed][1](item)]
    context: dict[str, Any] = {
        "groups": _grouped(found),
        "region": region,
        "q": sought,
        "only": narrowed,
        "narrowings": [(name, label) for name, (label, _fits) in _NARROWED.items()],
    }
    return render_page(request, "policies/workbench/rules.html", _("Rules"), icon="cog", **context)


@worker_required(STAFF_ROLES)
def rule(request: LoggedInRequest, key: str) -> HttpResponse:
    """One parameter: all its rows, and the form that adds one for who may."""
    if key not in DECLARATIONS:
        raise Http404
    declaration = DECLARATIONS[key]
    region = _asked_region(request)
    today = book()
    rows = rows_of(key)
    in_force = today.row(key, region)
    form, looked = None, None
    if has_role(request.user, RULE_MAKERS):
        current = today.value(key, region)
        form = PolicyForm(request.POST or None, declaration=declaration, current=current, user=request.user)
        if request.method == "POST" and form.is_valid():
            data = {name: form.cleaned_data[name] for name in FIELDS}
            looked = _look(request, declaration, data)
            if looked is None and taken(form, lambda _data: set_value(key=key, author=request.user, **data)):
                said = _("The new value takes effect on %(day)s.") % {"day": data["valid_from"]}
                messages.success(request, said)
                return redirect("policies_workbench:rule", key)
    parts = _in_force(today, declaration, region)
    shown = [{"row": row, "parts": _parts(row, in_force, parts), "in_force": row == in_force} for row in rows]
    trail = [(reverse("policies_workbench:rules"), _("Rules"))]
    context: dict[str, Any] = {
        "declaration": declaration,
        "rows": shown,
        "form": form,
        "looked": looked,
        "previewed": previewer_of(key) is not None,
        "untried": why_untried(key),
        "today": timezone.localdate(),
        "region": region,
    }
    return render_page(
        request, "policies/workbench/rule.html", declaration.title, icon="cog", trail=trail, **context
    )


FIELDS = ("value", "valid_from", "region", "source_kind", "source", "note")


@dataclass(frozen=True)
class PolicyComparison:
    """The effect of a value before it is set: what stands now beside it, and the seal that lets it be set."""

    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
    day: date
    preview: Preview
    token: str


def _look(request: HttpRequest, declaration: Declaration, data: dict[str, Any]) -> PolicyComparison | None:
    """The preview that has to be seen first; None when this very value has been seen, or when there is none."""
    proposal = Proposal(declaration.key, data["value"], data["region"])
    previewer = previewer_of(proposal.key)
    if previewer is None:
        return None
    seen = {"valid_from": data["valid_from"], "user": request.user}
    if "preview" not in request.POST:
        if is_preview_of(request.POST.get("token", ""), proposal, **seen):
            return None
        messages.info(request, _("Please check the effect of this value first, then set it."))
    return PolicyComparison(
        before=display_value(book(data["valid_from"]).value(proposal.key, proposal.region), declaration.word),
        after=display_value(data["value"], declaration.word),
        day=data["valid_from"],
        preview=previewer(proposal),
        token=sign_preview(proposal, **seen),
    )


@worker_required(STAFF_ROLES)
def compare(request: LoggedInRequest, key: str) -> HttpResponse:
    """Two rows of a parameter side by side, and which row was in force on a day in a region, and why."""
    if key not in DECLARATIONS:
        raise Http404
    declaration = DECLARATIONS[key]
    rows = list(rows_of(key))
    sides = [_side(declaration, _chosen(rows, request.GET.get(name, ""))) for name in ("a", "b")]
    form = RulesQueryForm(request.GET if "on" in request.GET else None)
    verdicts: list[Verdict] = []
    parts: list[Part] = []
    in_force = None
    if form.is_bound and form.is_valid():
        on, region = form.cleaned_data["on"], form.cleaned_data["region"]
        verdicts = explain_rows(rows, on=on, region=region)
        in_force = book_of(rows, on).row(key, region)
        parts = _in_force(book_of(rows, on), declaration, region)
    trail = [
        (reverse("policies_workbench:rules"), _("Rules")),
        (reverse("policies_workbench:rule", args=[key]), declaration.title),
    ]
    context: dict[str, Any] = {
        "declaration": declaration,
        "rows": [{"row": row, "parts": recorded(row.value, declaration)} for row in rows],
        "sides": sides,
        "both": all(sides),
        "lines": _differences(*sides) if all(sides) else [],
        "form": form,
        "verdicts": [{"verdict": item, "parts": _parts(item.row, in_force, parts)} for item in verdicts],
    }
    title = _("Compare and explain")
    return render_page(request, "policies/workbench/compare.html", title, icon="cog", trail=trail, **context)


def _chosen(rows: list[PolicyRow], asked: str) -> PolicyRow | None:
    """The row that was asked for, of this parameter; anything else is none."""
    return next((row for row in rows if str(row.pk) == asked), None)


def _side(declaration: Declaration, row: PolicyRow | None) -> dict[str, Any] | None:
    return None if row is None else {"row": row, "parts": dict(display_value(row.value, declaration.word))}


def _differences(a: Any, b: Any) -> list[tuple[str, str, str]]:
    """Entry by entry, those that only one of the two has included."""
    names = [*a["parts"], *(name for name in b["parts"] if name not in a["parts"])]
    return [(name, a["parts"].get(name, "—"), b["parts"].get(name, "—")) for name in names]

"""Changing a rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import date_input
from people.actors import AnyUser
from policies.models import SourceKind
from policies.permissions import RULE_MAKERS, can_set_policy
from policies.registry import Declaration
from policies.value_forms import assemble, field_for, leaves, value_at
from regions.forms import RegionField
from regions.models import Region
from workbench.scopes import role_regions


class RulesQueryForm(forms.Form):
    """Which row counted on a day in a region."""

    on = forms.DateField(label=_("On which day"), widget=date_input())
    region = RegionField(label=_("Where"), required=False)


class PolicyForm(forms.Form):
    """A new value of one parameter from a day on: one input for each part of the value."""

    valid_from = forms.DateField(
        label=_("Valid from"),
        widget=date_input(),
        help_text=_("Tomorrow at the earliest: decisions made under the old rule stand."),
    )
    region = RegionField(label=_("Where"), required=False)
    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=SourceKind.choices)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The document that sets it, with number and date.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(
        self, *args: Any, declaration: Declaration, current: Any, user: AnyUser, **kwargs: Any
    ) -> None:
        self.declaration, self.user = declaration, user
        self.leaves = leaves(declaration.initial)
        kwargs["initial"] = {
            "valid_from": timezone.localdate() + timedelta(days=1),
            **{leaf.name: value_at(current, leaf.path) for leaf in self.leaves},
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        others = dict(self.fields)
        self.fields = {leaf.name: field_for(leaf, declaration) for leaf in self.leaves} | others
        self.own: Region | None = None
        if not can_set_policy(user, None):
            codes = role_regions(user, RULE_MAKERS)
            # The picker offers what lies inside; the region itself is what an empty answer means.
            self.own = Region.objects.filter(pk=codes[0]).first() if len(codes) == 1 else None
            self.fields["region"].required = self.own is None
            self.fields["region"].within = self.own
            if self.own is not None:
                self.fields["region"].help_text = _("Empty: the whole of %(region)s.") % {
                    "region": self.own.name
                }
        else:
            self.fields["region"].help_text = _("Empty: everywhere.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "region" in data and data["region"] is None:
            data["region"] = self.own
        if "region" in data and not can_set_policy(self.user, data["region"]):
            self.add_error("region", _("You may not change rules there."))
        if all(leaf.name in data for leaf in self.leaves):
            value = assemble({leaf.path: data[leaf.name] for leaf in self.leaves})
            try:
                self.declaration.check(value)
            except ValidationError as error:
                self.add_error(self.leaves[0].name if len(self.leaves) == 1 else None, error)
            else:
                data["value"] = value
        return data

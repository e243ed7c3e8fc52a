"""A role for somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import PhoneField, date_input
from people.logins.models import User
from people.roles.permissions import can_grant, grantable_roles
from regions.forms import RegionField
from workbench.roles import Role
from workbench.scopes import only_region


class RoleGrantForm(forms.Form):
    """A role for somebody: who, what, where, how long."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    phone = PhoneField(help_text=_("Their own mobile number, used to log in."))
    role = forms.ChoiceField(label=_("Role"))
    region = RegionField(label=_("Region"), help_text=_("The role applies there and at all levels below."))
    valid_until = forms.DateField(
        label=_("Until"), required=False, widget=date_input(), help_text=_("Empty: until it is ended.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        # Wagtail's create view passes an instance; a grant is made by its service, not by this form.
        kwargs.pop("instance", None)
        super().__init__(*args, **kwargs)
        self.user = user
        roles = grantable_roles(user)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        if not user.is_superuser:
            self.fields["region"].within = only_region(user, user.roles)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        role, region = data.get("role"), data.get("region")
        if role and region and not can_grant(self.user, Role(role), region):
            self.add_error(
                "region", _("You cannot assign this role for %(region)s.") % {"region": region.full_name}
            )
        return data

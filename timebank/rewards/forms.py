from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import PhoneField, date_input
from regions.enums import Level
from regions.forms import RegionField
from regions.models import Region
from timebank.rewards.enums import OfferKind, PartnerKind, PartnerRole
from timebank.rewards.models.offers import MOST_A_MONTH, MOST_POINTS, MOST_STOCK, Offer
from timebank.rewards.models.partners import Partner


class OrderForm(forms.Form):
    """The confirmation of an order: which page it came from, and what that page said it costs."""

    order = forms.UUIDField(widget=forms.HiddenInput)
    price = forms.IntegerField(min_value=1, max_value=MOST_POINTS, widget=forms.HiddenInput)


class ReceiptForm(forms.Form):
    """The confirmation at the till: which page it came from."""

    receipt = forms.UUIDField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of the voucher"),
        max_length=60,
        help_text=_("8 letters and digits, never 0, O, 1, I or L."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code",
                "placeholder": "ABCD 2345",
            }
        ),
    )


class PartnerDetailsForm(forms.Form):
    """What an approved partner changes by itself."""

    phone = PhoneField(label=_("Phone for customers"), required=False, mobile=False)
    opening_note = forms.CharField(
        label=pgettext_lazy("partner", "Opening hours"),
        max_length=120,
        required=False,
        help_text=_("In plain words, for example: daily from 8 to 18."),
    )


class PartnerForm(PartnerDetailsForm):
    name = forms.CharField(label=pgettext_lazy("partner", "Name of the shop or service"), max_length=60)
    kind = forms.ChoiceField(label=_("What kind"), choices=PartnerKind.choices)
    region = RegionField(label=pgettext_lazy("partner", "Location"), help_text=_("Community or village"))
    address = forms.CharField(label=pgettext_lazy("partner", "Address"), max_length=120)

    field_order = ("name", "kind", "region", "address", "phone", "opening_note")


def details_of(partner: Partner) -> dict[str, Any]:
    return {name: getattr(partner, name) for name in PartnerForm.field_order}


class OfferForm(forms.Form):
    title = forms.CharField(label=_("What you offer"), max_length=60, help_text=_("Rice, 5 kg; a haircut; …"))
    kind = forms.ChoiceField(label=_("Goods or service"), choices=OfferKind.choices, widget=forms.RadioSelect)
    description = forms.CharField(
        label=pgettext_lazy("offer", "More about it"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    price_points = forms.IntegerField(label=_("Price in points"), min_value=1, max_value=MOST_POINTS)
    stock = forms.IntegerField(
        label=_("Total quantity"),
        min_value=0,
        max_value=MOST_STOCK,
        required=False,
        help_text=_("In total, including those already redeemed. Empty: unlimited."),
    )
    most_per_month = forms.IntegerField(
        label=_("Monthly limit per person"),
        min_value=1,
        max_value=MOST_A_MONTH,
        required=False,
        help_text=_("Empty: no limit"),
    )
    valid_from = forms.DateField(label=pgettext_lazy("offer", "From"), widget=date_input())
    valid_until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=date_input(),
        help_text=_("The last day to redeem and collect it. Empty: until you withdraw the offer."),
    )
    reach = RegionField(
        label=_("For residents of, or volunteers in"),
        required=False,
        help_text=_("Usually your county. Empty: the whole city."),
    )
    not_money = forms.BooleanField(
        label=_("This is a product or service: not money, nor anything that can be exchanged for money."),
        error_messages={"required": _("Points are never paid out as money. Please confirm.")},
    )

    def values(self, city: Region) -> dict[str, Any]:
        """What the service takes. `city`: whose people are meant where the form names no smaller region."""
        kept = {name: content for name, content in self.cleaned_data.items() if name != "not_money"}
        return kept | {"reach": kept["reach"] or city}


def offer_values(offer: Offer) -> dict[str, Any]:
    names = [name for name in OfferForm.base_fields if name != "not_money"]
    shown = {name: getattr(offer, name) for name in names}
    return shown | {"reach": None if offer.reach.level == Level.CITY else offer.reach}


class InvitationForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    phone = PhoneField(help_text=_("Their own mobile number, used to log in and agree."))
    role = forms.ChoiceField(label=_("Their role"), choices=PartnerRole.choices, initial=PartnerRole.TILL)

"""Naming a relative, and the document a worker saw."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PhoneField
from people.kinship.enums import KinDocument, KinRelation
from people.persons.forms import IDNumberField


class KinshipForm(forms.Form):
    """Naming a relative: enough to find exactly one person, and nothing more."""

    relation = forms.ChoiceField(label=_("My relative is my"), choices=KinRelation.choices)
    name = forms.CharField(label=_("Full name of the relative"), max_length=60)
    phone = PhoneField(required=False, mobile=False, label=_("Phone of the relative"))
    id_number = IDNumberField(
        required=False,
        label=_("Or the ID number"),
        help_text=_("One of the two is enough. The ID number itself is not stored."),
    )


class KinDocumentForm(forms.Form):
    """A worker saw that two people are relatives."""

    document = forms.ChoiceField(label=_("Document that I saw"), choices=KinDocument.choices)


class UnknownKinForm(KinDocumentForm):
    """The same where the relative has no file yet."""

    id_number = IDNumberField(
        label=_("ID number of the relative"), help_text=_("From the document; it is used to check the age.")
    )
    phone = PhoneField(required=False, mobile=False, label=_("Phone of the relative"))

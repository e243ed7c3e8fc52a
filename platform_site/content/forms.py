"""Pictures and papers of the portal: nobody changes them behind the back of who published the page.

Named by WAGTAILIMAGES_IMAGE_FORM_BASE and WAGTAILDOCS_DOCUMENT_FORM_BASE in the settings.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm


class _AsApproved:
    """A file that is there is not exchanged, except by who looks after the installation: whether a page or a draft
    shows it or not, it is what an approver has seen or will see."""

    instance: Any
    changed_data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        user = kwargs.get("user")
        self._looks_after_it_all = bool(user and user.is_superuser)
        super().__init__(*args, **kwargs)

    def clean(self) -> Any:
        data = super().clean()  # type: ignore[misc]  # of the form beside which this class stands
        if self.instance.pk and not self._looks_after_it_all and self.changes_what_is_shown():
            raise ValidationError(
                _(
                    "Pages show this file as it was approved, so it is not exchanged. Please upload the new one "
                    "beside it and choose it in the page."
                )
            )
        return data

    def changes_what_is_shown(self) -> bool:
        return "file" in self.changed_data


class PictureForm(_AsApproved, BaseImageForm):
    """What it shows is said in the page, beside it."""


class PaperForm(_AsApproved, BaseDocumentForm):
    """A page names it by its title."""

    def changes_what_is_shown(self) -> bool:
        named = "title" in self.changed_data and len(self.instance.get_usage()) > 0
        return super().changes_what_is_shown() or named

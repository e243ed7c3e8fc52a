"""Where the word of a death came from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeSource(models.TextChoices):
    FAMILY = "family", pgettext_lazy("word of a death", "Family")
    VISITOR = "visitor", _("Volunteer or neighbour")
    HOSPITAL = "hospital", _("Hospital or funeral home")
    POLICE = "police", _("Police or household register")
    REGISTER = "register", _("List from another authority")
    # What stood in the file before notices were kept, and what another step brought about.
    FILE = "file", _("Already in the file")

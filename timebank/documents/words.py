"""Words that all papers share."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def paper_language() -> dict[str, str]:
    """The language of the moment, for hyphenation and for who has the paper read aloud."""
    chinese = (get_language() or "zh").startswith("zh")
    return {"lang": "zh", "region": "cn"} if chinese else {"lang": "en", "region": "gb"}


def page_words() -> list[str]:
    """What stands before, between and behind the numbers in 'page 1 of 3'."""
    said = _("Page %(page)s of %(pages)s") % {"page": "\0", "pages": "\0"}
    return said.split("\0")

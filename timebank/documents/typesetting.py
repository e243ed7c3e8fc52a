"""From words and figures to PDF/A, by typst. The templates beside this file hold layout and no words."""

from __future__ import annotations

import functools
import io
import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import segno
import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.installation import is_demonstration
from timebank.documents.errors import DocumentError, FontMissing, UnprintableText

TEMPLATES = Path(__file__).parent
# PDF/A-2b with text that can be searched and read aloud (level u); the files are tagged as well.
STANDARD: Final = "a-2u"
# The first that the machine has. Those behind the first come from the system's package manager.
FAMILIES = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
_UNDISPLAYED = re.compile(r"could not be displayed|no font could be found", re.IGNORECASE)


def typeset(template: str, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF of `template` (a name without `.typ`). `data` goes in as JSON: no text can become markup. What every
    paper says, such as its language and the words for its pages, is added here, in the language of the moment.

    Takes some ten milliseconds once the fonts are read. Raises `FontMissing` where the machine has no Chinese font,
    `UnprintableText` for a character in none of its fonts, `DocumentError` for whatever else fails.
    """
    families = chinese_families()
    chinese = (get_language() or "zh").startswith("zh")
    fields = {
        **data,
        # For hyphenation, and for who has the paper read aloud.
        "lang": "zh" if chinese else "en",
        "region": "cn" if chinese else "gb",
        # What stands before, between and behind the numbers.
        "page_words": (_("Page %(page)s of %(pages)s") % {"page": "\0", "pages": "\0"}).split("\0"),
        "mark": _("Demonstration") if is_demonstration() else "",
        "fonts": list(families),
        "made": [made_at.year, made_at.month, made_at.day],
    }
    try:
        pdf = typst.compile(
            TEMPLATES / f"{template}.typ",
            format="pdf",
            root=TEMPLATES,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(fields, ensure_ascii=False)},
            pdf_standards=STANDARD,
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        kind = UnprintableText if _UNDISPLAYED.search(error.message) else DocumentError
        raise kind(error.message) from error
    if not isinstance(pdf, bytes):
        raise DocumentError(f"typst gave no bytes for {template}")
    return pdf


@functools.cache
def _fonts() -> typst.Fonts:
    folders = [folder for folder in map(Path, settings.DOCUMENT_FONTS) if folder.is_dir()]
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=folders)


@functools.cache
def chinese_families() -> tuple[str, ...]:
    """The families to set text in, the best first."""
    here = set(_fonts().families())
    found = tuple(family for family in FAMILIES if family in here)
    if not found:
        raise FontMissing(
            "No font with Chinese characters: run bin/run once more (it fetches Noto Sans SC with the page assets), or "
            "install fonts-wqy-microhei, or name a folder of fonts in SHOUWANG_FONTS."
        )
    return found


def qr_code(text: str) -> str:
    """A QR code as SVG, dark on white with its quiet zone. Level M: a quarter of it may be creased or stained."""
    image = io.BytesIO()
    segno.make(text, error="m", boost_error=False).save(
        image, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False
    )
    return image.getvalue().decode()

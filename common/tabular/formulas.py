"""Cells that a spreadsheet must not take for formulas."""

from __future__ import annotations

import re

_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def escape_formula(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what could start one.

    Plain numbers, negative ones and telephone numbers with their + included, cannot do harm and stay as they
    are.
    """
    if text.startswith(_FORMULA_START) and _PLAIN_NUMBER.fullmatch(text) is None:
        return "'" + text
    return text


def unescape_formula(text: str) -> str:
    """The reverse of `guarded`, so that a file we wrote can be mended and read again."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_START) else text

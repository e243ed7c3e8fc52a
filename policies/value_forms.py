"""Values of parameters as people type and read them.

A parameter's first value gives the form: a number, yes or no, a word, a list, or named entries of these. Each leaf
becomes one input; what is too rich for that (lists of entries) is written as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from policies.registry import Declaration, has_entries

# Between the parts of an input's name; no key of an entry holds it.
SEPARATOR = "__"


@dataclass(frozen=True)
class Leaf:
    """One input: the path of keys that leads to it and an example of its value."""

    path: tuple[str, ...]
    example: Any

    @property
    def name(self) -> str:
        return SEPARATOR.join(("value", *self.path))

    def label(self, word: Callable[[str], str]) -> str:
        return " · ".join(word(key) for key in self.path)


def leaves(example: Any, path: tuple[str, ...] = ()) -> list[Leaf]:
    """The inputs that a value like `example` takes."""
    if has_entries(example):
        return [leaf for key, inner in example.items() for leaf in leaves(inner, (*path, key))]
    return [Leaf(path, example)]


def value_at(value: Any, path: tuple[str, ...]) -> Any:
    """The part of `value` at the end of `path`; None where it has none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def assemble(parts: dict[tuple[str, ...], Any]) -> Any:
    """The value made of its leaves: the reverse of `leaves`."""
    if set(parts) == {()}:
        return parts[()]
    whole: dict[str, Any] = {}
    for path, part in parts.items():
        inner = whole
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = part
    return whole


class PlainList(forms.CharField):
    """A list of words or numbers, separated by commas of either script."""

    def __init__(self, *, numbers: type | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Separate the entries by commas."))
        super().__init__(**kwargs)
        self.numbers = numbers

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(entry) for entry in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[Any]:
        text = super().clean(value)
        entries = [
            entry.strip() for entry in text.replace("，", ",").replace("、", ",").split(",") if entry.strip()
        ]
        if self.numbers is None:
            return list(entries)
        try:
            return [self.numbers(entry) for entry in entries]
        except ValueError as error:
            raise ValidationError(_("Only numbers, separated by commas.")) from error


class JSONText(forms.CharField):
    """Whatever has no simpler form."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return json.loads(text)
        except ValueError as error:
            raise ValidationError(_("This is not JSON: %(error)s") % {"error": error}) from error


def field_for(leaf: Leaf, declaration: Declaration) -> forms.Field:
    """The form field of one leaf. Whether the value makes sense is the parameter's own check."""
    example, label = leaf.example, leaf.label(declaration.word) or pgettext("of a rule", "Value")
    if choices := declaration.choices.get(leaf.path[-1] if leaf.path else ""):
        return forms.ChoiceField(label=label, choices=list(choices.items()), required="" not in choices)
    if isinstance(example, bool):
        return forms.BooleanField(label=label, required=False)
    if isinstance(example, int):
        return forms.IntegerField(label=label, min_value=0)
    if isinstance(example, float):
        return forms.FloatField(label=label, min_value=0)
    if isinstance(example, str):
        return forms.CharField(label=label, required=False)
    if isinstance(example, list) and example and all(isinstance(entry, str) for entry in example):
        return PlainList(label=label)
    if isinstance(example, list) and example and all(type(entry) in (int, float) for entry in example):
        kind = float if any(isinstance(entry, float) for entry in example) else int
        return PlainList(label=label, numbers=kind)
    return JSONText(label=label)


class Part(NamedTuple):
    """One entry of a value for reading; `remark` says why it is not simply what its row says."""

    name: str
    text: str
    remark: str = ""


def recorded(stored: Any, declaration: Declaration) -> list[Part]:
    """What one row says, in the order of the declaration.

    Entries that were declared after the row was written, and entries that are not declared any more, are named as such.
    """
    word = declaration.word
    if not has_entries(declaration.initial) or not has_entries(stored):
        return [Part(*pair) for pair in display_value(stored, word)]
    declared, own = leaves(declaration.initial), {leaf.path: leaf for leaf in leaves(stored)}
    parts = []
    for leaf in declared:
        found = own.pop(leaf.path, None)
        if found is None:
            parts.append(Part(leaf.label(word), "—", _("added after this rule was set")))
        else:
            parts.append(Part(leaf.label(word), _plain(found.example, word)))
    return parts + [
        Part(leaf.label(word), _plain(leaf.example, word), _("no longer used")) for leaf in own.values()
    ]


def effective(value: Any, stored: Sequence[Any], declaration: Declaration) -> list[Part]:
    """A value in force, and of each entry where it comes from if not from the last of `stored`.

    `stored` are the values of the rows that it is made of, that of the largest area first.
    """
    parts = []
    for leaf in leaves(value):
        named = [value_at(one, leaf.path) is not None for one in stored]
        remark = ""
        if stored and not named[-1]:
            remark = _("from the rule for a larger area") if any(named) else _("first value")
        parts.append(Part(leaf.label(declaration.word), _plain(leaf.example, declaration.word), remark))
    return parts


def display_value(value: Any, word: Callable[[str], str] = str) -> list[tuple[str, str]]:
    """A value for reading: pairs of entry and value; one pair without a name for a plain value."""
    return [(leaf.label(word), _plain(leaf.example, word)) for leaf in leaves(value)]


def _plain(value: Any, word: Callable[[str], str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return word(value)
    if isinstance(value, list) and not any(isinstance(entry, dict | list) for entry in value):
        return ", ".join(word(str(entry)) for entry in value) if value else _("none")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:g}" if isinstance(value, float) else str(value)

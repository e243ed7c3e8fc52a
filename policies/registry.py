"""Declarations of policy parameters: what exists, its form, its first value and where that comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.enums import Untried


@dataclass(frozen=True)
class Declaration:
    """One parameter. `check` raises `ValidationError` for a value of the wrong form; `unit` is shown to people."""

    key: str
    title: Any
    initial: Any
    unit: Any
    source_kind: str
    source: Any
    check: Callable[[Any], None]
    help: Any = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def word(self, text: str) -> str:
        """A key or value of the parameter as people call it."""
        return str(self.words.get(text, text))


DECLARATIONS: dict[str, Declaration] = {}


@dataclass(frozen=True)
class Group:
    """Parameters that people look for together: those whose key begins with one of `prefixes`."""

    title: Any
    order: int
    prefixes: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.prefixes[0].replace(".", "-")


GROUPS: list[Group] = []


def declare_group(title: Any, *prefixes: str, order: int) -> None:
    """Name a group of parameters on the page of rules; of several prefixes that fit a key the longest counts."""
    GROUPS.append(Group(title, order, prefixes))


def group_of(key: str) -> Group | None:
    """The group in which a parameter is shown; None where nobody has named one."""
    fitting = [
        (len(prefix), group)
        for group in GROUPS
        for prefix in group.prefixes
        if key == prefix or key.startswith(f"{prefix}.")
    ]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None


_UNTRIED: dict[str, Untried] = {}


def untried(reason: Untried, *prefixes: str) -> None:
    """Say why parameters whose key begins with one of `prefixes` are set without a preview: it is shown to people."""
    _UNTRIED.update(dict.fromkeys(prefixes, reason))


def untried_prefix(key: str) -> str:
    """The longest prefix of a key for which `untried` gave a reason; '' for none."""
    return max((prefix for prefix in _UNTRIED if key.startswith(prefix)), key=len, default="")


def why_untried(key: str) -> str:
    """Why there is no preview, in words; '' where nobody said so."""
    found = _UNTRIED.get(untried_prefix(key))
    return str(found.label) if found else ""


def declare(
    key: str,
    *,
    title: Any,
    initial: Any,
    unit: Any = "",
    source_kind: str = "choice",
    source: Any,
    check: Callable[[Any], None] | None = None,
    help: Any = "",
    words: Mapping[str, Any] | None = None,
    choices: Mapping[str, Mapping[str, Any]] | None = None,
) -> str:
    """Declare a parameter and return its key, so that a module can name it: `CADENCE = declare("visits.cadence", …)`.

    `source_kind` is one of SourceKind; by default it is a local decision. `check` replaces the ordinary one (same form
    as `initial`). `words` are what people call the keys inside the value, `choices` what a word inside it may be: by
    its own key, or by "" where the whole value is one word. A translated `source` is shown in the reader's language
    until the rule is changed. Raises ValueError for a key declared before.
    """
    if key in DECLARATIONS:
        raise ValueError(f"Policy parameter {key!r} is declared twice.")
    check = check or same_form(initial)
    check(initial)
    named = {
        **(words or {}),
        **{word: said for inner in (choices or {}).values() for word, said in inner.items()},
    }
    DECLARATIONS[key] = Declaration(
        key, title, initial, unit, source_kind, source, check, help, words=named, choices=choices or {}
    )
    return key


def overlaid(base: Any, stored: Any) -> Any:
    """`stored` over `base`, entry by entry and at any depth; the keys are those of `base`.

    An entry that `stored` does not name keeps the value of `base`; one that `base` does not have (a later version has
    dropped it) is left out. No stored value removes an entry: a parameter that can mean "none" has a value for it.
    Lists and single values are replaced as a whole, and so is what has another form than `base`.
    """
    if not has_entries(base) or not isinstance(stored, dict):
        return stored
    return {key: overlaid(inner, stored[key]) if key in stored else inner for key, inner in base.items()}


def has_entries(value: Any) -> bool:
    """Whether a value consists of named entries, each of which is decided by itself."""
    return isinstance(value, dict) and bool(value) and all(isinstance(key, str) for key in value)


def same_form(example: Any) -> Callable[[Any], None]:
    """A check that a value has the form of `example`: same kind of number, same keys, not negative."""

    def check(value: Any) -> None:
        _same_form(value, example, "")

    return check


def whole_number(least: int, most: int) -> Callable[[Any], None]:
    """A check that a value is a whole number within bounds: terms that a calendar has, lengths that a day has."""

    def check(value: Any) -> None:
        same_form(1)(value)
        if not least <= value <= most:
            raise ValidationError(
                _("A whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
            )

    return check


def _same_form(value: Any, example: Any, where: str) -> None:
    if isinstance(example, bool) or isinstance(value, bool):
        if not (isinstance(example, bool) and isinstance(value, bool)):
            raise ValidationError(_("%(where)s must be yes or no.") % {"where": where or "value"})
    elif isinstance(example, int | float):
        if not isinstance(value, int | float) or value != value or value in (float("inf"), float("-inf")):
            raise ValidationError(_("%(where)s must be a number.") % {"where": where or "value"})
        if value < 0:
            raise ValidationError(_("%(where)s must not be negative.") % {"where": where or "value"})
        if isinstance(example, int) and not isinstance(value, int):
            raise ValidationError(_("%(where)s must be a whole number.") % {"where": where or "value"})
    elif isinstance(example, dict):
        if not isinstance(value, dict) or set(value) != set(example):
            raise ValidationError(
                _("%(where)s must have exactly these entries: %(keys)s.")
                % {
                    "where": where or "value",
                    "keys": ", ".join(sorted(map(str, example))),
                }
            )
        for name, inner in example.items():
            _same_form(value[name], inner, f"{where}.{name}" if where else str(name))
    elif isinstance(example, list):
        if not isinstance(value, list) or not value:
            raise ValidationError(_("%(where)s must be a list.") % {"where": where or "value"})
        for inner in value:
            _same_form(inner, example[0], f"{where}[]")
    elif not isinstance(value, type(example)):
        raise ValidationError(_("%(where)s has the wrong format.") % {"where": where or "value"})

"""Reading what wants translating from sources, and what is translated from catalogues, without gettext's programs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po
from django.apps import apps
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = sorted(apps_py.parent.name for apps_py in ROOT.glob("*/apps.py"))
LOCALE = Path("locale") / "zh_Hans" / "LC_MESSAGES"

# Function name: does its first argument name a context?
_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"\b(_|n?p?gettext)\(({_LITERAL}(?:\s*,\s*{_LITERAL})*)", re.DOTALL)


class Message(NamedTuple):
    """What a catalogue is asked for: the context ("" for none) and the (singular) text."""

    context: str
    text: str


class Entry(NamedTuple):
    """One entry of a catalogue: its source texts (singular, plural) and its translations."""

    message: Message
    sources: tuple[str, ...]
    translations: tuple[str, ...]
    fuzzy: bool


def _message(function: str, arguments: list[str]) -> Message:
    if function in _WITH_CONTEXT:
        return Message(arguments[0], arguments[1])
    return Message("", arguments[0])


def messages_in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        if function not in _PLAIN | _WITH_CONTEXT:
            continue
        wanted = 2 if function in _WITH_CONTEXT else 1
        texts = [
            argument.value
            for argument in node.args[:wanted]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        # Whatever is no literal is a translated datum, such as the name of a skill.
        if len(texts) == wanted and texts[-1]:
            yield _message(function, texts)


def messages_in_template(source: str) -> Iterator[Message]:
    for function, literals in _CALL.findall(templatize(source)):
        texts = [ast.literal_eval(literal) for literal in re.findall(_LITERAL, literals, re.DOTALL)]
        if texts[-1]:
            yield _message(function, texts)


def messages_of(package: str) -> dict[Message, Path]:
    """Every message that the package's sources ask for, and a file that does."""
    found: dict[Message, Path] = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        for message in messages_in_python(path.read_text(encoding="utf-8")):
            found.setdefault(message, path.relative_to(ROOT))
    for suffix in ("html", "txt"):
        for path in sorted((ROOT / package).glob(f"**/templates/**/*.{suffix}")):
            for message in messages_in_template(path.read_text(encoding="utf-8")):
                found.setdefault(message, path.relative_to(ROOT))
    return found


@cache
def entries(catalogue: Path) -> tuple[Entry, ...]:
    """The entries of a .po file; none when there is no such file."""
    if not catalogue.exists():
        return ()
    with catalogue.open("rb") as stream:
        return tuple(
            Entry(
                Message(entry.context or "", entry.id if isinstance(entry.id, str) else entry.id[0]),
                (entry.id,) if isinstance(entry.id, str) else tuple(entry.id),
                (entry.string,) if isinstance(entry.string, str) else tuple(entry.string),
                entry.fuzzy,
            )
            for entry in read_po(stream)
            if entry.id
        )


def catalogue_of(package: str, domain: str = "django") -> Path:
    return ROOT / package / LOCALE / f"{domain}.po"


def translated(catalogue: Path) -> dict[Message, tuple[str, ...]]:
    """What a catalogue really translates; gettext leaves fuzzy entries aside."""
    return {
        entry.message: entry.translations
        for entry in entries(catalogue)
        if not entry.fuzzy and all(entry.translations)
    }


@cache
def shown_in_chinese(domain: str = "django") -> dict[Message, tuple[str, ...]]:
    """What a reader sees: all installed catalogues put together as Django does, an earlier application winning,
    the project's own `locale` before all. (Django's own texts are left out.)"""
    merged: dict[Message, tuple[str, ...]] = {}
    for config in reversed(list(apps.get_app_configs())):
        merged |= translated(Path(config.path) / LOCALE / f"{domain}.po")
    return merged | translated(ROOT / LOCALE / f"{domain}.po")

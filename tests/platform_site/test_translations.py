"""Chinese first: every text of every package is translated, and says the same as its English source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import override

from tests.platform_site.catalogues import (
    LOCALE,
    PACKAGES,
    ROOT,
    Message,
    catalogue_of,
    entries,
    messages_in_python,
    messages_in_template,
    messages_of,
    shown_in_chinese,
    translated,
)

CATALOGUES = [catalogue_of(package) for package in PACKAGES] + sorted((ROOT / LOCALE).glob("*.po"))
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")
_TAG = re.compile(r"</?[a-z][^>]*>")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# Left as they are in Chinese, too.
_THE_SAME_IN_CHINESE = {"Wagtail", "ID", "URL", "English", "HTML", "CSV", "Cookie"}


def _named(catalogue: Path) -> str:
    return str(catalogue.relative_to(ROOT).parts[0])


def _lines(problems: Any) -> str:
    return "\n" + "\n".join(sorted(str(problem) for problem in problems))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_in_the_sources_stands_in_the_catalogue_of_its_package(package: str) -> None:
    known = {entry.message for entry in entries(catalogue_of(package))}
    missing = {message: path for message, path in messages_of(package).items() if message not in known}
    assert not missing, _lines(f"{path}: {message.text!r}" for message, path in missing.items())


@pytest.mark.parametrize("package", PACKAGES)
def test_no_catalogue_keeps_what_nothing_asks_for_any_more(package: str) -> None:
    asked = messages_of(package)
    stale = [entry.message.text for entry in entries(catalogue_of(package)) if entry.message not in asked]
    assert not stale, _lines(stale)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=_named)
def test_every_entry_is_translated_and_none_is_a_guess(catalogue: Path) -> None:
    open_entries = [
        entry.sources[0] for entry in entries(catalogue) if entry.fuzzy or not all(entry.translations)
    ]
    assert not open_entries, _lines(open_entries)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=_named)
def test_every_translation_is_chinese(catalogue: Path) -> None:
    english = [
        entry.sources[0]
        for entry in entries(catalogue)
        for translation in entry.translations
        # What is made of signs and placeholders alone needs no Chinese.
        if re.search(r"[A-Za-z]{2}", _TAG.sub("", _PLACEHOLDER.sub("", translation)))
        and not _CHINESE.search(translation)
        and translation not in _THE_SAME_IN_CHINESE
    ]
    assert not english, _lines(english)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=_named)
def test_placeholders_and_tags_survive_translation(catalogue: Path) -> None:
    problems = []
    for entry in entries(catalogue):
        # "one page" may leave out the number that "%(count)s pages" names: the last source names all there is.
        wanted = [sorted(pattern.findall(entry.sources[-1])) for pattern in (_PLACEHOLDER, _TAG)]
        for translation in filter(None, entry.translations):
            if [sorted(pattern.findall(translation)) for pattern in (_PLACEHOLDER, _TAG)] != wanted:
                problems.append(f"{entry.sources[-1]!r} → {translation!r}")
    assert not problems, _lines(problems)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_reader_sees_the_word_that_the_package_meant(package: str) -> None:
    """Django puts all catalogues into one; where two differ over a text, one of them must name a context."""
    shown = shown_in_chinese()
    overruled = [
        f"{message.text!r}: {meant[0]} is shown as {shown[message][0]}"
        for message, meant in translated(catalogue_of(package)).items()
        if shown[message] != meant
    ]
    assert not overruled, _lines(overruled)


def _lazy_texts(package: str) -> Iterator[tuple[str, Any]]:
    """Names and choices of the package's models, and where they stand."""
    for model in apps.get_app_config(package).get_models():
        meta = model._meta
        yield f"{meta.label} verbose_name", meta.verbose_name
        yield f"{meta.label} verbose_name_plural", meta.verbose_name_plural
        for field in meta.get_fields():
            # A name that Django made from the attribute belongs to a field that no page shows.
            if isinstance(getattr(field, "verbose_name", None), Promise):
                yield f"{meta.label}.{field.name} verbose_name", field.verbose_name
            if getattr(field, "help_text", ""):
                yield f"{meta.label}.{field.name} help_text", field.help_text
            for _value, label in getattr(field, "flatchoices", None) or ():
                yield f"{meta.label}.{field.name} choice", label


@pytest.mark.parametrize("package", PACKAGES)
def test_names_and_choices_of_models_have_chinese(package: str) -> None:
    # Whatever the context: of a lazy text only its words can be seen.
    shown = {message.text for message in shown_in_chinese()}
    missing = []
    with override("en"):
        for place, text in _lazy_texts(package):
            words = str(text)
            # simple_history's models take their names from ours, with a word before them.
            own = words.removeprefix("historical ")
            # Signs such as "1A" or the empty choice need no Chinese.
            if not re.search(r"[A-Za-z]{2}", words) or _CHINESE.search(words):
                continue
            if own not in shown and not str(place).split(" ")[0].endswith(_FROM_LIBRARIES):
                missing.append(f"{place}: {words!r}")
    assert not missing, _lines(missing)


# Fields that libraries bring along with names of their own, translated by Django itself.
_FROM_LIBRARIES = (
    ".password",
    ".last_login",
    ".is_superuser",
    ".groups",
    ".user_permissions",
    ".first_name",
    ".last_name",
    ".email",
    ".is_staff",
    ".is_active",
    ".date_joined",
)


def _third_parties() -> list[str]:
    """Installed applications that list their English texts."""
    return sorted(
        config.name
        for config in apps.get_app_configs()
        if config.name not in PACKAGES
        and list(Path(config.path).glob("locale/en/LC_MESSAGES/*.po"))
        # Django's own Chinese is complete and comes compiled.
        and not config.name.startswith("django.")
    )


@pytest.mark.parametrize("application", _third_parties())
def test_nothing_that_staff_see_of_a_library_is_left_in_english(application: str) -> None:
    folder = Path(next(c.path for c in apps.get_app_configs() if c.name == application))
    missing = []
    for english in folder.glob("locale/en/LC_MESSAGES/*.po"):
        shown = shown_in_chinese(english.stem)
        missing += [entry.sources[0] for entry in entries(english) if entry.message not in shown]
    assert not missing, _lines(missing)


def test_filters_speak_chinese_though_their_library_only_knows_zh_cn() -> None:
    import django_filters

    chinese = Path(django_filters.__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES" / "django.po"
    missing = [entry.sources[0] for entry in entries(chinese) if entry.message not in shown_in_chinese()]
    assert entries(chinese)
    assert not missing, _lines(missing)


def test_texts_are_found_in_python_and_in_templates() -> None:
    python = """
a = _("one " "two")
b = pgettext_lazy("tab", "three")
c = ngettext("%(n)s day", "%(n)s days", n)
d = _(variable)
"""
    assert set(messages_in_python(python)) == {
        Message("", "one two"),
        Message("tab", "three"),
        Message("", "%(n)s day"),
    }
    template = (
        '{% translate "It\'s 100%" %}{% translate "May" context "month" %}<p title="{{ _("title") }}">'
        "{% blocktranslate trimmed count n=n %}\n  {{ n }} day\n{% plural %}{{ n }} days{% endblocktranslate %}"
        '{% include "x.html" with name=_("included") %}'
    )
    assert set(messages_in_template(template)) == {
        Message("", "It's 100%%"),
        Message("month", "May"),
        Message("", "title"),
        Message("", "%(n)s day"),
        Message("", "included"),
    }

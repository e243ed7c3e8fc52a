"""Asking for a region: a form field and its picker.

The picker is a text field that understands names and codes, which a script turns into cascading selects
(county, township, community). Without the script everything still works: what is typed is resolved on the
server, and where it can mean several places the form comes back with those to choose from. Forms must render
`{{ form.media }}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions import codes
from regions.enums import Level
from regions.models import Region, RegionQuerySet
from regions.resolving import Resolution, resolve_region


def _regions(level: Level | None, within: str | None) -> RegionQuerySet:
    regions = Region.objects.all()
    if within is not None:
        regions = regions.within(within)
    return regions if level is None else regions.level(level)


class RegionPicker(forms.TextInput):
    """The widget of `RegionField`."""

    template_name = "regions/region_picker.html"
    level: Level | None = None
    within: str | None = None

    class Media:
        js = ["regions/region_picker.js"]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """A place chosen among the candidates of the last answer wins over the text that led to them."""
        return data.get(f"{name}_choice") or super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        resolution = (
            resolve_region(str(value), among=_regions(self.level, self.within)) if value else Resolution()
        )
        region = resolution.region
        if region is not None:
            context["widget"]["value"] = region.full_name
        below = [
            level
            for level in Level
            if self.within is None or level.digits > len(codes.prefix_of(self.within))
        ]
        context["picker"] = {
            "region": region,
            "path": [*codes.ancestor_codes(region.code), region.code] if region else [],
            "candidates": resolution.candidates,
            "level": self.level.value if self.level else "",
            "root": self.within or "",
            "options_url": reverse("regions:options"),
            "levels": [(level.value, _SELECT_LABELS[level]) for level in below],
        }
        return context


_SELECT_LABELS = {
    Level.CITY: _("City"),
    Level.COUNTY: _("County or district"),
    Level.TOWNSHIP: _("Township or street"),
    Level.COMMUNITY: _("Community or village"),
}


class RegionField(forms.Field):
    """A region of the wanted level (any level when none is given), inside `within` when that is given.

    Cleans to a `Region` or None. `within` is set on a form's own copy of the field.
    """

    widget = RegionPicker
    default_error_messages = {
        "unknown": _(
            "We do not know a place called “%(text)s”. Check the spelling, or write the township before it."
        ),
        "similar": _("We do not know a place called “%(text)s”. Did you mean one of the places below?"),
        "several": _("There are several places called “%(text)s”. Choose the right one below."),
        "too_many": _(
            "There are very many places called “%(text)s”. Write the township before it, or choose below."
        ),
        "level": _("%(name)s is at the wrong level: a %(level)s is needed here."),
        "outside": _("%(name)s is outside the area covered by this form."),
    }

    def __init__(self, *, level: Level | str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level = Level(level) if level else None
        self.within = None

    @property
    def within(self) -> str | None:
        """Code of the region that the answer must lie in."""
        return self._within

    @within.setter
    def within(self, area: Region | str | None) -> None:
        self._within = area.code if isinstance(area, Region) else area
        if isinstance(self.widget, RegionPicker):
            self.widget.level = self.level
            self.widget.within = self._within

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Region) else value

    def to_python(self, value: Any) -> Region | None:
        """The region meant; raises ValidationError with the code of one of the messages above."""
        if isinstance(value, Region):
            value = value.code
        text = str(value).strip() if value not in self.empty_values else ""
        if not text:
            return None
        resolution = resolve_region(text, among=_regions(self.level, self._within))
        if resolution.region is None:
            raise self._unresolved(text, resolution)
        return resolution.region

    def _unresolved(self, text: str, resolution: Resolution) -> ValidationError:
        anywhere = resolve_region(text).region
        if anywhere is not None and not resolution.candidates:
            return self._misplaced(anywhere)
        if not resolution.candidates:
            problem = "unknown"
        elif resolution.guesses:
            problem = "similar"
        else:
            problem = "too_many" if resolution.too_many else "several"
        return ValidationError(self.error_messages[problem], code=problem, params={"text": text})

    def _misplaced(self, region: Region) -> ValidationError:
        if self.level is not None and region.level != self.level:
            params = {"name": region.full_name, "level": self.level.label}
            return ValidationError(self.error_messages["level"], code="level", params=params)
        return ValidationError(
            self.error_messages["outside"], code="outside", params={"name": region.full_name}
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            chosen = self.to_python(data)
        except ValidationError:
            return True
        return (chosen.code if chosen else "") != (self.prepare_value(initial) or "")

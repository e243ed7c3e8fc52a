"""One search over everything the user may see: each package says what can be found there (`register`).

What is typed is read once (`Query.read`): a number, letters that may be initials, or words. A name with a blank in it
is the name without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from common.pinyin import initials_of
from common.tabular.cell_readers import normalise_text
from workbench.roles import STAFF_ROLES, has_role

MOST_FOUND = 10
LONGEST = 60
# Fewer digits say too little, and fewer letters too much.
_FEWEST_DIGITS = 4
_FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Query:
    """What somebody looks for: `text` as typed without needless blanks; `digits` where it is a number, `letters` where
    it may be initials."""

    text: str
    digits: str = ""
    letters: str = ""

    @classmethod
    def read(cls, typed: str) -> Query | None:
        """None where too little was typed to look for anything."""
        text = normalise_text(typed)[:LONGEST].strip()
        squeezed = re.sub(r"[\s·\-]", "", text)
        # 86 is the country only before a whole number, and a nought before an area code is not kept.
        number = re.fullmatch(r"(?:\+?86(?=[0-9]{10,11}$)|0(?=[0-9]{9,11}$))?([0-9]+[0-9Xx]?)", squeezed)
        if number and len(number[1]) >= _FEWEST_DIGITS:
            return cls(squeezed, digits=number[1].upper())
        if squeezed.isascii():
            if squeezed.isalpha() and len(squeezed) >= _FEWEST_LETTERS:
                return cls(" ".join(text.split()), letters=squeezed.lower())
            return cls(" ".join(text.split())) if len(squeezed) > _FEWEST_LETTERS and not number else None
        return cls("".join(text.split()))


@dataclass(frozen=True)
class Hit:
    """Something found, and the address of its file. `person`: whom it is about, so that nobody is named twice."""

    name: str
    url: str
    place: str = ""
    what: str | Promise = ""
    phone: str = ""
    person: int | None = None


def named(rows: QuerySet[Any], query: Query) -> Q:
    """Those of some hundreds or thousands of `rows` whose `name` has the text or the initials in it."""
    wanted = Q(name__icontains=query.text)
    if query.letters:
        names = rows.values_list("pk", "name")
        wanted |= Q(pk__in=[pk for pk, name in names if query.letters in initials_of(name)][:MOST_FOUND])
    return wanted


class Kind:
    """One kind of thing that is looked for. Set `key`, `title`, `order`; write `find`."""

    key = ""
    title: str | Promise = ""
    order = 100
    roles: Iterable[str] = STAFF_ROLES
    names_people = True

    def find(self, user: Any, query: Query, most: int) -> list[Hit]:
        """At most so many hits that the user may open: a fixed number of queries."""
        raise NotImplementedError

    def note(self, user: Any, query: Query) -> str | Promise:
        """What was not looked through, and what to do instead."""
        return ""


@dataclass(frozen=True)
class Found:
    """The hits of one kind; `more`: there are others, and more has to be typed."""

    kind: Kind
    hits: Sequence[Hit]
    more: bool
    note: str | Promise = ""


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds of things that can be found. Raises ImproperlyConfigured for a key that another kind has."""
    for kind in kinds:
        if type(_KINDS.setdefault(kind.key, kind)) is not type(kind):
            raise ImproperlyConfigured(f"Something else is found under '{kind.key}' already.")


def search(user: Any, query: Query) -> list[Found]:
    """What there is, kind by kind; who was found as elder or volunteer is not named a second time as a person."""
    found, named = [], set[int]()
    for kind in sorted(_KINDS.values(), key=lambda one: one.order):
        if not has_role(user, kind.roles):
            continue
        hits = kind.find(user, query, MOST_FOUND + 1)
        shown = [hit for hit in hits if kind.key != "people" or hit.person not in named][:MOST_FOUND]
        named |= {hit.person for hit in hits if hit.person is not None}
        note = kind.note(user, query)
        if shown or note:
            found.append(Found(kind, shown, len(hits) > MOST_FOUND, note))
    return found

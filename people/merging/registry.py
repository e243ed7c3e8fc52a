"""What becomes of each row that names a person when two files are merged.

Every relation to a person, and to each profile a person can have once (volunteer, elder), is declared by the app it
belongs to; a test walks the models and finds the one that is not. What is more than a foreign key is a `MergeStep`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.apps import apps
from django.db import models

from people.actors import Actor
from people.deaths.registry import Consequence
from people.persons.models import Person


class Handling(Enum):
    # The row names the file that stays. One that finds its place taken there stays where it is.
    MOVE = auto()
    # The row goes on naming the closed file: it is append-only, or about what was then.
    KEEP = auto()
    # A file that has such a row, when `refuse` says so, is not merged.
    REFUSE = auto()
    # A one-to-one profile: moves when the other file has none; else its own relations are walked.
    PROFILE = auto()


@dataclass(frozen=True)
class Relation:
    model: type[models.Model]
    field: str
    handling: Handling
    # Of MOVE: which of the rows of the closed file move (kept file given), None: all.
    only: Callable[[models.QuerySet[Any], Person], models.QuerySet[Any]] | None = None
    # Of REFUSE: which rows speak against it, and the sentence.
    against: models.Q | None = None
    sentence: Any = ""


class MergeStep:
    """What one room does beyond moving rows. The methods here give the harmless answer: nothing."""

    key = ""

    def refusals(self, kept: Person, gone: Person) -> list[str]:
        """Why these two cannot be merged as things stand."""
        return []

    def count(self, kept: Person, gone: Person) -> list[Consequence]:
        """What `merge` would do, for the page that asks."""
        return []

    def before(self, kept: Person, gone: Person, actor: Actor) -> Any:
        """Before rows move. Returns what `undo` needs (JSON)."""
        return None

    def after(self, kept: Person, gone: Person, actor: Actor) -> None:
        """After rows have moved."""

    def undo(self, kept: Person, gone: Person, done: Any, actor: Actor) -> None:
        """Put back what `before` did, after rows are back. Raises ValidationError with a sentence when it cannot."""


_RELATIONS: dict[tuple[str, str], Relation] = {}
_STEPS: dict[str, MergeStep] = {}


def declare(label: str, field: str, handling: Handling, **more: Any) -> None:
    """Say what becomes of `app.Model.field`; from an `AppConfig.ready()`. Twice is an error."""
    key = (label.lower(), field)
    if key in _RELATIONS:
        raise ValueError(f"What becomes of {label}.{field} is declared twice.")
    _RELATIONS[key] = Relation(apps.get_model(label), field, handling, **more)


def register(step: MergeStep) -> None:
    if step.key in _STEPS:
        raise ValueError(f"Two steps of a merge are called {step.key!r}.")
    _STEPS[step.key] = step


def steps() -> list[MergeStep]:
    return list(_STEPS.values())


def relations_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every foreign key of a table of ours to `model`; histories, which tell what was then, are left out."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        owner = relation.related_model
        if hasattr(owner, "instance_type"):
            continue
        yield owner, relation.field.name


def declared(model: type[models.Model], field: str) -> Relation | None:
    return _RELATIONS.get((model._meta.label_lower, field))


def relations_of(model: type[models.Model]) -> list[Relation]:
    """The declared relations to `model`, in a fixed order. LookupError for one that nobody declared."""
    found = []
    for owner, field in relations_to(model):
        relation = declared(owner, field)
        if relation is None:
            raise LookupError(
                f"{owner._meta.label}.{field}: say what becomes of it when two files are merged."
            )
        found.append(relation)
    return sorted(found, key=lambda one: (one.model._meta.label, one.field))


def profiles() -> list[Relation]:
    return [one for one in _RELATIONS.values() if one.handling is Handling.PROFILE]

"""What a death stops. Each floor says what it stops, counts it beforehand, and puts back what can still stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from people.actors import Actor
from people.persons.models import Person


@dataclass(frozen=True)
class Consequence:
    """One line of the page that asks whether to record a death: what, and how much of it."""

    words: str | Promise
    amount: int | str


class DeathEffect:
    """What one room stops. The methods here give the harmless answer: nothing."""

    key = ""

    def count(self, person: Person) -> list[Consequence]:
        """What `stop` would do, without doing it."""
        return []

    def stop(self, person: Person, actor: Actor) -> Any:
        """Do it; returns what `restore` needs to put it back (JSON), falsy for nothing."""
        return None

    def holds(self, person: Person) -> str:
        """Why the death cannot be taken back as things stand; "" when nothing here speaks against it."""
        return ""

    def restore(self, person: Person, stopped: Any, actor: Actor) -> list[str]:
        """Put back what this death itself stopped; returns a sentence for each thing that could not be."""
        return []


_EFFECTS: dict[str, DeathEffect] = {}


def register(effect: DeathEffect) -> None:
    """Add an effect; called once from an `AppConfig.ready()`. A second one of the same key is an error."""
    if effect.key in _EFFECTS:
        raise ValueError(f"Two effects of a death are called {effect.key!r}.")
    _EFFECTS[effect.key] = effect


def effects() -> list[DeathEffect]:
    return list(_EFFECTS.values())

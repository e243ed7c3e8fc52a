"""Whom tasks serve, as far as a search for the best volunteer or the best task has to know.

The elder of a visit and the one who asked for a service live on floors above. Each floor registers here, once from an
AppConfig.ready(), what ranks and bars: numbers and keys, never a name or an address.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from django.db.models import Q

from matching.problem import GENERAL, Weights

if TYPE_CHECKING:
    from datetime import date

    from policies.selectors import PolicyBook
    from volunteers.registration.models.volunteer import Volunteer
    from volunteers.tasks.models.task import Task


@dataclass(frozen=True, kw_only=True)
class Faces:
    """Who knows the one served by one task.

    `key` numbers the one served (the planner's `visit_elder`); `known` are volunteers whose coming is no change of face
    (the planner's `previous`), `times` how often each has served them, `barred` people (not volunteers) who must not.
    """

    key: int
    known: Collection[int] = frozenset()
    times: Mapping[int, int] = field(default_factory=dict)
    barred: Collection[int] = frozenset()


class Served(NamedTuple):
    """The one served by a task, as one volunteer ranks it.

    `tier` is the engine's; `waiting`: nobody has visited them this month, and nobody is going to; `known` and `times`
    are about this volunteer, `barred`: who must not do it, whatever else fits.
    """

    key: int
    tier: int = GENERAL
    waiting: bool = False
    known: bool = False
    times: int = 0
    barred: bool = False


class Knowledge(Protocol):
    """What a floor above knows of its kind of task. A fixed number of queries each, however many tasks."""

    def faces(self, task: Task) -> Faces: ...

    def served(self, volunteer: Volunteer, task_ids: Collection[int]) -> Mapping[int, Served]: ...


class _Nobody:
    """Shifts serve nobody in particular."""

    def faces(self, task: Task) -> Faces:
        return Faces(key=task.pk)

    def served(self, volunteer: Volunteer, task_ids: Collection[int]) -> Mapping[int, Served]:
        return {pk: Served(key=pk) for pk in task_ids}


@dataclass
class _Rules:
    """The planner's rules, which the floor that plans fills in."""

    weights: Callable[[PolicyBook, Any], Weights] = lambda book, region: Weights()
    assumed_dialects: Callable[[PolicyBook, Any], Collection[str]] = lambda book, region: ()
    planned: Callable[[date], Q] = lambda today: Q(pk__in=())
    policies: Collection[str] = ()


_KNOWLEDGE: dict[str, Knowledge] = {}
_RULES = _Rules()


def register(kind: str, knowledge: Knowledge) -> None:
    """Say who is served by tasks of `kind`."""
    _KNOWLEDGE[kind] = knowledge


def use_rules(
    *,
    weights: Callable[[PolicyBook, Any], Weights],
    assumed_dialects: Callable[[PolicyBook, Any], Collection[str]],
    planned: Callable[[date], Q],
    policies: Collection[str],
) -> None:
    """Rank as the planner does: its weights, what it assumes volunteers speak, and which assignments it plans.

    `planned(today)` is a condition on assignments: their minutes are the load that the planner levels; all others only
    shorten the month. `policies` names all parameters that these, and who may take what (volunteers.task_types),
    look up.
    """
    _RULES.policies = policies
    _RULES.weights, _RULES.assumed_dialects, _RULES.planned = weights, assumed_dialects, planned


def knowledge_of(kind: str) -> Knowledge:
    return _KNOWLEDGE.get(kind, _Nobody())


def rules() -> _Rules:
    return _RULES

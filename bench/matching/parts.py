"""The parts of the benchmark, and the one object they add up to."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from typing import Any, NamedTuple

from bench.matching.processes import Start, in_own_process

PACKAGE = "bench.matching"


class Part(NamedTuple):
    """`module.part(size, start, found)` returns the figures of a part; `found` holds those of the parts before it.

    Not asked for by name, a part is left out above `most` visits, and where the module `of` does not exist. `needs` are
    packages of requirements/bench.txt.
    """

    module: str
    most: int
    of: str = "matching"
    needs: tuple[str, ...] = ()


# In the order in which they run: `peers` compares itself with what `engine` found.
PARTS = {
    "engine": Part("engine", 1_000_000),
    "peers": Part("peers", 100_000, needs=("ortools", "highspy")),
    "slots": Part("slots", 300_000),
    "pairs": Part("pairs", 300_000),
    "growth": Part("growth", 100_000),
    "cities": Part("cities", 100_000),
    "repair": Part("repairs", 300_000, "bench.matching.live_plan"),
}


class UnknownPart(ValueError):
    """Somebody asked for a part that there is not. `parts` are those that there are."""

    def __init__(self, name: str, parts: Sequence[str]) -> None:
        super().__init__(f"{name}: no such part; there are {', '.join(parts)}")
        self.name, self.parts = name, tuple(parts)


def available() -> dict[str, Part]:
    """The parts whose subject exists."""
    modules = {name: (part.of, f"{PACKAGE}.{part.module}") for name, part in PARTS.items()}
    return {
        name: PARTS[name] for name, needed in modules.items() if all(map(importlib.util.find_spec, needed))
    }


def measure(size: int, parts: Sequence[str] = (), *, start: Start = in_own_process) -> dict[str, Any]:
    """Figures of the parts named (all that fit the size, if none is) on invented cities of `size` visits.

    Raises UnknownPart; ModuleNotFoundError, before anything runs, for a package that a part needs; RuntimeError when a
    run fails.
    """
    there = available()
    for name in parts:
        if name not in there:
            raise UnknownPart(name, tuple(there))
    chosen = [name for name, part in there.items() if (name in parts if parts else size <= part.most)]
    for package in (package for name in chosen for package in there[name].needs):
        if importlib.util.find_spec(package) is None:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    found: dict[str, Any] = {"size": size}
    for name in chosen:
        module = importlib.import_module(f"{PACKAGE}.{there[name].module}")
        found[name] = module.part(size, start, found)
    return found

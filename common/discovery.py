"""Finding modules by their name in the rooms of a package, so that a new room is wired by being there.

Django, Celery and policies each look for modules of one name (`receivers`, `jobs`, `policy`). Their own discovery stops
at the package; a room is a folder deeper.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.conf import settings


def first_party_packages() -> list[str]:
    """The packages of this repository among the installed applications, highest floor first."""
    return [config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]


def modules_named(name: str, package: str) -> Iterator[str]:
    """Dotted names of all modules called `name` in `package` and its rooms, in alphabetical order."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted(Path(folder).rglob(f"{name}.py")):
            inside = file.relative_to(folder).with_suffix("").parts
            if all((Path(folder, *inside[:depth]) / "__init__.py").exists() for depth in range(len(inside))):
                yield ".".join((package, *inside))


def import_modules(package: str, *names: str) -> list[ModuleType]:
    """Import every module of these names in `package` and its rooms."""
    return [import_module(module) for name in names for module in modules_named(name, package)]
